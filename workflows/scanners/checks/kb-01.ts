/** KB-01: what a knowledge base copies while it loads lies under a key of yours. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { dataSources } from '../parts/knowledge-bases.ts';
import { fail, pass } from '../verdict.ts';

const sources = dataSources({ serverSideEncryptionConfiguration: z.object({ kmsKeyArn: z.string().optional() }).optional() });

export const kb01 = defineCheck({
  id: 'KB-01',
  scope: 'region',
  reads: sources.reads,
  why: 'While a knowledge base loads, copies of your documents lie with the service. Under a key of AWS you can neither see who used it nor take it away.',
  fix: 'Set a KMS key of yours for transient data storage in the data source.',
  blind: 'The vector store and the source itself, whether the key works, and who may use it.',
  equivalents: {
    prowler: ['bedrock_knowledge_base_encrypted_with_cmk'],
    awsSample: ['BR-20'],
    securityHub: ['Bedrock.1'],
    other: ['FMI-07'],
  },
  none: 'No data source of a knowledge base exists in this Region.',
  collect: (look) =>
    sources.collect(look, ({ serverSideEncryptionConfiguration }) => ({ key: serverSideEncryptionConfiguration?.kmsKeyArn ?? '' })),
  judge: ({ key }) => (key === '' ? fail('No key of yours is set for the data in passing.') : pass({ key })),
});
