/** The words of assessing again: earlier answers to confirm, the way back to the old result, and what has changed since. */
import type { ChangeKind, ResultChange } from '../../../workflows/interview/compare.ts';
import { changeCaveats, percent, scoreWords } from '../../../workflows/interview/result-words.ts';
import type { Score } from '../../../workflows/interview/scoring/types.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const numbers = (before: Score | null, after: Score | null): string => {
  if (before === null || after === null) return after === null ? 'not scored now' : `${scoreWords(after)}, not scored before`;
  return `${percent(before.score)} → ${percent(after.score)} of the weight in place, ${percent(before.coverage)} → ${percent(after.coverage)} of it looked at`;
};

export const again = {
  lastTime: 'Last time',
  /** What was answered in an earlier round, by whom and when. */
  answered: ({ day, who, answer }: { day: string; who: Span; answer: Span[] }): Rich => [`on ${day}, `, who, ' answered: ', ...answer],
  left: ({ day, fresh, toConfirm, unfit }: { day: string; fresh: number; toConfirm: number; unfit: number }): string => {
    const parts = [`${fresh} new`, `${toConfirm} to confirm`];
    const gone = unfit === 0 ? '' : ` ${counted(unfit, 'earlier answer')} no longer ${unfit === 1 ? 'fits' : 'fit'}.`;
    return `Assessing again since ${day}: ${parts.join(', ')}.${gone}`;
  },
  delta: 'What is new',
  old: {
    word: 'Old',
    text: (day: string): string =>
      `This is how it stood on ${day}, more than half a year ago. Assess it again: earlier answers are offered, one press each.`,
  },
  changed: {
    /** Never a score without its coverage. */
    since: ({ day, before, after, better, worse, added, gone }: Omit<ResultChange, 'since'> & { day: string }): string => {
      const counts = [
        ...(better.length > 0 ? [`${better.length} better`] : []),
        ...(worse.length > 0 ? [`${worse.length} worse`] : []),
        ...(added.length > 0 ? [`${added.length} new`] : []),
        ...(gone.length > 0 ? [`${gone.length} no longer counted`] : []),
      ];
      const controls = counts.length === 0 ? 'no control has changed' : counts.join(', ');
      return `Since ${day}: ${numbers(before, after)}, ${controls}.`;
    },
    caveats: changeCaveats,
    button: 'What has changed',
    title: ({ name, day }: { name: Span; day: string }): Rich => [name, `: what has changed since ${day}`],
    kinds: {
      opened: 'Gap opened',
      worse: 'Worse',
      closed: 'Gap closed',
      better: 'Better',
      added: 'New',
      gone: 'No longer counted',
    } satisfies Record<ChangeKind, string>,
    line: ({ kind, title, from, to }: { kind: string; title: string; from: string; to: string }): Rich => [
      { strong: kind },
      `: ${title} · ${from} → ${to}`,
    ],
    notCounted: 'not counted',
    nothing: 'No control has changed.',
  },
  notReached: ({ wanted, reached }: { wanted: string; reached: string }): string =>
    `You asked for ${wanted}; by these answers it is ${reached}.`,
  typing: 'Type "still true" to confirm it, or "keep the old result" to stop assessing again.',
  buttons: {
    again: 'Assess again',
    gate: (phase: string): string => `Assess for ${phase}`,
    still: 'Still true',
    keep: 'Keep the old result',
  },
  refusals: {
    notFinished: {
      word: 'Not finished',
      text: 'It is not finished yet, so it cannot be assessed again. Go on with it, or change single answers.',
    },
    notFurther: {
      word: 'Already there',
      text: (phase: string): string => `It is assessed for ${phase} or a later phase already. Assess it again without a phase.`,
    },
    noBaseline: { word: 'No old result', text: 'It is not being assessed again, so there is no old result to go back to.' },
  },
};
