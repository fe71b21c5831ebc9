/** BR-INV-17: custom and imported models, and the data they were made from, are encrypted with working keys of their owner; tuning ran in a private network. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { bucketKey, bucketKeyReads } from '../parts/buckets.ts';
import { type Key, keyFault, keyOf } from '../parts/keys.ts';
import { fail, pass } from '../verdict.ts';

const reads = {
  ...bucketKeyReads,
  'bedrock:ListCustomModels': z.object({ modelArn: z.string(), modelStatus: z.enum(['Active', 'Creating', 'Failed']).optional() }),
  'bedrock:GetCustomModel': z.object({
    modelArn: z.string(),
    modelKmsKeyArn: z.string().optional(),
    jobArn: z.string().optional(),
    trainingDataConfig: z.object({ s3Uri: z.string().optional() }).optional(),
  }),
  'bedrock:GetModelCustomizationJob': z.object({
    jobArn: z.string(),
    vpcConfig: z.object({ subnetIds: z.array(z.string()) }).optional(),
  }),
  'bedrock:ListImportedModels': z.object({ modelArn: z.string() }),
  'bedrock:GetImportedModel': z.object({
    modelArn: z.string(),
    modelKmsKeyArn: z.string().optional(),
    modelDataSource: z.object({ s3DataSource: z.object({ s3Uri: z.string() }).optional() }).optional(),
  }),
};

interface Model {
  key: Key | null;
  /** `null` where the answer names no bucket. */
  data: { bucket: string; key: Key | null } | null;
  /** `null` for a model that no tuning job made. */
  isPrivate: boolean | null;
}

const keyOrNone = async (look: Look<typeof reads>, key: string | undefined): Promise<Key | null> =>
  key === undefined ? null : await keyOf(look, key);

async function dataOf(look: Look<typeof reads>, uri: string | undefined): Promise<Model['data']> {
  const bucket = /^s3:\/\/([^/]+)/.exec(uri ?? '')?.[1];
  if (bucket === undefined) return null;
  return { bucket, key: await bucketKey(look, { Bucket: bucket, ExpectedBucketOwner: look.account }) };
}

async function customModel(look: Look<typeof reads>, modelIdentifier: string): Promise<Model> {
  const { modelKmsKeyArn, jobArn, trainingDataConfig } = await look.get('bedrock:GetCustomModel', { modelIdentifier });
  const isJob = jobArn?.includes(':model-customization-job/') === true;
  const job = isJob ? await look.get('bedrock:GetModelCustomizationJob', { jobIdentifier: jobArn }) : null;
  return {
    key: await keyOrNone(look, modelKmsKeyArn),
    data: await dataOf(look, trainingDataConfig?.s3Uri),
    isPrivate: job === null ? null : job.vpcConfig !== undefined,
  };
}

async function importedModel(look: Look<typeof reads>, modelIdentifier: string): Promise<Model> {
  const { modelKmsKeyArn, modelDataSource } = await look.get('bedrock:GetImportedModel', { modelIdentifier });
  return {
    key: await keyOrNone(look, modelKmsKeyArn),
    data: await dataOf(look, modelDataSource?.s3DataSource?.s3Uri),
    isPrivate: null,
  };
}

export const brInv17 = defineCheck({
  id: 'BR-INV-17',
  scope: 'region',
  reads,
  why: 'A tuned model remembers parts of the data it was tuned with. Whoever can read the model or the data has both.',
  fix: 'Tune or import the model again with a customer managed key and, for tuning, a network of your own (VPC); give the bucket with the data such a key, too.',
  blind: 'Who may use the keys, data that was moved since, and models shared from other accounts.',
  equivalents: { prowler: ['bedrock_custom_model_encrypted_with_cmk'], awsSample: ['BR-11', 'BR-17', 'BR-30', 'BR-39'] },
  none: 'The account has no custom or imported model in this Region.',
  async collect(look) {
    const custom = (await look.list('bedrock:ListCustomModels', { isOwned: true })).filter(({ modelStatus }) => modelStatus !== 'Failed');
    const imported = await look.list('bedrock:ListImportedModels');
    return [
      ...(await look.each(
        custom,
        ({ modelArn }) => modelArn,
        ({ modelArn }) => customModel(look, modelArn),
      )),
      ...(await look.each(
        imported,
        ({ modelArn }) => modelArn,
        ({ modelArn }) => importedModel(look, modelArn),
      )),
    ];
  },
  judge({ key, data, isPrivate }) {
    const fault = (what: string, one: Key | null): string[] => {
      if (one === null) return [`${what} is not encrypted with a key of yours`];
      const wrong = keyFault(one);
      return wrong === null ? [] : [`${what} names a key, but ${wrong}`];
    };
    const facts = {
      key: key?.arn ?? 'none',
      data: data?.bucket ?? 'not named',
      dataKey: data?.key?.arn ?? 'none',
      privateNetwork: isPrivate === null ? 'no tuning job' : isPrivate,
    };
    const faults = [
      ...fault('the model', key),
      ...(data === null ? [] : fault(`the bucket with its data (${data.bucket})`, data.key)),
      ...(isPrivate === false ? ['tuning ran outside your network'] : []),
    ];
    if (faults.length > 0) return fail(`About this model: ${faults.join('; ')}.`, facts);
    return pass(facts, ...(data === null ? ['The answer does not name the bucket with the data.'] : []));
  },
});
