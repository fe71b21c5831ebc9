/** A roadmap as a thing that turns: one item a workload, beside its assessment. */
import { z } from 'zod';
import { phases } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../interview/result.ts';
import { labels } from '../interview/scoring/gaps.ts';
import type { ItemKey } from '../turn/effects.ts';
import { RestoreError, type Subject } from '../turn/subject.ts';
import { factsHash } from './gap-content.ts';
import { gapStates } from './gap-context.ts';
import { isUndecided, isWork } from './line.ts';
import { stepRoadmap } from './roadmap-changes.ts';
import { type Ground, noRoadmap, type RoadmapEvent, type RoadmapState } from './roadmap-state.ts';

export interface RoadmapSources {
  ground(tenant: string): Promise<Ground>;
  result(key: ItemKey, id: string): Promise<AssessmentResult | null>;
}

export const roadmapKey = (tenant: string, assessment: string): ItemKey => ({ tenant, kind: 'roadmap', id: assessment });

const person = z.object({ id: z.string(), name: z.string() });
const phase = z.enum(phases);
const label = z.enum(labels);
const yes = z.literal(true).exactOptional();

const Line = z.object({
  control: z.string(),
  title: z.string(),
  label,
  phase,
  effort: z.enum(['S', 'M', 'L']),
  priority: z.number(),
  state: z.enum(gapStates),
  rev: z.int(),
  shown: z.string(),
  owner: person.nullable(),
  due: z.string(),
  backed: z.boolean(),
  since: z.number(),
  request: z.object({ kind: z.enum(['acceptance', 'deferral', 'date']), by: z.string(), until: z.string() }).exactOptional(),
  decided: z.object({ by: z.string(), at: z.number(), glass: yes }).exactOptional(),
  until: z.string().exactOptional(),
  blocked: yes,
  help: yes,
  overdue: yes,
  escalated: yes,
  fallback: yes,
  agreed: z.int().exactOptional(),
  unseen: z.number().exactOptional(),
  seen: z.string().exactOptional(),
  issue: z.object({ number: z.int(), called: z.string().exactOptional(), state: z.enum(['open', 'closed']) }).exactOptional(),
  facts: z.string().exactOptional(),
  opened: z.number().exactOptional(),
  waits: z.number().exactOptional(),
});

const share = z.number().nullable();

const Shape = z.object({
  v: z.literal(1),
  assessment: z.string(),
  workload: z.string(),
  home: z.object({ conversation: z.string(), kind: z.enum(['personal', 'group', 'channel']) }),
  requester: person,
  trend: z.array(z.object({ result: z.string(), at: z.number(), phase, score: share, coverage: share, gaps: z.int() })),
  planned: z.array(z.object({ control: z.string(), label, phase, facts: z.string().exactOptional() })),
  verdicts: z.array(z.object({ control: z.string(), title: z.string(), at: z.number() })).default([]),
  tasks: z.string(),
  approvals: z.string().nullable(),
  submitted: z.object({ by: person, at: z.number(), result: z.string() }).nullable(),
  gaps: z.record(z.string(), Line),
  history: z.array(z.object({ at: z.number(), open: z.int(), overdue: z.int() })).default([]),
  leads: z.array(person),
  told: z.object({ fallback: z.number(), lapsed: z.number() }).default({ fallback: 0, lapsed: 0 }),
  heardAt: z.number().nullable().default(null),
  recheck: z.object({
    run: z.object({ scan: z.string(), attempt: z.int(), heardAt: z.number() }).nullable(),
    lookedAt: z.number().nullable(),
  }),
});

export function createRoadmapSubject(sources: RoadmapSources): Subject<RoadmapState, RoadmapEvent> {
  return {
    kind: 'roadmap',
    fresh: () => Promise.resolve(noRoadmap),
    open(_key, stored) {
      const read = Shape.safeParse(stored);
      if (!read.success) throw new RestoreError('The stored roadmap is not one that this build knows.', { cause: read.error });
      const { v: _v, ...state } = read.data;
      return Promise.resolve(state);
    },
    gather: async (key, event) => await gathered(sources, key, event),
    step(key, state, event) {
      const next = stepRoadmap(key, state, event);
      return next === null ? { state, effects: [], changed: false } : { ...next, changed: true };
    },
    outside: ({ event }) => ({ event, texts: [] }),
    results: () => [],
    close: (state) => ({ v: 1, ...state }),
    project(state) {
      const lines = Object.values(state.gaps);
      return {
        name: state.workload,
        state: state.submitted === null ? 'planned' : 'submitted',
        undecided: lines.filter(isUndecided).length,
        work: lines.filter(({ state: at }) => isWork(at)).length,
      };
    },
  };
}

async function gathered(sources: RoadmapSources, key: ItemKey, event: RoadmapEvent): Promise<RoadmapEvent> {
  // A gap's line changes nothing about who leads; reading the settings for each of them would double its cost.
  if (event.type === 'gap.changed') return event;
  const ground = await sources.ground(key.tenant);
  if (event.type !== 'assessed') return { ...event, ground };
  const { read: _, ...bare } = event;
  const result = await sources.result({ ...key, kind: 'assessment' }, event.result);
  return result === null ? { ...bare, ground } : { ...bare, ground, read: readOf(event.result, event.finishedAt, result) };
}

function readOf(id: string, at: number, { gaps, cells, scope, workload, decisions = [] }: AssessmentResult) {
  const { score } = cells.whole;
  return {
    workload: workload.name,
    point: {
      result: id,
      at,
      phase: scope.workload.phase,
      score: score?.score ?? null,
      coverage: score?.coverage ?? null,
      gaps: gaps.length,
    },
    planned: gaps.map((gap) => ({ control: gap.control, label: gap.label, phase: gap.phase, facts: factsHash(gap) })),
    verdicts: decisions
      .filter(({ decision }) => decision === 'scan-wrong')
      .map(({ control, title, at: decidedAt }) => ({ control, title: title.slice(0, 160), at: decidedAt })),
  };
}
