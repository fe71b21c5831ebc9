/** The card of a digest, the list of what waits and the forms beside them: what they say, and that every platform can show them. */
import { describe, expect, it } from 'vitest';
import { isAboutMine } from '../../../bot/conversation/hear-mine.ts';
import type { Action, Block, Press, View } from '../../../bot/conversation/view.ts';
import {
  digestView,
  dutyView,
  type ShownReminders,
  type ShownSeal,
  sealedIn,
  waitingView,
} from '../../../bot/conversation/views/digest.ts';
import { awayForm, hoursForm, paceForm, snoozeForm } from '../../../bot/conversation/views/my-forms.ts';
import { faultsOf as blockFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { limits } from '../../../bot/teams/limits.ts';
import { toCard } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import { lineOf } from '../../../workflows/reminder/lines.ts';
import { noReminders, type Reminders, type Waiting } from '../../../workflows/reminder/reminders.ts';
import { faultsOf as cardFaultsOf } from '../teams/cards.ts';

const hostile = '<!channel> *Ana* & [x](https://evil.example) <at>Lead</at>';
const now = Date.parse('2026-12-01T08:00:00Z');

const task: Waiting = {
  id: 'task a1.AG-02',
  kind: 'task',
  assessment: 'a1',
  control: 'AG-02',
  title: 'Enforce approval on ticket creation',
  workload: 'Support agent',
  label: 'High',
  due: '2026-11-29',
  since: 1,
};
const decision: Waiting = {
  id: 'decide a1',
  kind: 'decision',
  assessment: 'a1',
  title: 'Decide the roadmap',
  workload: 'Support agent',
  count: 5,
  since: 2,
};
const soon: Waiting = { ...task, id: 'task a1.AG-03', control: 'AG-03', title: 'Give each tool its own role', due: '2026-12-02' };

function shown(duties: Waiting[], over: Partial<Reminders> = {}): ShownReminders {
  const byId = Object.fromEntries(duties.map((duty) => [duty.id, duty]));
  const digests = { ...noReminders.digests, dueAt: Date.parse('2026-12-02T08:00:00Z') };
  return { state: { ...noReminders, zone: 'Europe/Berlin', digests, duties: byId, ...over }, version: 7, now };
}

const many = (count: number, title: string): Waiting[] =>
  Array.from({ length: count }, (_, n) => ({
    ...task,
    id: `task a1.C${n}`,
    control: `C${n}`,
    title: `${title} ${n}`.slice(0, 160),
    workload: title.slice(0, 80),
  }));

const isAboutRoadmap = ({ do: verb }: Press): boolean => /^(?:gap|roadmap)(?:-|$)/.test(verb);
const inside = (blocks: Block[]): Block[] =>
  blocks.flatMap((block) => (block.type === 'details' ? [block, ...inside(block.blocks)] : [block]));
const actionsOf = (view: View): Action[] => inside(view.blocks).flatMap((block) => (block.type === 'actions' ? block.actions : []));
const presses = (view: View) => [
  ...actionsOf(view).map(({ press }) => press),
  ...inside(view.blocks).flatMap((block) => (block.type === 'choice' ? block.options.flatMap(({ press }) => press ?? []) : [])),
];

/** Options and what a screen reader reads are drawn as plain text; everywhere else people's words are marked. */
function unmarked(value: unknown, field = '', inOption = false): string[] {
  if (typeof value === 'string') return value.includes('<!channel>') && field !== 'said' && field !== 'aria' && !inOption ? [field] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unmarked(inner, name, inOption || field === 'options'));
}

