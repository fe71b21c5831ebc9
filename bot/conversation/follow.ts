/** Draws what roadmaps, gaps and people show: from stored state to a view, whoever asks for it. */
import { type Phase, phases } from '../../knowledge/schema.ts';
import { sealText } from '../../workflows/audit/seals.ts';
import { personSubject } from '../../workflows/conversation/person.ts';
import { clockOf, isCivil } from '../../workflows/reminder/clock.ts';
import { digestCard, waitingCard } from '../../workflows/reminder/reminders.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import type { Item, Store } from '../../workflows/store/store.ts';
import type { EffectBody, ItemKey } from '../../workflows/turn/effects.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import type { Draw, QuadrantData } from './drawing.ts';
import type { Settled } from './settled.ts';
import type { Subjects } from './subjects.ts';
import type { Picture, View } from './view.ts';
import { digestView, type ShownReminders, type ShownSeal, sealedIn, waitingView } from './views/digest.ts';
import { gapSaidView, roadmapSaidView } from './views/gap-said.ts';
import { leadsView, quadrantData, type ShownRoadmap } from './views/roadmap.ts';
import { tasksView } from './views/tasks.ts';

type Say = Extract<EffectBody, { kind: 'say' }>;

export interface Follow {
  /** A card of an item of any kind but the assessment. */
  card(item: Item, card: string): Promise<View>;
  /** What such an item says by itself. */
  said(item: Item, say: Say): Promise<View>;
  roadmap(item: Item): Promise<ShownRoadmap>;
  /** The roadmap as the leads see it, with its picture. */
  leads(shown: ShownRoadmap, on: 'card' | 'page'): Promise<View>;
  /** True for a digest that would come at an uncivil hour by now, as after an outage of the platform: it is then named another day. */
  missed(item: Item, card: string, name: string): Promise<boolean>;
  tryout: boolean;
  /** Where issues of a tenant are made, in words; null where nowhere. */
  tracker(tenant: string): string | null;
}

export interface FollowPorts {
  store: Pick<Store, 'load'>;
  workshop(): Workshop;
  subjects: Pick<Subjects, 'gap' | 'roadmap'>;
  settled: Settled;
  tracker(tenant: string): { place: string } | null;
  draw: Draw;
  tryout: boolean;
  now(): number;
}

/** A card that no build of ours names: a fault of ours. */
export class UnknownCardError extends Error {
  override readonly name = 'UnknownCardError';
}

export function createFollow(ports: FollowPorts): Follow {
  const { workshop, subjects, tryout } = ports;
  const roadmap = async (item: Item): Promise<ShownRoadmap> => ({
    id: item.key.id,
    version: item.version,
    state: await workshop().stateOf(subjects.roadmap, item),
    now: ports.now(),
    tryout,
  });
  const reminders = async (item: Item): Promise<ShownReminders> => ({
    state: await workshop().stateOf(personSubject, item),
    version: item.version,
    now: ports.now(),
  });
  const drawn = drawnOnce(ports.draw);
  const leads: Follow['leads'] = async (shown, on) => leadsView(shown, on, await drawn(quadrantData(shown)));
  return {
    roadmap,
    leads,
    async missed(item, card, name) {
      if (item.key.kind !== 'person' || card !== digestCard) return false;
      const { state, now } = await reminders(item);
      if (isCivil(now, clockOf(state))) return false;
      const event = { type: 'digest.missed' as const, by: 'plumbline', at: now };
      await workshop().turn(personSubject, item.key, { id: `${name} missed`, event });
      return true;
    },
    tryout,
    tracker: (tenant) => ports.tracker(tenant)?.place ?? null,
    async card(item, card) {
      if (item.key.kind === 'person') return await personCard(ports.store, item.key.tenant, await reminders(item), card);
      if (item.key.kind === 'roadmap') return await roadmapCard(await roadmap(item), card, leads);
      throw new UnknownCardError(`"${card}" is no card of the item ${nameOf(item.key)}.`);
    },
    async said(item, { what }) {
      if (item.key.kind === 'roadmap') return roadmapSaidView(await roadmap(item), what);
      if (item.key.kind !== 'gap') throw new UnknownCardError(`The item ${nameOf(item.key)} does not say "${what}".`);
      return gapSaidView(await workshop().stateOf(subjects.gap, item), what, ports.now());
    },
  };
}

const nameOf = ({ kind, id }: ItemKey): string => `${kind} ${id}`;

async function personCard(store: Pick<Store, 'load'>, tenant: string, shown: ShownReminders, card: string): Promise<View> {
  if (card === digestCard) return digestView(shown, await sealsFor(store, tenant, shown));
  if (card === waitingCard) return waitingView(shown, 0);
  throw new UnknownCardError(`"${card}" is no card of a person.`);
}

/** The roadmap's log tells what became of every gap and who decided it. A few reads side by side, for whoever leads alone. */
async function sealsFor(store: Pick<Store, 'load'>, tenant: string, shown: ShownReminders): Promise<ShownSeal[]> {
  const seals = await Promise.all(
    sealedIn(shown).named.map(async ({ assessment, workload }): Promise<ShownSeal[]> => {
      const item = await store.load(roadmapKey(tenant, assessment));
      return item === null ? [] : [{ workload, rows: item.version, seal: sealText(item) }];
    }),
  );
  return seals.flat();
}

async function roadmapCard(shown: ShownRoadmap, card: string, leads: Follow['leads']): Promise<View> {
  const phase = phases.find((one): one is Phase => card === `tasks ${one}`);
  return phase === undefined ? await leads(shown, 'card') : tasksView(shown, phase);
}

const mostDrawn = 200;

/** Most changes of a roadmap move nothing in its picture, so it is drawn once for all of them. */
function drawnOnce(draw: Draw): (quadrant: QuadrantData) => Promise<Picture | null> {
  const kept = new Map<string, Promise<Picture | null>>();
  return async (quadrant) => {
    const name = JSON.stringify(quadrant);
    const picture = kept.get(name) ?? draw({ name: 'quadrant', quadrant });
    kept.delete(name);
    kept.set(name, picture);
    const oldest = kept.keys().next().value;
    if (kept.size > mostDrawn && oldest !== undefined) kept.delete(oldest);
    return await picture;
  };
}
