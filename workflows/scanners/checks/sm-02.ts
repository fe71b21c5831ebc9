/** SM-02: notebooks run without root rights, under the owner's key, with the newer metadata service, on a supported platform. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { notebookReads, notebooks } from '../parts/notebooks.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** When the support for each platform ended, or `null` where it has not. */
const supportEnds: Readonly<Record<string, string | null>> = {
  'notebook-al1-v1': '2024-03-31',
  'notebook-al2-v1': '2025-06-30',
  'notebook-al2-v2': '2025-06-30',
  'notebook-al2-v3': '2026-06-30',
  'notebook-al2023-v1': null,
};

/** What is wrong with the platform, and whether we know it at all. */
function platformFault(platform: string | undefined, now: number): { fault?: string; unknown?: string } {
  const end = platform === undefined ? undefined : supportEnds[platform];
  if (end === undefined)
    return { unknown: platform === undefined ? 'The platform is not said.' : `We do not know the platform ${platform}.` };
  return end !== null && now > Date.parse(`${end}T23:59:59Z`)
    ? { fault: `runs on ${platform}, which AWS stopped supporting on ${end}` }
    : {};
}

export const sm02 = defineCheck({
  id: 'SM-02',
  scope: 'region',
  reads: {
    ...notebookReads,
    ...keyReads,
    'sagemaker:DescribeNotebookInstance': z.object({
      NotebookInstanceArn: z.string(),
      RootAccess: z.enum(['Enabled', 'Disabled']),
      KmsKeyId: z.string().optional(),
      PlatformIdentifier: z.string().optional(),
      InstanceMetadataServiceConfiguration: z.object({ MinimumInstanceMetadataServiceVersion: z.string() }).optional(),
    }),
  },
  why: 'Whoever gets into a notebook with root rights, an old platform or the old metadata service can take over its role and read its data.',
  fix: 'Stop the notebook and set root access to disabled, the minimum metadata service version to 2 and the platform to notebook-al2023-v1. The key is fixed when a notebook is made: create it anew with a key of yours.',
  blind: 'What is installed inside the notebook, and whether somebody keeps the platform up to date by restarting it.',
  equivalents: {
    prowler: ['sagemaker_notebook_instance_root_access_disabled', 'sagemaker_notebook_instance_encryption_enabled'],
    awsSample: ['SM-03', 'SM-09'],
    securityHub: ['SageMaker.3', 'SageMaker.8', 'SageMaker.21'],
    other: ['CKV_AWS_371'],
  },
  none: 'No SageMaker notebook instance exists in this Region.',
  collect: async (look) =>
    await look.each(
      await notebooks(look),
      ({ arn }) => arn,
      async ({ name }) => {
        const one = await look.get('sagemaker:DescribeNotebookInstance', { NotebookInstanceName: name });
        return {
          root: one.RootAccess === 'Enabled',
          key: one.KmsKeyId === undefined || one.KmsKeyId === '' ? null : await keyOf(look, one.KmsKeyId),
          // Where nothing was chosen, both versions of the metadata service answer.
          metadata: one.InstanceMetadataServiceConfiguration?.MinimumInstanceMetadataServiceVersion ?? '1',
          platform: one.PlatformIdentifier,
        };
      },
    ),
  judge({ root, key, metadata, platform }, { now }) {
    const facts = { rootAccess: root, metadataVersion: metadata, ...(platform === undefined ? {} : { platform }) };
    const { fault, unknown } = platformFault(platform, now);
    const ofKey = key === null ? 'is not encrypted with a key of yours' : keyFault(key);
    const faults = [
      ...(root ? ['gives its users root access'] : []),
      ...(ofKey === null ? [] : [key === null ? ofKey : `is encrypted, but ${ofKey}`]),
      ...(metadata === '2' ? [] : ['still answers to version 1 of the metadata service']),
      ...(fault === undefined ? [] : [fault]),
    ];
    if (faults.length > 0) return fail(`The notebook ${faults.join('; it ')}.`, facts);
    return unknown === undefined ? pass(facts) : notAssessed(unknown, facts);
  },
});
