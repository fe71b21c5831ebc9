/** GitHub on its bad days: answers that are lost, refused, late, or not GitHub's. Nothing is made twice, nothing unknown counts as done. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Seen, Tickets, Trouble } from '../../../workflows/tickets/ticket.ts';
import type { Asked, Weather } from '../../support/door.ts';
import { type GithubEmulator, startGithubEmulator, token } from '../../support/github-emulator.ts';
import { draftOf, githubAt, never, secret } from './drafts.ts';

let github: GithubEmulator;
beforeEach(async () => {
  github = await startGithubEmulator();
});
afterEach(async () => await github.stop());

const note = { effect: 'one', since: Date.now(), day: '2027-01-10', about: 'proven-by-scan' } as const;

/** The next request like this one goes wrong, those after it do not. */
const once = (method: string, end: string, how: Weather): void => {
  let isOver = false;
  github.weather.of = (asked) => {
    if (isOver || asked.method !== method || !asked.path.endsWith(end)) return null;
    isOver = true;
    return how;
  };
};

const troubleOf = (answer: Answer<unknown>): Trouble => {
  if (answer.kind === 'done') throw new Error('It worked.');
  return answer.trouble;
};

describe('an answer that is lost', () => {
  it.each<[string, Weather]>([
    ['with its connection', { kind: 'lost' }],
    ['behind a gateway', { kind: 'lost', status: 504 }],
    ['behind a page of somebody else', { kind: 'lost', status: 200 }],
  ])('%s, after the issue was made, leads to no second issue', async (_, how) => {
    once('POST', '/issues', how);
    const client = githubAt(github.url);
    const first = troubleOf(await client.open(draftOf(), never));
    expect(first.retryAfterMs).toBeGreaterThan(0);
    expect(await github.issues(secret)).toHaveLength(1);
    expect(await client.open(draftOf({ effect: 'asked again' }), never)).toMatchObject({ kind: 'done', value: { number: 1 } });
    expect(await github.issues(secret)).toHaveLength(1);
  });

  it.each(['/comments', '/issues/1'])('of %s, after it was done, leads to no second comment', async (end) => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    once(end === '/comments' ? 'POST' : 'PATCH', end, { kind: 'lost' });
    expect(troubleOf(await client.close(1, note, never)).kind).toBe('unheard');
    expect(await client.close(1, note, never)).toMatchObject({ kind: 'done', value: { state: 'closed', why: 'completed' } });
    expect(await github.comments(secret, 1)).toHaveLength(1);
  });

  it('is given up after a while, and nothing counts as done', async () => {
    github.weather.of = ({ method }) => (method === 'POST' ? { kind: 'silent' } : null);
    const client = githubAt(github.url, { timeoutMs: 300 });
    expect(troubleOf(await client.open(draftOf(), never)).kind).toBe('unheard');
    github.weather.of = () => null;
    expect(await github.issues(secret)).toEqual([]);
    expect(await githubAt(github.url).open(draftOf(), never)).toMatchObject({ kind: 'done', value: { number: 1 } });
  });

  it('is not waited for by a process that ends', async () => {
    github.weather.of = () => ({ kind: 'silent' });
    const ending = new AbortController();
    const opening = githubAt(github.url).open(draftOf(), ending.signal);
    ending.abort(new Error('The process ends.'));
    await expect(opening).rejects.toThrow('The process ends.');
  });

  it('is known as such when nobody listens at all', async () => {
    await github.stop();
    expect(troubleOf(await githubAt(github.url).look(1, never)).kind).toBe('unheard');
  });
});

const says = (status: number, headers: Record<string, string> = {}, message = 'Something'): Weather => ({
  kind: 'says',
  status,
  headers,
  body: { message },
});
const at = 1_800_000_000_000;
const soon = String(at / 1_000 + 90);

