/** What stands before a run of the roadmap begins: lived once by a process that never dies, then written again for every run. */
import { ownEnvelope } from '../../bot/conversation/subjects.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import { settingsKey } from '../../workflows/settings/subject.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import { seenPolicy } from '../../workflows/turn/seen.ts';
import { createWorkshop, type Workshop } from '../../workflows/turn/workshop.ts';
import { type Chat, createChat } from './sim-chat.ts';
import { type Fittings, type Machine, type ScenarioInput, stamped } from './sim-process.ts';
import { fitOut, type House, nameOf, person, tenant } from './sim-roadmap.ts';
import { firstEnd } from './sim-roadmap-rounds.ts';
import { createSimStore, type SimStore } from './sim-store.ts';

export const assessment: ItemKey = { tenant, kind: 'assessment', id: 'a1' };
export const roadmap = roadmapKey(tenant, 'a1');

/** Everything that was written and posted, in order. */
type Past = readonly ((store: Store, chat: Chat) => unknown)[];

const writes: ReadonlySet<string> = new Set<keyof SimStore>([
  'commit',
  'claim',
  'finish',
  'writeLog',
  'writeText',
  'writeDue',
  'removeDue',
  'removeDueRow',
  'moveDueRow',
  'sweptTo',
  'writeEvidence',
  'writeRecords',
  'count',
]);

/** What somebody did before the run. */
export type Before = (now: { store: SimStore; chat: Chat; at: number }) => ScenarioInput;

const pasts = new Map<string, Promise<Past>>();

/** The past of that name, lived when it is wanted first. */
export async function stand(name: string, deeds: readonly Before[], until: number, store: Store, chat: Chat): Promise<void> {
  const past = pasts.get(name) ?? live(deeds, until);
  pasts.set(name, past);
  for (const write of await past) await write(store, chat);
}

const betweenMs = 60_000;

async function live(deeds: readonly Before[], until: number): Promise<Past> {
  const past: ((store: Store, chat: Chat) => unknown)[] = [];
  const bare = createSimStore();
  const chat = createChat();
  const clock = { now: until - (deeds.length + 3) * betweenMs };
  const store = new Proxy(bare, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
      if (!writes.has(String(name))) return method;
      return (...given: unknown[]) => {
        const kept = structuredClone(given);
        past.push((into) => Reflect.apply(Reflect.get(into, name) as typeof method, into, kept));
        return Reflect.apply(method, target, given);
      };
    },
  });
  const { shop, fittings } = begin(store, chat, clock, past);
  await settle(shop, fittings, clock.now);
  for (const deed of deeds) {
    await shop.relay.idle();
    clock.now += betweenMs;
    await fittings.hear(deed({ store, chat, at: clock.now }), shop);
  }
  await shop.relay.idle();
  return past;
}

function begin(store: SimStore, chat: Chat, clock: { now: number }, past: ((store: Store, chat: Chat) => unknown)[]) {
  const now = () => clock.now;
  const world = { now, random: () => 0.5, after: () => undefined, run: () => Promise.resolve(0) };
  const house: House = { verdict: () => 'pass', looks: [0], begun: [], tracker: () => null };
  const shop: Workshop = createWorkshop({
    store,
    now,
    random: () => 0.5,
    pause: () => Promise.resolve(),
    owner: 'past',
    leaseMs: 30_000,
    seen: seenPolicy,
    warmItems: 100,
    async speak(speech) {
      const view = (await fittings.draw(speech)) ?? undefined;
      past.push((_, into) => into.accept(speech, 'takes', view));
      return chat.accept(speech, 'takes', view);
    },
    background: (key, body) => fittings.background(key, body),
    publish: (item) => fittings.publish(item),
    tell: async (_, to, id, event) =>
      void (await watched.turn(fittings.subjectOf(to), to, { id, event: { ...event, ...ownEnvelope(clock.now) } })),
    log: () => undefined,
  });
  const watched = stamped(shop);
  const machine: Machine = {
    life: { owner: 'past', alive: true, frozenUntil: 0, skew: 0 },
    wire: { call: async (_, __, effect) => await effect(), points: () => 0, crashes: () => 0, calmDown: () => undefined },
    world,
    store,
    now,
    pause: () => Promise.resolve(),
    workshop: watched,
  };
  const fittings: Fittings = fitOut(house)(machine);
  return { shop: watched, fittings };
}

/** A finished assessment with three gaps, an account that can be looked at, two leads and where they decide. */
async function settle(shop: Workshop, { subjectOf }: Fittings, at: number): Promise<void> {
  let count = 0;
  const turn = async (key: ItemKey, event: { type: string; [field: string]: unknown }) => {
    count += 1;
    const whole = { by: 'adi', name: nameOf('adi'), from: '', at: at + count, ...event };
    await shop.turn(subjectOf(key), key, { id: `before ${count}`, event: whole });
    await shop.relay.idle();
  };
  const settings = settingsKey(tenant);
  for (const lead of ['lea', 'lou']) await turn(settings, { type: 'lead-add', person: person(lead), configured: ['adi'] });
  await turn(settings, { type: 'approvals-channel', conversation: 'leads', configured: ['adi'] });
  const talk: ItemKey = { tenant, kind: 'conversation', id: 'talk' };
  for (const one of ['owen', 'olga', 'lea', 'lou']) await turn(talk, { type: 'met', kind: 'group', reference: {}, person: person(one) });
  await turn(assessment, { ...firstEnd, at });
}
