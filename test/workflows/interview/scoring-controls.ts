/** Small controls and a plain scope for the scoring tests: override what a test is about. */
import type { Control, Question } from '../../../knowledge/schema.ts';
import type { Scope } from '../../../workflows/interview/scoping/scope.ts';
import type { GivenAnswer } from '../../../workflows/interview/scoring/types.ts';

const question = (number: number): Question => ({
  id: `q${number}`,
  text: `What is the state of thing ${number}?`,
  why: 'It tells where we stand.',
  example: 'It is all in place.',
  asks: 'The engineer',
  choices: (['yes', 'partly', 'no'] as const).map((credit) => ({
    id: credit,
    text: `It is ${credit}`,
    credit,
    means: `This is worth ${credit}.`,
  })),
});

export const makeControl = ({ count = 1, ...over }: Partial<Control> & { count?: number } = {}): Control => ({
  id: 'thing',
  title: 'The thing is in place',
  layer: 'infrastructure',
  phase: { name: 'foundational', basis: 'ours' },
  content: 'aws',
  applies: { useCases: ['answers', 'connects', 'acts'], genaiScopes: [1, 2, 3, 4, 5], agenticScopes: [0, 1, 2, 3, 4] },
  discipline: 'controls',
  dimension: null,
  risk: { impact: 2, likelihood: 2 },
  why: 'Without it things break.',
  questions: Array.from({ length: count }, (_, index) => question(index + 1)),
  evidence: {
    checks: [
      { check: 'A-01', proves: 'One part.' },
      { check: 'A-02', proves: 'The other.' },
    ],
    unseen: 'Habits.',
    show: ['A record'],
  },
  remediation: { firstStep: 'Start with the first thing.', steps: ['Do the thing.'], services: ['AWS KMS'], tools: [], effort: 'M' },
  sources: ['aws-fw'],
  crosswalks: [],
  ...over,
});

export const calm = { sensitiveData: false, moneyOrSafety: false, exposed: false, untrustedContent: false, internalTestOnly: false };

export const makeScope = (workload: Partial<Scope['workload']> = {}): Scope => {
  const driver = { component: 'app', question: 'stage', choice: 'live', because: 'It is live.' };
  const whole: Scope['workload'] = {
    genai: 3,
    genaiScopes: [3],
    agentic: 0,
    useCase: 'answers',
    phase: 'enhanced',
    agentControlsToLastPhase: false,
    flags: [],
    riskFacts: calm,
    ...workload,
  };
  const { genai, genaiScopes, agentic, useCase } = whole;
  return {
    components: [{ id: 'app', name: 'App', genai, genaiScopes, agentic, useCase, flags: [], adds: [], agentControlsToLastPhase: false }],
    workload: whole,
    drivers: { genai: driver, agentic: driver, useCase: driver, phase: driver },
    assumed: [],
    differs: [],
    findings: [],
    outside: [],
    incomplete: false,
  };
};

export type Word = 'yes' | 'partly' | 'no' | 'unknown' | 'unanswered' | 'na' | 'yes-with-document';

export const answerFor = (word: Word): GivenAnswer | undefined => {
  if (word === 'unanswered') return undefined;
  if (word === 'unknown') return { unknown: true };
  if (word === 'na') return { notApplicable: true, reason: 'There is none', by: 'Ana' };
  return word === 'yes-with-document' ? { choice: 'yes', document: 'A record' } : { choice: word };
};

/** Answers to the questions of one control, in their order. */
export const answersFor = (id: string, words: readonly Word[]): Record<string, GivenAnswer> =>
  Object.fromEntries(
    words.flatMap((word, index) => {
      const answer = answerFor(word);
      return answer === undefined ? [] : [[`${id}/q${index + 1}`, answer]];
    }),
  );
