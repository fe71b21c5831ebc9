/** What every tracker must do on its bad days: nothing is made twice, nothing unknown counts as done, and the token goes nowhere else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Seen, Tickets, Trouble } from '../../workflows/tickets/ticket.ts';
import type { Asked, Weather } from '../support/door.ts';
import type { TrackerWorld } from '../support/trackers.ts';
import { draftOf, never } from '../workflows/tickets/drafts.ts';
import { seenBy } from './tracker.ts';

export const troubleOf = (answer: Answer<unknown>): Trouble => {
  if (answer.kind === 'done') throw new Error('It worked.');
  return answer.trouble;
};

export const says = (status: number, headers: Record<string, string> = {}, message = 'Something'): Weather => ({
  kind: 'says',
  status,
  headers,
  body: { message },
});

const note = { effect: 'one', since: Date.now(), day: '2027-01-10', about: 'proven-by-scan' } as const;

/** What may become of a request; each row is used once, then all is well. */
const weathers = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.constantFrom<Weather>({ kind: 'lost' }, { kind: 'lost', status: 502 }, { kind: 'lost', status: 200 }, says(503), says(429)),
  ),
  { maxLength: 24 },
);

const until = async (client: () => Tickets, work: (client: Tickets) => Promise<Answer<Seen>>): Promise<Seen> => {
  for (let times = 0; times < 60; times += 1) {
    const answer = await work(client());
    if (answer.kind === 'done') return answer.value;
    if (answer.trouble.retryAfterMs === null) throw new Error(answer.trouble.kind);
  }
  throw new Error('It never worked.');
};

