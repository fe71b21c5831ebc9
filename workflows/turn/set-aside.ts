/** Gives up an effect that goes on failing, so that what comes after it in its item is not held up for ever. */
import type { Item, Store } from '../store/store.ts';
import { type EffectBody, effectName, type ItemKey, type PendingEffect, type ToldEvent, versionOf } from './effects.ts';

interface SetAsidePorts {
  store: Pick<Store, 'readLog' | 'quarantine' | 'count'>;
  now(): number;
  tell(to: ItemKey, id: string, event: ToldEvent): Promise<void>;
  log(line: { note: 'undelivered'; effect: string; error: string }): void;
}

type Failed = Pick<PendingEffect, 'id' | 'body'>;

/** Outages of a platform are over by then. */
export const patienceMs = 24 * 3_600_000;
/** One failure of something old says little: it must have failed in this process for so long, too. */
export const failingMs = 3_600_000;
const mostRemembered = 1000;

/** When each effect first failed here. A restart forgets it, which only means another hour. */
const failing = new WeakMap<SetAsidePorts, Map<string, number>>();

/**
 * Counts a failure. True when the effect was wanted a day ago and has failed here for an hour: it is then kept in quarantine with
 * its body, counted, and may be marked done. An audit row is never given up: without it the log would have a gap.
 */
export async function setAside(ports: SetAsidePorts, { key }: Item, effect: Failed, error: string): Promise<boolean> {
  const name = effectName(key, effect.id);
  const now = ports.now();
  if (effect.body.kind === 'audit' || now - firstFailure(ports, name, now) < failingMs) return false;
  try {
    if (!(await isOld(ports, key, effect.id, now))) return false;
    await ports.store.quarantine({ ...keptAs(key, effect.body, now), eventId: name, error, at: now });
    await ports.store.count(key.tenant, 'undelivered');
    await tellUnreached(ports, key, name, effect.body);
  } catch {
    // Where not even this can be kept, it is the world that fails and not the effect: it stays where it is.
    return false;
  }
  ports.log({ note: 'undelivered', effect: name, error });
  return true;
}

async function isOld(ports: SetAsidePorts, key: ItemKey, id: string, now: number): Promise<boolean> {
  // An effect carries no time of its own; the row of its turn, written before it, says when it was wanted.
  const wantedAt = (await ports.store.readLog(key)).find(({ seq }) => seq === versionOf(id))?.at;
  return wantedAt !== undefined && now - wantedAt >= patienceMs;
}

/** Who waits for this person must hear that they cannot be reached: the outcome comes in as an event of its own. */
export async function tellUnreached(ports: Pick<SetAsidePorts, 'tell'>, key: ItemKey, name: string, body: EffectBody): Promise<void> {
  if (body.kind !== 'direct') return;
  await ports.tell(key, `${name} unreachable`, { type: 'unreachable', card: body.card, person: body.person });
}

function firstFailure(ports: SetAsidePorts, name: string, now: number): number {
  const known = failing.get(ports) ?? new Map<string, number>();
  failing.set(ports, known);
  const first = known.get(name) ?? now;
  known.set(name, first);
  const oldest = known.keys().next().value;
  if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
  return first;
}

/** What another item should have been told can be replayed there; anything else is kept for people to read, and no item takes it. */
function keptAs(key: ItemKey, body: EffectBody, at: number): { key: ItemKey; event: string } {
  const inside = { by: 'plumbline', name: 'Plumbline', from: '', at };
  if (body.kind === 'tell') return { key: body.to, event: JSON.stringify({ ...body.event, ...inside }) };
  return { key, event: JSON.stringify({ type: 'undelivered', effect: body, ...inside }) };
}
