/** What is GitHub's own about issues for gaps: labels, hundreds of issues, who reads along, repositories that take none. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seenBy } from '../../contracts/tracker.ts';
import { type GithubEmulator, startGithubEmulator } from '../../support/github-emulator.ts';
import { draftOf, githubAt, never, publicly, secret } from './drafts.ts';

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

describe('the look at the repository before anybody asks', () => {
  it('tells who reads along', async () => {
    expect(seenBy(await githubAt(github.url).check(never))).toEqual({ audience: 'members' });
    expect(seenBy(await githubAt(github.url, { repository: publicly }).check(never))).toEqual({ audience: 'others' });
  });

  it.each([{ archived: true }, { has_issues: false }])('says when it takes no issues: %j', async (change) => {
    await github.ask('PATCH', `/repos/${secret}`, change);
    expect(await githubAt(github.url).check(never)).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
    expect(await githubAt(github.url).open(draftOf(), never)).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
    expect(github.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
