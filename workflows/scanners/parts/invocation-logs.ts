/** Where the record of model calls goes: a log group, a bucket, and a bucket for what is too large for the log group. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import type { AskedBucket } from './buckets.ts';

const Bucket = z.object({ bucketName: z.string(), keyPrefix: z.string().optional() });

export const loggingReads = {
  'bedrock:GetModelInvocationLoggingConfiguration': z.object({
    loggingConfig: z
      .object({
        s3Config: Bucket.optional(),
        cloudWatchConfig: z.object({ logGroupName: z.string(), largeDataDeliveryS3Config: Bucket.optional() }).optional(),
        textDataDeliveryEnabled: z.boolean().optional(),
        imageDataDeliveryEnabled: z.boolean().optional(),
        embeddingDataDeliveryEnabled: z.boolean().optional(),
        videoDataDeliveryEnabled: z.boolean().optional(),
        audioDataDeliveryEnabled: z.boolean().optional(),
      })
      .optional(),
  }),
};

type LoggingConfig = NonNullable<z.output<(typeof loggingReads)['bedrock:GetModelInvocationLoggingConfiguration']>['loggingConfig']>;

/** `null` where logging is off: an answer without a configuration is how AWS says so. */
export async function loggingOf(look: Look<typeof loggingReads>): Promise<LoggingConfig | null> {
  const { loggingConfig } = await look.get('bedrock:GetModelInvocationLoggingConfiguration');
  const isOn = loggingConfig?.s3Config !== undefined || loggingConfig?.cloudWatchConfig !== undefined;
  return isOn ? loggingConfig : null;
}

export interface LogBucket {
  name: string;
  /** What the keys of records begin with; more than one where the bucket takes the large records under another prefix. */
  keys: readonly string[];
}

/** The buckets, each once. An empty name is how an unused bucket is written. */
export function logBuckets(look: Look<object>, config: LoggingConfig | null): LogBucket[] {
  const named = [config?.s3Config, config?.cloudWatchConfig?.largeDataDeliveryS3Config].filter((one) => one !== undefined);
  const found = new Map<string, string[]>();
  for (const { bucketName: name, keyPrefix = '' } of named) {
    const keys = `${keyPrefix === '' ? '' : `${keyPrefix.replace(/\/$/, '')}/`}AWSLogs/${look.account}/BedrockModelInvocationLogs/`;
    if (name !== '') found.set(name, [...new Set([...(found.get(name) ?? []), keys])]);
  }
  return [...found].map(([name, keys]) => ({ name, keys }));
}

export const logGroupName = (config: LoggingConfig | null): string | null => config?.cloudWatchConfig?.logGroupName ?? null;

/** The Region's logging setting uses these things; it belongs to nobody in particular. */
export const usedByLogging = (look: Look<object>): readonly string[] => [`${look.account}/${look.region}`];

export const bucketArn = (look: Look<object>, { name }: LogBucket): string => `arn:${look.partition}:s3:::${name}`;
export const logGroupArn = (look: Look<object>, name: string): string => look.arn('logs', `log-group:${name}`);

/** A bucket of another account is refused by S3 itself, so that its settings are never taken for ours. */
export const askedBucket = (look: Look<object>, { name }: LogBucket): AskedBucket => ({
  Bucket: name,
  ExpectedBucketOwner: look.account,
});
