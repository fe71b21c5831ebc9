/** The working part of the report: gaps by phase, disagreements, accepted risks, the outlook and what AWS offers. */
import { phases } from '../../knowledge/schema.ts';
import type { AssessmentResult, DecidedDisagreement } from '../interview/result.ts';
import { dayWords, knownByNames, phaseMeanings, timeWords } from '../interview/result-words.ts';
import { phaseNames } from '../interview/scoring/cells.ts';
import type { ContradictionKind } from '../interview/scoring/contradictions.ts';
import type { Gap } from '../interview/scoring/gaps.ts';
import { code, inert, section } from './markdown-text.ts';

const effortNames = { S: 'small', M: 'medium', L: 'large' } as const;

const gapLines = (gap: Gap, rank: number): string[] => [
  `- **${rank} · ${gap.label}: ${inert(gap.title)}** ${code(gap.control)}`,
  `  - First step: ${inert(gap.firstStep)}`,
  `  - Effort: ${effortNames[gap.effort]}. How we know: ${knownByNames[gap.knownBy]}.`,
  ...(gap.services.length === 0 ? [] : [`  - Helps: ${inert(gap.services.join(', '))}`]),
  '  - Why:',
  ...gap.why.map((line) => `    - ${inert(line)}`),
];

export const gapSection = ({ gaps }: AssessmentResult): string[] => {
  const rankOf = new Map(gaps.map((gap, index) => [gap.control, index + 1]));
  const blocks = phases.flatMap((phase) => {
    const own = gaps.filter((gap) => gap.phase === phase);
    if (own.length === 0) return [];
    const title = `### ${phaseNames[phase]} (${phaseMeanings[phase]}): ${own.length}`;
    return [title, '', ...own.flatMap((gap) => gapLines(gap, rankOf.get(gap.control) ?? 0)), ''];
  });
  return section(
    'Gaps',
    blocks.length === 0 ? ['None.'] : ['The numbers rank all gaps of this assessment together.', '', ...blocks.slice(0, -1)],
  );
};

const sides: Record<ContradictionKind, string> = {
  'said-more': 'People say it is in place; a check failed. Counted as partly in place at most.',
  'said-less': 'People say it is not in place; every check passed. Counted as people say.',
  'said-not-applicable': 'People say it does not apply; a check saw a resource fail. Counted as not in place.',
};

export const contradictionSection = ({ contradictions }: AssessmentResult): string[] =>
  section(
    'Where people and the scan disagree',
    contradictions.flatMap((one) => [
      `- **${inert(one.title)}** ${code(one.control)}: ${sides[one.kind]}`,
      ...one.said.map(({ text, choice, reason, by }) => {
        const who = by === undefined ? '' : ` (${inert(by)})`;
        return `  - Said: ${inert(text)} ${inert(choice?.text ?? reason ?? '')}${who}`;
      }),
      ...one.seen.map(
        ({ check, verdict, resources, at }) => `  - Seen ${timeWords(at)}: check ${code(check)} ${verdict}, ${inert(resources.join(', '))}`,
      ),
    ]),
  );

const decided: Record<DecidedDisagreement['decision'], string> = {
  fix: 'the scan is right, and it stays a gap',
  'scan-wrong': 'what the scan saw is set aside',
  'answer-wrong': 'the answer was wrong, and what the scan saw counts',
  later: 'left to its owner',
};

export const decisionSection = ({ decisions = [] }: AssessmentResult): string[] =>
  section(
    'Decided where people and the scan disagreed',
    decisions.map(({ control, title, decision, by, at, reason, owner }) => {
      const because = reason === undefined ? '' : ` because: ${inert(reason)}`;
      const whose = owner === undefined ? '' : ` Owner: ${inert(owner)}.`;
      return `- **${inert(title)}** ${code(control)}: ${decided[decision]}. Decided by ${inert(by)}, ${timeWords(at)}${because}.${whose}`;
    }),
  );

export const acceptedSection = ({ accepted, lapsed }: AssessmentResult): string[] =>
  section('Accepted risks', [
    ...accepted.map(
      ({ control, title, weight, until }) => `- ${inert(title)} ${code(control)}: weight ${weight}, accepted until ${dayWords(until)}`,
    ),
    ...lapsed.map(({ control, until }) => `- ${code(control)}: the acceptance ran out on ${dayWords(until)} and counts for nothing`),
  ]);

export const outlookSection = ({ outlook }: AssessmentResult): string[] =>
  section(
    'Outlook: the next phase',
    outlook.map(
      ({ control, title, phase, effort }) => `- ${inert(title)} ${code(control)}: ${phaseNames[phase]}, effort ${effortNames[effort]}`,
    ),
  );

export const nextSection = ({ next, notThis }: AssessmentResult): string[] =>
  section(
    'What AWS offers next',
    next.length === 0
      ? []
      : [
          ...next.flatMap((offer) => [
            `- **${inert(offer.name)}** ${inert(offer.what)}`,
            ...offer.because.map((line) => `  - Why now: ${inert(line)}`),
            `  - Covers: ${inert(offer.covers)}`,
            `  - Leaves open: ${inert(offer.leaves)}`,
            `  - How: ${inert(offer.how)}`,
            ...(offer.note === undefined ? [] : [`  - Note: ${inert(offer.note)}`]),
          ]),
          '',
          notThis,
        ],
  );
