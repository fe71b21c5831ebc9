/** The words of assessing again: earlier answers to confirm, the way back to the old result, and what has changed since. */
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day in the past, such as "3 Nov 2026", in UTC. */
const dayOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
};

export const again = {
  lastTime: 'Last time',
  /** What was answered in an earlier round, by whom and when. */
  answered: ({ at, who, answer }: { at: number; who: Span; answer: Span[] }): Rich => [`on ${dayOf(at)}, `, who, ' answered: ', ...answer],
  left: ({ at, fresh, toConfirm, unfit }: { at: number; fresh: number; toConfirm: number; unfit: number }): string => {
    const parts = [`${fresh} new`, `${toConfirm} to confirm`];
    const gone = unfit === 0 ? '' : ` ${counted(unfit, 'earlier answer')} no longer ${unfit === 1 ? 'fits' : 'fit'}.`;
    return `Assessing again since ${dayOf(at)}: ${parts.join(', ')}.${gone}`;
  },
  delta: 'What is new',
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
