/** Keys of a taken-on role, for as long as a scan lasts: short ones, renewed before they end. */
import type { Credentials } from '../clients.ts';
import type { RoleSession, Sts } from './sts.ts';

/** A call that starts now must still be signed with keys that are good. */
const spareMs = 120_000;

export class RoleRefusedError extends Error {
  override readonly name = 'RoleRefusedError';
}

/** Keys for each signing; the role is taken on anew when the old ones are about to end. */
export function createRoleKeys(sts: Sts, session: RoleSession, now: () => number): () => Promise<Credentials & { expiration: Date }> {
  let held: Promise<Credentials & { expiration: Date }> | null = null;
  const take = async () => {
    const assumed = await sts.assume(session);
    if (assumed.kind === 'assumed') return assumed.credentials;
    throw new RoleRefusedError(assumed.kind === 'denied' ? 'The role does not let us in any more.' : `AWS answered ${assumed.code}.`);
  };
  return async () => {
    const current = held === null ? null : await held.catch(() => null);
    if (current !== null && current.expiration.getTime() - spareMs > now()) return current;
    held = take();
    return await held;
  };
}
