/** Reads a tenant's portfolio: every entry as it was kept, and how many of them this build cannot read. */
import { z } from 'zod';
import { phases } from '../../knowledge/schema.ts';
import { labels } from '../interview/scoring/gaps.ts';
import type { Store } from '../store/store.ts';
import { gapStates } from './gap-context.ts';
import type { BegunEntry, PortfolioEntry } from './portfolio.ts';

const share = z.number().nullable();
const oldest = z.object({ control: z.string(), title: z.string(), label: z.enum(labels), since: z.number(), due: z.string() }).nullable();

const Entry = z.object({
  assessment: z.string(),
  workload: z.string(),
  home: z.string().nullable(),
  phase: z.enum(phases),
  trend: z
    .array(z.object({ result: z.string(), at: z.number(), phase: z.enum(phases), score: share, coverage: share, gaps: z.int() }))
    .min(1),
  history: z.array(z.object({ at: z.number(), open: z.int(), overdue: z.int() })),
  submittedAt: z.number().nullable(),
  states: z.partialRecord(z.enum(gapStates), z.int()),
  notPutUp: z.int(),
  undecided: z.int(),
  work: z.int(),
  overdue: z.int(),
  verified: z.int(),
  accepted: z.int(),
  // Entries that were kept before this was told have none.
  outlived: z.array(z.number()).default([]),
  open: z.object({ Critical: z.int(), High: z.int(), Medium: z.int(), Low: z.int() }),
  owners: z.array(z.object({ id: z.string(), name: z.string(), open: z.int() })),
  oldest,
  stuck: oldest,
});

const Begun = z.object({
  begun: z.int(),
  assessment: z.string(),
  workload: z.string(),
  home: z.string().nullable(),
  at: z.number(),
});

export interface Portfolio {
  entries: PortfolioEntry[];
  /** Those that have no result yet. */
  begun: BegunEntry[];
  /** Kept by another build, and not told anew since. */
  unread: number;
}

export async function readPortfolio(store: Pick<Store, 'listRecords'>, tenant: string, now: number): Promise<Portfolio> {
  const bodies = (await store.listRecords(tenant, 'portfolio', now)).map(({ body }) => body);
  const entries = bodies.flatMap((body) => Entry.safeParse(body).data ?? []);
  const begun = bodies.flatMap((body) => Begun.safeParse(body).data ?? []);
  return { entries, begun, unread: bodies.length - entries.length - begun.length };
}
