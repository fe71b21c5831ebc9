/** SM-01: notebooks sit in the owner's network and have no direct way to the internet. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { notebookReads, notebooks } from '../parts/notebooks.ts';
import { fail, pass } from '../verdict.ts';

export const sm01 = defineCheck({
  id: 'SM-01',
  scope: 'region',
  reads: {
    ...notebookReads,
    'sagemaker:DescribeNotebookInstance': z.object({
      NotebookInstanceArn: z.string(),
      DirectInternetAccess: z.enum(['Enabled', 'Disabled']),
      SubnetId: z.string().optional(),
    }),
  },
  why: 'A notebook with its own way to the internet can send training data anywhere and load code from anywhere, past all rules of your network.',
  fix: 'Both settings are fixed when a notebook is made: create it anew in a subnet of yours with direct internet access disabled, then delete the old one.',
  blind: 'Where a NAT gateway, proxy or peered network lets the notebook go from its subnet.',
  equivalents: {
    prowler: [
      'sagemaker_notebook_instance_without_direct_internet_access_configured',
      'sagemaker_notebook_instance_vpc_settings_configured',
    ],
    awsSample: ['SM-01', 'SM-10'],
    securityHub: ['SageMaker.1', 'SageMaker.2'],
  },
  none: 'No SageMaker notebook instance exists in this Region.',
  collect: async (look) =>
    await look.each(
      await notebooks(look),
      ({ arn }) => arn,
      async ({ name }) => {
        const one = await look.get('sagemaker:DescribeNotebookInstance', { NotebookInstanceName: name });
        return { direct: one.DirectInternetAccess === 'Enabled', subnet: one.SubnetId };
      },
    ),
  judge({ direct, subnet }) {
    const facts = { directInternetAccess: direct, ...(subnet === undefined ? {} : { subnet }) };
    const faults = [
      ...(direct ? ['has direct internet access'] : []),
      ...(subnet === undefined ? ['is in no subnet of your network'] : []),
    ];
    return faults.length === 0 ? pass(facts) : fail(`The notebook ${faults.join(' and ')}.`, facts);
  },
});
