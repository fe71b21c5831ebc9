/** AC-03: an AgentCore runtime hands out the credentials of its session only by version 2 of the metadata service. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { judgeServed, servedRuntimes } from '../parts/agentcore-runtimes.ts';

const runtimes = servedRuntimes({ metadataConfiguration: z.object({ requireMMDSV2: z.boolean() }).optional() });

export const ac03 = defineCheck({
  id: 'AC-03',
  scope: 'region',
  reads: runtimes.reads,
  why: "Without version 2 of the metadata service, an agent that is tricked into opening a web address may give away its role's credentials.",
  fix: 'Update the runtime with "requireMMDSV2" set to true in its metadata configuration, and move every endpoint to the new version.',
  blind: "Code inside the session can still ask for the credentials of its role; what the role may do is another check's question.",
  equivalents: {},
  none: 'No AgentCore runtime exists in this Region.',
  collect: (look) => runtimes.collect(look, ({ metadataConfiguration }) => metadataConfiguration?.requireMMDSV2 ?? null),
  judge: (versions) =>
    judgeServed(versions, (required) => {
      if (required === null) return { unknown: 'does not say which version of the metadata service it requires' };
      return { problem: required ? undefined : 'also answers version 1 of the metadata service', facts: { requireMMDSV2: required } };
    }),
});
