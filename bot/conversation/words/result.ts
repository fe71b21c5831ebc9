/** The words of a result: score, gaps, sums, matrices and what AWS offers next. */
import { knownByNames, percent, phaseMeanings, scoreWords, standingWord, statusNames } from '../../../workflows/interview/result-words.ts';
import { dimensionNames, disciplineNames, layerNames, phaseNames } from '../../../workflows/interview/scoring/cells.ts';
import type { Label } from '../../../workflows/interview/scoring/gaps.ts';
import type { Adjustment, Score } from '../../../workflows/interview/scoring/types.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const result = {
  percent,
  score: scoreWords,
  standing: standingWord,
  statuses: statusNames,
  knownBy: knownByNames,
  layers: layerNames,
  phases: phaseNames,
  phaseMeanings,
  disciplines: disciplineNames,
  dimensions: dimensionNames,
  labels: { Critical: 'Critical', High: 'High', Medium: 'Medium', Low: 'Low' } satisfies Record<Label, string>,
  title: ({ name, phase }: { name: Span; phase: string }): Rich => [name, ` · ${phase}`],
  notScored: 'Not scored',
  reading: 'How much of the weight is in place, and how much of it was looked at:',
  headline: (score: Score): string => capital(standingWord(score)),
  cell: (score: Score): string =>
    score.coverage === 0 ? standingWord(score) : `${standingWord(score)}: ${percent(score.score)} (${percent(score.coverage)} looked at)`,
  thin: 'Most of it was not looked at yet, and what nobody looked at counts as not in place.',
  layer: 'Layer',
  fixFirst: 'Fix first',
  nothingToFix: 'Nothing is open. Keep it that way: look again when the workload changes.',
  fix: ({ label, title, effort, firstStep }: { label: string; title: string; effort: string; firstStep: string }): Rich => [
    { strong: label },
    `: ${title} · ${effort} → ${firstStep}`,
  ],
  effort: { S: 'small effort', M: 'medium effort', L: 'large effort' },
  notAssessed: ({ count, unknown, unanswered, unread }: { count: number; unknown: number; unanswered: number; unread: number }): string => {
    const parts = [
      ...(unknown > 0 ? [`${unknown} not known`] : []),
      ...(unanswered > 0 ? [`${unanswered} not answered`] : []),
      ...(unread > 0 ? [`${unread} the scan could not read`] : []),
    ];
    return `Not assessed, in part or whole: ${counted(count, 'control')} (${parts.join(', ')}).`;
  },
  denied: (actions: readonly string[]): string =>
    `Denied to the scan: ${actions.slice(0, 5).join(', ')}${actions.length > 5 ? ` and ${actions.length - 5} more` : ''}.`,
  notApplicable: (count: number): string => `Said not to apply: ${counted(count, 'question')}. A lead should read the reasons.`,
  howKnown: (parts: { name: string; share: string }[]): string =>
    `How we know, by weight: ${parts.map(({ name, share }) => `${name} ${share}`).join(', ')}.`,
  finished: ({ by, ago }: { by: Span; ago: string }): Rich => [
    'Finished by ',
    by,
    `, ${ago}. It is what people said, at that time; nobody has looked into the account.`,
  ],
  finishedSeen: ({ by, ago, seen }: { by: Span; ago: string; seen: string }): Rich => [
    'Finished by ',
    by,
    `, ${ago}. It is what people said, and what a scan saw in the account ${seen}.`,
  ],
  buttons: {
    gaps: (count: number): string => (count === 1 ? 'The 1 gap' : `All ${count} gaps`),
    why: (share: string): string => `Why ${share}?`,
    genai: 'The GenAI matrix',
    agentic: 'The agentic matrix',
    markdown: 'Export as a report',
    json: 'Export as JSON',
    next: 'What AWS offers next',
    change: 'Change an answer',
  },
  typing: 'You can type: export, export json, list, help.',
  none: 'There is nothing to show yet: answer a few questions first.',
};

export const gaps = {
  title: ({ name, count }: { name: Span; count: number }): Rich => [name, `: ${counted(count, 'gap')}`],
  order: 'Heaviest first; among equals what the target phase asks for, then the smallest effort.',
  line: ({ label, title, phase, effort, known }: { label: string; title: string; phase: string; effort: string; known: string }): Rich => [
    { strong: label },
    `: ${title} · ${phase} · ${effort} · ${known}`,
  ],
  open: (place: number): string => `Show ${place}`,
  openAria: (title: string): string => `Show the gap: ${title}`,
  typing: 'Type "export" for all of them in one report.',
};

