/** Versions of AgentCore runtimes and harnesses that answer: the newest, and whatever an endpoint serves or is about to serve. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';
import { together } from '../together.ts';
import { type Facts, fail, notAssessed, type Opinion, pass } from '../verdict.ts';

export const runtimeListReads = {
  'bedrock-agentcore-control:ListAgentRuntimes': z.object({
    agentRuntimeArn: z.string(),
    agentRuntimeId: z.string(),
    agentRuntimeName: z.string(),
    agentRuntimeVersion: z.string(),
  }),
};

export const runtimeServedReads = {
  ...runtimeListReads,
  'bedrock-agentcore-control:ListAgentRuntimeEndpoints': z.object({
    name: z.string(),
    liveVersion: z.string().optional(),
    targetVersion: z.string().optional(),
  }),
};

interface ServedVersion<V> {
  version: string;
  /** Endpoints that lead to it; none where it is only the newest. */
  endpoints: readonly string[];
  settings: V;
}

interface Endpoint {
  name: string;
  liveVersion?: string | undefined;
  targetVersion?: string | undefined;
}

/** The versions that answer, each with its endpoints. */
export function servedVersions(endpoints: readonly Endpoint[], newest: string): Map<string, string[]> {
  const served = new Map<string, string[]>([[newest, []]]);
  for (const { name, liveVersion, targetVersion } of endpoints) {
    for (const version of new Set([liveVersion, targetVersion])) {
      if (version !== undefined) served.set(version, [...(served.get(version) ?? []), name]);
    }
  }
  return served;
}

/** The reads of a look at the settings of every served version, and the look itself. A runtime with an unread version is not assessed. */
export const servedRuntimes = <S extends z.ZodRawShape>(shape: S) => {
  const settings = z.object({ ...shape, agentRuntimeArn: z.string() });
  const reads = { ...runtimeServedReads, 'bedrock-agentcore-control:GetAgentRuntime': settings };
  type Settings = z.output<typeof settings>;
  const collect = async <V>(
    look: Look<typeof reads>,
    reduce: (one: Settings) => V | Promise<V>,
  ): Promise<Subject<ServedVersion<V>[]>[]> => {
    // The compiler cannot see through a shape that is not known yet.
    const known = look as unknown as Look<{ 'bedrock-agentcore-control:GetAgentRuntime': z.ZodType<Settings> }>;
    const runtimes = await look.list('bedrock-agentcore-control:ListAgentRuntimes');
    return await look.each(
      runtimes,
      ({ agentRuntimeArn }) => agentRuntimeArn,
      async ({ agentRuntimeId, agentRuntimeVersion: newest }) => {
        const served = servedVersions(await look.list('bedrock-agentcore-control:ListAgentRuntimeEndpoints', { agentRuntimeId }), newest);
        const versions = [...served].map(async ([version, endpoints]) => {
          const one = await known.get('bedrock-agentcore-control:GetAgentRuntime', { agentRuntimeId, agentRuntimeVersion: version });
          return { version, endpoints, settings: await reduce(one) };
        });
        return await together(versions);
      },
    );
  };
  return { reads, collect };
};

/** Of one version: what is wrong, what could not be told, and what a pass leaves open; the first two finish "Version 3 …". */
interface Remark {
  problem?: string | undefined;
  unknown?: string | undefined;
  caveats?: readonly string[];
  facts?: Facts;
}

const labelOf = ({ version, endpoints }: ServedVersion<unknown>): string =>
  endpoints.length === 0 ? `Version ${version}` : `Version ${version} (served by ${endpoints.join(', ')})`;

/** A thing is as good as the worst version of it that answers. */
export function judgeServed<V>(versions: readonly ServedVersion<V>[], remark: (settings: V) => Remark): Opinion {
  const seen = versions.map((one) => ({ label: labelOf(one), ...remark(one.settings) }));
  const sentences = (kind: 'problem' | 'unknown') => seen.flatMap((one) => (one[kind] === undefined ? [] : [`${one.label} ${one[kind]}.`]));
  const worst = seen.find(({ problem }) => problem !== undefined) ?? seen.find(({ unknown }) => unknown !== undefined) ?? seen[0];
  const facts: Facts = { versions: seen.map(({ label }) => label), ...worst?.facts };
  const problems = sentences('problem');
  if (problems.length > 0) return fail(problems.join(' '), facts);
  const unknowns = sentences('unknown');
  if (unknowns.length > 0) return notAssessed(unknowns.join(' '), facts);
  return pass(facts, ...new Set(seen.flatMap(({ caveats = [] }) => caveats)));
}
