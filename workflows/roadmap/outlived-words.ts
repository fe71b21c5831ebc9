/** What is outlived in words, shared by cards and exports. */
import { phaseNames } from '../interview/scoring/cells.ts';
import type { LookAgain, Outlived } from './outlived.ts';

const day = 86_400_000;

const put: Record<LookAgain['what'], string> = {
  rejected: 'Rejected',
  deferred: 'Deferred',
  accepted: 'Risk accepted',
  lapsed: 'Left undecided',
  'scan-wrong': 'The scan said to be wrong',
};

/** What is this old is told in months and years: nobody counts days then. */
function agoWords(ms: number): string {
  const days = Math.max(0, Math.floor(ms / day));
  const months = Math.floor(days / 30.4375);
  if (days < 2) return days === 0 ? 'today' : 'yesterday';
  if (months < 2) return `${days} days ago`;
  return months < 24 ? `${months} months ago` : `${Math.floor(months / 12)} years ago`;
}

/** `rejected`, before a day. */
export const putAsideWords = (what: LookAgain['what']): string => put[what].toLowerCase();

/** `Rejected 14 months ago`. */
export const putAsideAgo = ({ what, at }: Pick<LookAgain, 'what' | 'at'>, now: number): string => `${put[what]} ${agoWords(now - at)}`;

/** `Rejected 14 months ago: look again`. */
export const lookAgainWords = (one: Pick<LookAgain, 'what' | 'at'>, now: number): string => `${putAsideAgo(one, now)}: look again`;

/** One sentence. */
export function outlivedWords(one: Outlived): string {
  switch (one.why) {
    case 'old':
      return `It has stood for more than ${one.days} days (${one.reason}).`;
    case 'heavier':
      return `It was ${one.from} when that was decided; the newest result says ${one.to}.`;
    case 'phase':
      return `The workload was in the phase ${phaseNames[one.from]} then; it is in ${phaseNames[one.to]} now.`;
    case 'changed':
      return 'The newest result gives other facts for it than those on which that was decided.';
    default:
      return one satisfies never;
  }
}
