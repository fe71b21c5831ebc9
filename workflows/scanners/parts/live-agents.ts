/** Which versions of each Bedrock agent answer: the ones that its aliases lead to, or the working draft where none does. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';
import { together } from '../together.ts';
import { type Facts, fail, notAssessed, type Opinion, pass } from '../verdict.ts';

/** What a check must declare, beside its own reads, to ask which agents and versions there are. */
export const liveReads = {
  'bedrock-agent:ListAgents': z.object({ agentId: z.string(), agentName: z.string() }),
  'bedrock-agent:ListAgentAliases': z.object({
    agentAliasId: z.string(),
    agentAliasName: z.string(),
    agentAliasStatus: z.enum(['CREATING', 'PREPARED', 'FAILED', 'UPDATING', 'DELETING', 'DISSOCIATED']),
    aliasInvocationState: z.enum(['ACCEPT_INVOCATIONS', 'REJECT_INVOCATIONS']).optional(),
    routingConfiguration: z.array(z.object({ agentVersion: z.string().optional() })).optional(),
  }),
};
type LiveReads = typeof liveReads;

export interface LiveVersion<V> {
  /** A number, or `DRAFT`. */
  version: string;
  /** Names of the aliases that lead to it. */
  aliases: readonly string[];
  settings: V;
}

export interface LiveAgent<V> {
  id: string;
  name: string;
  /** No alias leads to a version, so the working draft was looked at. */
  draftOnly: boolean;
  versions: readonly LiveVersion<V>[];
}

export interface AgentName {
  id: string;
  name: string;
  arn: string;
}

export const draft = 'DRAFT';
/** Every agent and flow has this alias for trying out its draft; it says nothing about what is live. */
export const testAlias = 'TSTALIASID';

export async function routedVersions(look: Look<LiveReads>, agentId: string): Promise<Omit<LiveVersion<never>, 'settings'>[]> {
  const aliases = await look.list('bedrock-agent:ListAgentAliases', { agentId });
  const named = new Map<string, string[]>();
  for (const { agentAliasId, agentAliasName, agentAliasStatus, aliasInvocationState, routingConfiguration } of aliases) {
    // An alias accepts calls unless it says that it rejects them; one that failed to change still serves what it served before.
    const serves = aliasInvocationState !== 'REJECT_INVOCATIONS' && agentAliasStatus !== 'DELETING' && agentAliasStatus !== 'DISSOCIATED';
    if (agentAliasId === testAlias || !serves) continue;
    for (const { agentVersion } of routingConfiguration ?? []) {
      if (agentVersion !== undefined) named.set(agentVersion, [...(named.get(agentVersion) ?? []), agentAliasName]);
    }
  }
  return [...named].map(([version, names]) => ({ version, aliases: names.toSorted() }));
}

export const agentArn = (look: Look<LiveReads>, agentId: string): string => look.arn('bedrock', `agent/${agentId}`);

/** The live versions of one agent. */
export async function liveAgent<V>(
  look: Look<LiveReads>,
  { agentId: id, agentName: name }: { agentId: string; agentName: string },
  read: (agent: AgentName, version: string) => Promise<V>,
): Promise<LiveAgent<V>> {
  const routed = await routedVersions(look, id);
  const draftOnly = routed.length === 0;
  const wanted = draftOnly ? [{ version: draft, aliases: [] }] : routed;
  const agent = { id, name, arn: agentArn(look, id) };
  const versions = await together(wanted.map(async (one) => ({ ...one, settings: await read(agent, one.version) })));
  return { id, name, draftOnly, versions };
}

/** A numbered version of an agent or flow that an alias leads to. */
export interface NumberedVersion {
  id: string;
  arn: string;
  version: string;
}

/** The numbered versions that the aliases of all agents lead to. An agent that is only a draft has none. */
export async function numberedVersions(look: Look<LiveReads>): Promise<NumberedVersion[]> {
  const agents = await look.list('bedrock-agent:ListAgents');
  const found = agents.map(async ({ agentId: id }) => {
    const versions = (await routedVersions(look, id)).map(({ version }) => version).filter((version) => version !== draft);
    return versions.toSorted().map((version) => ({ id, arn: agentArn(look, id), version }));
  });
  return (await together(found)).flat();
}

