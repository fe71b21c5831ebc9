/** KB-02: the vector store of each knowledge base is encrypted and not open. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { eachKnowledgeBase, knowledgeBaseReads } from '../parts/knowledge-bases.ts';
import { Storage, storeOf, storeReads } from '../parts/vector-stores.ts';
import { fail, notApplicable, notAssessed, pass } from '../verdict.ts';

export const kb02 = defineCheck({
  id: 'KB-02',
  scope: 'region',
  reads: {
    ...knowledgeBaseReads,
    ...storeReads,
    'bedrock-agent:GetKnowledgeBase': z.object({
      knowledgeBase: z.object({ knowledgeBaseArn: z.string(), storageConfiguration: Storage.optional() }),
    }),
  },
  why: 'The store holds the text of your documents beside the vectors. Whoever reaches it reads them without asking the agent.',
  fix: 'Give the store a KMS key of yours, close it to the public internet, and name roles and indexes in its policies one by one.',
  blind: 'Stores outside of AWS and of kinds that we do not read, who of those let in should be, and whether the store is watched.',
  equivalents: { awsSample: ['BR-20', 'FS-25', 'FS-26'], other: ['RAG-02'] },
  none: 'No knowledge base exists in this Region.',
  collect: (look) =>
    eachKnowledgeBase(look, async (knowledgeBaseId) => {
      const { knowledgeBase } = await look.get('bedrock-agent:GetKnowledgeBase', { knowledgeBaseId });
      const { storageConfiguration } = knowledgeBase;
      return { store: storageConfiguration === undefined ? null : await storeOf(look, storageConfiguration) };
    }),
  judge({ store }) {
    if (store === null) return notApplicable('The knowledge base has no vector store of its own.');
    const { kind, arn, problems, unknown } = store;
    const facts = { store: kind, ...(arn === null ? {} : { arn }) };
    if (problems.length > 0) return fail(`Faults of the store (${kind}): ${problems.join('; ')}.`, facts);
    return unknown === null ? pass(facts) : notAssessed(`The store (${kind}) was not judged: ${unknown}.`, facts);
  },
});
