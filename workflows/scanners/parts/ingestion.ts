/** How the loads of a knowledge base's data sources went. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';
import { dataSources } from './knowledge-bases.ts';

const sources = dataSources({ knowledgeBaseId: z.string(), dataSourceConfiguration: z.object({ type: z.string() }) });

const Count = z.number().default(0);

export const ingestionReads = {
  ...sources.reads,
  'bedrock-agent:ListIngestionJobs': z.object({
    ingestionJobId: z.string(),
    status: z.enum(['STARTING', 'IN_PROGRESS', 'COMPLETE', 'FAILED', 'STOPPING', 'STOPPED']),
    startedAt: z.date(),
    updatedAt: z.date(),
    statistics: z
      .object({ numberOfDocumentsScanned: Count, numberOfMetadataDocumentsScanned: Count, numberOfDocumentsFailed: Count })
      .optional(),
  }),
};

export type Job = z.output<(typeof ingestionReads)['bedrock-agent:ListIngestionJobs']>;

export interface Loads {
  type: string;
  /** The newest first. */
  jobs: readonly Job[];
}

/** The loads of each data source. One into which documents are written directly has none. */
export async function eachLoad(look: Look<typeof ingestionReads>): Promise<Subject<Loads>[]> {
  return await sources.collect(look, async ({ knowledgeBaseId, dataSourceId, dataSourceConfiguration: { type } }) => {
    if (type === 'CUSTOM') return null;
    const jobs = await look.list('bedrock-agent:ListIngestionJobs', { knowledgeBaseId, dataSourceId, maxResults: 1000 });
    return { type, jobs: jobs.toSorted((one, other) => other.startedAt.getTime() - one.startedAt.getTime()) };
  });
}
