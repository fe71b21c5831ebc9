/** What waits for each lead of a roadmap, counted over all of it: decisions, and what was put aside and is to be looked at again. */
import { isDeepStrictEqual } from 'node:util';
import type { Duty } from '../reminder/duty.ts';
import type { EffectBody, ItemKey } from '../turn/effects.ts';
import { isUndecided } from './line.ts';
import { sinceOf } from './outlived.ts';
import { heardOf } from './outlived-told.ts';
import type { RoadmapState } from './roadmap-state.ts';

type Counted = Pick<Duty, 'kind' | 'since'> & { count: number };

export function dutyEffects(key: ItemKey, before: RoadmapState, after: RoadmapState): EffectBody[] {
  return [...told(key, `decide ${key.id}`, before, after, decisions), ...told(key, `review ${key.id}`, before, after, reviews)];
}

function decisions({ gaps }: RoadmapState): Counted {
  const lines = Object.values(gaps).filter(isUndecided);
  return { kind: 'decision', count: lines.length, since: Math.min(...lines.map(({ waits, since }) => waits ?? since)) };
}

function reviews(state: RoadmapState): Counted {
  const outlived = heardOf(state);
  return { kind: 'review', count: outlived.length, since: Math.min(...outlived.map(sinceOf)) };
}

function told(
  { tenant, id }: ItemKey,
  name: string,
  before: RoadmapState,
  after: RoadmapState,
  countedIn: (state: RoadmapState) => Counted,
): EffectBody[] {
  const count = (state: RoadmapState): number => (state.submitted === null ? 0 : countedIn(state).count);
  if (count(before) === count(after) && isDeepStrictEqual(before.leads, after.leads)) return [];
  const to = (person: string): ItemKey => ({ tenant, kind: 'person', id: person });
  const ended = (people: RoadmapState['leads']) =>
    people.map(({ id: person }): EffectBody => ({ kind: 'tell', to: to(person), event: { type: 'duty-ended', id: name } }));
  if (count(after) === 0) return count(before) === 0 ? [] : ended(before.leads);
  const duty: Duty = {
    id: name,
    assessment: id,
    title: after.workload.slice(0, 160),
    workload: after.workload.slice(0, 80),
    ...countedIn(after),
  };
  const via = after.approvals ?? after.home.conversation;
  return [
    ...ended(before.leads.filter((one) => !after.leads.some((lead) => lead.id === one.id))),
    ...after.leads.map((lead): EffectBody => ({ kind: 'tell', to: to(lead.id), event: { type: 'duty', duty, via } })),
  ];
}
