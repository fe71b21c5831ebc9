/** SM-22: the roles of SageMaker hold no broad rights and trust the service only for the owner's account. */
import { defineCheck } from '../check.ts';
import { allows } from '../iam/allows.ts';
import { isAdministrator, partitionOf } from '../iam/breadth.ts';
import { deputyOf, isOutside, isPublic } from '../iam/confine.ts';
import { type Grant, whoMay } from '../iam/grants.ts';
import { isAwsManaged, type Principal } from '../iam/principal.ts';
import type { Truth } from '../iam/truth.ts';
import { eachRole } from '../parts/roles.ts';
import { sagemakerRoleReads, sagemakerRoles } from '../parts/sagemaker-roles.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** Policies of AWS that are meant for trying things out. */
const broadPolicies = ['AmazonSageMakerFullAccess', 'AmazonS3FullAccess', 'AdministratorAccess', 'PowerUserAccess'];

const isSageMaker = ({ who }: Grant): boolean =>
  who.kind === 'service' && (/^sagemaker\.amazonaws\.com(?:\.cn)?$/.test(who.name) || who.name === '*');

/** What is wrong with one statement of the trust, if anything. */
function flawOf(grant: Grant, account: string): string | null {
  if (isPublic(grant, { account }) === 'yes') return `${grant.where} lets anybody take on the role`;
  if (isOutside(grant, { account }) === 'yes') return `${grant.where} lets another account take on the role`;
  if (!isSageMaker(grant)) return null;
  const { pinsAccount, pinsArn } = deputyOf(grant, { account });
  return pinsAccount || pinsArn ? null : `${grant.where} trusts SageMaker without aws:SourceAccount with this account`;
}

const broadRights = (role: Principal, account: string): { what: string; answer: Truth }[] => [
  { what: 'do everything', answer: isAdministrator(role) },
  { what: 'do everything with every bucket', answer: allows(role, { action: 's3:*', resource: `arn:${partitionOf(role)}:s3:::*` }).answer },
  {
    what: 'pass on every role',
    answer: allows(role, { action: 'iam:PassRole', resource: `arn:${partitionOf(role)}:iam::${account}:role/*` }).answer,
  },
];

export const sm22 = defineCheck({
  id: 'SM-22',
  scope: 'region',
  reads: sagemakerRoleReads,
  why: 'Code in a model, a notebook or Studio acts with all rights of its role, and a role that trusts the service as such can be used on behalf of others.',
  fix: 'Give the role only the buckets, keys and images that it needs, take away AmazonSageMakerFullAccess, and in its trust policy allow sagemaker.amazonaws.com only with aws:SourceAccount set to your account.',
  blind:
    'Roles of single user profiles, training jobs and pipelines, rights that resources grant to the role in their own policies, and limits that the organization sets from above.',
  equivalents: { awsSample: ['SM-02'], other: ['CKV2_AWS_68'] },
  none: 'No live endpoint, Studio domain or notebook in this Region has a role.',
  collect: async (look) => await eachRole(look, await sagemakerRoles(look), (role) => ({ role })),
  judge({ role }, { account }) {
    if (role === null) return notAssessed('The role is not among the roles of this account.');
    const facts = { policies: role.policies.map(({ name }) => name), boundary: role.boundary !== null };
    const managed = broadPolicies.filter((name) => role.attached.some((arn) => isAwsManaged(arn, name)));
    const rights = broadRights(role, account);
    const grants = role.trust === null ? [] : whoMay({ name: 'trust policy', policy: role.trust }, { action: 'sts:AssumeRole' });
    const trust = 'kind' in grants ? [] : grants;
    const may = [
      ...managed.map((name) => `do all that ${name} allows`),
      ...rights.filter(({ answer }) => answer === 'yes').map(({ what }) => what),
    ];
    const faults = [
      ...(may.length > 0 ? [`The role may ${may.join(', ')}`] : []),
      ...trust.flatMap((grant) => flawOf(grant, account) ?? []),
    ];
    if (faults.length > 0) return fail(`${faults.join('; ')}.`, facts);
    if ('kind' in grants) return notAssessed(`The trust policy was not understood (${grants.why}).`, facts);
    if (role.policies.some(({ policy }) => policy.kind === 'unreadable'))
      return notAssessed('Not all policies of the role could be read.', facts);
    if (trust.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends'))
      return notAssessed('The trust policy has principals or conditions that we cannot weigh.', facts);
    const open = rights.filter(({ answer }) => answer === 'depends').map(({ what }) => what);
    return pass(
      facts,
      ...(role.boundary === null ? ['The role has no permissions boundary.'] : []),
      ...(open.length === 0 ? [] : [`Under conditions that we do not weigh, the role may ${open.join(', ')}.`]),
    );
  },
});
