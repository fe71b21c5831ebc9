/** Buckets that AI resources name: sources of knowledge bases, data of training and batch jobs, and the record of model calls. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { logBuckets, loggingOf, loggingReads } from './invocation-logs.ts';
import { sourceBucketReads, sourceBuckets } from './knowledge-bases.ts';

const Uri = z.object({ s3Uri: z.string().optional() });

export const aiBucketReads = {
  ...sourceBucketReads,
  ...loggingReads,
  'bedrock:ListModelCustomizationJobs': z.object({ jobArn: z.string() }),
  'bedrock:GetModelCustomizationJob': z.object({ jobArn: z.string(), trainingDataConfig: Uri, outputDataConfig: Uri }),
  'bedrock:ListModelInvocationJobs': z.object({
    jobArn: z.string(),
    inputDataConfig: z.object({ s3InputDataConfig: Uri.optional() }),
    outputDataConfig: z.object({ s3OutputDataConfig: Uri.optional() }),
  }),
};

export interface AiBucket {
  resource: string;
  bucket: string;
  usedBy: readonly string[];
  /** It holds the record of model calls. */
  isLog: boolean;
}

const day = 86_400_000;
/** A job cannot be changed once it ran; older ones say little about today. */
const days = 90;

const inUri = (uri: string | undefined): string | undefined => /^s3:\/\/([^/]+)/.exec(uri ?? '')?.[1];

interface Named {
  bucket: string | undefined;
  by: string;
  isLog: boolean;
}

async function named(look: Look<typeof aiBucketReads>): Promise<Named[]> {
  // By whole days, so that the same question is asked once.
  const after = new Date((Math.floor(look.now / day) - days) * day);
  const [sources, logging, trained, batches] = await together([
    sourceBuckets(look),
    loggingOf(look),
    look.list('bedrock:ListModelCustomizationJobs', { creationTimeAfter: after }),
    look.list('bedrock:ListModelInvocationJobs', { submitTimeAfter: after }),
  ]);
  const jobs = await look.each(
    trained,
    ({ jobArn }) => jobArn,
    ({ jobArn }) => look.get('bedrock:GetModelCustomizationJob', { jobIdentifier: jobArn }),
  );
  const data = (by: string, ...uris: (string | undefined)[]): Named[] => uris.map((uri) => ({ bucket: inUri(uri), by, isLog: false }));
  return [
    ...sources.flatMap(({ bucket, usedBy }) => usedBy.map((by) => ({ bucket, by, isLog: false }))),
    ...logBuckets(look, logging).map(({ name }) => ({ bucket: name, by: `${look.account}/${look.region}`, isLog: true })),
    ...jobs.flatMap(({ facts }) => data(facts.jobArn, facts.trainingDataConfig.s3Uri, facts.outputDataConfig.s3Uri)),
    ...batches.flatMap(({ jobArn, inputDataConfig, outputDataConfig }) =>
      data(jobArn, inputDataConfig.s3InputDataConfig?.s3Uri, outputDataConfig.s3OutputDataConfig?.s3Uri),
    ),
  ];
}

export async function aiBuckets(look: Look<typeof aiBucketReads>): Promise<AiBucket[]> {
  const found = new Map<string, { by: Set<string>; isLog: boolean }>();
  for (const { bucket, by, isLog } of await named(look)) {
    if (bucket === undefined) continue;
    const before = found.get(bucket) ?? { by: new Set<string>(), isLog: false };
    found.set(bucket, { by: before.by.add(by), isLog: before.isLog || isLog });
  }
  return [...found].map(([bucket, { by, isLog }]) => ({
    resource: `arn:${look.partition}:s3:::${bucket}`,
    bucket,
    usedBy: [...by].toSorted(),
    isLog,
  }));
}
