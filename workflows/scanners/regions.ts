/** Where to look: the Regions that are on for the account, and of these the ones in which anything of AI stands. */
import { z } from 'zod';
import type { Reader } from './reader.ts';
import type { Operation } from './reads.ts';
import type { Row } from './verdict.ts';

interface Sign {
  operation: Operation;
  /** As the checks ask it, so that it is asked once. */
  input: Readonly<Record<string, unknown>>;
}

const sign = (operation: Operation, input: Sign['input'] = {}): Sign => ({ operation, input });

/** One cheap list for each kind of thing: where all are empty, the Region is not used for AI. Metrics tell of calls that leave nothing behind. */
export const footprint: readonly Sign[] = [
  sign('cloudwatch:ListMetrics', { Namespace: 'AWS/Bedrock', MetricName: 'Invocations' }),
  sign('bedrock:ListGuardrails'),
  sign('bedrock:ListCustomModels', { isOwned: true }),
  sign('bedrock:ListImportedModels'),
  sign('bedrock-agent:ListAgents'),
  sign('bedrock-agent:ListKnowledgeBases'),
  sign('bedrock-agent:ListFlows'),
  sign('bedrock-agentcore-control:ListAgentRuntimes'),
  sign('bedrock-agentcore-control:ListGateways'),
  sign('bedrock-agentcore-control:ListMemories'),
  sign('sagemaker:ListEndpoints'),
  sign('sagemaker:ListNotebookInstances'),
  sign('sagemaker:ListModels'),
  sign('sagemaker:ListDomains'),
];

const homes: readonly [RegExp, string][] = [
  [/^aws-cn$/, 'cn-north-1'],
  [/^aws-us-gov$/, 'us-gov-west-1'],
];

/** The Region in which the global services of a partition answer. */
export const homeRegionOf = (partition: string): string => homes.find(([pattern]) => pattern.test(partition))?.[1] ?? 'us-east-1';

const Region = z.object({ RegionName: z.string(), OptInStatus: z.string().optional() });

/** What is looked at here; of the footprint only whether it is empty. */
export const regionReads = { 'ec2:DescribeRegions': Region } as const;

export type RegionsOn = { kind: 'regions'; regions: string[] } | { kind: 'unread'; missingAction: string };

/** The Regions that are switched on for this account. */
export async function regionsOn(reader: Reader, homeRegion: string): Promise<RegionsOn> {
  const reading = await reader.read('ec2:DescribeRegions', homeRegion, {});
  const parsed = reading.kind === 'answer' ? z.array(Region).safeParse(reading.answer) : null;
  if (parsed?.success !== true) return { kind: 'unread', missingAction: 'ec2:DescribeRegions' };
  const on = parsed.data.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in');
  return { kind: 'regions', regions: on.map(({ RegionName }) => RegionName).toSorted() };
}

/** A Region counts as used as soon as one list holds something or could not be read: unknown is not unused. */
export async function isUsed(reader: Reader, region: string): Promise<boolean> {
  const readings = await Promise.all(footprint.map(({ operation, input }) => reader.read(operation, region, input)));
  return readings.some((reading) => reading.kind !== 'answer' || (reading.answer as unknown[]).length > 0);
}

/** The one row of a Region in which nothing of AI stands. */
export const unusedRow = (account: string, region: string, at: number): Row => ({
  check: 'REGION',
  verdict: 'not-applicable',
  account,
  region,
  resource: `${account}/${region}`,
  at,
  reason: `No AI resource stands here, and no model was called in the last two weeks: ${footprint.length} lists came back empty.`,
  facts: {},
  caveats: [],
});
