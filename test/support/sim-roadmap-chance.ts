/** Random days around a roadmap: decisions that fall together, and whole lives from putting it up to proof, drift and reminders. */
import type { Unheard } from './sim-github.ts';
import type { Aim, Deed } from './sim-roadmap-deeds.ts';
import { controls, type GapControl } from './sim-roadmap-rounds.ts';
import type { Plot } from './sim-roadmap-run.ts';
import { createRandom, pick } from './sim-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Random = () => number;

const reason = { reason: 'Because.' };
const days = ['2026-01-07', '2026-01-09', '2026-01-20'];

const gap = (random: Random, verb: string, inputs: Record<string, string> = {}): Aim => ({
  on: 'gap',
  verb,
  control: pick(random, controls),
  inputs,
});

/** Weighted by how often they stand here. */
const decisions = [
  'approve',
  'approve',
  'approve',
  'bulk',
  'bulk',
  'reject',
  'grant',
  'grant',
  'refuse',
  'reconsider',
  'glass',
  'settings',
];
const edits = ['due', 'due', 'owner', 'accept', 'accept', 'defer', 'date', 'take-back'];

function decisionBy(random: Random, what: string): { by: string; aim: Aim } {
  // Whoever put it up and whoever owns it press too.
  const by = random() < 0.85 ? pick(random, ['lea', 'lou']) : pick(random, ['ana', 'owen', 'olga', 'adi']);
  switch (what) {
    case 'bulk':
      return { by, aim: { on: 'leads' } };
    case 'glass':
      return { by: 'adi', aim: gap(random, pick(random, ['gap-glass-approve', 'gap-glass-grant', 'gap-glass-reject']), reason) };
    case 'settings':
      return {
        by: 'adi',
        aim: { on: 'settings', lead: pick(random, ['lead-add', 'lead-remove'] as const), person: pick(random, ['lou', 'olga']) },
      };
    default:
      return { by, aim: gap(random, `gap-${what}`, reason) };
  }
}

function editBy(random: Random, what: string): { by: string; aim: Aim } {
  const by = pick(random, ['ana', 'owen', 'olga', 'lou']);
  const until = pick(random, days);
  const person = pick(
    random,
    ['owen', 'olga', 'lea', 'lou'].filter((one) => one !== by),
  );
  switch (what) {
    case 'due':
      return { by, aim: gap(random, 'gap-change', { due: until }) };
    case 'owner':
      return { by, aim: gap(random, 'gap-change', { person }) };
    case 'accept':
      return { by, aim: gap(random, 'gap-accept', { person, until, compensating: 'A guard.', ...reason }) };
    default:
      return { by, aim: gap(random, `gap-${what}`, { until, ...reason }) };
  }
}

/** A few minutes in which everybody presses what they saw a while ago, some in the same moment. */
export function randomApprovals(seed: number): Plot {
  const random = createRandom(seed * 7919);
  const count = 10 + Math.floor(random() * 14);
  const deeds = Array.from({ length: count }, (): Deed => {
    const at = Math.floor(1 + random() * 20) * 10_000 + Math.floor(random() * 300);
    const sawMs = random() < 0.4 ? 0 : Math.floor(random() * 90_000);
    const does = random() < 0.65 ? decisionBy(random, pick(random, decisions)) : editBy(random, pick(random, edits));
    return { at, sawMs, ...does };
  });
  const again = random() < 0.4;
  const endAt = Math.floor(random() * 120_000);
  if (again) deeds.push(...secondEnd(random, endAt, endAt + Math.floor(random() * 60_000)));
  if (random() < 0.3) deeds.push({ at: Math.floor(random() * 200_000), ...movesBy(random) });
  if (random() < 0.7) return { stage: 'submitted', again, deeds };
  return { stage: 'submitted', again, deeds: deeds.filter(({ aim }) => aim.on !== 'settings'), second: 'low' };
}

const works = [
  'take',
  'take',
  'done',
  'done',
  'done',
  'confirm',
  'doubt',
  'block',
  'unblock',
  'help',
  'give-back',
  'not-done',
  'snooze',
  'snooze',
  'reopen',
];

function workBy(random: Random, what: string): { by: string; aim: Aim } {
  const by = random() < 0.7 ? 'owen' : pick(random, ['olga', 'lea', 'lou']);
  const control = pick(random, controls);
  if (what === 'take') return { by, aim: { on: 'tasks', control } };
  if (what === 'snooze') return { by, aim: { on: 'digest', control, snooze: pick(random, ['day', 'three-days', 'week']) } };
  if (what === 'confirm' || what === 'doubt') return { by: pick(random, ['olga', 'lea', 'lou']), aim: gap(random, `gap-${what}`, reason) };
  return { by, aim: gap(random, `gap-${what}`, reason) };
}

