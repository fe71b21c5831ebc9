/** Short scenes of gaps with an issue in the tracker: asked for, followed, closed and opened again, by us and by others. */
import type { Change } from './sim-github.ts';
import type { Aim, Deed } from './sim-roadmap-deeds.ts';
import type { Plot } from './sim-roadmap-run.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** When what was lost before has been delivered again, and what was not heard was tried again. */
const later = 7 * minute;

const wall = 'infra-wall';

const on = (verb: string): Aim => ({ on: 'gap', verb, control: wall });
const asks = (at: number, by = 'owen'): Deed => ({ at, by, aim: on('gap-ticket') });
const says = (at: number, verb: string): Deed => ({ at, by: 'owen', aim: on(verb) });
const there = (at: number, change: Change): Deed => ({ at, by: 'olga', aim: { on: 'tracker', control: wall, change } });

const days = (many: number) => ({ roughMs: 4 * minute, leastMs: many * day + hour });
const issues = '/issues';
const one = '/issues/1';
const words = '/comments';

export const trackerPlots: readonly [string, Plot][] = [
  ['an issue is asked for', { stage: 'approved', issue: 'open', tracker: [], deeds: [asks(700)] }],
  [
    'an issue is made, and nobody hears of it',
    { stage: 'approved', issue: 'open', tracker: [{ method: 'POST', end: issues, how: 'done' }], deeds: [asks(700)] },
  ],
  [
    'an issue is not made, and nobody hears of it',
    { stage: 'approved', issue: 'open', tracker: [{ method: 'POST', end: issues, how: 'not-done' }], deeds: [asks(700)] },
  ],
  ['two people ask for an issue', { stage: 'approved', issue: 'open', tracker: [], deeds: [asks(700), asks(702, 'lea')] }],
  [
    'an issue is looked at every day',
    { stage: 'approved', issue: 'open', tracker: [], deeds: [asks(300), says(later, 'gap-ticket-look')], lasts: days(1) },
  ],
  [
    'tasks move while an issue is followed',
    {
      stage: 'approved',
      issue: 'open',
      tracker: [],
      deeds: [asks(300), { at: later, by: 'ana', aim: { on: 'channel', conversation: 'project' } }, says(later + 2, 'gap-ticket-look')],
    },
  ],
  [
    'an issue is closed with its gap',
    { stage: 'working', issue: 'closed', ends: { [wall]: 'verified' }, tracker: [], deeds: [asks(300), says(later, 'gap-done')] },
  ],
  [
    'an issue is closed, and nobody hears of the words or the closing',
    {
      stage: 'working',
      issue: 'closed',
      ends: { [wall]: 'verified' },
      tracker: [
        { method: 'POST', end: words, how: 'done' },
        { method: 'PATCH', end: one, how: 'done' },
      ],
      deeds: [asks(300), says(later, 'gap-done')],
    },
  ],
  [
    'what was proven drifts, and its issue opens again',
    {
      stage: 'working',
      issue: 'open',
      ends: { [wall]: 'reopened' },
      tracker: [{ method: 'PATCH', end: one, how: 'not-done' }],
      deeds: [asks(300), says(later, 'gap-done')],
      verdict: (_, ms) => (ms < hour ? 'pass' : 'fail'),
      lasts: days(7),
    },
  ],
  [
    'an issue is closed in the tracker, and a look proves it',
    {
      stage: 'working',
      issue: 'closed',
      ends: { [wall]: 'verified' },
      tracker: [],
      deeds: [asks(300), there(later, 'completed')],
      lasts: days(1),
    },
  ],
  [
    'an issue is closed in the tracker, and a look finds it open',
    {
      stage: 'working',
      issue: 'open',
      ends: { [wall]: 'inProgress' },
      tracker: [],
      deeds: [asks(300), there(later, 'completed')],
      verdict: () => 'fail',
      lasts: days(1),
    },
  ],
  [
    'an issue is closed in the tracker as not planned',
    {
      stage: 'working',
      issue: 'closed',
      ends: { [wall]: 'inProgress' },
      tracker: [],
      deeds: [asks(300), there(later, 'not_planned')],
      lasts: days(1),
    },
  ],
];
