/** Roles by their ARN, from the one answer of IAM that holds them all. */

import { z } from 'zod';
import type { Principal } from '../iam/principal.ts';
import type { Look, Subject } from '../look.ts';
import { agentArn, agentSettings } from './live-agents.ts';
import { allPrincipals, principalReads } from './principals.ts';
import { type Used, usedBy } from './used-by.ts';

export const roleReads = principalReads;

/** A role of another account is not among them. */
export async function rolesOf(look: Look<typeof roleReads>, wanted: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
  if (wanted.length === 0) return new Map();
  const names = new Set(wanted);
  const found = (await allPrincipals(look)).filter(({ kind, arn }) => kind === 'role' && names.has(arn));
  return new Map(found.map((role) => [role.arn, role]));
}

/** Looks at each role that something uses; `null` for one that is not among those of the account. */
export async function eachRole<F>(
  look: Look<typeof roleReads>,
  used: readonly Used[],
  read: (role: Principal | null, usedBy: readonly string[]) => F,
): Promise<Subject<F>[]> {
  const names = used.map(({ resource }) => resource);
  const roles = await rolesOf(look, names);
  return await look.eachUsed(
    used,
    (one) => one,
    ({ resource, usedBy: users }) => read(roles.get(resource) ?? null, users),
  );
}

const agents = agentSettings({ agentResourceRoleArn: z.string() });

/** To know the roles by name. */
export const agentRoleNames = agents.reads;
/** To look into them as well. */
export const agentRoleReads = { ...agentRoleNames, ...roleReads };

/** The roles that live agents run under, each with its agents. */
export async function agentRoles(look: Look<typeof agentRoleNames>): Promise<Used[]> {
  const found = await agents.collect(look);
  return usedBy(
    found.map(({ facts: { id, versions } }) => ({
      by: agentArn(look, id),
      resources: versions.map(({ settings }) => settings.agentResourceRoleArn),
    })),
  );
}
