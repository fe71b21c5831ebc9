/** Alarms of CloudWatch that do something: their own action, or that of an alarm made of alarms that names them. */
import { z } from 'zod';
import type { Look } from '../look.ts';

const Metric = z.object({ Namespace: z.string().optional(), MetricName: z.string().optional() });

const Alarm = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string(),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: z.array(z.string()).default([]),
});

export const alarmReads = {
  'cloudwatch:DescribeAlarms': z.object({
    MetricAlarms: z.array(
      Alarm.extend({
        ...Metric.shape,
        Metrics: z.array(z.object({ MetricStat: z.object({ Metric }).optional() })).default([]),
      }),
    ),
    CompositeAlarms: z.array(Alarm.extend({ AlarmRule: z.string() })).default([]),
  }),
};

interface Alarms {
  /** Names of alarms on one of the metrics. */
  watching: readonly string[];
  /** Those of them that set something off. */
  acting: readonly string[];
}

/** The alarms that a rule such as `ALARM("blocks") OR ALARM(costs)` is made of. */
const namedIn = (rule: string): string[] =>
  [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*"?([^")]+?)"?\s*\)/g)].map(([, name = '']) => name);

/** Alarms on one of the metrics of a namespace, math over them included. */
export async function alarmsOn(look: Look<typeof alarmReads>, namespace: string, metrics: readonly string[]): Promise<Alarms> {
  const answer = await look.get('cloudwatch:DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  const isWanted = ({ Namespace, MetricName }: z.output<typeof Metric>): boolean =>
    Namespace === namespace && MetricName !== undefined && metrics.includes(MetricName);
  const watching = answer.MetricAlarms.filter(
    (alarm) => isWanted(alarm) || alarm.Metrics.some(({ MetricStat }) => MetricStat !== undefined && isWanted(MetricStat.Metric)),
  );
  const acts = ({ ActionsEnabled, AlarmActions }: z.output<typeof Alarm>): boolean => ActionsEnabled && AlarmActions.length > 0;
  const rules = answer.CompositeAlarms.filter(acts).map(({ AlarmRule }) => AlarmRule);
  const isNamed = ({ AlarmName, AlarmArn }: z.output<typeof Alarm>): boolean =>
    rules.some((rule) => namedIn(rule).some((name) => name === AlarmName || name === AlarmArn));
  return {
    watching: watching.map(({ AlarmName }) => AlarmName),
    acting: watching.filter((alarm) => acts(alarm) || isNamed(alarm)).map(({ AlarmName }) => AlarmName),
  };
}