/** Issues are asked for and looked at, and changed by others; tasks move. */
function besideBy(random: Random): { by: string; aim: Aim } {
  const by = pick(random, ['owen', 'olga', 'lea']);
  const control = pick(random, controls);
  const what = pick(random, ['ask', 'ask', 'ask', 'look', 'there', 'there', 'move']);
  if (what === 'move') return movesBy(random);
  if (what !== 'there') return { by, aim: gap(random, what === 'ask' ? 'gap-ticket' : 'gap-ticket-look') };
  return { by, aim: { on: 'tracker', control, change: pick(random, ['completed', 'completed', 'not_planned', 'reopened'] as const) } };
}

const movesBy = (random: Random): { by: string; aim: Aim } => ({
  by: 'ana',
  aim: { on: 'channel', conversation: pick(random, ['talk', 'project', 'elsewhere']) },
});

/** The second round ends, and somebody puts its result up; now and then somebody else ends it at the same moment. */
export function secondEnd(random: Random, endAt: number, putUpAt: number): Deed[] {
  const end = (at: number, resultId: string): Deed => ({
    at,
    by: 'ana',
    aim: { on: 'assessment', event: { type: 'finish', resultId, from: 'talk' } },
  });
  return [
    end(endAt, 'result-2'),
    ...(random() < 0.3 ? [end(endAt + Math.floor(random() * 50), 'result-3')] : []),
    { at: putUpAt, by: pick(random, ['ana', 'olga']), aim: { on: 'plan', owner: pick(random, ['owen', 'olga']) } },
  ];
}

/** What somebody does next; `working` is how often that is work. */
export function anything(random: Random, working: number): { by: string; aim: Aim } {
  if (random() < 0.25) return besideBy(random);
  if (random() < working) return workBy(random, pick(random, works));
  return random() < 0.5 ? editBy(random, pick(random, edits)) : decisionBy(random, pick(random, decisions));
}

const unheard: readonly Unheard[] = [
  { method: 'POST', end: '/issues', how: 'done' },
  { method: 'POST', end: '/issues', how: 'not-done' },
  { method: 'POST', end: '/comments', how: 'done' },
  { method: 'PATCH', end: '/issues/1', how: 'done' },
  { method: 'PATCH', end: '/issues/1', how: 'not-done' },
];

/** Two weeks: put up, decided, worked at, proven or not, reminded of and looked at again. */
export function randomLife(seed: number): Plot {
  const random = createRandom(seed * 104_729);
  const lasts = 15 * day;
  const moment = (from: number, to: number) => Math.floor(from + random() * (to - from));
  const first: Deed[] = [
    { at: moment(0, hour), by: 'ana', aim: { on: 'plan', owner: 'owen' } },
    ...controls.map(
      (control: GapControl): Deed => ({
        at: moment(hour, 2 * hour),
        by: 'ana',
        aim: { on: 'gap', verb: 'gap-change', control, inputs: { due: pick(random, days) } },
      }),
    ),
    ...controls.map(
      (control: GapControl): Deed => ({
        at: moment(2 * hour, 3 * hour),
        by: pick(random, ['lea', 'lou']),
        aim: { on: 'gap', verb: 'gap-approve', control, inputs: {} },
      }),
    ),
  ];
  const more = Array.from({ length: 8 + Math.floor(random() * 14) }, (): Deed => {
    return { at: moment(3 * hour, lasts), sawMs: random() < 0.5 ? 0 : moment(0, hour), ...anything(random, 0.75) };
  });
  const again = random() < 0.5;
  const endAt = moment(3 * hour, 10 * day);
  if (again) more.push(...secondEnd(random, endAt, endAt + moment(0, day)));
  // A check says the same all day.
  const rolls = Array.from({ length: 64 }, () => random());
  const verdict = (check: string, ms: number) =>
    (rolls[(Math.floor(ms / day) * 3 + check.length + Number(check.at(-1))) % 64] ?? 0) < 0.65 ? 'pass' : 'fail';
  return {
    stage: 'planned',
    deeds: [...first, ...more],
    again,
    tracker: unheard.filter(() => random() < 0.3),
    verdict,
    looks: [1_000, 20_000, 20_000, 150_000],
    lasts: { roughMs: lasts - day, leastMs: lasts },
  };
}
