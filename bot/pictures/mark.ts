/** What one cell of a picture says: a score with its coverage and open controls, or the word for why there is none. */
import { lowCoverage, percent, standingWord } from '../../workflows/interview/result-words.ts';
import type { Cell, Score } from '../../workflows/interview/scoring/types.ts';

export type Mark =
  | { is: 'scored'; score: Score; open: number }
  /** Controls stand here and none of them counts: all were said not to apply. */
  | { is: 'not-assessed'; controls: number }
  | { is: 'none-applies' }
  /** Beyond the target phase: shown, never scored. */
  | { is: 'outlook'; controls: number };

/** A control may be assessed beyond the target phase, so what was counted goes before the outlook. */
export const markOf = (cell: Cell, outlook?: number): Mark => {
  if (cell.score !== null) return { is: 'scored', score: cell.score, open: cell.open.length };
  if (cell.controls.length > 0) return { is: 'not-assessed', controls: cell.controls.length };
  return outlook === undefined ? { is: 'none-applies' } : { is: 'outlook', controls: outlook };
};

/** Where a score says little. */
export const isStriped = (mark: Mark): boolean => mark.is === 'scored' && mark.score.coverage < lowCoverage;

export interface MarkWords {
  /** The number, where there is one to stand on. */
  number?: string;
  word: string;
  notes: string[];
}

const counted = (count: number): string => `${count} ${count === 1 ? 'control' : 'controls'}`;

/** The words of a cell, the same in the picture, its text equivalent and the table. */
export const markWords = (mark: Mark): MarkWords => {
  switch (mark.is) {
    case 'scored': {
      const { score, open } = mark;
      const words = { word: standingWord(score), notes: [`${percent(score.coverage)} looked at`, `${open} open`] };
      return score.coverage === 0 ? words : { number: percent(score.score), ...words };
    }
    case 'not-assessed':
      return { word: 'not assessed', notes: [counted(mark.controls), 'set aside'] };
    case 'none-applies':
      return { word: 'none applies', notes: [] };
    case 'outlook':
      return { word: 'outlook', notes: mark.controls === 0 ? [] : [counted(mark.controls)] };
  }
};
