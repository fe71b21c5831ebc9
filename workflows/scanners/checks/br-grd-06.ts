/** BR-GRD-06: each guardrail acts on banned topics. Of the topics only their number leaves the look, and whether one is about instructions. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { eachGuardrail, listedGuardrails } from '../parts/guardrails.ts';
import { fail, pass } from '../verdict.ts';

const Action = z.enum(['BLOCK', 'NONE']);
const Topic = z.object({
  name: z.string(),
  definition: z.string(),
  inputAction: Action.optional(),
  inputEnabled: z.boolean().optional(),
  outputAction: Action.optional(),
  outputEnabled: z.boolean().optional(),
});

/** Both sides block and are on unless the topic says otherwise. */
const acts = ({ inputAction = 'BLOCK', inputEnabled = true, outputAction = 'BLOCK', outputEnabled = true }: z.output<typeof Topic>) =>
  (inputEnabled && inputAction === 'BLOCK') || (outputEnabled && outputAction === 'BLOCK');

const aboutInstructions = ({ name, definition }: z.output<typeof Topic>): boolean =>
  /system[ _-]?prompt|instruction|prompt[ _-]?(?:leak|disclos|extract)/i.test(`${name} ${definition}`);

export const brGrd06 = defineCheck({
  id: 'BR-GRD-06',
  scope: 'region',
  reads: {
    ...listedGuardrails,
    'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), topicPolicy: z.object({ topics: z.array(Topic) }).optional() }),
  },
  why: 'Without banned topics the app talks about anything, such as legal or medical advice you do not want to give, or its own instructions.',
  fix: 'In the guardrail, under denied topics, describe what the app must not talk about, its own instructions among them, with the action "block". Then publish a new version.',
  blind: 'Whether the topics are the right ones and their descriptions work, and calls that do not name this guardrail.',
  equivalents: { awsSample: ['FS-28', 'FS-59', 'OW-12'], other: ['FMI-11'] },
  none: 'No guardrail exists in this Region.',
  collect: (look) =>
    eachGuardrail(look, async (input) => {
      const topics = (await look.get('bedrock:GetGuardrail', input)).topicPolicy?.topics ?? [];
      const acting = topics.filter(acts);
      return { topics: topics.length, acting: acting.length, instructions: acting.some(aboutInstructions) };
    }),
  judge(facts) {
    if (facts.topics === 0) return fail('The guardrail has no banned topic.', facts);
    if (facts.acting === 0) return fail('The guardrail only notices its banned topics.', facts);
    return pass(facts, ...(facts.instructions ? [] : ['No topic speaks of the system prompt or instructions.']));
  },
});
