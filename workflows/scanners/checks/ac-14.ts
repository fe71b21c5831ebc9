/** AC-14: functions that look into or rewrite the traffic of a gateway can be started only for that gateway. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { deputyOf, isOutside, isPublic } from '../iam/confine.ts';
import { type Grant, whoMay } from '../iam/grants.ts';
import { gateways } from '../parts/agentcore-gateways.ts';
import { eachFunctionPolicy, functionPolicyReads } from '../parts/function-policies.ts';
import { usedBy } from '../parts/used-by.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const all = gateways({
  interceptorConfigurations: z.array(z.object({ interceptor: z.object({ lambda: z.object({ arn: z.string() }) }) })).default([]),
  customTransformConfiguration: z.object({ lambda: z.object({ arn: z.string().optional() }).optional() }).optional(),
});

const service = 'bedrock-agentcore.amazonaws.com';

/** What is wrong with one statement, if anything. */
function flawOf(grant: Grant, account: string, users: readonly string[]): string | null {
  const { who, where } = grant;
  if (isPublic(grant, { account }) === 'yes') return `${where} lets anybody start the function`;
  if (isOutside(grant, { account }) === 'yes') return `${where} lets another account start the function`;
  if (who.kind !== 'service') return null;
  if (who.name !== service) return `${where} lets ${who.name === '*' ? 'every AWS service' : who.name} start the function too`;
  const { sourceArns, pinsAccount } = deputyOf(grant, { account });
  if (sourceArns === null) return pinsAccount ? null : `${where} lets AgentCore start the function for anybody`;
  return sourceArns.every((arn) => users.includes(arn)) ? null : `${where} lets AgentCore start the function for more than its gateway`;
}

export const ac14 = defineCheck({
  id: 'AC-14',
  scope: 'region',
  reads: { ...all.reads, ...functionPolicyReads },
  why: 'Such a function sees every call and answer of the gateway, and may change them. Whoever else can start it can learn its rules or misuse its rights.',
  fix: "In the function's resource-based policy, name only the role of the gateway, or bedrock-agentcore.amazonaws.com with aws:SourceArn set to the ARN of the gateway.",
  blind: 'Identities of your own account that may start or change the function by their own rights, and what the function does.',
  equivalents: {},
  none: 'No AgentCore gateway in this Region runs a function over its traffic.',
  async collect(look) {
    const found = await all.collect(look, ({ gatewayArn, interceptorConfigurations, customTransformConfiguration }) => ({
      by: gatewayArn,
      resources: [
        ...interceptorConfigurations.map(({ interceptor }) => interceptor.lambda.arn),
        ...(customTransformConfiguration?.lambda?.arn === undefined ? [] : [customTransformConfiguration.lambda.arn]),
      ],
    }));
    return await eachFunctionPolicy(look, usedBy(found.map(({ facts }) => facts)));
  },
  judge({ policy, users }, { account }) {
    if (policy === null)
      return pass({}, 'The function has no policy of its own, so only identities of its account can start it, or it does not exist.');
    const grants = whoMay({ name: 'policy', policy }, { action: 'lambda:InvokeFunction' });
    if ('kind' in grants) return notAssessed(`The policy of the function was not understood (${grants.why}).`);
    const facts = { statements: grants.map(({ where }) => where) };
    const flaws = grants.flatMap((grant) => flawOf(grant, account, users) ?? []);
    if (flaws.length > 0) return fail(`${flaws.join('; ')}.`, facts);
    if (grants.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends'))
      return notAssessed('The policy of the function has conditions that we cannot weigh.', facts);
    const loose = grants.some((grant) => grant.who.kind === 'service' && deputyOf(grant, { account }).sourceArns === null);
    return pass(facts, ...(loose ? ['AgentCore may start the function for anything in your account, not only for this gateway.'] : []));
  },
});
