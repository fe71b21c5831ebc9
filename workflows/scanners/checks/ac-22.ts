/** AC-22: traces of AgentCore runtimes, gateways and memories are delivered, and the logs of gateways and memories too. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gatewayArn, gatewayListReads } from '../parts/agentcore-gateways.ts';
import { memoryArn, memoryListReads } from '../parts/agentcore-memories.ts';
import { runtimeListReads } from '../parts/agentcore-runtimes.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

/** What each kind can deliver. The log group of a runtime is made by AWS without anybody's doing. */
const wanted = { runtime: ['TRACES'], gateway: ['TRACES', 'APPLICATION_LOGS'], memory: ['TRACES', 'APPLICATION_LOGS'] } as const;

const words = { TRACES: 'traces', APPLICATION_LOGS: 'logs' } as const;

export const ac22 = defineCheck({
  id: 'AC-22',
  scope: 'region',
  reads: {
    ...runtimeListReads,
    ...gatewayListReads,
    ...memoryListReads,
    'xray:GetTraceSegmentDestination': z.object({ Destination: z.enum(['CloudWatchLogs', 'XRay']), Status: z.enum(['ACTIVE', 'PENDING']) }),
    'cloudwatch-logs:DescribeDeliverySources': z.object({
      name: z.string(),
      logType: z.string(),
      resourceArns: z.array(z.string()).default([]),
      status: z.enum(['ACTIVE', 'INACTIVE']).optional(),
    }),
    'cloudwatch-logs:DescribeDeliveries': z.object({ deliverySourceName: z.string() }),
  },
  why: 'Without traces and logs nobody can say afterwards which tool an agent called, with what, and on whose behalf.',
  fix: 'In the AgentCore console, switch on tracing and log delivery of the named resource, and CloudWatch Transaction Search for the account.',
  blind: 'Traces that the code of an agent sends by itself, whether the traces are complete, and whether anybody looks at them.',
  equivalents: { awsSample: ['AC-04', 'AC-19'] },
  none: 'No AgentCore runtime, gateway or memory exists in this Region.',
  async collect(look) {
    const [runtimes, gateways, memories] = await together([
      look.list('bedrock-agentcore-control:ListAgentRuntimes'),
      look.list('bedrock-agentcore-control:ListGateways'),
      look.list('bedrock-agentcore-control:ListMemories'),
    ]);
    const things: { arn: string; kind: keyof typeof wanted }[] = [
      ...runtimes.map(({ agentRuntimeArn }) => ({ arn: agentRuntimeArn, kind: 'runtime' as const })),
      ...gateways.map(({ gatewayId }) => ({ arn: gatewayArn(look, gatewayId), kind: 'gateway' as const })),
      ...memories.map(({ id }) => ({ arn: memoryArn(look, id), kind: 'memory' as const })),
    ];
    if (things.length === 0) return [];
    const [destination, sources, deliveries] = await together([
      look.get('xray:GetTraceSegmentDestination'),
      look.list('cloudwatch-logs:DescribeDeliverySources'),
      look.list('cloudwatch-logs:DescribeDeliveries'),
    ]);
    const delivered = new Set(deliveries.map(({ deliverySourceName }) => deliverySourceName));
    const active = sources.filter(({ name, status }) => delivered.has(name) && status !== 'INACTIVE');
    // What an endpoint of a runtime delivers counts for the runtime.
    const speaksOf = (thing: string, named: string): boolean => named === thing || named.startsWith(`${thing}/`);
    return await look.each(
      things,
      ({ arn }) => arn,
      ({ arn, kind }) => ({
        kind,
        missing: wanted[kind].filter(
          (type) => !active.some(({ logType, resourceArns }) => logType === type && resourceArns.some((named) => speaksOf(arn, named))),
        ),
        destination: destination.Destination,
        ready: destination.Status === 'ACTIVE',
      }),
    );
  },
  judge({ kind, missing, destination, ready }) {
    const facts = { destination, missing };
    if (missing.length > 0) return fail(`Nothing delivers the ${missing.map((type) => words[type]).join(' and ')} of this ${kind}.`, facts);
    if (destination !== 'CloudWatchLogs')
      return fail('Traces of this account do not go to CloudWatch Logs (Transaction Search is off), so they cannot be searched.', facts);
    return ready ? pass(facts) : fail('Transaction Search is being switched on and does not work yet.', facts);
  },
});