describe('the card', () => {
  it('says how many things wait and how many are overdue, then each with its day and its buttons', () => {
    const view = digestView(shown([soon, decision, task]));
    expect(view.text.split('\n')).toEqual([
      'Good morning. 3 things wait for you, 1 is overdue.',
      'Overdue',
      'Enforce approval on ticket creation · Support agent · High · 2 days over',
      'Due soon',
      'Give each tool its own role · Support agent · High · due tomorrow, Wed 2 Dec',
      'To decide',
      'Decide the roadmap · Support agent · 5 items',
      'Next reminder: Wed 2 Dec, 09:00.',
      'Type "what waits for me" to see this again, or "away until" and a day such as 12 Jan.',
    ]);
    expect(actionsOf(view).map(({ label }) => label)).toEqual([
      'Done',
      'Snooze…',
      'Open',
      'Done',
      'Snooze…',
      'Open',
      'Snooze…',
      'Open the roadmap',
      'I’m away until…',
      'Less often…',
      'My hours…',
    ]);
    expect(presses(view)[0]).toEqual({ do: 'gap-done', a: 'a1', x: 'AG-02' });
  });

  it('names what a screen reader says of buttons that look alike', () => {
    expect(actionsOf(digestView(shown([task])))[0]?.aria).toBe('Done: Enforce approval on ticket creation');
  });

  it.each([
    [1, '2026-11-30', '1 day over'],
    [1, '2026-12-01', 'due today'],
    [1, '2026-12-08', 'due in 7 days, Tue 8 Dec'],
    [1, '2027-03-01', 'due in 90 days, Mon 1 Mar 2027'],
  ])('says of %s thing due on %s: %s', (_, due, words) => {
    expect(digestView(shown([{ ...task, due }])).text).toContain(words);
  });

  it('says with whom a task is stuck, and how many reminders of it went unanswered', () => {
    const stuck: Waiting = { ...task, kind: 'escalation', owner: 'Ole', unanswered: 3 };
    const { text } = digestView(shown([stuck]));
    expect(text).toContain('Enforce approval on ticket creation · Support agent · High · Ole · 2 days over · 3 reminders unanswered');
    expect(digestView(shown([{ ...stuck, unanswered: 1 }])).text).toContain('1 reminder unanswered');
  });

  it.each([
    ['2026-12-31', 'its risk acceptance ends in 30 days, Thu 31 Dec'],
    ['2026-12-02', 'its risk acceptance ends tomorrow, Wed 2 Dec'],
    ['2026-12-01', 'its risk acceptance ends today'],
  ])('says of an acceptance until %s: %s', (due, words) => {
    expect(digestView(shown([{ ...task, kind: 'notice', due }])).text).toContain(words);
  });

  it('names a workload once where the title is its name', () => {
    expect(digestView(shown([{ ...decision, title: 'Support agent' }])).text).toContain('\nSupport agent · 5 items');
  });

  it('counts what it does not name: more, later and snoozed', () => {
    const later = { ...task, id: 'task a1.L', due: '2027-03-01', named: '2026-11-20' };
    const snoozed = { ...task, id: 'task a1.S', snoozedUntil: '2026-12-04' };
    const { text } = digestView(shown([...many(32, 'Thing'), later, snoozed]));
    expect(text).toContain('32 things wait for you, 32 are overdue.');
    expect(text).toContain('And 12 more.');
    expect(text).toContain('1 more is due later. 1 is snoozed.');
  });

  it('tells that the leads hear of it, and that it comes less often', () => {
    const base = noReminders.digests;
    const silent = { ...base, awaits: true, unanswered: 3, lastDay: '2026-12-01' };
    expect(digestView(shown([task], { digests: { ...silent, escalated: 1 } })).text).toContain('the leads hear of the overdue task');
    expect(digestView(shown([task], { digests: { ...silent, unanswered: 1 } })).text).toContain(
      'I write less often until you press something',
    );
    expect(digestView(shown([task])).text).not.toContain('less often until');
  });

  it('says that it goes by UTC where the profile names no zone', () => {
    expect(digestView(shown([task], { zone: 'Mars/Olympus' })).text).toContain('so I go by UTC');
  });

  it('says that nothing of it waits any more, once all is done', () => {
    expect(digestView(shown([])).text).toContain('Nothing on this list waits for you any more.');
  });

  it('seals the logs of the workloads that a lead decides on or looks after, a few by name', () => {
    const led = (n: number, kind: Waiting['kind']): Waiting => ({
      ...decision,
      kind,
      id: `${kind} a${n}`,
      assessment: `a${n}`,
      workload: `Agent ${n}`,
    });
    const duties = [task, ...[1, 2, 3, 4].map((n) => led(n, 'decision')), led(1, 'escalation'), led(5, 'escalation'), led(6, 'notice')];
    expect(sealedIn(shown(duties))).toEqual({ named: [1, 2, 3].map((n) => ({ assessment: `a${n}`, workload: `Agent ${n}` })), more: 2 });
    const { text } = digestView(shown(duties), [
      { workload: 'Agent 1', rows: 142, seal: '142-0a' },
      { workload: 'Agent 2', rows: 1, seal: '1-0b' },
    ]);
    expect(text).toContain('Log of Agent 1: 142 rows, seal 142-0a. Log of Agent 2: 1 row, seal 1-0b. And 2 more logs. Keep this message:');
    expect(digestView(shown([task])).text).not.toContain('Keep this message');
  });

  it('greets by the hour', () => {
    expect(digestView({ ...shown([task]), now: Date.parse('2026-12-01T13:00:00Z') }).text).toMatch(/^Hello\./);
  });
});

