/** AC-28: an agent harness has a cap on its loops, tokens and time, may use only listed tools, and pins who may call it. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { judgeServed, servedVersions } from '../parts/agentcore-runtimes.ts';
import { AuthorizerConfiguration, jwtFault } from '../parts/jwt-authorizer.ts';
import { together } from '../together.ts';

const Cap = z.int().optional();

const Harness = z.object({
  arn: z.string(),
  maxIterations: Cap,
  maxTokens: Cap,
  timeoutSeconds: Cap,
  allowedTools: z.array(z.string()),
  authorizerConfiguration: AuthorizerConfiguration.optional(),
});

/** Stands for the version of a harness that does not say its number. */
const newest = 'newest';

function boundsOf({ maxIterations, maxTokens, timeoutSeconds, allowedTools, authorizerConfiguration }: z.output<typeof Harness>) {
  return {
    missing: Object.entries({ maxIterations, maxTokens, timeoutSeconds }).flatMap(([name, cap]) => (cap === undefined ? [name] : [])),
    tools: allowedTools.length,
    anyTool: allowedTools.some((pattern) => /^\*+$/.test(pattern.trim())),
    builtIn: allowedTools.includes('@builtin'),
    jwt: authorizerConfiguration === undefined ? null : jwtFault(authorizerConfiguration),
  };
}

export const ac28 = defineCheck({
  id: 'AC-28',
  scope: 'region',
  reads: {
    'bedrock-agentcore-control:ListHarnesses': z.object({
      harnessId: z.string(),
      arn: z.string(),
      harnessVersion: z.string().optional(),
    }),
    'bedrock-agentcore-control:ListHarnessEndpoints': z.object({
      endpointName: z.string(),
      liveVersion: z.string().optional(),
      targetVersion: z.string().optional(),
    }),
    'bedrock-agentcore-control:GetHarness': z.object({ harness: Harness }),
  },
  why: 'An agent that goes in circles, or that was tricked, keeps calling tools and models until something stops it. Limits and a closed list of tools bound the damage.',
  fix: 'Set maxIterations, maxTokens and timeoutSeconds of the harness, and name the allowed tools one by one instead of "*".',
  blind: 'Callers may ask for other limits or tools in a single call where their rights allow it.',
  equivalents: { awsSample: ['AC-34', 'AC-45'] },
  none: 'No agent harness exists in this Region.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListHarnesses'),
      ({ arn }) => arn,
      async ({ harnessId, harnessVersion }) => {
        const endpoints = await look.list('bedrock-agentcore-control:ListHarnessEndpoints', { harnessId });
        const named = endpoints.map(({ endpointName, ...versions }) => ({ name: endpointName, ...versions }));
        const served = [...servedVersions(named, harnessVersion ?? newest)];
        return await together(
          served.map(async ([version, names]) => {
            const asked = version === newest ? { harnessId } : { harnessId, harnessVersion: version };
            const { harness } = await look.get('bedrock-agentcore-control:GetHarness', asked);
            return { version, endpoints: names, settings: boundsOf(harness) };
          }),
        );
      },
    ),
  judge: (versions) =>
    judgeServed(versions, ({ missing, tools, anyTool, builtIn, jwt }) => {
      const facts = { missing, tools, anyTool, authorizer: jwt === null ? 'AWS identities' : 'JWT' };
      if (missing.length > 0) return { problem: `has no limit for ${missing.join(', ')}`, facts };
      if (anyTool) return { problem: 'may use every tool (allowed tools contain "*")', facts };
      if (jwt?.problem !== undefined) return { problem: jwt.problem, facts };
      // By default all tools are allowed; whether an empty list means all or none is not documented.
      if (tools === 0) return { unknown: 'has an empty list of allowed tools, and AWS does not say whether that means all or none', facts };
      const caveats = [
        ...(builtIn ? ['All built-in tools are allowed, a command line among them.'] : []),
        ...(jwt === null ? ['Callers sign with AWS identities; who may call is decided by IAM policies.'] : jwt.caveats),
      ];
      return { facts, caveats };
    }),
});
