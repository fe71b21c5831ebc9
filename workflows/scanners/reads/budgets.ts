/** What may be read of budgets; each line was reviewed. */
import { defineService } from '../service.ts';

export const budgets = defineService({
  load: () => import('@aws-sdk/client-budgets'),
  client: 'BudgetsClient',
  prefix: 'budgets',
  where: 'global',
  rate: { perSecond: 5, burst: 5 },
  reads: {
    DescribeBudgets: { action: 'budgets:ViewBudget', items: 'Budgets', token: 'NextToken' },
    DescribeNotificationsForBudget: { action: 'budgets:ViewBudget', items: 'Notifications', token: 'NextToken' },
  },
});
