/** SM-18: feature groups are encrypted with a key that the owner controls, online and offline. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { type Key, keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

interface Store {
  name: 'online' | 'offline';
  /** Kept in memory for speed. */
  inMemory: boolean;
  key: Key | null;
}

export const sm18 = defineCheck({
  id: 'SM-18',
  scope: 'region',
  reads: {
    ...keyReads,
    'sagemaker:ListFeatureGroups': z.object({
      FeatureGroupName: z.string(),
      FeatureGroupArn: z.string(),
      FeatureGroupStatus: z.string().optional(),
    }),
    'sagemaker:DescribeFeatureGroup': z.object({
      FeatureGroupArn: z.string(),
      OnlineStoreConfig: z
        .object({
          EnableOnlineStore: z.boolean().optional(),
          StorageType: z.enum(['Standard', 'Standard_V2', 'InMemory']).optional(),
          SecurityConfig: z.object({ KmsKeyId: z.string().optional() }).optional(),
        })
        .optional(),
      OfflineStoreConfig: z.object({ S3StorageConfig: z.object({ KmsKeyId: z.string().optional() }) }).optional(),
    }),
  },
  why: 'A feature store holds training data about people and things in one place. Without a key of yours you can neither see who reads it nor cut anybody off.',
  fix: 'The keys are fixed when a feature group is made: create it anew with a KMS key of yours for the online and for the offline store.',
  blind: 'Who may use the key, whether it rotates, and the data from which the features were made.',
  equivalents: { awsSample: ['SM-15'], securityHub: ['SageMaker.17', 'SageMaker.18'] },
  none: 'No SageMaker feature group exists in this Region.',
  async collect(look) {
    const groups = await look.list('sagemaker:ListFeatureGroups');
    return await look.each(
      groups.filter(({ FeatureGroupStatus }) => FeatureGroupStatus !== 'Deleting' && FeatureGroupStatus !== 'CreateFailed'),
      ({ FeatureGroupArn }) => FeatureGroupArn,
      async ({ FeatureGroupName }): Promise<Store[]> => {
        const { OnlineStoreConfig: online, OfflineStoreConfig: offline } = await look.get('sagemaker:DescribeFeatureGroup', {
          FeatureGroupName,
        });
        const key = async (id: string | undefined): Promise<Key | null> => (id === undefined || id === '' ? null : await keyOf(look, id));
        const isOnline = online !== undefined && online.EnableOnlineStore !== false;
        return [
          ...(isOnline
            ? [{ name: 'online' as const, inMemory: online.StorageType === 'InMemory', key: await key(online.SecurityConfig?.KmsKeyId) }]
            : []),
          ...(offline === undefined
            ? []
            : [{ name: 'offline' as const, inMemory: false, key: await key(offline.S3StorageConfig.KmsKeyId) }]),
        ];
      },
    );
  },
  judge(stores) {
    if (stores.length === 0) return notAssessed('The feature group names neither an online nor an offline store.');
    const facts = { stores: stores.map(({ name, inMemory }) => (inMemory ? `${name}, in memory` : name)) };
    const faults = stores.flatMap(({ name, inMemory, key }) => {
      if (key === null) return inMemory ? [] : [`the ${name} store has no key of yours`];
      const fault = keyFault(key);
      return fault === null ? [] : [`in the ${name} store, ${fault}`];
    });
    if (faults.length > 0) return fail(`The feature group is not under a key that you control: ${faults.join('; ')}.`, facts);
    if (stores.some(({ inMemory, key }) => inMemory && key === null))
      return notAssessed('The online store is kept in memory and names no key; what encrypts it cannot be seen.', facts);
    return pass(facts);
  },
});
