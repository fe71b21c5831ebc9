/** The words of what belongs to a workload in its accounts, and of what stands beside it. */
import type { WorkloadMistake } from '../../../workflows/scanners/workload-words.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

export const belongs = {
  open: 'What belongs to it…',
  name: 'Belongs to it',
  everything: 'everything in the accounts',
  /** Tags and ARNs are words of others. */
  some: (tags: readonly string[], named: number): Rich => [
    ...tags.flatMap((tag, index): Span[] => [index === 0 ? '' : ', ', { said: tag }]),
    named === 0 ? '' : `${tags.length === 0 ? '' : '; '}${counted(named, 'named thing')}`,
    ', and what their agents use',
  ],
  title: (name: Span): Rich => [name, ': what belongs to it'],
  intro:
    'A scan then judges only what has all of these tags, what is named here, and what the agents among them use: role, key, guardrail, knowledge bases, functions. What watches over the whole account stays in.',
  adds: 'What you write is added to what stands here.',
  now: 'So far',
  tags: 'Tags, one a line: key=value',
  tagsPlaceholder: 'app=support',
  resources: 'ARNs of what is its own, one a line',
  resourcesPlaceholder: 'arn:aws:bedrock:eu-west-1:111122223333:agent/ABCDEFGHIJ',
  save: 'Add them',
  all: 'Everything belongs to it',
  typing: 'Or type "workload tag app=support", "workload arn:…", or "workload everything".',
  mistake: (mistake: WorkloadMistake): string =>
    `${mistakes[mistake.kind]('said' in mistake ? mistake.said.slice(0, 80) : '')} Nothing was changed.`,
  outside: {
    text: (count: number, accounts: number): string =>
      `Also in ${accounts > 1 ? 'these accounts' : 'this account'}, belonging to no workload you named: ${counted(count, 'thing')}.`,
    show: (count: number): string => (count === 1 ? 'Show it' : `Show the ${count} others`),
    title: (name: Span): Rich => ['Beside ', name],
    intro: 'These were seen and not judged. Whoever owns them may want an assessment of their own.',
    none: 'Nothing was seen that belongs to no workload.',
    more: (count: number): string => `And ${count} more, which are not kept.`,
  },
};

const mistakes: Record<WorkloadMistake['kind'], (said: string) => string> = {
  'no-tag': (said) => `“${said}” is no tag such as app=support: a key, = and a value, in letters, digits, spaces and _ . : / + - @.`,
  'no-arn': (said) => `“${said}” is no ARN, such as arn:aws:bedrock:eu-west-1:111122223333:agent/ABCDEFGHIJ.`,
  twice: (said) => `The tag “${said}” stands there twice with different values; a thing has one.`,
  'too-many-tags': () => 'One workload holds 10 tags.',
  'too-many-resources': () => 'One workload holds 20 named things. A tag says more with less.',
};
