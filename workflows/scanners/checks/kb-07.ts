/** KB-07: Macie looks for sensitive data in the buckets from which knowledge bases load. */
import { defineCheck } from '../check.ts';
import { sourceBucketReads, sourceBuckets } from '../parts/knowledge-bases.ts';
import { macieFault, macieOf, macieReads } from '../parts/macie.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

export const kb07 = defineCheck({
  id: 'KB-07',
  scope: 'region',
  reads: { ...sourceBucketReads, ...macieReads },
  why: 'What lies in the source of a knowledge base comes out in answers. Nobody notices personal data or keys among the documents unless somebody looks.',
  fix: 'Switch Macie on with automated sensitive data discovery, or run a discovery job over the bucket.',
  blind: 'What Macie found and whether anybody acted on it, and sources that are not in S3.',
  equivalents: {
    prowler: ['macie_is_enabled', 'macie_automated_sensitive_data_discovery_enabled'],
    awsSample: ['BR-46', 'FS-44'],
  },
  none: 'No knowledge base in this Region loads from a bucket.',
  async collect(look) {
    return await look.eachUsed(
      await sourceBuckets(look),
      (used) => used,
      ({ bucket }) => macieOf(look, bucket),
    );
  },
  judge(macie) {
    const { problem, unknown, caveat, facts } = macieFault(macie);
    if (problem !== undefined) return fail(problem, facts);
    if (unknown !== undefined) return notAssessed(unknown, facts);
    return pass(facts, ...(caveat === undefined ? [] : [caveat]));
  },
});
