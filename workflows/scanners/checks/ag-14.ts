/** AG-14: what was mended in an agent's draft is live. */
import { defineCheck } from '../check.ts';
import { actionGroupReads, actionGroups, confirmationRemark, toolRemark } from '../parts/action-groups.ts';
import {
  guardrailRemark,
  idleRemark,
  idleShape,
  memoryRemark,
  memoryShape,
  pinRemark,
  promptRemark,
  promptShape,
} from '../parts/agent-remarks.ts';
import { agentSettings, draft, judgeLive, liveAgents } from '../parts/live-agents.ts';
import { together } from '../together.ts';
import { notApplicable } from '../verdict.ts';

const agents = agentSettings({ ...promptShape, ...idleShape, ...memoryShape });

/** What each of the checks of single versions would say is wrong. */
const problemsOf = (settings: Settings, groups: Groups): (string | undefined)[] =>
  [
    guardrailRemark(settings),
    pinRemark(settings),
    idleRemark(settings),
    memoryRemark(settings),
    promptRemark(settings),
    confirmationRemark(groups),
    toolRemark(groups),
  ].map(({ problem }) => problem);

type Settings = Awaited<ReturnType<typeof agents.readVersion>>;
type Groups = Awaited<ReturnType<typeof actionGroups>>;

export const ag14 = defineCheck({
  id: 'AG-14',
  scope: 'region',
  reads: { ...agents.reads, ...actionGroupReads },
  why: 'Somebody mended the agent, looked at the draft and believes it done. People still talk to the old version.',
  fix: 'Create a new version of the agent from its draft and point the alias to it.',
  blind:
    'Only what these checks look at is compared: guardrail, its version, idle time, memory, prompts, confirmations and built-in tools. Partners, functions and roles are not.',
  equivalents: {},
  none: 'No Bedrock agent exists in this Region.',
  collect: (look) =>
    liveAgents(look, async ({ id }, version) => {
      const problems = async (one: string) => problemsOf(await agents.readVersion(look, id, one), await actionGroups(look, id, one));
      const [live, drafted] = await together([problems(version), problems(draft)]);
      return live.filter((problem, index) => problem !== undefined && drafted[index] === undefined).map((problem) => problem ?? '');
    }),
  judge(agent) {
    if (agent.versions.every(({ version }) => version === draft)) return notApplicable('No version but the working draft is live.');
    return judgeLive(agent, (lags) => (lags.length === 0 ? {} : { problem: `${lags.join(' and ')}, which the draft has put right` }));
  },
});