describe('the list', () => {
  it('holds what is snoozed or due later too, page by page, and the way back for who is away', () => {
    const duties = [...many(30, 'Thing'), { ...task, id: 'task a1.S', snoozedUntil: '2026-12-04', due: '2027-03-01' }];
    const first = waitingView(shown(duties, { awayUntil: '2026-12-20' }), 0);
    expect(first.text).toContain('You are away until Sun 20 Dec');
    expect(actionsOf(first).map(({ label }) => label)).toContain('I’m back');
    expect(waitingView(shown(duties), 1).text).toContain('snoozed until Fri 4 Dec');
    expect(waitingView(shown(duties), 99).text).toBe(waitingView(shown(duties), 1).text);
    expect(waitingView(shown(duties), Number.NaN).text).toBe(waitingView(shown(duties), 0).text);
  });

  it('says what came of a wish', () => {
    expect(waitingView(shown([task]), 0, 'I’ll remind you again on Wed 2 Dec.').text).toContain(
      'Saved: I’ll remind you again on Wed 2 Dec.',
    );
  });
});

const sealed: ShownSeal[] = [1, 2, 3].map((n) => ({
  workload: hostile.slice(0, 80),
  rows: 10 ** 6,
  seal: `${10 ** 6}-${`${n}`.repeat(20)}`,
}));

const views: [string, View][] = [
  ['the card of a lead, with seals', digestView(shown([decision]), sealed)],
  ['the card of a few', digestView(shown([soon, decision, task]))],
  ['the card of many with hostile words', digestView(shown(many(1000, hostile.repeat(3))))],
  ['an empty card', digestView(shown([]))],
  ['the card of somebody with a hostile name', digestView(shown([{ ...task, kind: 'escalation', owner: hostile.slice(0, 60) }]))],
  ['a page of the list', waitingView(shown(many(1000, hostile.repeat(3))), 3, 'Saved.')],
  ['one thing', dutyView(shown([task]), lineOf(task, '2026-12-01'))],
  ['one decision', dutyView(shown([decision]), lineOf(decision, '2026-12-01'))],
  ['the snooze', snoozeForm(shown([task]), { ...task, title: hostile })],
  ['being away', awayForm(shown([task]))],
  ['the pace', paceForm(shown([task]))],
  ['the hours', hoursForm(shown([task], { holidays: 'none', hours: { from: '10:00', to: '16:00', days: [1, 3] } }))],
];

describe.each(views)('%s', (_, view) => {
  it('has buttons that are all understood', () => {
    for (const press of presses(view)) expect(isAboutMine(press) || isAboutRoadmap(press), press.do).toBe(true);
    expect(presses(view).length).toBeGreaterThan(0);
  });

  it('is taken by Slack and by Teams', () => {
    expect(toMessages(view).flatMap(({ blocks }) => blockFaultsOf(blocks, 'message'))).toEqual([]);
    const faults = splitView(view, limits).flatMap((part) => cardFaultsOf(toCard(part, {})));
    expect(faults.filter((fault) => !fault.startsWith('Maximum number'))).toEqual([]);
  });

  it('carries people’s words marked, so that nothing in them acts', () => {
    expect(unmarked(view.blocks)).toEqual([]);
  });
});
