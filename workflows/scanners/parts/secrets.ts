/** When a secret was last changed, under which key it lies, and who may read it. The secret itself is never asked for. */
import { z } from 'zod';
import type { Look } from '../look.ts';

export const secretReads = {
  'secrets-manager:DescribeSecret': z.object({
    ARN: z.string(),
    KmsKeyId: z.string().optional(),
    RotationEnabled: z.boolean().default(false),
    LastRotatedDate: z.date().optional(),
    LastChangedDate: z.date().optional(),
    CreatedDate: z.date(),
  }),
};

export interface Secret {
  rotates: boolean;
  /** Milliseconds since 1970. */
  changed: number;
  ownKey: boolean;
}

export async function secretOf(look: Look<typeof secretReads>, arn: string): Promise<Secret> {
  const there = look.from(arn.split(':')[3] ?? look.region);
  const { KmsKeyId, RotationEnabled, ...dates } = await there.get('secrets-manager:DescribeSecret', { SecretId: arn });
  const changed = [dates.LastRotatedDate, dates.LastChangedDate, dates.CreatedDate].map((date) => date?.getTime() ?? 0);
  return {
    rotates: RotationEnabled,
    changed: Math.max(...changed),
    // Without a key's name, or with the alias that AWS made, the key belongs to AWS.
    ownKey: KmsKeyId !== undefined && KmsKeyId !== '' && !KmsKeyId.endsWith('alias/aws/secretsmanager'),
  };
}

const day = 86_400_000;
const mostDays = 90;

export const daysSince = (changed: number, now: number): number => Math.floor((now - changed) / day);

/** A secret that nobody and nothing changes. */
export const ageFault = ({ rotates, changed }: Secret, now: number): string | null =>
  rotates || daysSince(changed, now) <= mostDays
    ? null
    : `it does not rotate and was last changed ${daysSince(changed, now)} days ago, more than ${mostDays}`;
