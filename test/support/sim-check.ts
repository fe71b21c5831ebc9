/** What must hold when a simulated run has come to rest. Works from the log alone, so it holds for every subject. */
import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../workflows/store/store.ts';
import { verifyChain } from '../../workflows/turn/chain.ts';
import { type EffectBody, effectId, effectName, type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import type { TurnEvent } from '../../workflows/turn/subject.ts';
import type { Chat } from './sim-chat.ts';
import type { Scenario } from './sim-process.ts';
import type { SimStore } from './sim-store.ts';

export interface Evidence {
  scenario: Pick<Scenario, 'subjectOf' | 'idOf'>;
  store: Pick<SimStore, 'peek' | 'readLog' | 'openItems' | 'dueRows' | 'counted'>;
  chat: Chat;
  keys: readonly ItemKey[];
  /** Events that the platform holds for delivered, and how the turn had ended. */
  acknowledged: ReadonlyMap<string, string>;
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
}

export async function checkRest(evidence: Evidence): Promise<Checked> {
  const { scenario, store, chat, keys } = evidence;
  const violations: string[] = [];
  const heard = new Map<string, number>();
  const all: Wanted[] = [];
  for (const key of keys) {
    const item = store.peek(key);
    if (item === null) continue;
    const rows = await store.readLog(key);
    for (const { fault, seq } of verifyChain(rows, item.head, item.version))
      violations.push(`audit row ${seq} of ${itemName(key)} ${fault}`);
    const events = rows.map((row) => JSON.parse(row.payload ?? 'null') as TurnEvent);
    for (const event of events) {
      const id = scenario.idOf(event);
      if (id !== null) heard.set(id, (heard.get(id) ?? 0) + 1);
    }
    const { state, wanted } = await fold(scenario, key, events);
    if (!isDeepStrictEqual(plain(scenario.subjectOf(key).close(state)), unpack(item.snapshot)))
      violations.push(`fold of the log differs: ${itemName(key)}`);
    if (item.effects.length > 0) violations.push(`never at rest: ${itemName(key)} still wants ${item.effects.length} effects`);
    violations.push(...checkCards(chat, item, wanted), ...checkOrder(chat, key, wanted));
    all.push(...wanted);
  }
  if ((await store.openItems(Number.MAX_SAFE_INTEGER, 100)).length > 0) violations.push('an item is still listed as open');
  violations.push(...checkEvents(evidence, heard), ...checkEffects(evidence, all, heard));
  const doubled = chat.strays() + all.reduce((sum, { name }) => sum + Math.max(0, chat.posts(name) - 1), 0);
  const counted = store.counted('stale-posts');
  if (doubled > counted) violations.push(`${doubled} messages stand twice, ${counted} were counted`);
  return { violations, doubled, turns: heard.size };
}

async function fold(
  scenario: Evidence['scenario'],
  key: ItemKey,
  events: readonly TurnEvent[],
): Promise<{ state: unknown; wanted: Wanted[] }> {
  const subject = scenario.subjectOf(key);
  const wanted: Wanted[] = [];
  const [first] = events;
  if (first === undefined) return { state: null, wanted };
  let state = await subject.fresh(key, first);
  for (const [index, event] of events.entries()) {
    const step = subject.step(key, state, event);
    state = step.state;
    // The first effect of each turn is its audit row.
    const version = index + 1;
    for (const [place, body] of step.effects.entries())
      wanted.push({ key, version, name: effectName(key, effectId(version, place + 1)), body });
  }
  return { state, wanted };
}

function checkEvents({ acknowledged }: Evidence, heard: ReadonlyMap<string, number>): string[] {
  const violations: string[] = [];
  for (const [id, times] of heard) if (times > 1) violations.push(`applied ${times} times: ${id}`);
  for (const [id, how] of acknowledged) {
    if ((how === 'applied' || how === 'duplicate') && !heard.has(id)) violations.push(`acknowledged and lost: ${id}`);
  }
  return violations;
}

function checkEffects({ store, chat }: Evidence, all: readonly Wanted[], heard: ReadonlyMap<string, number>): string[] {
  const violations: string[] = [];
  const cancelled = new Set(all.flatMap(({ key, body }) => (body.kind === 'cancel' ? [dueName(key, body)] : [])));
  for (const wanted of all) {
    const { key, name, body } = wanted;
    if (body.kind === 'tell' && !heard.has(name)) violations.push(`never told: ${name}`);
    if (body.kind === 'schedule' && !cancelled.has(dueName(key, body)) && !firedIn(heard, body.id, body.at))
      violations.push(`never fired: ${name}`);
    if (isSpoken(body) && !chat.reached(name) && !isOvertaken(wanted, all)) violations.push(`never performed: ${body.kind} ${name}`);
  }
  for (const row of store.dueRows()) violations.push(`a due row is left: ${row.id}`);
  return violations;
}

/** The newest paint of a card shows the item as it was then or later, and a card is posted once unless a stale post was counted. */
function checkCards(chat: Chat, item: Item, wanted: readonly Wanted[]): string[] {
  const violations: string[] = [];
  const last = wanted.findLast(({ body }) => body.kind === 'paint');
  if (last === undefined || last.body.kind !== 'paint' || chat.refused(last.name)) return violations;
  const ref = item.cards[last.body.card];
  const message = ref === undefined ? undefined : chat.message(ref);
  if (message !== undefined && message.shows < last.version)
    violations.push(`an old card stands: ${last.name} is shown as of ${message.shows}`);
  return violations;
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

function isSpoken(body: EffectBody): boolean {
  return body.kind === 'paint' || body.kind === 'direct' || body.kind === 'say' || body.kind === 'file';
}

function dueName(key: ItemKey, due: { id: string; at: number }): string {
  return `${itemName(key)} ${due.id} ${due.at}`;
}

function firedIn(heard: ReadonlyMap<string, number>, id: string, at: number): boolean {
  return [...heard.keys()].some((name) => name.startsWith('due:') && name.endsWith(`:${id}:${at}`));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
