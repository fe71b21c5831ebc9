/** AG-03: actions of live agents that change something wait for the user's confirmation. */
import { defineCheck } from '../check.ts';
import { actionGroupReads, actionGroups, confirmationRemark, mayChange } from '../parts/action-groups.ts';
import { judgeLive, liveAgents, liveReads } from '../parts/live-agents.ts';
import { notApplicable } from '../verdict.ts';

export const ag03 = defineCheck({
  id: 'AG-03',
  scope: 'region',
  reads: { ...liveReads, ...actionGroupReads },
  why: 'A model that was talked into it, or simply errs, pays, deletes or sends at once. A question to the user in between is the last moment to stop it.',
  fix: 'Switch on user confirmation for each action that changes something, or hand such actions back to the app and ask there. Then create a new version and point the alias to it.',
  blind:
    'What an action really does: only its name, method and description are looked at. Descriptions in a bucket are not read, and how the app puts the question is not seen.',
  equivalents: {},
  none: 'No Bedrock agent exists in this Region.',
  collect: (look) => liveAgents(look, ({ id }, version) => actionGroups(look, id, version)),
  judge(agent) {
    if (!agent.versions.some(({ settings }) => mayChange(settings)))
      return notApplicable('The agent carries out no action that changes something.');
    return judgeLive(agent, confirmationRemark);
  },
});
