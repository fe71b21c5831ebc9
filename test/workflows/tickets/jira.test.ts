/** What is Jira's own about issues for gaps: a search that lags, screens that differ, keys that change, fields it wants. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentOf } from '../../../workflows/tickets/jira-body.ts';
import { apiOf } from '../../../workflows/tickets/jira-settings.ts';
import { seenBy } from '../../contracts/tracker.ts';
import { says, troubleOf } from '../../contracts/tracker-trouble.ts';
import { isDocument } from '../../support/jira-rules.ts';
import { type JiraSite, startJira } from '../../support/jira-site.ts';
import { jiraAt } from '../../support/trackers.ts';
import { draftOf, never } from './drafts.ts';

let site: JiraSite;
beforeEach(async () => {
  site = await startJira();
});
afterEach(async () => await site.stop());

const open = async (changes: Parameters<typeof draftOf>[0] = {}) => await jiraAt(site.url).open(draftOf(changes), never);
const opened = async (changes: Parameters<typeof draftOf>[0] = {}) => seenBy(await open(changes));
/** Issues that others make; the key of each is the next one. */
const others = (count: number): void => {
  for (let n = 0; n < count; n += 1) {
    const [id, key] = [10_000 + site.issues.length, `SEC-${site.issues.length + 1}`];
    const now = Date.now();
    const status = { name: 'To Do', category: 'new' as const };
    const bare = { formerKeys: [], fields: { labels: [] }, properties: {}, comments: [], indexed: null, resolution: null };
    site.issues.push({ id, key, ...bare, status, created: now, changed: now });
  }
};

const lostOnce = (): void => {
  let isOver = false;
  site.weather.of = ({ method, path }) => {
    if (isOver || method !== 'POST' || !path.endsWith('/issue')) return null;
    isOver = true;
    return { kind: 'lost' };
  };
};

describe('an issue in Jira', () => {
  it('is called by its key and found by its id, with labels that have no spaces, a day, and a mark nobody sees', async () => {
    const seen = await opened();
    expect(seen).toMatchObject({ number: 10_000, called: 'Jira SEC-1', url: `${site.url}/browse/SEC-1` });
    const [issue] = site.issues;
    const label = expect.stringMatching(/^plumbline-[0-9a-f]{32}$/);
    expect(issue?.fields).toMatchObject({ labels: ['plumbline', 'phase-now', label], duedate: '2027-01-12', issuetype: { name: 'Task' } });
    expect(issue?.properties).toEqual({ plumbline: { gap: expect.stringMatching(/^[0-9a-f]{32}$/), effect: expect.any(String) } });
  });

  it('tells no resource, no account, no workload, no severity and nothing of what was found', async () => {
    await opened({
      title: 'Keys of account 1111-2222-3333 are rotated',
      why: 'arn:aws:iam::111122223333:role/agent may do everything, from 10.1.2.3, says ana@example.com.',
      link: 'https://example.slack.com/archives/C1/p1',
    });
    const whole = JSON.stringify(site.issues);
    for (const leak of ['1111', 'role/agent', '10.1.2.3', 'ana@', 'REFUND', 'Support agent', 'critical', 'slack.com', 'tenant#'])
      expect(whole).not.toContain(leak);
    expect(whole).toContain('Others read this project');
  });

  it('takes every text as what it is: nothing in it formats, links, mentions or is refused as empty', async () => {
    await opened({ why: '', title: '*bold* [~ana] {code} @ana', steps: ['', '\u202e\u0007', '- not a list'] });
    const text = JSON.stringify(site.issues[0]?.fields['description']);
    expect(text).toContain('*bold* [~ana] {code} @ana');
    expect(text).not.toContain('\u202e');
    expect(text.match(/"listItem"/g)).toHaveLength(1);
  });

  it('can hold a way back where readers are known, in the format that Jira takes', () => {
    const text = documentOf([{ kind: 'link', text: 'Back', url: 'https://example.com/1' }]);
    expect(isDocument(text)).toBe(true);
    expect(isDocument({ ...text, content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] })).toBe(false);
  });

  it('is made without what its screen does not have, and is found again all the same', async () => {
    site.screen = new Set();
    const { number } = await opened({ assignee: 'nobody' });
    expect((await opened({ effect: 'another' })).number).toBe(number);
    expect(site.issues).toHaveLength(1);
    expect(site.issues[0]?.fields['labels']).toEqual([]);
  });

  it('is not made where the project wants a field of its own: the answer names it', async () => {
    site.wants = { customfield_10040: 'Cost centre' };
    const { kind, reason, retryAfterMs } = troubleOf(await open());
    expect({ kind, retryAfterMs }).toEqual({ kind: 'refused', retryAfterMs: null });
    expect(reason).toBe('Jira did not take it: Cost centre is required. (customfield_10040)');
    expect(site.issues).toEqual([]);
  });
});

