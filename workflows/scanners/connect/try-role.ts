/** Tries a role before it is trusted: it must refuse us without its external id and with a wrong one, and take us with the right one. */
import type { Sts } from './sts.ts';

export interface Trial {
  account: string;
  role: string;
  externalId: string;
  /** As long as the real one and different from it. */
  wrongId: string;
  /** Goes into the session's name and tag. */
  id: string;
}

export type TrialRefusal =
  | 'who-are-we'
  | 'static-keys'
  | 'open-without-id'
  | 'open-with-wrong-id'
  | 'not-yet'
  | 'other-account'
  | 'could-not-tell';

export type TrialOutcome = { kind: 'works' } | { kind: 'refused'; why: TrialRefusal; detail?: string };

const refused = (why: TrialRefusal, detail?: string): TrialOutcome => ({
  kind: 'refused',
  why,
  ...(detail === undefined ? {} : { detail }),
});

/** Keys of a user live until somebody takes them away: what we run as must be a role. */
const isStatic = (arn: string): boolean => /:user\/|:root$/.test(arn);

export async function tryRole(sts: Sts, trial: Trial): Promise<TrialOutcome> {
  const { role, externalId, wrongId, id } = trial;
  const us = await sts.whoAmI();
  if (us === null) return refused('who-are-we');
  if (isStatic(us.arn)) return refused('static-keys');
  const session = { role, name: `plumbline-try-${id}`.slice(0, 64), tags: { plumbline: id } };
  // What must be refused comes first: a role that anybody may take is not one to be used even once.
  const without = await sts.assume({ ...session, externalId: null });
  if (without.kind === 'assumed') return refused('open-without-id');
  const wrong = await sts.assume({ ...session, externalId: wrongId });
  if (wrong.kind === 'assumed') return refused('open-with-wrong-id');
  const right = await sts.assume({ ...session, externalId });
  if (right.kind === 'denied') return refused('not-yet');
  const untold = [without, wrong, right].find((one) => one.kind === 'unknown');
  // A refusal that was only a time-out proves nothing.
  if (untold?.kind === 'unknown') return refused('could-not-tell', untold.code);
  if (right.kind !== 'assumed') return refused('could-not-tell');
  return right.account === trial.account ? { kind: 'works' } : refused('other-account', right.account);
}
