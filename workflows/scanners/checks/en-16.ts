/** EN-16: AI is used only in the Regions that were declared. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { fail, needsList, pass } from '../verdict.ts';

const reads = {
  'ec2:DescribeRegions': z.object({ RegionName: z.string() }),
  'cloudwatch:ListMetrics': z.object({ MetricName: z.string() }),
  'resource-groups-tagging-api:GetResources': z.object({ ResourceARN: z.string() }),
};

/** Where services count the calls to models. CloudWatch names a metric for two weeks after its last value. */
const namespaces = ['AWS/Bedrock', 'AWS/SageMaker'];
const resourceTypes = ['bedrock', 'bedrock-agentcore', 'sagemaker'];

interface Signs {
  called: readonly string[];
  resources: readonly string[];
}

async function signsIn(look: Look<typeof reads>): Promise<Signs> {
  const [metrics, resources] = await together([
    together(
      namespaces.map(async (Namespace) => {
        const found = await look.list('cloudwatch:ListMetrics', { Namespace, MetricName: 'Invocations' });
        return found.length > 0 ? [Namespace] : [];
      }),
    ),
    look.list('resource-groups-tagging-api:GetResources', { ResourceTypeFilters: resourceTypes }),
  ]);
  return { called: metrics.flat(), resources: resources.map(({ ResourceARN }) => ResourceARN) };
}

export const en16 = defineCheck({
  id: 'EN-16',
  scope: 'account',
  reads,
  needs: ['regions'],
  why: 'AI that nobody declared has no owner, no review and no guardrail, and may hold data where it must not be.',
  fix: 'Find out who uses AI in that Region, declare it or end it, and deny Regions that are not approved by a policy of the organization.',
  blind:
    'Who called the models, and use inside the declared Regions. Only calls of the last two weeks and resources that carry or carried a tag are seen. What belongs to no workload is listed beside the scan.',
  equivalents: { prowler: ['resourceexplorer_indexes_found'], awsSample: ['BR-53', 'BR-56'] },
  none: 'Every Region that is switched on was declared.',
  async collect(look): Promise<readonly { resource: string; facts: Signs | null }[]> {
    const { regions } = look.lists;
    if (regions === null) return [{ resource: `arn:${look.partition}:iam::${look.account}:root`, facts: null }];
    const on = await look.list('ec2:DescribeRegions');
    return await look.each(
      on.map(({ RegionName }) => RegionName).filter((region) => !regions.includes(region)),
      (region) => `${look.account}/${region}`,
      (region) => signsIn(look.from(region)),
    );
  },
  judge(signs) {
    if (signs === null) return needsList('regions', 'Your organization has not said in which Regions AI may be used.');
    const { called, resources } = signs;
    const facts = { called, resources: resources.length };
    if (called.length > 0)
      return fail(`Models were called here in the last two weeks (${called.join(', ')}), and this Region was not declared.`, facts);
    if (resources.length > 0) return fail(`AI resources lie here (${resources.length}), and this Region was not declared.`, facts);
    return pass(facts);
  },
});
