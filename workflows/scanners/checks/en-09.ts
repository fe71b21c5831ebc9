/** EN-09: an analyzer looks for access from outside, and nothing is open on roles and buckets of AI. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { sourceBucketReads, sourceBuckets } from '../parts/knowledge-bases.ts';
import { agentRoleNames, agentRoles } from '../parts/roles.ts';
import { fail, pass } from '../verdict.ts';

type Facts = { kind: 'region'; external: readonly string[]; unused: readonly string[] } | { kind: 'resource'; findings: number };

export const en09 = defineCheck({
  id: 'EN-09',
  scope: 'region',
  reads: {
    ...agentRoleNames,
    ...sourceBucketReads,
    'accessanalyzer:ListAnalyzers': z.object({
      arn: z.string(),
      type: z.string(),
      status: z.enum(['ACTIVE', 'CREATING', 'DISABLED', 'FAILED']),
    }),
    'accessanalyzer:ListFindingsV2': z.object({ id: z.string(), resource: z.string().optional(), status: z.string() }),
  },
  why: 'An analyzer tells when a bucket, key or role opens to somebody outside, on the day it happens. What it found and nobody handled is a door that is known to be open.',
  fix: 'Create an analyzer for external access in each Region in use, one for unused access, and handle or archive what they find.',
  blind:
    'Findings on resources other than the roles of agents and the source buckets of knowledge bases, and whether what was archived should have been.',
  equivalents: { prowler: ['accessanalyzer_enabled', 'accessanalyzer_enabled_without_findings'], securityHub: ['IAM.28'] },
  async collect(look) {
    const analyzers = (await look.list('accessanalyzer:ListAnalyzers')).filter(({ status }) => status === 'ACTIVE');
    const external = analyzers.filter(({ type }) => type === 'ACCOUNT' || type === 'ORGANIZATION').map(({ arn }) => arn);
    const unused = analyzers.filter(({ type }) => type.endsWith('_UNUSED_ACCESS')).map(({ arn }) => arn);
    const whole = { resource: `${look.account}/${look.region}`, facts: { kind: 'region', external, unused } satisfies Facts as Facts };
    const [analyzerArn] = external;
    if (analyzerArn === undefined) return [whole];
    const used = [...(await agentRoles(look)), ...(await sourceBuckets(look))];
    const resources = await look.eachUsed(
      used,
      (one) => one,
      async ({ resource }): Promise<Facts> => {
        const filter = { status: { eq: ['ACTIVE'] }, resource: { eq: [resource] } };
        const findings = await look.list('accessanalyzer:ListFindingsV2', { analyzerArn, filter });
        return { kind: 'resource', findings: findings.filter((one) => one.status === 'ACTIVE').length };
      },
    );
    return [whole, ...resources];
  },
  judge(seen) {
    if (seen.kind === 'resource') {
      const { findings } = seen;
      return findings === 0
        ? pass({ findings })
        : fail(`Access from outside was found that nobody handled (open findings: ${findings}).`, { findings });
    }
    const { external, unused } = seen;
    if (external.length === 0) return fail('No analyzer looks for access from outside in this Region.', { external, unused });
    return pass(
      { external, unused },
      ...(unused.length === 0 ? ['No analyzer looks for unused access in this Region; one in any Region is enough.'] : []),
    );
  },
});
