/** Where issues go is a setting of whoever runs the bot: whole, or refused in words that say what to set. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '../../bot/settings.ts';
import { openTrackers } from '../../bot/tracker.ts';
import { readTracker } from '../../bot/tracker-settings.ts';

const PLUMBLINE_GITHUB_TOKEN = 'ghp_planted_0123456789';
const PLUMBLINE_GITHUB_REPO = 'octo/gaps';
const entra = '00000000-0000-0000-0000-0000000000ab';
const both = { PLUMBLINE_GITHUB_TOKEN, PLUMBLINE_GITHUB_REPO };

describe('the settings of GitHub', () => {
  it('are none when nothing is given', () => {
    expect(readTracker({}, 'many')).toBeNull();
    expect(readSettings({})).toMatchObject({ tracker: null });
  });

  it('are a token and a repository of GitHub', () => {
    const places = [{ org: null, name: 'octo/gaps' }];
    expect(readTracker(both, 'one')).toEqual({ kind: 'github', url: 'https://api.github.com', token: PLUMBLINE_GITHUB_TOKEN, places });
    expect(readSettings(both)).toMatchObject({ mode: 'tryout', tracker: { places } });
  });

  it('name a repository for each organisation where several are served', () => {
    const given = { ...both, PLUMBLINE_GITHUB_REPO: `T0123:octo/one, ${entra.toUpperCase()}:octo/two` };
    const places = [
      { org: { surface: 'slack', id: 'T0123' }, name: 'octo/one' },
      { org: { surface: 'teams', id: entra }, name: 'octo/two' },
    ];
    expect(readTracker(given, 'many')).toMatchObject({ places });
  });

  it('never send the gaps of whoever comes to one repository', () => {
    expect(readTracker(both, 'many')).toContain('<organisation>:octo/gaps');
    const slack = { signingSecret: '0123456789abcdef', workspaces: ['T1', 'T2'].map((team) => ({ team, token: 'xoxb-1', bot: 'U1' })) };
    const served = (workspaces: object[]) => () =>
      readSettings({ ...both, PLUMBLINE_TABLE: 'plumbline', PLUMBLINE_SLACK: JSON.stringify({ ...slack, workspaces }) });
    expect(served(slack.workspaces)).toThrow(SettingsError);
    expect(served(slack.workspaces.slice(1))()).toMatchObject({ tracker: { token: PLUMBLINE_GITHUB_TOKEN } });
  });

  it.each<[string, string]>([
    ['https://github.example.com/api/v3/', 'https://github.example.com/api/v3'],
    ['http://127.0.0.1:4001', 'http://127.0.0.1:4001'],
  ])('take the address of an Enterprise server: %s', (given, url) => {
    expect(readTracker({ ...both, PLUMBLINE_GITHUB_URL: given }, 'one')).toMatchObject({ url });
  });

  it.each(['http://github.example.com/api/v3', 'github.example.com', 'https://me:pw@github.example.com', 'file:///etc', ''])(
    'refuse an address to which no token should go: "%s"',
    (url) => {
      expect(readTracker({ ...both, PLUMBLINE_GITHUB_URL: url }, 'one')).toContain('PLUMBLINE_GITHUB_URL');
    },
  );

  it.each([
    'octo',
    'octo/',
    '/gaps',
    'octo/gaps/issues',
    'https://github.com/octo/gaps',
    'octo/..',
    'T0123:octo',
    'X:octo/gaps',
    'T1:a/b,',
  ])('refuse what is no repository: "%s"', (repository) => {
    expect(readTracker({ ...both, PLUMBLINE_GITHUB_REPO: repository }, 'one')).toContain('PLUMBLINE_GITHUB_REPO');
  });

  it.each<[string, Record<string, string>, string]>([
    ['a token without a repository', { PLUMBLINE_GITHUB_TOKEN }, 'PLUMBLINE_GITHUB_REPO is not set'],
    ['a repository without a token', { PLUMBLINE_GITHUB_REPO }, 'PLUMBLINE_GITHUB_TOKEN is not set'],
    ['a token twice', { ...both, PLUMBLINE_GITHUB_TOKEN_FILE: '/x' }, 'both set'],
    ['a file that is not there', { PLUMBLINE_GITHUB_REPO, PLUMBLINE_GITHUB_TOKEN_FILE: '/not/there' }, 'cannot be read'],
    ['an organisation named twice', { ...both, PLUMBLINE_GITHUB_REPO: 'T0123:a/b,T0123:a/c' }, 'T0123 twice'],
    ['a token with a line in it', { ...both, PLUMBLINE_GITHUB_TOKEN: 'ghp_planted\nX-Other: 1' }, 'holds no token'],
  ])('refuse %s, and repeat no token', (_, env, words) => {
    const wrong = readTracker(env, 'one');
    expect(wrong).toContain(words);
    expect(wrong).not.toContain('planted');
    expect(() => readSettings(env)).toThrow(words);
  });

  it('take the token from a file, as secrets are mounted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tracker-'));
    const file = join(folder, 'token');
    writeFileSync(file, `${PLUMBLINE_GITHUB_TOKEN}\n`);
    expect(readTracker({ PLUMBLINE_GITHUB_REPO, PLUMBLINE_GITHUB_TOKEN_FILE: file }, 'one')).toMatchObject({
      token: PLUMBLINE_GITHUB_TOKEN,
    });
    writeFileSync(file, 'no token at all');
    expect(readTracker({ PLUMBLINE_GITHUB_REPO, PLUMBLINE_GITHUB_TOKEN_FILE: file }, 'one')).toContain('holds no token');
    rmSync(folder, { recursive: true });
  });
});

describe('the settings of Jira', () => {
  const PLUMBLINE_JIRA_TOKEN = 'ATATT_planted_0123456789';
  const jira = {
    PLUMBLINE_JIRA_URL: 'https://example.atlassian.net',
    PLUMBLINE_JIRA_PROJECT: 'SEC',
    PLUMBLINE_JIRA_EMAIL: 'bot@example.com',
    PLUMBLINE_JIRA_TOKEN,
  };
  const cloud = '11111111-2222-3333-4444-555555555555';

  it('are a site, a project, and an account with its token; issues are tasks where nothing else is said', () => {
    const site = 'https://example.atlassian.net';
    const places = [{ org: null, name: 'SEC' }];
    const read = { kind: 'jira', site, type: 'Task', email: 'bot@example.com', token: PLUMBLINE_JIRA_TOKEN, places };
    expect(readTracker(jira, 'one')).toEqual(read);
    expect(readTracker({ ...jira, PLUMBLINE_JIRA_URL: `${site}/` }, 'one')).toEqual(read);
    const more = { PLUMBLINE_JIRA_TYPE: 'Security finding', PLUMBLINE_JIRA_CLOUD_ID: cloud };
    expect(readTracker({ ...jira, ...more }, 'one')).toEqual({ ...read, type: 'Security finding', cloud });
  });

  it('name a project for each organisation where several are served', () => {
    expect(readTracker(jira, 'many')).toContain('<organisation>:SEC');
    const given = { ...jira, PLUMBLINE_JIRA_PROJECT: 'T0123:SEC,T0456:OPS' };
    expect(readTracker(given, 'many')).toMatchObject({ places: [{ name: 'SEC' }, { name: 'OPS' }] });
  });

  it('call what is there by its name, and its pages by the address of the site', () => {
    const read = readTracker({ ...jira, PLUMBLINE_JIRA_CLOUD_ID: cloud }, 'one');
    if (read === null || typeof read === 'string') throw new Error('It is set.');
    const tickets = openTrackers(read, Date.now)[0]?.tickets;
    expect(tickets?.place).toBe('Jira SEC');
    expect(tickets?.holds('https://example.atlassian.net/browse/SEC-1')).toBe(true);
    expect(tickets?.holds('https://github.com/octo/gaps/issues/1')).toBe(false);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['a site without https', { PLUMBLINE_JIRA_URL: 'http://example.atlassian.net' }, 'PLUMBLINE_JIRA_URL'],
    ['a page of the site', { PLUMBLINE_JIRA_URL: 'https://example.atlassian.net/browse/SEC' }, 'PLUMBLINE_JIRA_URL'],
    ['no site', { PLUMBLINE_JIRA_URL: undefined }, 'PLUMBLINE_JIRA_URL'],
    ['no project', { PLUMBLINE_JIRA_PROJECT: undefined }, 'PLUMBLINE_JIRA_PROJECT is not set'],
    ['a project that is none', { PLUMBLINE_JIRA_PROJECT: 'sec"; DROP' }, 'PLUMBLINE_JIRA_PROJECT has'],
    ['no account', { PLUMBLINE_JIRA_EMAIL: undefined }, 'PLUMBLINE_JIRA_EMAIL'],
    ['an account with a colon', { PLUMBLINE_JIRA_EMAIL: 'bot:x@example.com' }, 'PLUMBLINE_JIRA_EMAIL'],
    ['no token', { PLUMBLINE_JIRA_TOKEN: undefined }, 'PLUMBLINE_JIRA_TOKEN is not set'],
    ['a token with a line in it', { PLUMBLINE_JIRA_TOKEN: 'ATATT_planted\nX-Other: 1' }, 'holds no token'],
    ['a type with a line in it', { PLUMBLINE_JIRA_TYPE: 'Task\n' }, 'PLUMBLINE_JIRA_TYPE'],
    ['an id of a site that is none', { PLUMBLINE_JIRA_CLOUD_ID: '../..' }, 'PLUMBLINE_JIRA_CLOUD_ID'],
    ['GitHub beside it', { PLUMBLINE_GITHUB_REPO }, 'Issues go to one tracker'],
  ])('refuse %s, and repeat no token', (_, changes, words) => {
    const wrong = readTracker({ ...jira, ...changes }, 'one');
    expect(wrong).toContain(words);
    expect(wrong).not.toContain('planted');
  });
});
