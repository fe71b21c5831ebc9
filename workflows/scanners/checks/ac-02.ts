/** AC-02: an AgentCore runtime accepts tokens only from a named sign-in service, made for named audiences or clients. */
import { defineCheck } from '../check.ts';
import { judgeServed, servedRuntimes } from '../parts/agentcore-runtimes.ts';
import { AuthorizerConfiguration, jwtFault } from '../parts/jwt-authorizer.ts';

const runtimes = servedRuntimes({ authorizerConfiguration: AuthorizerConfiguration.optional() });

export const ac02 = defineCheck({
  id: 'AC-02',
  scope: 'region',
  reads: runtimes.reads,
  why: 'A sign-in service issues tokens for many apps. A runtime that does not name its own audience or clients accepts tokens that were made for another app.',
  fix: "In the runtime's inbound authorization, name the allowed audiences or clients and a discovery address that begins with https.",
  blind: 'Whom the sign-in service gives a token to, and which AWS identities may call a runtime without a token rule.',
  equivalents: { awsSample: ['AC-30'] },
  none: 'No AgentCore runtime exists in this Region.',
  collect: (look) =>
    runtimes.collect(look, ({ authorizerConfiguration }) =>
      authorizerConfiguration === undefined ? null : jwtFault(authorizerConfiguration),
    ),
  judge: (versions) =>
    judgeServed(versions, (fault) =>
      fault === null
        ? {
            facts: { authorizer: 'AWS identities' },
            caveats: ['Callers sign with AWS identities instead of tokens; who may call is decided by IAM policies.'],
          }
        : { ...fault, facts: { authorizer: 'JWT' } },
    ),
});
