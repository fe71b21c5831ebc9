/** Roles and users of the account, and what the organization's service control policies take away from them. */
import { z } from 'zod';
import type { Around } from '../iam/allows.ts';
import type { NamedPolicy } from '../iam/layer.ts';
import { readPolicy } from '../iam/policy.ts';
import { AuthorizationDetails, isServiceLinked, type Principal, principalsOf } from '../iam/principal.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';

export const principalReads = { 'iam:GetAccountAuthorizationDetails': AuthorizationDetails };

/** One answer holds all of an account, and every look at it is handed the same object: it is taken apart once, not for each check and Region. */
const known = new WeakMap<object, readonly Principal[]>();

export async function allPrincipals(look: Look<typeof principalReads>): Promise<readonly Principal[]> {
  const details = await look.get('iam:GetAccountAuthorizationDetails');
  const found = known.get(details) ?? principalsOf(details);
  known.set(details, found);
  return found;
}

/** All of these kinds, but for roles that AWS makes and keeps itself. */
export async function principalsIn(look: Look<typeof principalReads>, kinds: readonly Principal['kind'][]): Promise<Principal[]> {
  return (await allPrincipals(look)).filter((one) => kinds.includes(one.kind) && !isServiceLinked(one));
}

export const scpReads = {
  'organizations:DescribeOrganization': z.object({
    Organization: z.object({ Id: z.string(), MasterAccountId: z.string(), FeatureSet: z.enum(['ALL', 'CONSOLIDATED_BILLING']) }),
  }),
  'organizations:ListParents': z.object({ Id: z.string(), Type: z.enum(['ROOT', 'ORGANIZATIONAL_UNIT']) }),
  'organizations:ListPoliciesForTarget': z.object({ Id: z.string(), Name: z.string() }),
  'organizations:DescribePolicy': z.object({ Policy: z.object({ Content: z.string() }) }),
};

async function attachedTo(look: Look<typeof scpReads>, target: string): Promise<NamedPolicy[]> {
  const policies = await look.list('organizations:ListPoliciesForTarget', { TargetId: target, Filter: 'SERVICE_CONTROL_POLICY' });
  return await together(
    policies.map(async ({ Id, Name }) => {
      const { Policy } = await look.get('organizations:DescribePolicy', { PolicyId: Id });
      return { name: Name, policy: readPolicy(Policy.Content) };
    }),
  );
}

/** Organizations are at most five units deep. */
const mostLevels = 7;

/** Service control policies from the account up to the root. They do not reach the management account. */
async function scpLevels(look: Look<typeof scpReads>): Promise<NamedPolicy[][]> {
  const answer = await look.find('organizations:DescribeOrganization');
  if (answer === null) return [];
  const { MasterAccountId, FeatureSet } = answer.Organization;
  if (MasterAccountId === look.account || FeatureSet === 'CONSOLIDATED_BILLING') return [];
  const levels = [await attachedTo(look, look.account)];
  let child = look.account;
  for (let level = 0; level < mostLevels; level++) {
    const [parent] = await look.list('organizations:ListParents', { ChildId: child });
    if (parent === undefined) break;
    levels.push(await attachedTo(look, parent.Id));
    if (parent.Type === 'ROOT') break;
    child = parent.Id;
  }
  return levels;
}

/**
 * Decides by the account's own policies first. Only where these grant something are the policies of the organization asked for, which
 * may take it away and which few accounts may read.
 */
export async function withScps<T>(
  look: Look<typeof scpReads>,
  decide: (around: Around) => T,
  isSettled: (answer: T) => boolean,
): Promise<T> {
  const own = decide({});
  return isSettled(own) ? own : decide({ scps: await scpLevels(look) });
}
