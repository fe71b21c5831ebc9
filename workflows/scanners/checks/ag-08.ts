/** AG-08: an idle session of an agent ends within an hour. */
import { defineCheck } from '../check.ts';
import { idleRemark, idleShape } from '../parts/agent-remarks.ts';
import { agentSettings, judgeLive } from '../parts/live-agents.ts';

const agents = agentSettings(idleShape);

export const ag08 = defineCheck({
  id: 'AG-08',
  scope: 'region',
  reads: agents.reads,
  why: 'A session that stays open holds what was said in it. Whoever gets hold of its id later can go on with the conversation of somebody else.',
  fix: 'Set the idle session time-out of the agent to an hour or less, create a new version and point the alias to it.',
  blind: 'Whether your app gives a session id to the right person only, and whether it ends sessions itself.',
  equivalents: { awsSample: ['BR-29'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: agents.collect,
  judge: (agent) =>
    judgeLive(agent, idleRemark, { seconds: Math.max(...agent.versions.map(({ settings }) => settings.idleSessionTTLInSeconds)) }),
});
