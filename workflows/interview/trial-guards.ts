/** The conditions of the chart about accounts: which may be tried, whose news counts, and what may belong to a workload. Pure. */
import { mistakeIn } from '../scanners/workload-words.ts';
import type { InterviewContext } from './context.ts';
import type { InterviewEvent } from './events.ts';
import { mostAccounts, mostRegions, mostTrialAttempts, trialSilentMs } from './limits.ts';
import { joinWorkload } from './trial-changes.ts';

interface Seen {
  context: InterviewContext;
  event: InterviewEvent;
}

const account = /^\d{12}$/;
const region = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

export const isTrying = ({ trial }: Pick<InterviewContext, 'trial'>): boolean => trial !== null && trial.end === null;

/** True for what concerns the attempt that runs, told by the product itself. */
const isOwn = ({ context, event }: Seen): boolean =>
  (event.type === 'account.tried' || event.type === 'trial.checked') &&
  event.by === 'plumbline' &&
  isTrying(context) &&
  context.trial?.id === event.trial &&
  context.trial.attempt === event.attempt;

const isSilent = (scene: Seen): boolean =>
  scene.event.type === 'trial.checked' && isOwn(scene) && scene.event.at - (scene.context.trial?.heardAt ?? 0) >= trialSilentMs;

export const trialGuards = {
  /** One at a time, and what an account and its Regions can be. */
  isTriable: ({ context, event }: Seen) => {
    if (event.type !== 'try-account' || context.bornAt === 0 || isTrying(context)) return false;
    const { account: id, regions } = event;
    const isFull = context.accounts.length >= mostAccounts && !context.accounts.some((one) => one.account === id);
    const areRegions =
      regions === null || (regions.length > 0 && regions.length <= mostRegions && regions.every((one) => region.test(one)));
    return account.test(id) && areRegions && !isFull;
  },

  isTrialNews: (scene: Seen) => scene.event.type === 'account.tried' && isOwn(scene),

  /** Started again, as often as is sensible. */
  isTrialSilent: (scene: Seen) => isSilent(scene) && (scene.context.trial?.attempt ?? 0) < mostTrialAttempts,

  isTrialLost: (scene: Seen) => isSilent(scene) && (scene.context.trial?.attempt ?? 0) >= mostTrialAttempts,

  isUsed: ({ context, event }: Seen) => event.type === 'drop-account' && context.accounts.some((one) => one.account === event.account),

  isScoping: ({ context, event }: Seen) => event.type === 'scope-workload' && mistakeIn(joinWorkload(context.workload, event)) === null,
};
