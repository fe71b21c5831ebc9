/** The stored form of a gap, checked whenever one is opened. */
import { z } from 'zod';
import { layers, phases } from '../../knowledge/schema.ts';
import { labels } from '../interview/scoring/gaps.ts';
import { gapStates } from './gap-context.ts';

const person = z.object({ id: z.string(), name: z.string() });
const at = z.number();
const ways = z.object({ home: z.string(), leads: z.string().nullable(), tasks: z.string() });

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acceptance'), owner: person, reason: z.string(), compensating: z.string(), until: z.string() }),
  z.object({ kind: z.literal('deferral'), reason: z.string(), until: z.string() }),
  z.object({ kind: z.literal('date'), reason: z.string(), due: z.string() }),
]);

const content = z.object({
  control: z.string(),
  title: z.string(),
  workload: z.string(),
  label: z.enum(labels),
  priority: z.number(),
  phase: z.enum(phases),
  layer: z.enum(layers),
  effort: z.enum(['S', 'M', 'L']),
  why: z.array(z.string()),
  firstStep: z.string(),
  services: z.array(z.string()),
  tools: z.array(z.string()),
  owner: person.nullable(),
  due: z.string(),
  request: request.nullable(),
});

const decision = z.object({
  what: z.enum(['approved', 'rejected', 'deferred', 'accepted', 'date-moved', 'refused']),
  by: z.array(person),
  at,
  rev: z.int(),
  hash: z.string(),
  reason: z.string().exactOptional(),
  glass: z.string().exactOptional(),
});

const outcome = z.object({
  verdict: z.enum(['proven', 'still-open', 'not-seen', 'nothing-left']),
  evidence: z.string(),
  lines: z.array(z.string()),
  caveats: z.array(z.string()),
  passed: z.int(),
  looked: z.int(),
});

const said = { by: person, at };

const ticket = z.object({
  by: person,
  askedAt: at,
  seen: z
    .object({
      number: z.int(),
      called: z.string().exactOptional(),
      url: z.string(),
      state: z.enum(['open', 'closed']),
      why: z.enum(['completed', 'not-planned', 'duplicate', 'other']).nullable(),
      assignee: z.string().nullable(),
      closedAt: at.nullable(),
    })
    .nullable(),
  heardAt: at,
  job: z
    .object({
      what: z.enum(['open', 'close', 'reopen', 'look']),
      n: z.int(),
      attempt: z.int(),
      at,
      heardAt: at,
      retryAt: at.nullable(),
    })
    .nullable(),
  jobs: z.int(),
  fault: z.string().nullable(),
  taken: at.nullable(),
});

export const GapContextShape = z.object({
  assessment: z.string(),
  result: z.string(),
  content,
  rev: z.int(),
  backed: z.boolean(),
  ways,
  putUp: z.array(person),
  askedBy: person.nullable(),
  proposedAt: at,
  fallback: z.boolean(),
  approvals: z.array(z.object(said)),
  decision: decision.nullable(),
  wasApproved: z.boolean(),
  assignee: person.nullable(),
  blocked: z.object({ reason: z.string(), ...said }).nullable(),
  help: z.object({ words: z.string(), ...said }).nullable(),
  acceptance: z
    .object({ owner: person, reason: z.string(), compensating: z.string(), until: z.string(), by: z.array(person), at })
    .nullable(),
  warned: z.number().nullable(),
  deferredUntil: z.string().nullable(),
  evidence: z.object({ text: z.string(), ...said }).nullable(),
  proof: z.object({ id: z.string(), attempt: z.int(), at, heardAt: at }).nullable(),
  seen: z.object({ at, outcome }).nullable(),
  proofFault: z.string().nullable(),
  unseen: z.object({ since: at, times: z.int(), scan: z.string(), lines: z.array(z.string()) }).nullable(),
  overdue: z.boolean(),
  escalated: z.object({ person, times: z.int(), at, unreachable: z.literal(true).exactOptional() }).nullable(),
  verifiedAt: at.nullable(),
  leads: z.array(person),
  moves: z.array(z.object({ at, by: person, to: z.enum(gapStates), what: z.string(), reason: z.string().exactOptional() })),
  // Gaps that were stored before there were tickets have none.
  ticket: ticket.nullable().default(null),
});
