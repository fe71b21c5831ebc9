/** How the trial of a role goes on, and what an assessment then looks at. Pure. */
import type { InterviewContext } from './context.ts';
import type { EventOf } from './events.ts';
import { mostTrialAttempts } from './limits.ts';
import type { KeptWorkload, UsedAccount } from './scan-context.ts';

type Change = Partial<InterviewContext>;

export function beginTrial({ trial: id, account, regions, simulated, by, at }: EventOf<'try-account'>): Change {
  const ours = simulated === true ? { simulated } : {};
  return { trial: { id, account, regions, ...ours, by, at, attempt: 1, heardAt: at, end: null } };
}

export function endTrial({ trial, accounts }: InterviewContext, event: EventOf<'account.tried'>): Change {
  if (trial === null) return {};
  const { account, regions, by } = trial;
  const { at } = event;
  if (event.how === 'refused') {
    const whose = event.whose === undefined ? {} : { whose: event.whose };
    return { trial: { ...trial, end: { how: 'refused', at, why: event.why, ...whose } } };
  }
  const used: UsedAccount = { account, regions, by, ...(trial.simulated === true ? { simulated: true } : {}) };
  const others = accounts.filter((one) => one.account !== account);
  return {
    trial: { ...trial, end: { how: 'connected', at, missing: event.missing } },
    accounts: [...others, used].toSorted((one, other) => (one.account < other.account ? -1 : 1)),
  };
}

/** Nothing was heard for too long: it is started again, or given up. */
export function missTrial({ trial }: InterviewContext, { at }: EventOf<'trial.checked'>): Change {
  if (trial === null) return {};
  if (trial.attempt >= mostTrialAttempts) return { trial: { ...trial, end: { how: 'refused', at, why: 'fell-silent' } } };
  return { trial: { ...trial, attempt: trial.attempt + 1, heardAt: at } };
}

/** Both parts empty take back what was named. */
export function joinWorkload(known: KeptWorkload, { tags, resources }: KeptWorkload): KeptWorkload {
  if (isEverything({ tags, resources })) return { tags: {}, resources: [] };
  return { tags: { ...known.tags, ...tags }, resources: [...new Set([...known.resources, ...resources])] };
}

export const isEverything = ({ tags, resources }: KeptWorkload): boolean => Object.keys(tags).length === 0 && resources.length === 0;
