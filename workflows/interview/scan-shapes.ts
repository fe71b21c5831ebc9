/** The stored shapes of what an assessment remembers of scans, and of people's words. */
import { z } from 'zod';
import { connectRefusals, decisions } from './scan-context.ts';
import { BarredShape, SeenCheckShape } from './seen.ts';

export const SaidShape = z.union([z.object({ text: z.string() }), z.object({ textId: z.string(), start: z.string() })]);

const End = z.object({ how: z.enum(['finished', 'stopped', 'failed']), at: z.number(), reason: z.string().optional() });

const Run = z.object({
  id: z.string(),
  by: z.string(),
  at: z.number(),
  attempt: z.int(),
  done: z.int(),
  planned: z.int(),
  calls: z.int(),
  unread: z.array(z.string()),
  barred: z.array(BarredShape).optional(),
  heardAt: z.number(),
  stopping: z.boolean(),
  end: End.nullable(),
});

const TrialShape = z.object({
  id: z.string(),
  account: z.string(),
  regions: z.array(z.string()).nullable(),
  simulated: z.literal(true).optional(),
  by: z.string(),
  at: z.number(),
  attempt: z.int(),
  heardAt: z.number(),
  end: z
    .discriminatedUnion('how', [
      z.object({
        how: z.literal('connected'),
        at: z.number(),
        missing: z.object({ unread: z.array(z.string()), barred: z.array(BarredShape) }),
      }),
      z.object({ how: z.literal('refused'), at: z.number(), why: z.enum(connectRefusals), whose: z.string().optional() }),
    ])
    .nullable(),
});

const Seen = z.object({
  scan: z.string(),
  at: z.number(),
  evidence: z.string(),
  checks: z.array(SeenCheckShape),
  answers: z.record(z.string(), z.object({ choice: z.string(), from: z.array(z.string()) })),
  outside: z.object({ count: z.int(), names: z.array(z.string()) }),
});

const SettledShape = z.object({
  decision: z.enum(decisions),
  reason: SaidShape.optional(),
  by: z.string(),
  at: z.number(),
  owner: z.object({ id: z.string(), name: z.string() }).optional(),
  seen: z.string(),
  aside: z.array(z.string()),
  withdrawn: z.record(z.string(), z.int()),
});

export const scanShapes = {
  accounts: z.array(
    z.object({
      account: z.string(),
      regions: z.array(z.string()).nullable(),
      simulated: z.literal(true).optional(),
      by: z.string().optional(),
    }),
  ),
  trial: TrialShape.nullable(),
  workload: z.object({ tags: z.record(z.string(), z.string()), resources: z.array(z.string()) }),
  scan: Run.nullable(),
  seen: Seen.nullable(),
  settled: z.record(z.string(), SettledShape),
};
