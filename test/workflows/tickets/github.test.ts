/** What is GitHub's own about issues for gaps: labels, hundreds of issues, who reads along, its limits. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trouble } from '../../../workflows/tickets/ticket.ts';
import { seenBy } from '../../contracts/tracker.ts';
import { says, troubleOf } from '../../contracts/tracker-trouble.ts';
import type { Weather } from '../../support/door.ts';
import { type GithubEmulator, startGithubEmulator } from '../../support/github-emulator.ts';
import { githubAt, publicly, secret } from '../../support/trackers.ts';
import { draftOf, never } from './drafts.ts';

let github: GithubEmulator;
beforeEach(async () => {
  github = await startGithubEmulator();
});
afterEach(async () => await github.stop());

describe('an issue for a gap', () => {
  it('names the workload and what was found where only members read, with labels for product, severity and phase', async () => {
    const seen = seenBy(await githubAt(github.url).open(draftOf({ assignee: 'ana' }), never));
    expect(seen).toMatchObject({ number: 1, url: `${github.url}/${secret}/issues/1`, state: 'open', why: null, assignee: 'ana' });
    const [issue] = await github.issues(secret);
    expect(issue?.title).toBe('Support agent: A person approves each ticket before the agent creates it');
    expect(issue?.labels.map(({ name }) => name)).toEqual(['plumbline', 'severity: critical', 'phase: now']);
    expect(issue?.body).toContain('agent/REFUND');
  });

  it('is made without labels by a token that may not set them', async () => {
    github.weather.of = ({ method, body }) => (method === 'POST' && 'labels' in body ? { kind: 'says', status: 403 } : null);
    expect(seenBy(await githubAt(github.url).open(draftOf({ assignee: 'ana' }), never)).number).toBe(1);
    expect(await github.issues(secret)).toMatchObject([{ labels: [] }]);
  });

  it('is found among hundreds that others made since', async () => {
    await githubAt(github.url).open(draftOf(), never);
    for (let n = 0; n < 230; n += 1) await github.ask('POST', `/repos/${secret}/issues`, { title: `Other ${n}` });
    expect(seenBy(await githubAt(github.url).open(draftOf(), never)).number).toBe(1);
  });
});

describe('a repository that others read', () => {
  it('gets no resource, no account, no workload, no severity and nothing of what was found', async () => {
    const told = draftOf({
      title: 'Keys of account 1111-2222-3333 are rotated',
      why: 'arn:aws:iam::111122223333:role/agent may do everything, from 10.1.2.3, says ana@example.com.',
      firstStep: 'Look at sg-0a1b2c3d4e5f67890 and s3://secret-bucket/key.',
      link: 'https://example.slack.com/archives/C1/p1',
    });
    seenBy(await githubAt(github.url, { place: publicly }).open(told, never));
    const [issue] = await github.issues(publicly);
    const whole = JSON.stringify(issue);
    for (const leak of [
      '1111',
      '111122223333',
      'role/agent',
      '10.1.2.3',
      'ana@',
      'sg-0a',
      'secret-bucket',
      'REFUND',
      'Support agent',
      'critical',
    ])
      expect(whole).not.toContain(leak);
    expect(whole).not.toContain('slack.com');
    expect(issue?.body).toContain('shown only in the conversation');
    expect(issue?.labels.map(({ name }) => name)).toEqual(['plumbline', 'phase: now']);
  });

  it('is read as such when a whole enterprise may read it', async () => {
    const inside = { private: true, visibility: 'internal' };
    github.weather.of = ({ path, method }) =>
      method === 'GET' && path === `/repos/${secret}` ? { kind: 'says', status: 200, body: inside } : null;
    seenBy(await githubAt(github.url).open(draftOf(), never));
    expect(JSON.stringify(await github.issues(secret))).not.toContain('REFUND');
  });
});

describe('the look at the repository before anybody asks', () => {
  it('tells who reads along', async () => {
    expect(seenBy(await githubAt(github.url).check(never))).toEqual({ audience: 'members' });
    expect(seenBy(await githubAt(github.url, { place: publicly }).check(never))).toEqual({ audience: 'others' });
  });

  it.each([{ archived: true }, { has_issues: false }])('says when it takes no issues: %j', async (change) => {
    await github.ask('PATCH', `/repos/${secret}`, change);
    expect(await githubAt(github.url).check(never)).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
    expect(await githubAt(github.url).open(draftOf(), never)).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
    expect(github.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

const at = 1_800_000_000_000;
const soon = String(at / 1_000 + 90);

describe('a refusal of GitHub’s own', () => {
  it.each<[string, Weather, Trouble['kind'], number | null]>([
    ['for the hour being spent', says(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon }), 'limited', 90_000],
    ['for an hour that was over long ago', says(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' }), 'limited', 1_000],
    ['by the secondary limit', says(403, {}, 'You have exceeded a secondary rate limit.'), 'limited', 60_000],
    ['by the secondary limit, with a time', says(403, { 'retry-after': '30' }), 'limited', 30_000],
    ['for content made too quickly', says(422, {}, 'was submitted too quickly'), 'limited', 60_000],
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
});

it('makes nothing where too much is new to see whether it was made', async () => {
  const issue = { number: 9, html_url: 'https://example.com/9', state: 'open', created_at: new Date().toISOString(), body: '' };
  const page: Weather = { kind: 'says', status: 200, body: Array.from({ length: 100 }, () => issue) };
  github.weather.of = ({ method, path }) => (method === 'GET' && path.endsWith('/issues') ? page : null);
  expect(troubleOf(await githubAt(github.url).open(draftOf(), never))).toMatchObject({ kind: 'unsearchable', retryAfterMs: null });
  expect(await github.issues(secret)).toEqual([]);
});
