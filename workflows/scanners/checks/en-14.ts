/** EN-14: vector collections of OpenSearch Serverless are closed to the internet and encrypted with a key of yours. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { collectionReads, collectionsOf, publicPolicies } from '../parts/search-collections.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

export const en14 = defineCheck({
  id: 'EN-14',
  scope: 'region',
  reads: { ...collectionReads, 'opensearchserverless:ListCollections': z.object({ id: z.string(), arn: z.string() }) },
  why: 'A vector collection on the internet is one leaked credential away from everybody, and a key of AWS cannot be taken away from it.',
  fix: 'In the network policy, replace public access by VPC endpoints and the services that need it; in the encryption policy, name a KMS key of yours before the collection is created.',
  blind: 'OpenSearch domains outside of knowledge bases, dashboards, and what the data policies allow.',
  equivalents: { awsSample: ['BR-20', 'FS-25', 'FS-26'] },
  none: 'No vector collection of OpenSearch Serverless exists in this Region.',
  async collect(look) {
    const listed = await look.list('opensearchserverless:ListCollections');
    const collections = await collectionsOf(
      look,
      listed.map(({ id }) => id),
    );
    return await look.each(
      listed,
      ({ arn }) => arn,
      async ({ arn }) => {
        const collection = collections.find((one) => one.arn === arn);
        if (collection === undefined) return { key: null, open: [], isKnown: false };
        if (collection.type !== 'VECTORSEARCH') return null;
        return { key: collection.key, open: await publicPolicies(look, collection), isKnown: true };
      },
    );
  },
  judge({ key, open, isKnown }) {
    if (!isKnown) return notAssessed('The service lists the collection and does not describe it.');
    const problems = [
      ...open.map((name) => `network policy ${name} opens it to the internet`),
      ...(key === null ? ['it is encrypted with a key of AWS, not with one of yours'] : []),
    ];
    const facts = { key: key ?? 'of AWS', open };
    return problems.length > 0 ? fail(`Faults of the collection: ${problems.join('; ')}.`, facts) : pass(facts);
  },
});
