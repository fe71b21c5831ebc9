/** Whether a workload may enter a phase: read from its newest result and from every gap by its own record. It decides nothing. */
import { type Phase, phases } from '../../knowledge/schema.ts';
import { takesPart } from '../../workflows/interview/guards.ts';
import { readGate } from '../../workflows/roadmap/read-gate.ts';
import { assessmentKey } from './keys.ts';
import { mayRead, openedRoadmap } from './opened-roadmap.ts';
import type { Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import { gateView, nextPhase } from './views/gate.ts';
import { words } from './words/en.ts';

export interface GateWish {
  /** Null for the phase that comes next. */
  target: Phase | null;
  page: number;
}

/** `x` of a press: the phase, then the page. */
export function gateWish(said = ''): GateWish {
  const [name, page = '0'] = said.split(' ');
  return { target: phases.find((phase) => phase === name) ?? null, page: /^\d{1,3}$/.test(page) ? Number(page) : 0 };
}

export async function openGate(talk: Talk, id: string, wish: GateWish): Promise<Reply> {
  const opened = await openedRoadmap(talk, id);
  const newest = opened?.shown.state.trend.at(-1);
  // Typed it is about what lives here; a press may name anything, and is told nothing of what it may not read.
  if (opened === null && talk.incoming.what.kind === 'text') return { kind: 'notice', text: words.gate.noResult };
  if (opened === null || newest === undefined || !(await mayRead(talk, opened.shown)))
    return { kind: 'notice', text: words.roadmap.refusals.gone };
  const key = assessmentKey(talk, id);
  const reading = await readGate(talk.store, talk.subjects.catalogues, key, {
    target: wish.target ?? nextPhase(newest.phase),
    now: talk.now(),
  });
  if (reading.kind === 'unknown') return { kind: 'notice', text: words.gate.unknown(reading.reason) };
  const assessment = await talk.workshop.glance(talk.subject, key);
  const { value, context } = assessment?.state.snapshot ?? {};
  const { actor, conversation } = talk.incoming;
  const isPart = context !== undefined && takesPart(context, { by: actor.id, from: conversation.id });
  const mayAssess = isPart && value?.interview === 'finished' && value.activity === 'active';
  return {
    kind: 'view',
    view: gateView({ ...reading, id, now: talk.now(), isPart, mayAssess, tryout: talk.follow.tryout }, wish.page),
    shows: 'panel',
  };
}
