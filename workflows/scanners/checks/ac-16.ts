/** AC-16: events in AgentCore memory are deleted after a set time that is not too long. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { memories } from '../parts/agentcore-memories.ts';
import { fail, pass } from '../verdict.ts';

const all = memories('plain', { eventExpiryDuration: z.int() });

/** Days. */
const longest = 90;

export const ac16 = defineCheck({
  id: 'AC-16',
  scope: 'region',
  reads: all.reads,
  why: 'Events in memory are what people said, word by word. What is kept longer than it is needed can be stolen, asked for by courts, or come up in a later answer.',
  fix: 'Update the memory with an event expiry of at most 90 days.',
  blind: 'Long-term memory records have no end date, and whether 90 days fit your own rules only you can say.',
  equivalents: {},
  none: 'No AgentCore memory exists in this Region.',
  collect: (look) => all.collect(look, ({ eventExpiryDuration }) => ({ days: eventExpiryDuration })),
  judge: ({ days }) =>
    days > longest ? fail(`Events in this memory are kept for ${days} days (more than ${longest}).`, { days }) : pass({ days }),
});
