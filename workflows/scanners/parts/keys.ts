/** Whether a key is one that its owner controls, and whether it works. */
import { z } from 'zod';
import type { Look } from '../look.ts';

export const keyReads = {
  'kms:DescribeKey': z.object({
    KeyMetadata: z.object({
      Arn: z.string(),
      KeyManager: z.enum(['AWS', 'CUSTOMER']),
      KeyState: z.enum([
        'Creating',
        'Enabled',
        'Disabled',
        'PendingDeletion',
        'PendingImport',
        'PendingReplicaDeletion',
        'Unavailable',
        'Updating',
      ]),
    }),
  }),
};

export interface Key {
  arn: string;
  manager: 'AWS' | 'CUSTOMER';
  state: string;
}

/** A key by its ARN, id or alias; an ARN is looked up in its own Region. */
export async function keyOf(look: Look<typeof keyReads>, key: string): Promise<Key> {
  const region = key.startsWith('arn:') ? (key.split(':')[3] ?? look.region) : look.region;
  const { KeyMetadata } = await look.from(region).get('kms:DescribeKey', { KeyId: key });
  return { arn: KeyMetadata.Arn, manager: KeyMetadata.KeyManager, state: KeyMetadata.KeyState };
}

/** What is wrong with it, or `null`. A key that is being updated still works. */
export const keyFault = ({ manager, state }: Key): string | null => {
  if (manager === 'AWS') return 'the key belongs to AWS, not to you';
  return state === 'Enabled' || state === 'Updating' ? null : `the key does not work (its state is ${state})`;
};
