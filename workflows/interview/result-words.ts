/** Numbers and names of a result as words, shared by cards, exports and the command line. */
import type { Phase, UseCase } from '../../knowledge/schema.ts';
import type { ChangeKind, ResultChange } from './compare.ts';
import type { KnownBy, Score, Status } from './scoring/types.ts';

export const genaiNames: Record<number, string> = {
  0: 'No generative model',
  1: 'Consumer app',
  2: 'Enterprise app',
  3: 'Pre-trained model',
  4: 'Fine-tuned model',
  5: 'Self-trained model',
};
export const agenticNames: Record<number, string> = {
  0: 'Not an agent',
  1: 'No agency',
  2: 'Prescribed agency',
  3: 'Supervised agency',
  4: 'Full agency',
};
export const useCaseNames: Record<UseCase, string> = { answers: 'Answers', connects: 'Connects', acts: 'Acts' };

export const phaseMeanings: Record<Phase, string> = {
  foundational: 'zero to prototype',
  enhanced: 'prototype to production',
  advanced: 'continuous improvement and scale',
};

export const knownByNames: Record<KnownBy, string> = {
  scan: 'seen by a scan',
  document: 'document shown',
  stated: 'stated only',
  unknown: 'not known',
};

export const statusNames: Record<Status, string> = {
  yes: 'in place',
  partly: 'partly in place',
  no: 'not in place',
  unknown: 'not known',
  'not-applicable': 'not applicable',
  accepted: 'risk accepted',
};

/** A whole percentage that never rounds up to all or down to nothing. */
export const percent = (share: number): string => {
  const whole = Math.round(share * 100);
  if (share > 0 && whole === 0) return '1 %';
  return share < 1 && whole === 100 ? '99 %' : `${whole} %`;
};

/** Below this share of the weight looked at, a score says little. */
export const lowCoverage = 0.5;

/** A score in words that stand alone; its coverage always comes with it. */
export const scoreWords = ({ score, coverage }: Score): string =>
  `${percent(score)} of the weight in place, ${percent(coverage)} of it looked at`;

export const changeKindNames: Record<ChangeKind, string> = {
  opened: 'gap opened',
  worse: 'worse',
  closed: 'gap closed',
  better: 'better',
  added: 'new',
  gone: 'no longer counted',
};

/** Why the two numbers of a change are not counted alike; nothing where they are. */
export const changeCaveats = ({ otherRules, otherCatalogue }: Pick<ResultChange, 'otherRules' | 'otherCatalogue'>): string[] => [
  ...(otherCatalogue ? ['Another edition of the catalogue was asked than before, so the two numbers compare only roughly.'] : []),
  ...(otherRules ? ['The rules of scoring have changed since, so the two numbers compare only roughly.'] : []),
];

/** One word for a cell, so that a table never speaks by colour or number alone. */
export const standingWord = ({ score, coverage }: Score): string => {
  if (coverage === 0) return 'not looked at';
  if (score === 1) return 'in place';
  if (score >= 0.75) return 'mostly in place';
  if (score >= 0.4) return 'partly in place';
  return score > 0 ? 'little in place' : 'nothing in place';
};

export const dayWords = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const timeWords = (at: number): string => `${dayWords(at)} ${new Date(at).toISOString().slice(11, 16)} UTC`;
