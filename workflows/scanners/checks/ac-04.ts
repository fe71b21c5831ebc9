/** AC-04: no environment variable of an AgentCore runtime holds a secret. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { judgeServed, servedRuntimes } from '../parts/agentcore-runtimes.ts';
import { secretSettings } from '../parts/secret-settings.ts';

const runtimes = servedRuntimes({ environmentVariables: z.record(z.string(), z.string()).optional() });

export const ac04 = defineCheck({
  id: 'AC-04',
  scope: 'region',
  reads: runtimes.reads,
  why: 'Environment variables are shown to everybody who may look at the runtime, and the agent itself can read them out to whoever tricks it.',
  fix: 'Move the named values to AgentCore Identity or AWS Secrets Manager, give the runtime only a reference, and change the secrets that stood there.',
  blind: 'Secrets whose name and form give no hint, and secrets inside the image or the code of the agent.',
  equivalents: { awsSample: ['AC-34'] },
  none: 'No AgentCore runtime exists in this Region.',
  // Values end here: only names and a count go on.
  collect: (look) =>
    runtimes.collect(look, ({ environmentVariables = {} }) => ({
      variables: Object.keys(environmentVariables).length,
      secrets: secretSettings(environmentVariables),
    })),
  judge: (versions) =>
    judgeServed(versions, ({ variables, secrets }) => ({
      problem: secrets.length === 0 ? undefined : `holds what looks like a secret in ${secrets.join(', ')}`,
      facts: { variables, secrets },
    })),
});