export function troubleContract(name: string, start: () => Promise<TrackerWorld>): void {
  let world: TrackerWorld;
  beforeEach(async () => {
    world = await start();
  });
  afterEach(async () => await world.stop());

  /** The next request like this one goes wrong, those after it do not. */
  const once = (is: (asked: Asked) => boolean, how: Weather): void => {
    let isOver = false;
    world.weather.of = (asked) => {
      if (isOver || !is(asked)) return null;
      isOver = true;
      return how;
    };
  };
  const opened = async (): Promise<number> => seenBy(await world.client().open(draftOf(), never)).number;

  describe(`an answer of ${name} that is lost`, () => {
    it.each<[string, Weather]>([
      ['with its connection', { kind: 'lost' }],
      ['behind a gateway', { kind: 'lost', status: 504 }],
      ['behind a page of somebody else', { kind: 'lost', status: 200 }],
    ])('%s, after the issue was made, leads to no second issue', async (_, how) => {
      once(world.is.making, how);
      expect(troubleOf(await world.client().open(draftOf(), never)).retryAfterMs).toBeGreaterThan(0);
      const [issue] = await world.issues();
      expect(seenBy(await world.client().open(draftOf({ effect: 'asked again' }), never)).number).toBe(issue?.number);
      expect(await world.issues()).toHaveLength(1);
    });

    it.each(['saying', 'moving'] as const)('when it was %s something, leads to no second comment', async (what) => {
      const number = await opened();
      once(world.is[what], { kind: 'lost' });
      expect(troubleOf(await world.client().close(number, note, never)).kind).toBe('unheard');
      expect(await world.client().close(number, note, never)).toMatchObject({ kind: 'done', value: { state: 'closed', why: 'completed' } });
      expect(await world.comments(number)).toHaveLength(1);
    });

    it('is given up after a while, and nothing counts as done', async () => {
      world.weather.of = (asked) => (world.is.making(asked) ? { kind: 'silent' } : null);
      expect(troubleOf(await world.client({ timeoutMs: 300 }).open(draftOf(), never)).kind).toBe('unheard');
      world.weather.of = () => null;
      expect(await world.issues()).toEqual([]);
      expect(await world.client().open(draftOf(), never)).toMatchObject({ kind: 'done' });
    });

    it('is not waited for by a process that ends', async () => {
      world.weather.of = () => ({ kind: 'silent' });
      const ending = new AbortController();
      const opening = world.client().open(draftOf(), ending.signal);
      ending.abort(new Error('The process ends.'));
      await expect(opening).rejects.toThrow('The process ends.');
    });

    it('is known as such when nobody listens at all', async () => {
      await world.stop();
      expect(troubleOf(await world.client().look(1, never)).kind).toBe('unheard');
    });
  });

  const at = 1_800_000_000_000;

  describe(`a refusal of ${name}`, () => {
    it.each<[string, Weather, Trouble['kind'], number | null]>([
      ['of the token', says(401), 'unauthorised', null],
      ['of the right', says(403), 'forbidden', null],
      ['of what is not there', says(404), 'missing', null],
      ['of what was deleted', says(410), 'gone', null],
      ['of the request', says(400), 'refused', null],
      ['of the content', says(422), 'refused', null],
      ['because somebody else changes it', says(409), 'unavailable', 60_000],
      ['for being too fast, with a time', says(429, { 'retry-after': '7' }), 'limited', 7_000],
      ['for being too fast, without a time', says(429), 'limited', 60_000],
      ['with a time that is absurd', says(429, { 'retry-after': '999999999' }), 'limited', 86_400_000],
      ['with a time that is none', says(429, { 'retry-after': 'soon' }), 'limited', 60_000],
      ['by a fault', says(500), 'unavailable', 60_000],
      ['by a gateway that names a time', says(503, { 'retry-after': '120' }), 'unavailable', 120_000],
      ['because it moved', says(301, { location: 'http://127.0.0.1:1/elsewhere' }), 'moved', null],
      ['by a page of somebody else', { kind: 'says', status: 200, text: '<html>Sign in</html>' }, 'unreadable', 600_000],
      ['by something that is no issue', { kind: 'says', status: 200, body: { number: 'one', id: 'one' } }, 'unreadable', 600_000],
      ['in a type that cannot be read', { kind: 'says', status: 200, headers: { 'content-type': ';;' }, text: 'x' }, 'unreadable', 600_000],
    ])('%s is told as what it is, with what to do and when', async (_, how, kind, retryAfterMs) => {
      world.weather.of = () => how;
      const trouble = troubleOf(await world.client({ now: () => at }).look(1, never));
      expect(trouble).toEqual({ kind, reason: expect.stringMatching(/^[A-Z].{10,}/), retryAfterMs });
    });

    it('holds the token in no answer and in no error', async () => {
      for (const how of [says(401), says(500), says(422), { kind: 'silent' } as const]) {
        world.weather.of = () => how;
        const answer = JSON.stringify(await world.client({ timeoutMs: 200 }).look(1, never));
        for (const form of [world.secret, Buffer.from(world.secret).toString('base64').slice(0, 20)]) expect(answer).not.toContain(form);
      }
    });

    it('that asks for a pause is followed by silence until it is over', async () => {
      const clock = { now: at };
      const client = world.client({ now: () => clock.now });
      once(({ method }) => method === 'GET', says(429, { 'retry-after': '60' }));
      await client.look(1, never);
      clock.now += 20_000;
      const asked = world.asked.length;
      expect(troubleOf(await client.open(draftOf({ since: at }), never))).toMatchObject({ kind: 'limited', retryAfterMs: 40_000 });
      expect(world.asked).toHaveLength(asked);
      clock.now += 41_000;
      expect(await client.open(draftOf(), never)).toMatchObject({ kind: 'done' });
    });

    it('never carries the token to where a redirect points', async () => {
      const visits: string[] = [];
      const other = createServer((request, response) => {
        visits.push(request.url ?? '');
        response.end('[]');
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
      world.weather.of = ({ method }) => (method === 'POST' ? says(307, { location }) : null);
      expect(troubleOf(await world.client().open(draftOf(), never)).kind).toBe('moved');
      expect(visits).toEqual([]);
      await new Promise((resolve) => other.close(resolve));
    });

    it('to show what was made before is never taken for there being nothing', async () => {
      const isLooking = (asked: Asked): boolean => !world.is.making(asked);
      await world.client().open(draftOf({ gap: 'another' }), never);
      const looks = world.asked.findIndex(world.is.making);
      expect(looks).toBeGreaterThan(0);
      for (let nth = 0; nth < looks; nth += 1) {
        let left = nth;
        once((asked) => isLooking(asked) && left-- === 0, says(502));
        expect(troubleOf(await world.client().open(draftOf(), never)).kind).toBe('unavailable');
        expect(await world.issues()).toHaveLength(1);
      }
    });
  });

  describe(`whatever becomes of the requests of two processes to ${name}`, () => {
    it('there is one open issue, and one comment that closes it', { timeout: 120_000 }, async () => {
      const runs = Number(process.env['PLUMBLINE_TICKET_RUNS'] ?? 12);
      await fc.assert(
        fc.asyncProperty(weathers, async (rows) => {
          const here = await start();
          try {
            const left = [...rows];
            here.weather.of = () => left.shift() ?? null;
            // Each try is a process of its own: nothing is remembered from the one before.
            const client = () => here.client();
            const made = await Promise.all([0, 1].map(async () => await until(client, (one) => one.open(draftOf(), never))));
            expect(made.map(({ number }) => number)).toEqual([made[0]?.number, made[0]?.number]);
            expect((await here.issues()).filter(({ state }) => state === 'open')).toHaveLength(1);
            const number = made[0]?.number ?? 0;
            await until(client, (one) => one.close(number, note, never));
            expect((await here.comments(number)).filter((text) => text.includes('Proven fixed'))).toHaveLength(1);
          } finally {
            await here.stop();
          }
        }),
        { numRuns: runs },
      );
    });
  });
}
