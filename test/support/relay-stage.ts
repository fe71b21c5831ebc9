/** One relay over a store in memory, with a clock that stands until it is moved: what was said, noted, claimed and finished. */
import type { Item } from '../../workflows/store/store.ts';
import { type CardRef, type EffectBody, effectId, type ItemKey } from '../../workflows/turn/effects.ts';
import { createKeyedQueue } from '../../workflows/turn/queue.ts';
import { createRelay, type RelayPorts, type Speech } from '../../workflows/turn/relay.ts';
import type { RelayNote } from '../../workflows/turn/relay-note.ts';
import { createSimStore, type SimStore } from './sim-store.ts';

export const key: ItemKey = { tenant: 't1', kind: 'conversation', id: 'c1' };
export const noon = Date.UTC(2027, 0, 4, 12);
export const leaseMs = 30_000;

export const say = (what: string): EffectBody => ({ kind: 'say', what, conversation: 'c1', params: {} });
export const paint = (card: string, conversation = 'c1'): EffectBody => ({ kind: 'paint', card, conversation });
export const cardAt = (message: string): CardRef => ({ conversation: 'c1', message });

/** `store` is given where another process shares it, or where it has a fault. */
export function createRelayStage(ports: Partial<RelayPorts> = {}, store: SimStore = createSimStore()) {
  const clock = { now: noon };
  const speeches: Speech[] = [];
  const notes: RelayNote[] = [];
  const noted: { done: string[]; cards: Record<string, CardRef> }[] = [];
  const refreshed: number[] = [];
  const claims: { ids: string[]; owner: string; lease: number }[] = [];
  const finished: string[][] = [];
  let loads = 0;
  const relay = createRelay({
    store: {
      ...store,
      async load(of) {
        loads += 1;
        return await store.load(of);
      },
      async claim(of, effects, owner, lease) {
        claims.push({ ids: effects.map(({ id }) => id), owner, lease });
        return await store.claim(of, effects, owner, lease);
      },
      async finish(of, done) {
        finished.push(done.ids);
        return await store.finish(of, done);
      },
    },
    queue: createKeyedQueue(),
    now: () => clock.now,
    owner: 'one',
    leaseMs,
    newest: async (of) => store.peek(of),
    noted: (_, done, cards) => void noted.push({ done, cards }),
    refreshed: ({ version }) => void refreshed.push(version),
    tell: async () => undefined,
    log: (note) => void notes.push(note),
    background: () => undefined,
    publish: () => Promise.resolve(),
    ...ports,
    async speak(speech) {
      speeches.push(speech);
      return (await ports.speak?.(speech)) ?? { kind: 'sent' };
    },
  });
  /** What was said or painted, in order. */
  const spoken = () => speeches.map(({ body }) => (body.kind === 'say' ? body.what : body.kind === 'file' ? body.format : body.card));
  return { relay, store, clock, speeches, spoken, notes, noted, refreshed, claims, finished, loads: () => loads };
}

/** One turn more in the item, that wants these effects; held by `one` unless told otherwise. */
export async function commitTurn(
  store: SimStore,
  bodies: readonly EffectBody[],
  { of = key, owner = 'one', lease = noon + leaseMs }: { of?: ItemKey; owner?: string; lease?: number } = {},
): Promise<Item> {
  const expected = store.peek(of)?.version ?? 0;
  const effects = bodies.map((body, index) => ({ id: effectId(expected + 1, index), body, owner, lease }));
  const bare = { snapshot: new Uint8Array(), seen: new Uint8Array(), head: '', projection: {} };
  await store.commit({ key: of, expected, ...bare, effects, at: noon - 1 });
  const item = store.peek(of);
  if (item === null) throw new Error('It was just written.');
  return item;
}
