/** SM-19: training clusters (HyperPod) sit in the owner's network, on disks under the owner's key. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Vpc = z.object({ Subnets: z.array(z.string()) }).optional();
const Group = z.object({
  InstanceGroupName: z.string(),
  OverrideVpcConfig: Vpc,
  InstanceStorageConfigs: z
    .array(
      z.object({ EbsVolumeConfig: z.object({ VolumeKmsKeyId: z.string().optional(), RootVolume: z.boolean().optional() }).optional() }),
    )
    .default([]),
});

/** What is wrong with the disks of a group. Without a word about the root disk, AWS holds its key. */
async function diskFaults(look: Look<typeof keyReads>, { InstanceStorageConfigs }: z.infer<typeof Group>): Promise<string[]> {
  const disks = InstanceStorageConfigs.flatMap(({ EbsVolumeConfig }) => EbsVolumeConfig ?? []);
  const faults = await together(
    disks.map(async ({ VolumeKmsKeyId: key, RootVolume }) => {
      const name = RootVolume === true ? 'root disk' : 'second disk';
      if (key === undefined || key === '') return [`its ${name} has no key of yours`];
      const fault = keyFault(await keyOf(look, key));
      return fault === null ? [] : [`of its ${name}, ${fault}`];
    }),
  );
  return [...(disks.some(({ RootVolume }) => RootVolume === true) ? [] : ['its root disk has no key of yours']), ...faults.flat()];
}

const isSet = (vpc: z.infer<typeof Vpc>): boolean => (vpc?.Subnets.length ?? 0) > 0;

export const sm19 = defineCheck({
  id: 'SM-19',
  scope: 'region',
  reads: {
    ...keyReads,
    'sagemaker:ListClusters': z.object({ ClusterName: z.string(), ClusterArn: z.string(), ClusterStatus: z.string().optional() }),
    'sagemaker:DescribeCluster': z.object({
      ClusterArn: z.string(),
      VpcConfig: Vpc,
      InstanceGroups: z.array(Group),
      RestrictedInstanceGroups: z.array(Group).optional(),
    }),
  },
  why: 'A training cluster holds models and data for weeks. Outside your network it reaches the internet freely, and without a key of yours its disks stay readable to others.',
  fix: 'Create the cluster with subnets of yours, and give each instance group a KMS key for its root disk and for its second disk.',
  blind: 'File systems that are mounted (FSx), where the subnets lead, and who may use the keys.',
  equivalents: { awsSample: ['SM-27', 'SM-28'] },
  none: 'No training cluster (HyperPod) exists in this Region.',
  async collect(look) {
    const clusters = await look.list('sagemaker:ListClusters');
    return await look.each(
      clusters.filter(({ ClusterStatus }) => ClusterStatus !== 'Deleting'),
      ({ ClusterArn }) => ClusterArn,
      async ({ ClusterArn }) => {
        const one = await look.get('sagemaker:DescribeCluster', { ClusterName: ClusterArn });
        const groups = [...one.InstanceGroups, ...(one.RestrictedInstanceGroups ?? [])];
        const disks = await together(
          groups.map(async (group) => ({ name: group.InstanceGroupName, faults: await diskFaults(look, group) })),
        );
        return {
          groups: groups.map(({ InstanceGroupName }) => InstanceGroupName),
          outside: groups
            .filter((group) => !isSet(one.VpcConfig) && !isSet(group.OverrideVpcConfig))
            .map(({ InstanceGroupName }) => InstanceGroupName),
          inNetwork: isSet(one.VpcConfig),
          disks: disks.filter(({ faults }) => faults.length > 0),
        };
      },
    );
  },
  judge({ groups, outside, inNetwork, disks }) {
    const facts = { groups, inNetwork };
    const faults = [
      ...(outside.length > 0 || (groups.length === 0 && !inNetwork)
        ? [`it is not in your network${outside.length > 0 ? ` (${outside.join(', ')})` : ''}`]
        : []),
      ...disks.map(({ name, faults: ofGroup }) => `group ${name}: ${ofGroup.join(', ')}`),
    ];
    return faults.length === 0 ? pass(facts) : fail(`The cluster is not closed: ${faults.join('; ')}.`, facts);
  },
});
