/** AG-09: what an agent remembers expires within 30 days and lies under a key of yours. */
import { defineCheck } from '../check.ts';
import { memoryRemark, memoryShape, remembers } from '../parts/agent-remarks.ts';
import { agentSettings, judgeLive } from '../parts/live-agents.ts';
import { notApplicable } from '../verdict.ts';

const agents = agentSettings(memoryShape);

export const ag09 = defineCheck({
  id: 'AG-09',
  scope: 'region',
  reads: agents.reads,
  why: 'An agent with memory keeps summaries of what people told it. Kept for long, or under a key that you cannot withdraw, they are a store of personal data that nobody looks after.',
  fix: 'Set the memory duration of the agent to 30 days or less, give the agent a KMS key of yours, create a new version and point the alias to it.',
  blind: 'What the summaries hold, whether memory ids keep people apart, and whether memory was deleted on request.',
  equivalents: {},
  none: 'No Bedrock agent exists in this Region.',
  collect: agents.collect,
  judge(agent) {
    if (!agent.versions.some(({ settings }) => remembers(settings))) return notApplicable('The agent has no memory across sessions.');
    const days = agent.versions.flatMap(({ settings }) => settings.memoryConfiguration?.storageDays ?? []);
    return judgeLive(agent, memoryRemark, days.length === 0 ? {} : { days: Math.max(...days) });
  },
});