describe('a refusal', () => {
  it.each<[string, Weather, Trouble['kind'], number | null]>([
    ['of the token', says(401), 'unauthorised', null],
    ['of the right', says(403), 'forbidden', null],
    ['of what is not there', says(404), 'missing', null],
    ['of what was deleted', says(410), 'gone', null],
    ['of the content', says(422), 'refused', null],
    ['for being too fast, with a time', says(429, { 'retry-after': '7' }), 'limited', 7_000],
    ['for being too fast, without a time', says(429), 'limited', 60_000],
    ['for the hour being spent', says(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon }), 'limited', 90_000],
    ['for an hour that was over long ago', says(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' }), 'limited', 1_000],
    ['by the secondary limit', says(403, {}, 'You have exceeded a secondary rate limit.'), 'limited', 60_000],
    ['by the secondary limit, with a time', says(403, { 'retry-after': '30' }), 'limited', 30_000],
    ['for content made too quickly', says(422, {}, 'was submitted too quickly'), 'limited', 60_000],
    ['with a time that is absurd', says(429, { 'retry-after': '999999999' }), 'limited', 86_400_000],
    ['with a time that is none', says(429, { 'retry-after': 'soon' }), 'limited', 60_000],
    ['by a fault', says(500), 'unavailable', 60_000],
    ['by a gateway that names a time', says(503, { 'retry-after': '120' }), 'unavailable', 120_000],
    ['because it moved', says(301, { location: 'http://127.0.0.1:1/elsewhere' }), 'moved', null],
    ['by a page of somebody else', { kind: 'says', status: 200, text: '<html>Sign in</html>' }, 'unreadable', 600_000],
    ['by something that is no issue', { kind: 'says', status: 200, body: { number: 'one' } }, 'unreadable', 600_000],
    ['in a type that cannot be read', { kind: 'says', status: 200, headers: { 'content-type': ';;' }, text: 'x' }, 'unreadable', 600_000],
  ])('%s is told as what it is, with what to do and when', async (_, how, kind, retryAfterMs) => {
    github.weather.of = () => how;
    const trouble = troubleOf(await githubAt(github.url, { now: () => at }).look(1, never));
    expect(trouble).toEqual({ kind, reason: expect.stringMatching(/^[A-Z].{10,}/), retryAfterMs });
  });

  it('shows GitHub’s own words in one line, and never what looks like a secret', async () => {
    const client = githubAt(github.url);
    github.weather.of = () => says(422, {}, `Validation\n failed: ${'x'.repeat(500)}`);
    const { reason } = troubleOf(await client.look(1, never));
    expect(reason).toMatch(/^GitHub did not take it: Validation failed: x+…$/);
    expect(reason.length).toBeLessThan(200);
    github.weather.of = () => says(422, {}, 'token=ghp_0123456789012345678901234567890123 is bad');
    expect(troubleOf(await client.look(1, never)).reason).toBe('GitHub did not take it.');
  });

  it('holds the token in no answer and in no error', async () => {
    for (const how of [says(401), says(500), says(422), { kind: 'silent' } as const]) {
      github.weather.of = () => how;
      const answer = await githubAt(github.url, { timeoutMs: 200 }).look(1, never);
      expect(JSON.stringify(answer)).not.toContain(token);
    }
  });

  it('that asks for a pause is followed by silence until it is over', async () => {
    const clock = { now: at };
    const client = githubAt(github.url, { now: () => clock.now });
    once('GET', '/issues/1', says(429, { 'retry-after': '60' }));
    await client.look(1, never);
    clock.now += 20_000;
    const asked = github.asked.length;
    expect(troubleOf(await client.open(draftOf({ since: at }), never))).toMatchObject({ kind: 'limited', retryAfterMs: 40_000 });
    expect(github.asked).toHaveLength(asked);
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
    github.weather.of = ({ method }) => (method === 'POST' ? says(307, { location }) : null);
    expect(troubleOf(await githubAt(github.url).open(draftOf(), never)).kind).toBe('moved');
    expect(visits).toEqual([]);
    await new Promise((resolve) => other.close(resolve));
  });

  it('to list is never taken for an empty list', async () => {
    once('GET', '/issues', says(502));
    expect(troubleOf(await githubAt(github.url).open(draftOf(), never)).kind).toBe('unavailable');
    expect(await github.issues(secret)).toEqual([]);
  });
});

it('makes nothing where too much is new to see whether it was made', async () => {
  const issue = { number: 9, html_url: 'https://example.com/9', state: 'open', created_at: new Date().toISOString(), body: '' };
  const page: Weather = { kind: 'says', status: 200, body: Array.from({ length: 100 }, () => issue) };
  github.weather.of = ({ method, path }) => (method === 'GET' && path.endsWith('/issues') ? page : null);
  expect(troubleOf(await githubAt(github.url).open(draftOf(), never))).toMatchObject({ kind: 'unsearchable', retryAfterMs: null });
  expect(await github.issues(secret)).toEqual([]);
});

const until = async (client: () => Tickets, work: (client: Tickets) => Promise<Answer<Seen>>): Promise<Seen> => {
  for (let times = 0; times < 60; times += 1) {
    const answer = await work(client());
    if (answer.kind === 'done') return answer.value;
    if (answer.trouble.retryAfterMs === null) throw new Error(answer.trouble.kind);
  }
  throw new Error('It never worked.');
};

/** What may become of a request; each row is used once, then all is well. */
const weathers = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.constantFrom<Weather>({ kind: 'lost' }, { kind: 'lost', status: 502 }, { kind: 'lost', status: 200 }, says(503), says(429)),
  ),
  { maxLength: 24 },
);

describe('whatever becomes of the requests of two processes at once', () => {
  it('there is one open issue, and one comment that closes it', { timeout: 120_000 }, async () => {
    const runs = Number(process.env['PLUMBLINE_TICKET_RUNS'] ?? 12);
    await fc.assert(
      fc.asyncProperty(weathers, async (rows) => {
        const world = await startGithubEmulator();
        try {
          const left = [...rows];
          world.weather.of = (_: Asked) => left.shift() ?? null;
          // Each try is a process of its own: nothing is remembered from the one before.
          const client = () => githubAt(world.url);
          const made = await Promise.all([0, 1].map(async () => await until(client, (one) => one.open(draftOf(), never))));
          expect(made.map(({ number }) => number)).toEqual([made[0]?.number, made[0]?.number]);
          const issues = await world.issues(secret);
          expect(issues.filter(({ state }) => state === 'open')).toHaveLength(1);
          const number = made[0]?.number ?? 0;
          await until(client, (one) => one.close(number, note, never));
          expect((await world.comments(secret, number)).filter((text) => text.includes('Proven fixed'))).toHaveLength(1);
        } finally {
          await world.stop();
        }
      }),
      { numRuns: runs },
    );
  });
});
