/** AG-11: live agents have no built-in tool on that runs code or uses a computer. */
import { defineCheck } from '../check.ts';
import { actionGroupReads, actionGroups, toolRemark } from '../parts/action-groups.ts';
import { judgeLive, liveAgents, liveReads } from '../parts/live-agents.ts';

export const ag11 = defineCheck({
  id: 'AG-11',
  scope: 'region',
  reads: { ...liveReads, ...actionGroupReads },
  why: 'A tool that runs code, a shell or a computer does whatever the model asks. Hostile text in a document is then enough to make it work for somebody else.',
  fix: 'Switch the tool off in the agent and create a new version. If it is needed, have it approved and record the accepted risk.',
  blind: 'An approval that was given outside of this assessment, tools of your own that run code, and what the tool did so far.',
  equivalents: {},
  none: 'No Bedrock agent exists in this Region.',
  collect: (look) => liveAgents(look, ({ id }, version) => actionGroups(look, id, version)),
  judge: (agent) => judgeLive(agent, toolRemark),
});
