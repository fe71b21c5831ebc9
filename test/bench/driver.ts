/** Drives a server from outside as a platform does: presses, what they cost the server's process, and the store trips before the answer. */
import { type Agent, type OutgoingHttpHeaders, request } from 'node:http';
import type { Child } from './child.ts';
import type { Pressed } from './door-places.ts';
import { compare, median } from './measure.ts';
import type { Row } from './table.ts';

export interface DoorSize {
  /** Turns of each server before anything is counted: until then both mostly compile. */
  warmUp: number;
  rounds: number;
  /** Turns of a round, spread over so many assessments that none is pressed twice within a moment. */
  turns: number;
  warm: number;
  cold: number;
}

export interface Server {
  child: Child;
  port: number;
  /** The revision that stands for each assessment. */
  revs: Map<string, number>;
  /** Assessments that this process has not met yet. */
  unmet: string[];
}

/** One platform, as the benchmark plays it. */
export interface Platform {
  name: string;
  /** The most that a turn may cost, as a multiple of the floor. */
  goal: number;
  pressed: Pressed;
  /** Delivers one press; throws `PressRefusedError` when it was not taken in. */
  deliver(server: Server, press: { a: string; q: string; c: string; r: number }): Promise<void>;
  /** How many cards were updated since the last time this was asked. */
  updates(): number;
}

/** The server did not take a press in: nothing measured here would mean anything. */
export class PressRefusedError extends Error {
  override readonly name = 'PressRefusedError';
}

export async function press({ pressed, deliver }: Platform, server: Server, id: string): Promise<void> {
  const rev = server.revs.get(id) ?? pressed.rev;
  await deliver(server, { a: id, q: pressed.key, c: pressed.choices[rev % 2] ?? pressed.choices[0], r: rev });
  server.revs.set(id, rev + 1);
}

export function post(agent: Agent, port: number, path: string, headers: OutgoingHttpHeaders, body: string) {
  const sized = { ...headers, 'content-length': Buffer.byteLength(body) };
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', path, method: 'POST', agent, headers: sized }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

const inFlight = 4;
export const warmUps = 1;

/** What one turn costs the process of the server, with everything that follows the acknowledgement. */
export async function costOf(platform: Platform, server: Server, ids: readonly string[]): Promise<number> {
  const before = await server.child.ask<number>({ ask: 'cpu' });
  await pressAll(platform, server, ids);
  const spent = (await server.child.ask<number>({ ask: 'cpu' })) - before;
  const updates = platform.updates();
  if (updates < ids.length * 0.9) throw new PressRefusedError(`${ids.length} presses led to ${updates} updates of cards.`);
  return spent / ids.length;
}

/** So many turns, spread evenly. */
export function spread(ids: readonly string[], turns: number): string[] {
  return Array.from({ length: turns }, (_, index) => ids[index % ids.length] ?? '');
}

export async function measureTurns(
  platform: Platform,
  servers: Record<'ours' | 'floor', Server>,
  warm: readonly string[],
  size: DoorSize,
): Promise<Row[]> {
  for (const server of [servers.ours, servers.floor]) await costOf(platform, server, spread(warm, size.warmUp));
  const warmIds = spread(warm, size.turns);
  const { cost: found, ratio } = await compare(
    {
      warmOurs: () => costOf(platform, servers.ours, warmIds),
      warmFloor: () => costOf(platform, servers.floor, warmIds),
      coldOurs: () => costOf(platform, servers.ours, servers.ours.unmet.splice(0, size.cold)),
      coldFloor: () => costOf(platform, servers.floor, servers.floor.unmet.splice(0, size.cold)),
    },
    size.rounds,
    warmUps,
  );
  const us = (value: number) => `${value.toFixed(0)} us`;
  const row = (state: string, one: keyof typeof found, other: keyof typeof found): Row => ({
    what: `whole turn in ${platform.name}, CPU, 70 answers, ${state}`,
    ours: us(found[one]),
    floor: us(found[other]),
    ratio: ratio(one, other),
    goal: platform.goal,
  });
  return [row('warm', 'warmOurs', 'warmFloor'), row('cold', 'coldOurs', 'coldFloor')];
}

/** A few at a time; no assessment twice at once. */
async function pressAll(platform: Platform, server: Server, ids: readonly string[]): Promise<void> {
  const queue = [...ids];
  const work = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) await press(platform, server, id);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

/** When something was under way, in milliseconds of one clock. */
export interface Span {
  name: string;
  from: number;
  to: number;
}

export const tripTurns = 9;

/** The first press in a process that knows nothing, and the second one. */
export async function countTrips(platform: Platform, witness: Server): Promise<Row[]> {
  const counts: Record<'cold' | 'warm', number[]> = { cold: [], warm: [] };
  const names: Record<'cold' | 'warm', string> = { cold: '', warm: '' };
  for (const id of witness.unmet) {
    for (const kind of ['cold', 'warm'] as const) {
      await witness.child.ask({ ask: 'trips' });
      await press(platform, witness, id);
      const chain = tripsBeforeAnswer(await witness.child.ask<Span[]>({ ask: 'trips' }));
      counts[kind].push(chain.length);
      names[kind] = chain.join(', ');
    }
  }
  const row = (kind: 'cold' | 'warm', most: number): Row => ({
    what: `store trips one after the other before the answer in ${platform.name}, ${kind}: ${names[kind]}`,
    ours: `${median(counts[kind])}`,
    floor: `${most}`,
    // On a busy machine what follows the acknowledgement may be done before that has left the process: not in most presses.
    ratio: median(counts[kind]),
    goal: most,
  });
  return [row('cold', 2), row('warm', 1)];
}

/** The longest chain of calls of which each began after the one before had ended. */
function tripsBeforeAnswer(spans: readonly Span[]): string[] {
  const answered = spans.find(({ name }) => name === 'acknowledged')?.to ?? 0;
  const before = spans.filter(({ name, to }) => name !== 'acknowledged' && to < answered).toSorted((one, other) => one.to - other.to);
  const chain: Span[] = [];
  for (const span of before) if (span.from >= (chain.at(-1)?.to ?? 0)) chain.push(span);
  return chain.map(({ name }) => name);
}
