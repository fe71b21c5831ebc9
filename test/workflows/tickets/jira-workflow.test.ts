/** The workflows of Jira, which differ from project to project: by which step an issue is closed, and what its status says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Note } from '../../../workflows/tickets/ticket.ts';
import { seenBy } from '../../contracts/tracker.ts';
import { troubleOf } from '../../contracts/tracker-trouble.ts';
import { type JiraSite, startJira } from '../../support/jira-site.ts';
import { jiraAt } from '../../support/trackers.ts';
import { draftOf, never } from './drafts.ts';

let site: JiraSite;
beforeEach(async () => {
  site = await startJira();
});
afterEach(async () => await site.stop());

const opened = async (changes: Parameters<typeof draftOf>[0] = {}) => seenBy(await jiraAt(site.url).open(draftOf(changes), never));
const close = async (number: number) => await jiraAt(site.url).close(number, note, never);
const note: Note = { effect: 'one', since: Date.now(), day: '2027-01-10', about: 'proven-by-scan' };

describe('the workflow of a project', () => {
  it('closes an issue by the step with the lowest number that is no refusal of it, and fills in the resolution it asks for', async () => {
    const resolution = { name: 'Resolution', required: true, allowedValues: [{ name: "Won't Do" }, { name: 'Fixed' }] };
    site.steps = [
      { id: '9', to: 'Shipped', category: 'done', fields: { customfield_1: { name: 'Version', required: true } } },
      { id: '10', to: "Won't do", category: 'done' },
      { id: '120', to: 'Resolved', category: 'done' },
      { id: '101', to: 'Closed', category: 'done' },
      { id: '31', to: 'Verified', category: 'done', fields: { resolution } },
    ];
    const { number } = await opened();
    // The names that Jira itself has for it come before those of the site.
    expect(seenBy(await close(number))).toMatchObject({ state: 'closed', why: 'completed' });
    expect(site.issues[0]?.status.name).toBe('Closed');
    site.steps = site.steps.filter(({ to }) => !['Closed', 'Resolved'].includes(to));
    const other = await opened({ gap: 'another' });
    expect(seenBy(await close(other.number))).toMatchObject({ state: 'closed', why: 'completed' });
    expect(site.issues[1]).toMatchObject({ status: { name: 'Verified' }, resolution: 'Fixed' });
  });

  it.each<[string, JiraSite['steps']]>([
    ['leads nowhere', []],
    ['only declines', [{ id: '1', to: 'Rejected', category: 'done' }]],
    ['asks for more', [{ id: '1', to: 'Done', category: 'done', fields: { customfield_1: { name: 'Root cause', required: true } } }]],
  ])('that %s leaves the issue open: the proof is said in it, and the answer tells what to do', async (_, steps) => {
    const { number } = await opened();
    site.steps = steps;
    const { kind, reason } = troubleOf(await close(number));
    expect({ kind, reason }).toEqual({ kind: 'refused', reason: expect.stringContaining('no step to a status that counts as done') });
    expect(site.issues[0]).toMatchObject({ status: { name: 'To Do' }, comments: [{}] });
  });

  it('opens an issue again as something to do, where it can', async () => {
    const { number } = await opened();
    site.steps.reverse();
    await close(number);
    const drifted: Note = { ...note, effect: 'two', about: 'drifted' };
    expect(seenBy(await jiraAt(site.url).reopen(number, drifted, never)).state).toBe('open');
    expect(site.issues[0]?.status.name).toBe('To Do');
  });

  it('closes the double of an issue as a duplicate, and leaves it open with a word where it has no way', async () => {
    await opened();
    const [first] = site.issues;
    if (first === undefined) throw new Error('It was made.');
    const double = { ...first, id: 10_001, key: 'SEC-2', comments: [], indexed: null };
    site.issues.push(double);
    const steps = site.steps;
    site.steps = [];
    expect((await opened({ effect: 'again' })).called).toBe('Jira SEC-1');
    expect(double).toMatchObject({ status: { category: 'new' }, comments: [{}] });
    site.steps = [...steps, { id: '51', to: 'Duplicate', category: 'done' }];
    await opened({ effect: 'and again' });
    expect(double).toMatchObject({ status: { name: 'Duplicate' }, comments: [{}] });
  });
});

describe('what an issue in Jira says', () => {
  it.each<[string, string | null, string]>([
    ['Done', null, 'completed'],
    ['Closed', 'Fixed', 'completed'],
    ['Closed', "Won't Do", 'not-planned'],
    ['Closed', 'Won’t Fix', 'not-planned'],
    ['Cancelled', null, 'not-planned'],
    ['Closed', 'Duplicate', 'duplicate'],
    ['Closed', 'Risk accepted', 'other'],
    ['Erledigt', null, 'other'],
  ])('with the status %s and the resolution %s is %s', async (name, resolution, why) => {
    const { number } = await opened();
    Object.assign(site.issues[0] ?? {}, { status: { name, category: 'done' }, resolution });
    expect(seenBy(await jiraAt(site.url).look(number, never))).toMatchObject({ state: 'closed', why });
  });

  it('is closed since it was closed last, also where it keeps the day of its first resolution', async () => {
    const { number } = await opened();
    const [resolutiondate, statuscategorychangedate] = ['2027-01-10T09:00:00.000+0000', '2027-03-01T10:00:00.000+0100'];
    const status = { name: 'Done', statusCategory: { key: 'done' } };
    const body = {
      id: String(number),
      key: 'SEC-1',
      fields: { status, resolution: { name: 'Done' }, resolutiondate, statuscategorychangedate },
    };
    site.weather.of = () => ({ kind: 'says', status: 200, body });
    expect(seenBy(await jiraAt(site.url).look(number, never)).closedAt).toBe(Date.parse('2027-03-01T09:00:00Z'));
  });

  it('is open where its resolution is left over from before it was opened again', async () => {
    const { number } = await opened();
    Object.assign(site.issues[0] ?? {}, { resolution: 'Done' });
    expect(seenBy(await jiraAt(site.url).look(number, never))).toMatchObject({ state: 'open', why: null, closedAt: null });
  });
});
