/** AG-06: the roles of live agents trust Bedrock only on behalf of agents of this account. */
import { defineCheck } from '../check.ts';
import { deputyOf, isOutside, isPublic } from '../iam/confine.ts';
import { type Grant, inWords, whoMay } from '../iam/grants.ts';
import { agentRoleReads, agentRoles, eachRole } from '../parts/roles.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const isBedrock = ({ who }: Grant): boolean => who.kind === 'service' && (who.name === 'bedrock.amazonaws.com' || who.name === '*');

/** What is wrong with one statement of the trust, if anything. */
function flawOf(grant: Grant, account: string, agents: readonly string[]): string | null {
  const where = inWords(grant);
  if (isPublic(grant, { account }) === 'yes') return `${where} lets anybody take on the role`;
  if (isOutside(grant, { account }) === 'yes') return `${where} lets another account take on the role`;
  if (!isBedrock(grant)) return null;
  const { pinsAccount } = deputyOf(grant, { account });
  const pinsArn = agents.some((agent) => deputyOf(grant, { account }, agent).pinsArn);
  const missing = [...(pinsAccount ? [] : ['aws:SourceAccount with this account']), ...(pinsArn ? [] : ['aws:SourceArn with the agent'])];
  return missing.length === 0 ? null : `${where} trusts Bedrock without ${missing.join(' and ')}`;
}

export const ag06 = defineCheck({
  id: 'AG-06',
  scope: 'region',
  reads: agentRoleReads,
  why: "A role that trusts the service as such can be used by it on behalf of somebody else's agent (the confused deputy).",
  fix: "In the role's trust policy, allow bedrock.amazonaws.com only with aws:SourceAccount set to your account and aws:SourceArn set to the ARN of the agent.",
  blind: 'Who in your account may change the trust policy, and who may create agents that use the role.',
  equivalents: { prowler: ['iam_role_cross_service_confused_deputy_prevention'], awsSample: ['BR-57'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: async (look) => await eachRole(look, await agentRoles(look), (role, agents) => ({ trust: role?.trust ?? null, agents })),
  judge({ trust, agents }, { account }) {
    if (trust === null) return notAssessed('The role is not among the roles of this account.');
    const grants = whoMay({ name: 'The trust policy', policy: trust }, { action: 'sts:AssumeRole' });
    if ('kind' in grants) return notAssessed(`The trust policy was not understood (${grants.why}).`);
    const facts = { statements: grants.map(({ where }) => where) };
    const flaws = grants.flatMap((grant) => flawOf(grant, account, agents) ?? []);
    if (flaws.length > 0) return fail(`${flaws.join('; ')}.`, facts);
    if (grants.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends'))
      return notAssessed('The trust policy has principals or conditions that we cannot weigh.', facts);
    const wide = grants.some((grant) => isBedrock(grant) && deputyOf(grant, { account }).sourceArns?.some((arn) => /[*?]/.test(arn)));
    const others = grants.some((grant) => !isBedrock(grant));
    return pass(
      facts,
      ...(wide ? ['The trust names agents by a pattern, so other agents of this account may use the role too.'] : []),
      ...(others ? ['Others than Bedrock in this account may take on the role as well.'] : []),
    );
  },
});