describe('an issue whose answer was lost, while the search of Jira lags', () => {
  it('is found by its key behind hundreds that others made since, and that the search does not know either', async () => {
    site.lags = true;
    others(1);
    lostOnce();
    expect(troubleOf(await open()).kind).toBe('unheard');
    others(250);
    expect((await opened({ effect: 'again' })).called).toBe('Jira SEC-2');
    expect(site.issues.filter(({ properties }) => 'plumbline' in properties)).toHaveLength(1);
  });

  it('is found where the search learned of later ones first', async () => {
    site.lags = true;
    lostOnce();
    await open();
    others(60);
    const last = site.issues.at(-1);
    if (last !== undefined) last.indexed = [];
    expect((await opened()).called).toBe('Jira SEC-1');
  });

  it('is found in a project that was renamed', async () => {
    others(3);
    await opened();
    site.lags = true;
    for (const issue of site.issues) Object.assign(issue, { key: issue.key.replace('SEC', 'SAFE'), formerKeys: [issue.key] });
    expect((await opened({ effect: 'again' })).called).toBe('Jira SAFE-4');
  });

  it('is found by its label where it was moved to another project', async () => {
    await opened();
    Object.assign(site.issues[0] ?? {}, { key: 'OPS-9', formerKeys: ['SEC-1'] });
    expect(await opened({ effect: 'again' })).toMatchObject({ number: 10_000, called: 'Jira OPS-9' });
    expect(site.issues).toHaveLength(1);
  });

  it('is looked for later where Jira could not read one of the keys just now', async () => {
    const body = { issues: [], issueErrors: [{ id: '10001', errorMessage: 'Try again.' }] };
    site.weather.of = ({ path }) => (path.endsWith('/bulkfetch') ? { kind: 'says', status: 200, body } : null);
    expect(troubleOf(await open())).toMatchObject({ kind: 'unavailable', retryAfterMs: 60_000 });
    expect(site.issues).toEqual([]);
  });

  it.each(['/search/jql', '/bulkfetch'])('is not made where %s never comes to an end', async (end) => {
    const fields = { status: { name: 'To Do', statusCategory: { key: 'new' } } };
    const body = { issues: [{ id: '1', key: 'SEC-1', fields }], nextPageToken: 'more' };
    site.weather.of = ({ path }) => (path.endsWith(end) ? { kind: 'says', status: 200, body } : null);
    expect(troubleOf(await open())).toMatchObject({ kind: 'unsearchable', retryAfterMs: null });
    expect(site.issues).toEqual([]);
  });
});

describe('the look at a project before anybody asks', () => {
  const check = async () => await jiraAt(site.url).check(never);

  it('takes everybody for a reader, as who reads cannot be seen', async () => {
    expect(seenBy(await check())).toEqual({ audience: 'others' });
  });

  it.each<[string, (here: JiraSite) => void, string]>([
    ['a right that is not granted', (here) => here.lacks.add('TRANSITION_ISSUES'), 'lacks in project SEC: transition_issues'],
    ['a project that was archived', (here) => Object.assign(here, { archived: true }), 'is archived'],
    [
      'a field that has to be filled in',
      (here) => Object.assign(here.wants, { customfield_1: 'Cost centre' }),
      'does not know: Cost centre',
    ],
  ])('says of %s what to do, and makes nothing', async (_, change, words) => {
    change(site);
    expect(troubleOf(await check())).toMatchObject({ reason: expect.stringContaining(words), retryAfterMs: null });
    expect(site.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('says which types there are where the one that is set is not among them', async () => {
    site.weather.of = ({ path }) =>
      path.endsWith('/issuetypes')
        ? {
            kind: 'says',
            status: 200,
            body: {
              issueTypes: [
                { id: '1', name: 'Bug' },
                { id: '2', name: 'Task', subtask: true },
              ],
            },
          }
        : null;
    expect(troubleOf(await check()).reason).toContain('has no type "Task" for issues; it has Bug.');
  });
});

describe('a refusal of Jira’s own', () => {
  it('to somebody whom it does not know, though it says that nothing is there', async () => {
    site.weather.of = () => says(404, { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' });
    expect(troubleOf(await jiraAt(site.url).look(1, never)).kind).toBe('unauthorised');
  });

  it('names the time of the next request as a moment', async () => {
    const now = Date.parse('2027-01-12T09:00:00Z');
    site.weather.of = () => says(429, { 'x-ratelimit-reset': '2027-01-12T09:02Z' });
    expect(troubleOf(await jiraAt(site.url, { now: () => now }).look(1, never))).toMatchObject({ kind: 'limited', retryAfterMs: 120_000 });
  });

  it('is shown in one line, and never with what looks like a secret', async () => {
    const refuses = (errorMessages: string[]) => {
      site.weather.of = () => ({ kind: 'says', status: 400, body: { errorMessages, errors: {} } });
    };
    refuses(['Not\n so.', 'x'.repeat(500)]);
    const { reason } = troubleOf(await jiraAt(site.url).look(1, never));
    expect(reason).toMatch(/^Jira did not take it: Not so\. x+…$/);
    refuses(['token=ghp_0123456789012345678901234567890123 is bad']);
    expect(troubleOf(await jiraAt(site.url).look(1, never)).reason).toBe('Jira did not take it.');
  });
});

it('is asked at the gateway of Atlassian where the token has scopes, and shown at the site', () => {
  const place = { site: 'https://example.atlassian.net' };
  expect(apiOf(place)).toBe('https://example.atlassian.net');
  expect(apiOf({ ...place, cloud: '11111111-2222-3333-4444-555555555555' })).toBe(
    'https://api.atlassian.com/ex/jira/11111111-2222-3333-4444-555555555555',
  );
});