export const gap = {
  word: ({ status, known }: { status: string; known: string }): string => `${status}, ${known}`,
  why: 'Why this matters here',
  firstStep: 'First step',
  steps: 'Then',
  facts: {
    effort: 'Effort',
    layer: 'Layer',
    phase: 'Phase',
    services: 'AWS services that help',
    tools: 'Tools that help',
    show: 'What shows that it is done',
  },
  sources: 'Where this comes from',
  source: ({ title, tier, read }: { title: string; tier: string; read: string }): string => `${title} (${tier}; read: ${read})`,
  tiers: { primary: 'AWS', 'aws-sample': 'AWS sample', secondary: 'a summary by others', external: 'outside AWS' },
  firm: 'How firm this is',
  crosswalks: 'Relates to, by our reading',
  crosswalk: ({ framework, clause, relation, reason }: { framework: string; clause: string; relation: string; reason: string }): string =>
    `${framework}, ${clause}: ${relation}. ${reason}`,
  relations: { supports: 'helps to meet it', partial: 'covers a part of it' },
  inPart: 'Bears on in part, through its checks',
  throughChecks: ({ framework, clauses, checks }: { framework: string; clauses: readonly string[]; checks: readonly string[] }): string =>
    `${framework}: ${clauses.join(', ')}, through ${checks.join(', ')}`,
  revisit: 'Change the answer',
  revisitAria: (text: string): string => `Change the answer to: ${text}`,
  all: 'All gaps',
  notFound: 'This control is not a gap in the result as it stands now.',
  typing: 'Type "status" to go back to the assessment.',
};

export const cell = {
  title: ({ name, cell: title }: { name: Span; cell: string }): Rich => [name, ` · ${title}`],
  open: 'Not in place',
  line: ({ title, status }: { title: string; status: string }): string => `${title}: ${status}`,
  allGood: 'Everything that applies here is in place.',
  inPlace: (count: number): string => `In place here: ${counted(count, 'control')}.`,
  why: 'Why this number?',
  notFound: 'There is no such field in this result.',
  show: (place: number): string => `Show ${place}`,
  field: (title: string): string => `Show the field: ${title}`,
};

export const why = {
  title: ({ name, share }: { name: Span; share: string }): Rich => ['Why ', share, ' for ', name, '?'],
  rule: ({ credit, weight, covered }: { credit: string; weight: string; covered: string }): string =>
    `Credit ${credit} of weight ${weight}; ${covered} of it was looked at. Weight is impact times likelihood (1 to 9); credit is the share that is in place.`,
  head: ['Control', 'Weight', 'Credit', 'Adds', 'From'],
  weight: ({ weight, impact, likelihood }: { weight: number; impact: number; likelihood: number }): string =>
    `${weight} = ${impact} × ${likelihood}`,
  adjusted: ({ factor, by, because }: Adjustment): string =>
    `${factor === 'impact' ? 'impact' : 'likelihood'} ${by > 0 ? '+1' : '−1'}: ${because}`,
  adjustments: 'Facts that moved the weights',
  open: 'What checks that passed leave open',
  leavesOpen: (check: string, caveats: readonly string[]): string => `${check}: ${caveats.join(' ')}`,
  origins: {
    answer: 'answer',
    scan: 'seen by a scan',
    unknown: "don't know",
    unanswered: 'no answer yet',
    'not-applicable': 'not applicable',
  },
  choice: (text: string): string => `“${text}”`,
  seen: (text: string): string => `seen by a scan: “${text}”`,
  accepted: 'risk accepted: no credit, the weight stays',
  cut: 'a check failed: half at most',
  leftOut: (count: number): string => `Left out, because they were said not to apply: ${counted(count, 'control')}.`,
};

export const matrix = {
  genai: ({ name, scope }: { name: Span; scope: number }): Rich => [name, ` in the Generative AI Security Scoping Matrix, scope ${scope}`],
  agentic: ({ name, scope }: { name: Span; scope: number }): Rich => [name, ` in the Agentic AI Security Scoping Matrix, scope ${scope}`],
  notAgentic: 'Nothing here is an agent, so this matrix has nothing to ask.',
  notGenai: 'Nothing here uses a generative model, so this matrix has nothing to ask.',
  head: { genai: ['Discipline', 'Asks for', 'Standing', 'Open'], agentic: ['Dimension', 'Asks for', 'Standing', 'Open'] },
  open: ({ open, all }: { open: number; all: number }): string => `${open} of ${all}`,
  ownWords: 'What a field asks for is in our words. Where no AWS text spells it out, it says so.',
  outline: ({ outline, basis }: { outline: string; basis: string | null }): string => (basis === null ? outline : `${outline} (${basis})`),
};

export const next = {
  title: 'What AWS offers next',
  because: 'Why now',
  covers: 'Covers',
  leaves: 'Leaves open',
  how: 'How',
  note: 'Note',
  firm: 'How firm this is',
  none: 'Nothing in particular at this point.',
};
