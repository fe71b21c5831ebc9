/** What must hold when a simulated run has come to rest. Works from the log alone, so it holds for every subject. */
import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../workflows/store/store.ts';
import { partitionOf } from '../../workflows/store/table.ts';
import { verifyChain } from '../../workflows/turn/chain.ts';
import { type EffectBody, effectId, effectName, type ItemKey, itemName, type ToldEvent } from '../../workflows/turn/effects.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import type { TurnEvent } from '../../workflows/turn/subject.ts';
import type { Chat } from './sim-chat.ts';
import type { Scenario } from './sim-process.ts';
import type { SimStore } from './sim-store.ts';

export interface Evidence {
  scenario: Pick<Scenario, 'subjectOf' | 'idOf' | 'lasts'>;
  store: Pick<SimStore, 'peek' | 'readLog' | 'openItems' | 'dueRows' | 'counted'>;
  chat: Chat;
  keys: readonly ItemKey[];
  /** Events that the platform holds for delivered, and how the turn had ended. */
  acknowledged: ReadonlyMap<string, string>;
  /** Whether an item rightly took no notice of an event from inside; absent where it never may. */
  refused?: (id: string, key: ItemKey, event: ToldEvent, told: readonly Told[]) => boolean;
  /** What is due later still waits; absent where nothing may. */
  now?: number;
}

interface Wanted {
  key: ItemKey;
  name: string;
  version: number;
  body: EffectBody;
}

export interface Checked {
  violations: string[];
  /** Messages that stand twice. */
  doubled: number;
  turns: number;
  /** The items' logs, turn by turn. */
  told: readonly Told[];
}

export interface Turned<S = unknown, E = TurnEvent> {
  before: S;
  after: S;
  event: E;
  effects: readonly EffectBody[];
}

/** What an item went through. */
export interface Told<S = unknown, E = TurnEvent> {
  key: ItemKey;
  turns: readonly Turned<S, E>[];
  /** Null where it never came to be. */
  state: S | null;
}

export async function checkRest(evidence: Evidence): Promise<Checked> {
  const { scenario, store, chat, keys } = evidence;
  const violations: string[] = [];
  const heard = new Map<string, number>();
  const all: Wanted[] = [];
  const told: Told[] = [];
  for (const key of keys) {
    const item = store.peek(key);
    if (item === null) continue;
    const rows = await store.readLog(key);
    for (const { fault, seq } of verifyChain(rows, item.head, item.version))
      violations.push(`audit row ${seq} of ${itemName(key)} ${fault}`);
    const events = rows.map((row) => JSON.parse(row.payload ?? 'null') as TurnEvent);
    for (const event of events) {
      const id = scenario.idOf(event, key);
      if (id !== null) heard.set(id, (heard.get(id) ?? 0) + 1);
    }
    const own = await fold(scenario, key, events);
    const { state } = own;
    const wanted = wantedIn(own);
    told.push(own);
    if (!isDeepStrictEqual(plain(scenario.subjectOf(key).close(state)), unpack(item.snapshot)))
      violations.push(`fold of the log differs: ${itemName(key)}`);
    if (item.effects.length > 0) violations.push(`never at rest: ${itemName(key)} still wants ${item.effects.length} effects`);
    violations.push(...checkCards(chat, item, wanted), ...checkOrder(chat, key, wanted));
    all.push(...wanted);
  }
  if ((await store.openItems(Number.MAX_SAFE_INTEGER, 100)).length > 0) violations.push('an item is still listed as open');
  violations.push(...checkEvents(evidence, heard), ...checkEffects(evidence, all, heard, told));
  const doubled = chat.strays() + all.reduce((sum, { name }) => sum + Math.max(0, chat.posts(name) - 1), 0);
  const counted = store.counted('stale-posts');
  if (doubled > counted) violations.push(`${doubled} messages stand twice, ${counted} were counted`);
  return { violations, doubled, turns: heard.size, told };
}

async function fold(scenario: Evidence['scenario'], key: ItemKey, events: readonly TurnEvent[]): Promise<Told> {
  const subject = scenario.subjectOf(key);
  const [first] = events;
  if (first === undefined) return { key, turns: [], state: null };
  let state = await subject.fresh(key, first);
  const turns = events.map((event): Turned => {
    const before = state;
    const step = subject.step(key, before, event);
    state = step.state;
    return { before, after: state, event, effects: step.effects };
  });
  return { key, turns, state };
}

