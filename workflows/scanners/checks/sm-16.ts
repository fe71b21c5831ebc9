/** SM-16: groups of the model registry are closed to outsiders, and hold approved versions. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { confinedTo, isOutside } from '../iam/confine.ts';
import { type Grant, whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const inOrganization = (grant: Grant): boolean =>
  ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'].some((key) => confinedTo(grant, key) !== null);

export const sm16 = defineCheck({
  id: 'SM-16',
  scope: 'region',
  reads: {
    'sagemaker:ListModelPackageGroups': z.object({ ModelPackageGroupName: z.string(), ModelPackageGroupArn: z.string() }),
    'sagemaker:GetModelPackageGroupPolicy': z.object({ ResourcePolicy: z.string() }),
    'sagemaker:ListModelPackages': z.object({ ModelPackageArn: z.string() }),
  },
  why: 'Whoever may write to the registry decides which model goes live, and whoever may read it can copy your models.',
  fix: "In the group's resource policy, name only accounts of yours, or add a condition with the id of your organization (aws:PrincipalOrgID).",
  blind: 'Who inside your account may approve a version, and whether the buckets of the models are open.',
  equivalents: { prowler: ['sagemaker_models_registry_in_use'], awsSample: ['SM-08', 'SM-22', 'SM-30'] },
  none: 'The model registry of this Region has no group.',
  async collect(look) {
    const groups = await look.list('sagemaker:ListModelPackageGroups');
    return await look.each(
      groups,
      ({ ModelPackageGroupArn }) => ModelPackageGroupArn,
      async ({ ModelPackageGroupName }): Promise<{ policy: Read | null; approved: number }> => {
        const [policy, approved] = await together([
          look.find('sagemaker:GetModelPackageGroupPolicy', { ModelPackageGroupName }),
          look.list('sagemaker:ListModelPackages', { ModelPackageGroupName, ModelApprovalStatus: 'Approved' }),
        ]);
        return { policy: policy === null ? null : readPolicy(policy.ResourcePolicy), approved: approved.length };
      },
    );
  },
  judge({ policy, approved }, { account }) {
    const grants = policy === null ? [] : whoMay({ name: 'policy', policy });
    const facts = { policy: policy !== null, approvedVersions: approved };
    if ('kind' in grants) return notAssessed(`The policy of the group was not understood (${grants.why}).`, facts);
    const outside = grants.filter((grant) => !inOrganization(grant));
    const open = outside.filter((grant) => isOutside(grant, { account }) === 'yes').map(({ where }) => where);
    if (open.length > 0) return fail(`Outsiders may reach the group: ${[...new Set(open)].join(', ')}.`, facts);
    if (outside.some((grant) => isOutside(grant, { account }) === 'depends'))
      return notAssessed('The policy of the group has principals or conditions that we cannot weigh.', facts);
    return pass(
      facts,
      ...(outside.length < grants.length ? ['The group is shared within an organization; whether it is yours was not checked.'] : []),
      ...(approved === 0 ? ['No version in the group is approved.'] : []),
    );
  },
});
