/** A roadmap as it stands, and who may read it. */

import type { RoadmapState } from '../../workflows/roadmap/roadmap-state.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import type { Item } from '../../workflows/store/store.ts';
import { fromOf } from './following.ts';
import type { Talk } from './talk.ts';
import type { ShownRoadmap } from './views/roadmap.ts';

export async function openedRoadmap(talk: Talk, id: string): Promise<{ item: Item; shown: ShownRoadmap } | null> {
  const opened = await talk.workshop.read(talk.subjects.roadmap, roadmapKey(talk.incoming.tenant, id));
  return opened === null ? null : { item: opened.item, shown: await talk.follow.roadmap(opened.item) };
}

/** Those it was spoken of to, those who decide, and those who have something to do in it. */
export async function mayRead(talk: Talk, shown: { state: RoadmapState }): Promise<boolean> {
  const { state } = shown;
  const { actor, tenant } = talk.incoming;
  const { home, tasks, approvals, requester } = state;
  const places = [home.conversation, tasks, approvals];
  if (places.includes(fromOf(talk, places)) || requester.id === actor.id) return true;
  const { leads, admins } = await talk.settled.ground(tenant);
  if (leads.some(({ id }) => id === actor.id) || admins.includes(actor.id)) return true;
  return Object.values(state.gaps).some(({ owner }) => owner?.id === actor.id);
}
