/** AG-12: changed prompts of an agent keep input screening, and hold no secrets. */
import { defineCheck } from '../check.ts';
import { promptRemark, promptShape } from '../parts/agent-remarks.ts';
import { agentSettings, judgeLive } from '../parts/live-agents.ts';

const agents = agentSettings(promptShape);

export const ag12 = defineCheck({
  id: 'AG-12',
  scope: 'region',
  reads: agents.reads,
  why: 'Without its pre-processing step an agent no longer sorts out hostile requests. A secret in its instructions or prompts comes out as soon as somebody talks the model into repeating them.',
  fix: 'Switch pre-processing on again or add a guardrail, and move secrets from instructions and prompts to Secrets Manager. Then create a new version.',
  blind:
    'Whether changed prompts do what the original ones did, secrets in shapes that we do not know, and what a parser function does with an answer.',
  equivalents: {},
  none: 'No Bedrock agent exists in this Region.',
  collect: agents.collect,
  judge: (agent) => judgeLive(agent, promptRemark),
});
