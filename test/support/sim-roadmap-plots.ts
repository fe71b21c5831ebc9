/** Short scenes of a roadmap, one for each kind of turn that it, its gaps and its people take. */
import type { Aim, Deed } from './sim-roadmap-deeds.ts';
import type { GapControl } from './sim-roadmap-rounds.ts';
import type { Plot } from './sim-roadmap-run.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** When what was lost before has been delivered again. */
const later = 7 * minute;

const wall = 'infra-wall';
const door = 'ai-door';
/** In the form's own words; the run begins on the 5th. */
const soon = '2026-01-07';

const deed = (at: number, by: string, aim: Aim, sawMs = 0): Deed => ({ at, by, aim, sawMs });
const gap = (verb: string, control: GapControl = wall, inputs: Record<string, string> = {}): Aim => ({ on: 'gap', verb, control, inputs });
const reason = { reason: 'Because.' };

const accept = gap('gap-accept', wall, { person: 'olga', reason: 'It is old.', compensating: 'A guard.', until: soon });

export const plots: readonly [string, Plot][] = [
  [
    'put up',
    {
      stage: 'planned',
      ends: { [wall]: 'proposed', 'data-shelf': 'proposed', [door]: 'proposed' },
      deeds: [deed(700, 'ana', { on: 'plan', owner: 'owen' })],
    },
  ],
  [
    'a phase is approved at once',
    {
      stage: 'submitted',
      ends: { [wall]: 'assigned', 'data-shelf': 'assigned', [door]: 'assigned' },
      deeds: [deed(700, 'lea', { on: 'leads' })],
    },
  ],
  [
    'two leads decide at the same moment',
    { stage: 'submitted', deeds: [deed(700, 'lea', gap('gap-approve')), deed(702, 'lou', gap('gap-reject', wall, reason))] },
  ],
  [
    'it is changed under the hand of a lead',
    { stage: 'submitted', deeds: [deed(700, 'ana', gap('gap-change', wall, { due: soon })), deed(702, 'lea', { on: 'leads' }, 100)] },
  ],
  [
    'a risk is accepted',
    { stage: 'submitted', ends: { [wall]: 'accepted' }, deeds: [deed(300, 'owen', accept), deed(later, 'lea', gap('gap-grant'))] },
  ],
  ['a task is taken', { stage: 'approved', ends: { [wall]: 'inProgress' }, deeds: [deed(700, 'owen', { on: 'tasks', control: wall })] }],
  [
    'a task is snoozed',
    {
      stage: 'approved',
      ends: { [wall]: 'inProgress' },
      deeds: [deed(300, 'owen', { on: 'tasks', control: wall }), deed(later, 'owen', { on: 'digest', control: wall, snooze: 'day' })],
    },
  ],
  ['done, and a look proves it', { stage: 'working', ends: { [wall]: 'verified' }, deeds: [deed(700, 'owen', gap('gap-done'))] }],
  [
    'done, and a look finds it open',
    { stage: 'working', ends: { [wall]: 'inProgress' }, deeds: [deed(700, 'owen', gap('gap-done'))], verdict: () => 'fail' },
  ],
  ['done, and a look takes too long', { stage: 'working', deeds: [deed(700, 'owen', gap('gap-done'))], looks: [150_000] }],
  [
    'done twice, and an old look takes too long',
    {
      stage: 'working',
      deeds: [deed(700, 'owen', gap('gap-done')), deed(20_000, 'owen', gap('gap-not-done')), deed(25_000, 'owen', gap('gap-done'))],
      looks: [100_000],
    },
  ],
  [
    'done, and a second person has seen it',
    {
      stage: 'submitted',
      ends: { [door]: 'verified' },
      deeds: [
        deed(300, 'lea', gap('gap-approve', door)),
        deed(later, 'owen', gap('gap-done', door, { reason: 'A picture of it.' })),
        deed(2 * later, 'olga', gap('gap-confirm', door)),
      ],
    },
  ],
  ['a digest comes due', { stage: 'submitted', deeds: [], lasts: { roughMs: 4 * minute, leastMs: day } }],
  [
    'an acceptance ends',
    {
      stage: 'submitted',
      ends: { [wall]: 'proposed' },
      deeds: [deed(300, 'owen', accept), deed(later, 'lea', gap('gap-grant'))],
      lasts: { roughMs: 4 * minute, leastMs: 3 * day },
    },
  ],
  [
    'what was proven drifts',
    {
      stage: 'proven',
      ends: { [wall]: 'reopened' },
      deeds: [],
      verdict: () => 'fail',
      lasts: { roughMs: 4 * minute, leastMs: 7 * day + hour },
    },
  ],
];
