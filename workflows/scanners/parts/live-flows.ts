/** Which versions of flows people really reach: what their aliases lead to. The built-in test alias does not count. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { draft, type NumberedVersion, testAlias } from './live-agents.ts';

export const liveFlowReads = {
  'bedrock-agent:ListFlows': z.object({ id: z.string(), arn: z.string() }),
  'bedrock-agent:ListFlowAliases': z.object({
    id: z.string(),
    routingConfiguration: z.array(z.object({ flowVersion: z.string().optional() })),
  }),
};

/** The numbered versions that the aliases of one flow lead to. */
export async function liveVersionsOfFlow(look: Look<typeof liveFlowReads>, flowIdentifier: string): Promise<string[]> {
  const aliases = await look.list('bedrock-agent:ListFlowAliases', { flowIdentifier });
  const routed = aliases
    .filter(({ id }) => id !== testAlias)
    .flatMap((alias) => alias.routingConfiguration.flatMap(({ flowVersion }) => flowVersion ?? []));
  return [...new Set(routed)].filter((version) => version !== draft).toSorted();
}

export async function liveFlows(look: Look<typeof liveFlowReads>): Promise<NumberedVersion[]> {
  const flows = await look.list('bedrock-agent:ListFlows');
  const found = flows.map(async ({ id, arn }) => (await liveVersionsOfFlow(look, id)).map((version) => ({ id, arn, version })));
  return (await together(found)).flat();
}
