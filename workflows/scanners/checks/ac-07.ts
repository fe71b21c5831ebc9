/** AC-07: an AgentCore gateway checks who is calling, and whom the caller's token was made for. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { gateways } from '../parts/agentcore-gateways.ts';
import { AuthorizerConfiguration, jwtFault } from '../parts/jwt-authorizer.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const all = gateways({
  authorizerType: z.enum(['AUTHENTICATE_ONLY', 'AWS_IAM', 'CUSTOM_JWT', 'NONE']),
  authorizerConfiguration: AuthorizerConfiguration.optional(),
  policyEngineConfiguration: z.object({ mode: z.enum(['ENFORCE', 'LOG_ONLY']) }).optional(),
});

export const ac07 = defineCheck({
  id: 'AC-07',
  scope: 'region',
  reads: all.reads,
  why: 'A gateway holds the rights of every tool behind it. If it does not check its callers, anybody who finds its address can use those tools.',
  fix: 'Create the gateway with authorizer type "AWS_IAM", or "CUSTOM_JWT" with the allowed audiences or clients named.',
  blind: 'Which AWS identities may call the gateway, whom the sign-in service gives tokens to, and what policies of an engine allow.',
  equivalents: { awsSample: ['AG-24', 'AC-31'], securityHub: ['BedrockAgentCore.2'] },
  none: 'No AgentCore gateway exists in this Region.',
  collect: (look) =>
    all.collect(look, ({ authorizerType: type, authorizerConfiguration: rule, policyEngineConfiguration: engine }) => ({
      type,
      engine: engine?.mode ?? 'none',
      jwt: rule === undefined ? null : jwtFault(rule),
    })),
  judge({ type, engine, jwt }) {
    const facts = { authorizer: type, policyEngine: engine };
    if (type === 'NONE') return fail('The gateway takes calls from anybody (authorizer type NONE).', facts);
    if (type === 'AWS_IAM') return pass(facts);
    if (type === 'AUTHENTICATE_ONLY') {
      return engine === 'ENFORCE'
        ? pass(facts, 'The gateway leaves the decision about each caller to its policy engine; see the check of its policies.')
        : fail('The gateway checks who is calling but not whether they may (AUTHENTICATE_ONLY without an enforcing policy engine).', facts);
    }
    if (jwt === null) return notAssessed('The gateway takes tokens, but the answer holds no rule for them.', facts);
    if (jwt.problem !== undefined) return fail(`The gateway ${jwt.problem}.`, facts);
    return pass(facts, ...jwt.caveats);
  },
});
