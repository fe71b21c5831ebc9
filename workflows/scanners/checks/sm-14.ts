/** SM-14: every live endpoint has a scheduled monitor. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { endpointListReads, liveEndpoints, noLiveEndpoint } from '../parts/live-endpoints.ts';
import { fail, pass } from '../verdict.ts';

export const sm14 = defineCheck({
  id: 'SM-14',
  scope: 'region',
  reads: {
    ...endpointListReads,
    'sagemaker:ListMonitoringSchedules': z.object({
      MonitoringScheduleArn: z.string(),
      MonitoringScheduleStatus: z.enum(['Pending', 'Failed', 'Scheduled', 'Stopped']),
      EndpointName: z.string().optional(),
      MonitoringType: z.enum(['DataQuality', 'ModelQuality', 'ModelBias', 'ModelExplainability']).optional(),
    }),
  },
  why: 'A model that nobody watches gets worse without a word, when the world or what people ask it changes.',
  fix: 'In SageMaker Model Monitor, add a schedule for the endpoint, or start the one that was stopped.',
  blind:
    'Whether the monitor finds what matters, whether its last run went well, and whether somebody reads its reports. Watching outside Model Monitor is not seen.',
  equivalents: { prowler: ['sagemaker_models_monitor_enabled'], awsSample: ['SM-07', 'SM-23'] },
  none: noLiveEndpoint,
  async collect(look) {
    const endpoints = await liveEndpoints(look);
    return await look.each(
      endpoints,
      ({ arn }) => arn,
      async ({ name }) => {
        const schedules = (await look.list('sagemaker:ListMonitoringSchedules')).filter(({ EndpointName }) => EndpointName === name);
        const scheduled = schedules.filter(({ MonitoringScheduleStatus }) => MonitoringScheduleStatus === 'Scheduled');
        return {
          scheduled: scheduled.length,
          kinds: [...new Set(scheduled.flatMap(({ MonitoringType }) => MonitoringType ?? []))].toSorted(),
          others: [...new Set(schedules.map(({ MonitoringScheduleStatus }) => MonitoringScheduleStatus))]
            .filter((one) => one !== 'Scheduled')
            .toSorted(),
        };
      },
    );
  },
  judge({ scheduled, kinds, others }) {
    const facts = { scheduled, kinds };
    if (scheduled > 0) return pass(facts);
    return others.length === 0
      ? fail('No monitor is scheduled for the endpoint.', facts)
      : fail(`The endpoint has a monitor, but none is scheduled (${others.join(', ').toLowerCase()}).`, facts);
  },
});
