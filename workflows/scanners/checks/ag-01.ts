/** AG-01: each live version of an agent has a guardrail. */
import { defineCheck } from '../check.ts';
import { guardrailRemark, guardrailShape } from '../parts/agent-remarks.ts';
import { agentSettings, judgeLive } from '../parts/live-agents.ts';

const agents = agentSettings(guardrailShape);

export const ag01 = defineCheck({
  id: 'AG-01',
  scope: 'region',
  reads: agents.reads,
  why: 'An agent without a guardrail hands hostile requests to its model and its tools, and passes on whatever comes back. A guardrail that is only in the draft protects nobody.',
  fix: 'Add a guardrail to the agent, prepare it, create a new version and point the alias to that version.',
  blind: 'Whether the guardrail is strict enough, and whether somebody calls the test alias or a model directly.',
  equivalents: { prowler: ['bedrock_agent_guardrail_enabled'], awsSample: ['BR-28'], other: ['CKV_AWS_383'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: agents.collect,
  judge: (agent) => judgeLive(agent, guardrailRemark),
});
