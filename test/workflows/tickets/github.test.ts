/** Issues for gaps, in the GitHub that others wrote: made once, read back, closed with proof, opened again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../workflows/tickets/ticket.ts';
import { type GithubEmulator, owner, startGithubEmulator } from '../../support/github-emulator.ts';
import { draftOf, githubAt, never, publicly, secret } from './drafts.ts';

let github: GithubEmulator;
beforeEach(async () => {
  github = await startGithubEmulator();
});
afterEach(async () => await github.stop());

const seenBy = <T>(answer: Answer<T>): T => {
  if (answer.kind === 'trouble') throw new Error(`${answer.trouble.kind}: ${answer.trouble.reason}`);
  return answer.value;
};

const at = (day: string) => ({ effect: `effect of ${day}`, since: Date.now(), day });

describe('an issue for a gap', () => {
  it('says what, why, the first step, the steps and the day, with labels for product, severity and phase', async () => {
    const seen = seenBy(await githubAt(github.url).open(draftOf({ assignee: 'ana' }), never));
    expect(seen).toMatchObject({ number: 1, url: `${github.url}/${secret}/issues/1`, state: 'open', why: null, assignee: 'ana' });
    const [issue] = await github.issues(secret);
    expect(issue?.title).toBe('Support agent: A person approves each ticket before the agent creates it');
    expect(issue?.labels.map(({ name }) => name)).toEqual(['plumbline', 'severity: critical', 'phase: now']);
    const wanted = [
      '### Why it matters',
      'repeats a mistake',
      '### First step',
      'Switch user confirmation on',
      '- Test that',
      '2027-01-12',
    ];
    for (const words of wanted) expect(issue?.body).toContain(words);
    expect(issue?.body).toContain('agent/REFUND');
  });

  it('is assigned to nobody when no login is known', async () => {
    expect(seenBy(await githubAt(github.url).open(draftOf(), never)).assignee).toBeNull();
  });

  it('is made without an owner whom GitHub does not know, rather than not at all', async () => {
    const seen = seenBy(await githubAt(github.url).open(draftOf({ assignee: 'nobody-there' }), never));
    expect(seen).toMatchObject({ state: 'open', assignee: null });
    const [issue] = await github.issues(secret);
    expect(issue?.labels).toHaveLength(3);
  });

  it('is made without labels by a token that may not set them', async () => {
    github.weather.of = ({ method, body }) => (method === 'POST' && 'labels' in body ? { kind: 'says', status: 403 } : null);
    expect(seenBy(await githubAt(github.url).open(draftOf({ assignee: 'ana' }), never)).number).toBe(1);
    expect(await github.issues(secret)).toMatchObject([{ labels: [] }]);
  });

  it('is made once however often it is asked for, also when somebody took its labels off and closed it', async () => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    await github.ask('PATCH', `/repos/${secret}/issues/1`, { labels: [], title: 'Mine now', state: 'closed', state_reason: 'not_planned' });
    const again = seenBy(await githubAt(github.url).open(draftOf({ effect: 'another' }), never));
    expect(again).toMatchObject({ number: 1, state: 'closed', why: 'not-planned' });
    expect(await github.issues(secret)).toHaveLength(1);
  });

  it('is found again where the clock of whoever asks runs ahead', async () => {
    const ahead = draftOf({ since: Date.now() + 30 * 86_400_000 });
    await githubAt(github.url).open(ahead, never);
    expect(seenBy(await githubAt(github.url).open(ahead, never)).number).toBe(1);
    expect(await github.issues(secret)).toHaveLength(1);
  });

  it('is another one for another gap of the same control', async () => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    expect(seenBy(await client.open(draftOf({ gap: 'tenant#gap#a2.approval' }), never)).number).toBe(2);
  });

  it('is found among hundreds that others made since', async () => {
    await githubAt(github.url).open(draftOf(), never);
    for (let n = 0; n < 230; n += 1) await github.ask('POST', `/repos/${secret}/issues`, { title: `Other ${n}` });
    expect(seenBy(await githubAt(github.url).open(draftOf(), never)).number).toBe(1);
  });

  it('stays one when two processes make it at the same time: the later one is closed as the same', async () => {
    const one = githubAt(github.url);
    const other = githubAt(github.url);
    const seen = await Promise.all([one.open(draftOf(), never), other.open(draftOf(), never)]);
    expect(seen.map((answer) => seenBy(answer).number)).toEqual([1, 1]);
    const issues = await github.issues(secret);
    expect(issues.filter(({ state }) => state === 'open').map(({ number }) => number)).toEqual([1]);
    for (const { number } of issues.slice(1)) expect(await github.comments(secret, number)).toContain('The same as #1, which stays.');
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
    seenBy(await githubAt(github.url, { repository: publicly }).open(told, never));
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

describe('the status of an issue', () => {
  it('comes back by its number: state, reason, owner', async () => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    await github.ask('PATCH', `/repos/${secret}/issues/1`, { state: 'closed', state_reason: 'not_planned', assignees: ['ana'] });
    const seen = seenBy(await client.look(1, never));
    expect(seen).toMatchObject({ state: 'closed', why: 'not-planned', assignee: 'ana' });
    expect(Math.abs((seen.closedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('says of an issue that is not there that the gap stays', async () => {
    const answer = await githubAt(github.url).look(7, never);
    expect(answer).toMatchObject({ kind: 'trouble', trouble: { kind: 'missing', retryAfterMs: null } });
    expect(JSON.stringify(answer)).toContain('#7');
  });
});

describe('a gap that moves', () => {
  it('closes its issue when it is proven fixed, and says by what, once', async () => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    const note = { ...at('2027-01-10'), about: 'proven-by-scan' as const };
    expect(seenBy(await client.close(1, note, never))).toMatchObject({ state: 'closed', why: 'completed' });
    expect(seenBy(await client.close(1, note, never))).toMatchObject({ state: 'closed' });
    const comments = await github.comments(secret, 1);
    expect(comments).toHaveLength(1);
    expect(comments[0]).toContain('Proven fixed by a scan on 2027-01-10.');
  });

  it('opens it again when it drifts, and closes it again after', async () => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    await client.close(1, { ...at('2027-01-10'), about: 'proven-by-scan' }, never);
    expect(seenBy(await client.reopen(1, { ...at('2027-02-01'), about: 'drifted' }, never))).toMatchObject({ state: 'open', why: null });
    expect(seenBy(await client.close(1, { ...at('2027-02-03'), about: 'proven-by-person' }, never))).toMatchObject({ state: 'closed' });
    expect(await github.comments(secret, 1)).toHaveLength(3);
  });

  it('leaves an issue closed that people closed before, and still says the proof', async () => {
    const client = githubAt(github.url);
    await client.open(draftOf(), never);
    await github.ask('PATCH', `/repos/${secret}/issues/1`, { state: 'closed', state_reason: 'not_planned' });
    const note = { ...at('2027-01-10'), about: 'proven-by-scan' as const };
    expect(seenBy(await client.close(1, note, never))).toMatchObject({ state: 'closed', why: 'not-planned' });
    expect(await github.comments(secret, 1)).toHaveLength(1);
  });
});

describe('the look at the repository before anybody asks', () => {
  it('tells who reads along', async () => {
    expect(seenBy(await githubAt(github.url).check(never))).toEqual({ audience: 'members' });
    expect(seenBy(await githubAt(github.url, { repository: publicly }).check(never))).toEqual({ audience: 'others' });
  });

  it.each([
    ['a token that GitHub does not know', { secret: 'some-other-token' }, 'unauthorised'],
    ['a repository that is not there', { repository: `${owner}/elsewhere` }, 'missing'],
  ])('says what is wrong with %s', async (_, away, kind) => {
    expect(await githubAt(github.url, away).check(never)).toMatchObject({ kind: 'trouble', trouble: { kind, retryAfterMs: null } });
  });

  it.each([{ archived: true }, { has_issues: false }])('says when it takes no issues: %j', async (change) => {
    await github.ask('PATCH', `/repos/${secret}`, change);
    expect(await githubAt(github.url).check(never)).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
    expect(await githubAt(github.url).open(draftOf(), never)).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
    expect(github.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