/** The first effect of each turn is its audit row. */
function wantedIn({ key, turns }: Told): Wanted[] {
  return turns.flatMap(({ effects }, index) =>
    effects.map((body, place) => ({ key, version: index + 1, name: effectName(key, effectId(index + 1, place + 1)), body })),
  );
}

function checkEvents({ acknowledged }: Evidence, heard: ReadonlyMap<string, number>): string[] {
  const violations: string[] = [];
  for (const [id, times] of heard) if (times > 1) violations.push(`applied ${times} times: ${id}`);
  for (const [id, how] of acknowledged) {
    if ((how === 'applied' || how === 'duplicate') && !heard.has(id)) violations.push(`acknowledged and lost: ${id}`);
  }
  return violations;
}

function checkEffects(evidence: Evidence, all: readonly Wanted[], heard: ReadonlyMap<string, number>, told: readonly Told[]): string[] {
  const { store, chat, scenario, refused, now } = evidence;
  const violations: string[] = [];
  const cancelled = new Set(all.flatMap(({ key, body }) => (body.kind === 'cancel' ? [dueName(key, body)] : [])));
  const [mayWait, mayRefuse] = scenario.lasts === undefined ? [null, null] : [now ?? 0, refused];
  const left = store.dueRows();
  const waiting = new Set(mayWait === null ? [] : left.filter(({ at }) => at > mayWait).map((row) => dueName(row.key, row)));
  const came = (id: string, to: ItemKey, event: ToldEvent) => heard.has(id) || mayRefuse?.(id, to, event, told) === true;
  for (const wanted of all) {
    const { key, name, body } = wanted;
    if (body.kind === 'tell' && !came(name, body.to, body.event)) violations.push(`never told: ${name}`);
    if (
      body.kind === 'schedule' &&
      !cancelled.has(dueName(key, body)) &&
      !waiting.has(dueName(key, body)) &&
      !came(firedName(key, body), key, body.event)
    )
      violations.push(`never fired: ${name}`);
    if (isSpoken(body) && !chat.reached(name) && !isOvertaken(wanted, all)) violations.push(`never performed: ${body.kind} ${name}`);
  }
  for (const row of left) if (!waiting.has(dueName(row.key, row))) violations.push(`a due row is left: ${row.id}`);
  return violations;
}

/** The newest paint of a card shows the item as it was then or later, and a card is posted once unless a stale post was counted. */
function checkCards(chat: Chat, item: Item, wanted: readonly Wanted[]): string[] {
  const newest = new Map(wanted.flatMap((one) => (one.body.kind === 'paint' ? [[one.body.card, one] as const] : [])));
  return [...newest].flatMap(([card, { name, version }]) => {
    const ref = item.cards[card];
    const message = ref === undefined || chat.refused(name) ? undefined : chat.message(ref);
    return message !== undefined && message.shows < version ? [`an old card stands: ${name} is shown as of ${message.shows}`] : [];
  });
}

function checkOrder(chat: Chat, key: ItemKey, wanted: readonly Wanted[]): string[] {
  // An update may be skipped and then sent after all: it shows the newest state whenever it comes.
  const posts = wanted.filter(({ body }) => body.kind !== 'paint' || body.fresh === true);
  const place = new Map(posts.map(({ name }, index) => [name, index]));
  const order = chat.order(key).flatMap((name) => place.get(name) ?? []);
  return order.some((at, index) => index > 0 && at < (order[index - 1] ?? 0)) ? [`out of order: ${itemName(key)}`] : [];
}

function isOvertaken(wanted: Wanted, all: readonly Wanted[]): boolean {
  const { body, key, name } = wanted;
  if (body.kind !== 'paint' || body.fresh === true) return false;
  return all.some(
    (other) => itemName(other.key) === itemName(key) && other.name > name && other.body.kind === 'paint' && other.body.card === body.card,
  );
}

/** A card that belongs nowhere is brought up to date only where it stands. */
function isSpoken(body: EffectBody): boolean {
  return (body.kind === 'paint' && body.conversation !== '') || body.kind === 'direct' || body.kind === 'say' || body.kind === 'file';
}

function dueName(key: ItemKey, due: { id: string; at: number }): string {
  return `${itemName(key)} ${due.id} ${due.at}`;
}

/** As the sweeper and the drain name what they fire. */
function firedName(key: ItemKey, { id, at, calendar }: Extract<EffectBody, { kind: 'schedule' }>): string {
  return `${calendar ?? 'due'}:${partitionOf(key)}:${id}:${at}`;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
