/** AC-10: a gateway tells its callers no inner details in its errors. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gateways } from '../parts/agentcore-gateways.ts';
import { fail, pass } from '../verdict.ts';

const all = gateways({ exceptionLevel: z.enum(['DEBUG']).optional() });

export const ac10 = defineCheck({
  id: 'AC-10',
  scope: 'region',
  reads: all.reads,
  why: 'Detailed errors tell a caller how the tools behind the gateway are built, and that helps to attack them.',
  fix: 'Update the gateway without an exception level, so that callers get general error messages.',
  blind: 'Details that a tool itself puts into its answers.',
  equivalents: { awsSample: ['AG-26'] },
  none: 'No AgentCore gateway exists in this Region.',
  // Left out means that callers get general messages, as AWS documents.
  collect: (look) => all.collect(look, ({ exceptionLevel }) => ({ level: exceptionLevel ?? 'general' })),
  judge: ({ level }) =>
    level === 'DEBUG' ? fail('The gateway returns detailed errors to its callers (exception level DEBUG).', { level }) : pass({ level }),
});
