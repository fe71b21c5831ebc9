/** AG-02: an agent that has a guardrail uses a numbered version of it. */
import { defineCheck } from '../check.ts';
import { guardrailShape, hasGuardrail, pinRemark } from '../parts/agent-remarks.ts';
import { agentSettings, judgeLive } from '../parts/live-agents.ts';
import { notApplicable } from '../verdict.ts';

const agents = agentSettings(guardrailShape);

export const ag02 = defineCheck({
  id: 'AG-02',
  scope: 'region',
  reads: agents.reads,
  why: "Whoever may edit the guardrail changes a live agent that uses the guardrail's working draft, at once and without a new version to review or to go back to.",
  fix: 'Publish a version of the guardrail, name its number in the agent, create a new agent version and point the alias to it.',
  blind: 'What the numbered version of the guardrail holds, and who may point the agent to another one.',
  equivalents: { awsSample: ['BR-41'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: agents.collect,
  judge(agent) {
    if (!agent.versions.some(({ settings }) => hasGuardrail(settings)))
      return notApplicable('The agent has no guardrail whose version could be fixed.');
    return judgeLive(agent, pinRemark);
  },
});