/** Looks at each agent's live versions. An agent of which one version cannot be read is not assessed as a whole. */
export async function liveAgents<V>(
  look: Look<LiveReads>,
  read: (agent: AgentName, version: string) => Promise<V>,
): Promise<Subject<LiveAgent<V>>[]> {
  return await look.each(
    await look.list('bedrock-agent:ListAgents'),
    ({ agentId }) => agentArn(look, agentId),
    (agent) => liveAgent(look, agent, read),
  );
}

/**
 * The reads of a look at live agents' settings, and the look itself. The draft is known by another question than numbered versions, and
 * some settings stand in its answer alone.
 */
export const agentSettings = <S extends z.ZodRawShape, D extends z.ZodRawShape>(shape: S, draftOnly: D = {} as D) => {
  const settings = z.object({ ...shape, agentArn: z.string() });
  const drafted = z.object({ ...shape, ...draftOnly, agentArn: z.string() });
  const reads = {
    ...liveReads,
    'bedrock-agent:GetAgent': z.object({ agent: drafted }),
    'bedrock-agent:GetAgentVersion': z.object({ agentVersion: settings }),
  };
  type Settings = z.output<typeof settings>;
  type Drafted = z.output<typeof drafted>;
  const known = (look: Look<typeof reads>) =>
    look as unknown as Look<{
      'bedrock-agent:GetAgent': z.ZodType<{ agent: Drafted & Settings }>;
      'bedrock-agent:GetAgentVersion': z.ZodType<{ agentVersion: Settings }>;
    }>;
  const readDraft = async (look: Look<typeof reads>, agentId: string): Promise<Drafted> =>
    (await known(look).get('bedrock-agent:GetAgent', { agentId })).agent;
  const readVersion = async (look: Look<typeof reads>, agentId: string, version: string): Promise<Settings> => {
    if (version === draft) return (await known(look).get('bedrock-agent:GetAgent', { agentId })).agent;
    return (await known(look).get('bedrock-agent:GetAgentVersion', { agentId, agentVersion: version })).agentVersion;
  };
  return {
    reads,
    readDraft,
    readVersion,
    collect: (look: Look<typeof reads>) => liveAgents(look, ({ id }, version) => readVersion(look, id, version)),
  };
};

/** Of one version: what is wrong and what could not be told, as the rest of a sentence that begins with "Version 3", and what a pass leaves open. */
export interface Remark {
  problem?: string | undefined;
  unknown?: string | undefined;
  caveats?: readonly string[];
}

const labelOf = ({ version, aliases }: LiveVersion<unknown>): string => {
  if (version === draft) return aliases.length === 0 ? 'The working draft' : `The working draft (served by ${aliases.join(', ')})`;
  return `Version ${version} (${aliases.join(', ')})`;
};

/** An agent is as good as the worst version that answers. */
export function judgeLive<V>({ draftOnly, versions }: LiveAgent<V>, remark: (settings: V) => Remark, facts: Facts = {}): Opinion {
  const seen = versions.map((one) => ({ label: labelOf(one), ...remark(one.settings) }));
  const shown = { ...facts, versions: seen.map(({ label }) => label) };
  const said = (kind: 'problem' | 'unknown') => seen.flatMap((one) => (one[kind] === undefined ? [] : [`${one.label} ${one[kind]}.`]));
  const problems = said('problem');
  if (problems.length > 0) return fail(problems.join(' '), shown);
  const unknown = said('unknown');
  if (unknown.length > 0) return notAssessed(unknown.join(' '), shown);
  const caveats = new Set(seen.flatMap((one) => one.caveats ?? []));
  if (draftOnly) caveats.add('No alias leads to a version of this agent, so its working draft was judged.');
  return pass(shown, ...caveats);
}
