/** A gap as a thing that turns: its chart, with authority and content read when an event is written and never taken from a message. */
import { z } from 'zod';
import type { AssessmentResult } from '../interview/result.ts';
import { createChartRunner } from '../turn/chart.ts';
import type { ItemKey } from '../turn/effects.ts';
import type { Subject } from '../turn/subject.ts';
import { RestoreError } from '../turn/subject.ts';
import { mostMoves } from './defaults.ts';
import { gapChart } from './gap-chart.ts';
import { contentOf } from './gap-content.ts';
import { type GapContext, gapStates, type Move, noGap } from './gap-context.ts';
import { effectsBetween, type GapStanding } from './gap-effects.ts';
import type { Authority, GapEvent } from './gap-events.ts';
import { GapContextShape } from './gap-shapes.ts';
import { ticketAfter } from './gap-ticket.ts';

/** What a gap's events only name. */
export interface GapSources {
  /** Who leads and who administers, on a consistent read. */
  authority(tenant: string): Promise<Authority>;
  /** A finished result; null where the store does not have it. */
  result(key: ItemKey, id: string): Promise<AssessmentResult | null>;
  /** What the catalogue of that hash says of a control beyond the gap. */
  control(catalogue: string, id: string): Promise<{ tools: readonly string[]; backed: boolean } | null>;
}

export const gapId = (assessment: string, control: string): string => `${assessment}.${control}`;

export const gapKey = (tenant: string, assessment: string, control: string): ItemKey => ({
  tenant,
  kind: 'gap',
  id: gapId(assessment, control),
});

/** Ids of assessments hold letters and digits alone. */
export const gapParts = (id: string): { assessment: string; control: string } => {
  const dot = id.indexOf('.');
  return { assessment: id.slice(0, dot), control: id.slice(dot + 1) };
};

const runner = createChartRunner<GapStanding['value'], GapContext, GapEvent>(gapChart);
const Envelope = z.object({ v: z.literal(1), value: z.enum(gapStates), context: GapContextShape });

export function createGapSubject(sources: GapSources): Subject<GapStanding, GapEvent> {
  return {
    kind: 'gap',
    fresh: ({ id }) => Promise.resolve(runner.restore('unborn', { ...noGap, assessment: gapParts(id).assessment })),
    open(_key, stored) {
      const envelope = Envelope.safeParse(stored);
      if (!envelope.success) throw new RestoreError('The stored gap is not one that this build knows.', { cause: envelope.error });
      return Promise.resolve(runner.restore(envelope.data.value, envelope.data.context));
    },
    gather: async (key, event) => await gathered(sources, key, event),
    step(key, state, event) {
      const { standing, moved } = runner.step(state, event);
      if (!moved) return { state, effects: [], changed: false };
      const after = { ...standing, context: recorded(state.value, standing, event) };
      return { state: after, effects: effectsBetween(key, state, after, event), changed: true };
    },
    outside: ({ event }) => ({ event, texts: [] }),
    results: () => [],
    close: ({ value, context }) => ({ v: 1, value, context }),
    project: ({ value, context: { content, rev, assignee } }) => ({
      state: value,
      title: content.title,
      due: content.due,
      owner: assignee?.id ?? content.owner?.id ?? '',
      rev,
    }),
  };
}

/** Whatever a message said of authority or content is replaced by what stands. */
async function gathered(sources: GapSources, key: ItemKey, event: GapEvent): Promise<GapEvent> {
  const authority = await sources.authority(key.tenant);
  if (event.type !== 'propose' && event.type !== 'reconsider') return { ...event, authority };
  const { assessment, control } = gapParts(key.id);
  const { content: _, ...bare } = event;
  if (event.result === undefined) return { ...bare, authority };
  const result = await sources.result({ tenant: key.tenant, kind: 'assessment', id: assessment }, event.result);
  const gap = result?.gaps.find((one) => one.control === control);
  if (result === null || gap === undefined) return { ...bare, authority };
  const known = await sources.control(result.catalogue, control);
  // Who is to do it and until when stands in the gap where it is only decided anew.
  const { owner, due } = event.type === 'propose' ? event : { owner: null, due: '' };
  return {
    ...bare,
    authority,
    content: contentOf(gap, known?.tools ?? [], { workload: result.workload.name, owner, due }),
    backed: known?.backed ?? false,
  };
}

/** Who moved it, when, why; and the leads as they are now, because they are told what waits for them. */
function recorded(before: GapStanding['value'], { value, context }: GapStanding, event: GapEvent): GapContext {
  const ticket = ticketAfter({ value, context }, event);
  // What is asked of the tracker, and what it says every day, is no move of the gap.
  if (event.type.startsWith('ticket') && value === before) return { ...context, ticket };
  const move: Move = {
    at: event.at,
    by: { id: event.by, name: event.name },
    to: value,
    what: event.type,
    ...('reason' in event && event.reason !== undefined ? { reason: event.reason } : {}),
  };
  return { ...context, ticket, leads: event.authority?.leads ?? context.leads, moves: [...context.moves, move].slice(-mostMoves) };
}
