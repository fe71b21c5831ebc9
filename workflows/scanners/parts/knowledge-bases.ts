/** Knowledge bases, their data sources, and the buckets that these draw from. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';
import type { Used } from './used-by.ts';

export const knowledgeBaseReads = { 'bedrock-agent:ListKnowledgeBases': z.object({ knowledgeBaseId: z.string(), name: z.string() }) };

const knowledgeBaseArn = (look: Look<typeof knowledgeBaseReads>, id: string): string => look.arn('bedrock', `knowledge-base/${id}`);

/** Looks at each knowledge base by itself. */
export async function eachKnowledgeBase<F>(
  look: Look<typeof knowledgeBaseReads>,
  read: (id: string, arn: string) => Promise<F | null>,
): Promise<Subject<F>[]> {
  return await look.each(
    await look.list('bedrock-agent:ListKnowledgeBases'),
    ({ knowledgeBaseId }) => knowledgeBaseArn(look, knowledgeBaseId),
    ({ knowledgeBaseId }) => read(knowledgeBaseId, knowledgeBaseArn(look, knowledgeBaseId)),
  );
}

const listReads = {
  ...knowledgeBaseReads,
  'bedrock-agent:ListDataSources': z.object({ dataSourceId: z.string(), name: z.string() }),
};

/** The reads of a look at data sources' settings, and the look itself. A data source has no ARN of its own: it is named below its knowledge base. */
export const dataSources = <S extends z.ZodRawShape>(shape: S) => {
  const settings = z.object({ ...shape, dataSourceId: z.string() });
  const reads = { ...listReads, 'bedrock-agent:GetDataSource': z.object({ dataSource: settings }) };
  type Settings = z.output<typeof settings>;
  const collect = async <F>(look: Look<typeof reads>, read: (one: Settings) => F | null | Promise<F | null>): Promise<Subject<F>[]> => {
    // The compiler cannot see through a shape that is not known yet.
    const known = look as unknown as Look<{ 'bedrock-agent:GetDataSource': z.ZodType<{ dataSource: Settings }> }>;
    const bases = await eachKnowledgeBase(look, async (knowledgeBaseId, arn) => {
      const sources = await look.list('bedrock-agent:ListDataSources', { knowledgeBaseId });
      return sources.map(({ dataSourceId }) => ({ knowledgeBaseId, dataSourceId, arn }));
    });
    return await look.eachUsed(
      bases.flatMap(({ facts }) => facts),
      ({ arn, dataSourceId }) => ({ resource: `${arn}/data-source/${dataSourceId}`, usedBy: [arn] }),
      async ({ knowledgeBaseId, dataSourceId }) => {
        const { dataSource } = await known.get('bedrock-agent:GetDataSource', { knowledgeBaseId, dataSourceId });
        return await read(dataSource);
      },
    );
  };
  return { reads, collect };
};

const sources = dataSources({
  dataSourceConfiguration: z.object({
    type: z.string(),
    s3Configuration: z.object({ bucketArn: z.string().regex(/^arn:[^:]+:s3:::./), bucketOwnerAccountId: z.string().optional() }).optional(),
  }),
});

export const sourceBucketReads = sources.reads;

export interface SourceBucket extends Used {
  bucket: string;
  /** The account that the data source says it belongs to. */
  owner: string | null;
}

/** The buckets from which knowledge bases load, each with its knowledge bases. */
export async function sourceBuckets(look: Look<typeof sourceBucketReads>): Promise<SourceBucket[]> {
  const found = await sources.collect(look, ({ dataSourceConfiguration: { s3Configuration } }) => s3Configuration ?? null);
  const buckets = new Map<string, SourceBucket>();
  for (const { usedBy = [], facts } of found) {
    const { bucketArn: resource, bucketOwnerAccountId = null } = facts;
    const before = buckets.get(resource);
    buckets.set(resource, {
      resource,
      bucket: resource.split(':').slice(5).join(':'),
      owner: before?.owner ?? bucketOwnerAccountId,
      usedBy: [...new Set([...(before?.usedBy ?? []), ...usedBy])].toSorted(),
    });
  }
  return [...buckets.values()];
}
