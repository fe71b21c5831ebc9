/** AG-04: the functions behind agents and flows can be started by Bedrock only on behalf of these. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { deputyOf, isOutside, isPublic } from '../iam/confine.ts';
import { type Grant, inWords, whoMay } from '../iam/grants.ts';
import type { Look, Subject } from '../look.ts';
import { actionGroupReads, actionGroups } from '../parts/action-groups.ts';
import { FlowDefinition, stepsOf } from '../parts/flow-nodes.ts';
import { eachFunctionPolicy, functionPolicyReads } from '../parts/function-policies.ts';
import { agentArn, agentSettings, liveAgents } from '../parts/live-agents.ts';
import { liveFlowReads, liveVersionsOfFlow } from '../parts/live-flows.ts';
import { type Used, usedBy } from '../parts/used-by.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const parser = { promptOverrideConfiguration: z.object({ overrideLambda: z.string().optional() }).optional() };
const agents = agentSettings(parser, {
  customOrchestration: z.object({ executor: z.object({ lambda: z.string().optional() }).optional() }).optional(),
});

const reads = {
  ...agents.reads,
  ...actionGroupReads,
  ...liveFlowReads,
  'bedrock-agent:GetFlowVersion': z.object({ arn: z.string(), definition: FlowDefinition.optional() }),
  ...functionPolicyReads,
};

const present = (arns: readonly (string | null | undefined)[]): string[] => arns.filter((arn) => arn !== null && arn !== undefined);

/** Functions behind one version: its actions, its parser, and its orchestration, which only the draft tells. */
async function functionsOfVersion(look: Look<typeof reads>, id: string, version: string): Promise<string[]> {
  const [settings, drafted, groups] = await together([
    agents.readVersion(look, id, version),
    agents.readDraft(look, id),
    actionGroups(look, id, version),
  ]);
  return present([
    ...groups.map(({ lambda }) => lambda),
    settings.promptOverrideConfiguration?.overrideLambda,
    drafted.customOrchestration?.executor?.lambda,
  ]);
}

async function functionsOfFlow(look: Look<typeof reads>, id: string): Promise<string[]> {
  const versions = await liveVersionsOfFlow(look, id);
  const found = versions.map(async (flowVersion) => {
    const { definition } = await look.get('bedrock-agent:GetFlowVersion', { flowIdentifier: id, flowVersion });
    return present(stepsOf(definition).map(({ configuration }) => configuration?.lambdaFunction?.lambdaArn));
  });
  return (await together(found)).flat();
}

async function functionsInUse(look: Look<typeof reads>): Promise<Used[]> {
  const found = await liveAgents(look, ({ id }, version) => functionsOfVersion(look, id, version));
  const flows: Subject<string[]>[] = await look.each(
    await look.list('bedrock-agent:ListFlows'),
    ({ arn }) => arn,
    ({ id }) => functionsOfFlow(look, id),
  );
  return usedBy([
    ...found.map(({ facts }) => ({ by: agentArn(look, facts.id), resources: facts.versions.flatMap(({ settings }) => settings) })),
    ...flows.map(({ resource, facts }) => ({ by: resource, resources: facts })),
  ]);
}

const isBedrock = ({ who }: Grant): boolean => who.kind === 'service' && (who.name === 'bedrock.amazonaws.com' || who.name === '*');

/** What is wrong with one statement, if anything. */
function flawOf(grant: Grant, account: string, users: readonly string[]): string | null {
  const where = inWords(grant);
  if (isPublic(grant, { account }) === 'yes') return `${where} lets anybody start the function`;
  if (isOutside(grant, { account }) === 'yes') return `${where} lets another account start the function`;
  if (!isBedrock(grant)) return null;
  const { sourceArns } = deputyOf(grant, { account });
  if (sourceArns === null) return `${where} lets Bedrock start the function for anybody (aws:SourceArn is not set)`;
  if (!sourceArns.every((arn) => arn.split(':')[4] === account)) return `${where} lets Bedrock start the function for another account`;
  if (sourceArns.some((arn) => /[*?]/.test(arn)) || !sourceArns.some((arn) => users.includes(arn)))
    return `${where} lets Bedrock start the function for more than the agents and flows that use it`;
  return null;
}

export const ag04 = defineCheck({
  id: 'AG-04',
  scope: 'region',
  reads,
  why: "A function that Bedrock may start for anybody can be started by an agent in a stranger's account, with parameters of the stranger's choice.",
  fix: "In the function's resource-based policy, allow bedrock.amazonaws.com only with aws:SourceArn set to the ARN of the agent or flow, and with aws:SourceAccount set to your account.",
  blind:
    'Identities of your own account that may start the function by their own rights, and what the function does with what it is handed.',
  equivalents: { prowler: ['awslambda_function_not_publicly_accessible'], awsSample: ['BR-54'] },
  none: 'No live agent or flow in this Region uses a function.',
  collect: async (look) => await eachFunctionPolicy(look, await functionsInUse(look)),
  judge({ policy, users }, { account }) {
    if (policy === null) return pass({}, 'The function has no policy, so Bedrock cannot start it, or it does not exist.');
    const grants = whoMay({ name: "The function's policy", policy }, { action: 'lambda:InvokeFunction' });
    if ('kind' in grants) return notAssessed(`The policy of the function was not understood (${grants.why}).`);
    const facts = { statements: grants.map(({ where }) => where) };
    const flaws = grants.flatMap((grant) => flawOf(grant, account, users) ?? []);
    if (flaws.length > 0) return fail(`${flaws.join('; ')}.`, facts);
    if (grants.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends'))
      return notAssessed('The policy of the function has conditions that we cannot weigh.', facts);
    const bare = grants.some((grant) => isBedrock(grant) && !deputyOf(grant, { account }).pinsAccount);
    return pass(facts, ...(bare ? ['aws:SourceAccount is not set; the ARN in aws:SourceArn holds the account as well.'] : []));
  },
});
