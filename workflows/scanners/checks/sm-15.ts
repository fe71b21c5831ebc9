/** SM-15: live endpoints that are tagged as high impact are watched for bias, or have their results explained. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { endpointListReads, liveEndpoints, noLiveEndpoint } from '../parts/live-endpoints.ts';
import { together } from '../together.ts';
import { fail, notApplicable, pass } from '../verdict.ts';

interface Tag {
  Key: string;
  Value: string;
}

/** Such as `impact: high`, `ai:impact: High` or `high-impact: true`. */
const isHighImpact = ({ Key, Value }: Tag): boolean =>
  (/(?:^|[-_:./ ])impact$/i.test(Key) && /^high$/i.test(Value)) || (/high[-_ ]?impact$/i.test(Key) && /^(?:true|yes|1)$/i.test(Value));

export const sm15 = defineCheck({
  id: 'SM-15',
  scope: 'region',
  reads: {
    ...endpointListReads,
    'sagemaker:ListTags': z.object({ Key: z.string(), Value: z.string() }),
    'sagemaker:ListMonitoringSchedules': z.object({
      MonitoringScheduleArn: z.string(),
      MonitoringScheduleStatus: z.enum(['Pending', 'Failed', 'Scheduled', 'Stopped']),
      EndpointName: z.string().optional(),
      MonitoringType: z.enum(['DataQuality', 'ModelQuality', 'ModelBias', 'ModelExplainability']).optional(),
    }),
    'sagemaker:DescribeEndpoint': z.object({
      EndpointArn: z.string(),
      ExplainerConfig: z.object({ ClarifyExplainerConfig: z.object({ EnableExplanations: z.string().optional() }).optional() }).optional(),
    }),
  },
  why: 'A model that decides about people may treat some of them worse, and nobody sees it in single answers.',
  fix: 'Add a schedule of the kind "model bias" or "model explainability" for the endpoint, or let it explain its answers with SageMaker Clarify.',
  blind:
    'Endpoints that nobody tagged (the check looks for tags such as impact = high), and whether what is measured is what matters to the people concerned.',
  equivalents: { prowler: ['sagemaker_clarify_exists'], awsSample: ['SM-06', 'FS-39', 'FS-41'] },
  none: noLiveEndpoint,
  collect: async (look) =>
    await look.each(
      await liveEndpoints(look),
      ({ arn }) => arn,
      async ({ name, arn }) => {
        const tags = await look.list('sagemaker:ListTags', { ResourceArn: arn });
        if (!tags.some(isHighImpact)) return { high: false as const };
        const [schedules, one] = await together([
          look.list('sagemaker:ListMonitoringSchedules'),
          look.get('sagemaker:DescribeEndpoint', { EndpointName: name }),
        ]);
        const scheduled = schedules
          .filter(({ EndpointName, MonitoringScheduleStatus }) => EndpointName === name && MonitoringScheduleStatus === 'Scheduled')
          .map(({ MonitoringType }) => MonitoringType);
        return {
          high: true as const,
          bias: scheduled.includes('ModelBias'),
          explanations: scheduled.includes('ModelExplainability') || one.ExplainerConfig?.ClarifyExplainerConfig !== undefined,
        };
      },
    ),
  judge(facts) {
    if (!facts.high) return notApplicable('The endpoint has no tag that calls its impact high (such as impact = high).');
    return facts.bias || facts.explanations
      ? pass(facts)
      : fail('The endpoint is tagged as high impact, but it is neither watched for bias nor are its results explained.', facts);
  },
});
