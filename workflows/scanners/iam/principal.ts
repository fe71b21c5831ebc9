/** Roles, users and groups with all that grants them rights, taken from `iam:GetAccountAuthorizationDetails`. */
import { z } from 'zod';
import type { NamedPolicy } from './layer.ts';
import { type Read, readPolicy, unreadable } from './policy.ts';
import { accountOf } from './who.ts';

export interface Principal {
  kind: 'role' | 'user' | 'group';
  arn: string;
  account: string;
  name: string;
  path: string;
  /** Inline and managed, for a user also those of its groups. */
  policies: readonly NamedPolicy[];
  /** ARNs of managed policies, for a user also those of its groups. */
  attached: readonly string[];
  boundary: NamedPolicy | null;
  /** Who may assume a role. */
  trust: Read | null;
  /** Milliseconds since 1970; `null` where it was not used in the time that IAM remembers, or is not said. */
  lastUsed: number | null;
}

/** AWS makes and changes these itself. */
export const isServiceLinked = ({ path }: Pick<Principal, 'path'>): boolean => path.startsWith('/aws-service-role/');
/** Made by IAM Identity Center from a permission set. */
export const isReservedSso = ({ path }: Pick<Principal, 'path'>): boolean => path.startsWith('/aws-reserved/sso.amazonaws.com/');

/** Whether the ARN is that of a policy which AWS manages, in any partition and under any path. */
export const isAwsManaged = (arn: string, name: string): boolean => {
  const [, found] = /^arn:aws[a-z-]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return found === name;
};

const Inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.string().optional() })).default([]);
const Attached = z.array(z.object({ PolicyArn: z.string() })).default([]);
const Boundary = z.object({ PermissionsBoundaryArn: z.string().optional() }).optional();
const Named = z.object({ Arn: z.string(), Path: z.string(), AttachedManagedPolicies: Attached });

/** What is read of the answer. A missing list of principals is not an empty one. */
export const AuthorizationDetails = z.object({
  UserDetailList: z.array(
    Named.extend({
      UserName: z.string(),
      UserPolicyList: Inline,
      GroupList: z.array(z.string()).default([]),
      PermissionsBoundary: Boundary,
    }),
  ),
  GroupDetailList: z.array(Named.extend({ GroupName: z.string(), GroupPolicyList: Inline })),
  RoleDetailList: z.array(
    Named.extend({
      RoleName: z.string(),
      RolePolicyList: Inline,
      AssumeRolePolicyDocument: z.string().optional(),
      PermissionsBoundary: Boundary,
      RoleLastUsed: z.object({ LastUsedDate: z.date().optional() }).optional(),
    }),
  ),
  Policies: z.array(
    z.object({
      Arn: z.string(),
      PolicyVersionList: z.array(z.object({ Document: z.string().optional(), IsDefaultVersion: z.boolean().optional() })).default([]),
    }),
  ),
});
type AuthorizationDetails = z.infer<typeof AuthorizationDetails>;

type Managed = (arn: string) => NamedPolicy;

/** Each managed policy is read once, however many principals hold it. */
function managedIn({ Policies }: AuthorizationDetails): Managed {
  const documents = new Map(
    Policies.map(({ Arn, PolicyVersionList }) => [Arn, PolicyVersionList.find((one) => one.IsDefaultVersion === true)?.Document]),
  );
  const read = new Map<string, NamedPolicy>();
  return (arn) => {
    const document = documents.get(arn);
    const named = read.get(arn) ?? {
      name: arn,
      policy: document === undefined ? unreadable('its text is not among those that were read') : readPolicy(document),
    };
    read.set(arn, named);
    return named;
  };
}

interface Grants {
  policies: readonly NamedPolicy[];
  attached: readonly string[];
}

const grantsOf = (inline: z.infer<typeof Inline>, attached: z.infer<typeof Attached>, managed: Managed): Grants => ({
  policies: [
    ...inline.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, policy: readPolicy(PolicyDocument) })),
    ...attached.map(({ PolicyArn }) => managed(PolicyArn)),
  ],
  attached: attached.map(({ PolicyArn }) => PolicyArn),
});

const boundaryOf = (boundary: z.infer<typeof Boundary>, managed: Managed): NamedPolicy | null =>
  boundary === undefined
    ? null
    : boundary.PermissionsBoundaryArn === undefined
      ? { name: 'boundary', policy: unreadable('its name is not said') }
      : managed(boundary.PermissionsBoundaryArn);

const placeOf = (arn: string, path: string) => ({ arn, path, account: accountOf(arn) ?? '' });

export function principalsOf(details: AuthorizationDetails): Principal[] {
  const managed = managedIn(details);
  const groups = new Map(
    details.GroupDetailList.map((one): [string, Principal] => [
      one.GroupName,
      {
        kind: 'group',
        ...placeOf(one.Arn, one.Path),
        name: one.GroupName,
        ...grantsOf(one.GroupPolicyList, one.AttachedManagedPolicies, managed),
        boundary: null,
        trust: null,
        lastUsed: null,
      },
    ]),
  );
  const ofGroup = (name: string): Grants =>
    groups.get(name) ?? {
      policies: [{ name: `group ${name}`, policy: unreadable('the group is not among those that were read') }],
      attached: [],
    };
  const roles = details.RoleDetailList.map(
    (one): Principal => ({
      kind: 'role',
      ...placeOf(one.Arn, one.Path),
      name: one.RoleName,
      ...grantsOf(one.RolePolicyList, one.AttachedManagedPolicies, managed),
      boundary: boundaryOf(one.PermissionsBoundary, managed),
      trust: readPolicy(one.AssumeRolePolicyDocument),
      lastUsed: one.RoleLastUsed?.LastUsedDate?.getTime() ?? null,
    }),
  );
  const users = details.UserDetailList.map((one): Principal => {
    const all = [grantsOf(one.UserPolicyList, one.AttachedManagedPolicies, managed), ...one.GroupList.map(ofGroup)];
    return {
      kind: 'user',
      ...placeOf(one.Arn, one.Path),
      name: one.UserName,
      policies: all.flatMap(({ policies }) => policies),
      attached: [...new Set(all.flatMap(({ attached }) => attached))],
      boundary: boundaryOf(one.PermissionsBoundary, managed),
      trust: null,
      lastUsed: null,
    };
  });
  return [...roles, ...users, ...groups.values()];
}
