/** BR-INV-16: where Bedrock is used, an alarm on tokens or throttling, a budget or a watch on odd cost reaches somebody. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { alarmReads, alarmsOn } from '../parts/alarms.ts';
import { bedrockUse, bedrockUseReads } from '../parts/bedrock-use.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const metrics = ['InputTokenCount', 'OutputTokenCount', 'InvocationThrottles', 'EstimatedTPMQuotaUsage', 'Invocations'];

const reads = {
  ...bedrockUseReads,
  ...alarmReads,
  'budgets:DescribeBudgets': z.object({
    BudgetName: z.string(),
    BudgetType: z.enum(['USAGE', 'COST', 'RI_UTILIZATION', 'RI_COVERAGE', 'SAVINGS_PLANS_UTILIZATION', 'SAVINGS_PLANS_COVERAGE']),
    CostFilters: z.record(z.string(), z.array(z.string())).default({}),
    FilterExpression: z.object({ Dimensions: z.object({ Key: z.string(), Values: z.array(z.string()) }).optional() }).optional(),
  }),
  'budgets:DescribeNotificationsForBudget': z.object({ NotificationType: z.enum(['ACTUAL', 'FORECASTED']) }),
  'cost-explorer:GetAnomalySubscriptions': z.object({
    SubscriptionName: z.string(),
    MonitorArnList: z.array(z.string()),
    Subscribers: z.array(z.object({ Status: z.enum(['CONFIRMED', 'DECLINED']).optional() })),
  }),
  'cost-explorer:GetAnomalyMonitors': z.object({
    MonitorArn: z.string(),
    MonitorType: z.enum(['DIMENSIONAL', 'CUSTOM']),
    MonitorDimension: z.enum(['SERVICE', 'LINKED_ACCOUNT', 'TAG', 'COST_CATEGORY']).optional(),
  }),
};

type Budget = z.output<(typeof reads)['budgets:DescribeBudgets']>;

/** A budget over all cost, or one that a filter keeps to Bedrock. What a longer expression keeps out we do not weigh. */
function speaksOfBedrock({ BudgetType, CostFilters, FilterExpression }: Budget): boolean {
  if (BudgetType !== 'COST') return false;
  const services = [
    ...(CostFilters['Service'] ?? []),
    ...(FilterExpression?.Dimensions?.Key === 'SERVICE' ? FilterExpression.Dimensions.Values : []),
  ];
  const isFree = Object.keys(CostFilters).length === 0 && FilterExpression === undefined;
  return isFree || services.some((service) => /bedrock/i.test(service));
}

async function telling(look: Look<typeof reads>): Promise<string[]> {
  const budgets = (await look.list('budgets:DescribeBudgets', { AccountId: look.account })).filter(speaksOfBedrock);
  const told = budgets.map(async ({ BudgetName }) => {
    const notices = await look.list('budgets:DescribeNotificationsForBudget', { AccountId: look.account, BudgetName });
    return notices.length === 0 ? [] : [BudgetName];
  });
  return (await together(told)).flat();
}

/** Subscriptions with somebody who did not decline, to a watch over the cost of each service. */
async function watching(look: Look<typeof reads>): Promise<string[]> {
  const subscriptions = await look.list('cost-explorer:GetAnomalySubscriptions');
  const heard = subscriptions.filter(({ Subscribers }) => Subscribers.some(({ Status }) => Status !== 'DECLINED'));
  if (heard.length === 0) return [];
  const monitors = await look.list('cost-explorer:GetAnomalyMonitors');
  const wide = new Set(monitors.filter(({ MonitorDimension }) => MonitorDimension === 'SERVICE').map(({ MonitorArn }) => MonitorArn));
  return heard.filter(({ MonitorArnList }) => MonitorArnList.some((arn) => wide.has(arn))).map(({ SubscriptionName }) => SubscriptionName);
}

export const brInv16 = defineCheck({
  id: 'BR-INV-16',
  scope: 'region',
  reads,
  why: 'A leaked key or a loop in an agent can cost thousands in a night. Without an alarm the bill is the first to tell.',
  fix: 'In CloudWatch, make an alarm on InputTokenCount or InvocationThrottles in AWS/Bedrock with an action, or a budget for Amazon Bedrock that sends a notice.',
  blind: 'Whether the message reaches a person and the limit is sensible, and alarms in other tools or accounts.',
  equivalents: { awsSample: ['BR-32', 'FS-04', 'FS-05', 'FS-06'] },
  none: 'Bedrock was not used in this Region in the last two weeks, and nothing was built with it here.',
  async collect(look) {
    const use = await bedrockUse(look);
    if (use === null) return [];
    const alarms = await alarmsOn(look, 'AWS/Bedrock', metrics);
    const budgets = alarms.acting.length > 0 ? [] : await telling(look);
    const anomalies = alarms.acting.length + budgets.length > 0 ? [] : await watching(look);
    return [{ resource: `${look.account}/${look.region}`, facts: { alarms, budgets, anomalies, use } }];
  },
  judge({ alarms, budgets, anomalies, use }) {
    const facts = { alarms: alarms.acting, silentAlarms: alarms.watching.length - alarms.acting.length, budgets, anomalies };
    if (alarms.acting.length > 0) return pass(facts);
    if (budgets.length + anomalies.length > 0) return pass(facts, 'Only cost is watched, and cost is known hours later.');
    const silent = alarms.watching.length === 0 ? 'no alarm' : 'no alarm with an action';
    return fail(`Bedrock is used here (${use}), and ${silent}, budget notice or cost watch tells anybody.`, facts);
  },
});
