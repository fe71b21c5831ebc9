/** What waits for a person: the one card a day, and the same to look at whenever they want. */
import { localAt, zoneOf } from '../../../workflows/reminder/calendar.ts';
import { clockOf } from '../../../workflows/reminder/clock.ts';
import { allLines, type Group, groups, type Line, type Lines, linesOf, mostLines } from '../../../workflows/reminder/lines.ts';
import type { Reminders, Waiting } from '../../../workflows/reminder/reminders.ts';
import type { Action, Block, Press, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { pageActions, pageOf } from './shown.ts';

export interface ShownReminders {
  state: Reminders;
  /** Of the person's item. */
  version: number;
  /** Ms since 1970. */
  now: number;
}

/** The newest seal of a workload's log of decisions. */
export interface ShownSeal {
  workload: string;
  rows: number;
  seal: string;
}

/** A digest seals no more logs than this; the others it counts. */
const mostSeals = 3;

export interface Sealed {
  /** The assessments, each with its workload's name, in the order in which the digest names them. */
  named: { assessment: string; workload: string }[];
  more: number;
}

/** The workloads about which the digest asks a lead something: to decide, or to look after what is stuck. */
export function sealedIn(shown: Pick<ShownReminders, 'state' | 'now'>): Sealed {
  const led = linesOf(shown.state, todayOf(shown)).named.filter(({ group }) => group === 'decide' || group === 'escalated');
  const all = [...new Map(led.map(({ duty: { assessment, workload } }) => [assessment, { assessment, workload }])).values()];
  return { named: all.slice(0, mostSeals), more: Math.max(0, all.length - mostSeals) };
}

const say = words.reminders;

/** With more lines than this their buttons would hide the words. */
const mostWithButtons = 5;

export function todayOf({ state, now }: Pick<ShownReminders, 'state' | 'now'>): string {
  return localAt(now, clockOf(state).zone).day;
}

export function digestView(shown: ShownReminders, seals: readonly ShownSeal[] = []): View {
  const today = todayOf(shown);
  const lines = linesOf(shown.state, today);
  const { time } = localAt(shown.now, clockOf(shown.state).zone);
  const greeting = time < '12:00' ? say.greeting.morning : say.greeting.later;
  const count = lines.named.length + lines.more;
  const title = count === 0 ? say.nothingMore : say.waits(count, lines.overdue);
  return viewOf(shown, [
    { type: 'title', text: `${greeting} ${title}` },
    ...lineBlocks(lines.named, today),
    ...notesOf(shown, lines),
    ...sealBlock(seals, sealedIn(shown).more),
    { type: 'actions', actions: wishes(shown, lines.more > 0) },
  ]);
}

function sealBlock(seals: readonly ShownSeal[], more: number): Block[] {
  if (seals.length === 0) return [];
  const logs = seals.flatMap(({ workload, rows, seal }) => say.sealed({ workload: { said: workload }, rows, seal }));
  return [{ type: 'text', text: [...logs, ...(more === 0 ? [] : [say.moreSealed(more)]), say.keepSeals], subtle: true }];
}

/** Everything, page by page, also what is snoozed or due later. `note` says what came of the last wish. */
export function waitingView(shown: ShownReminders, page: number, note?: string): View {
  const today = todayOf(shown);
  const all = allLines(shown.state, today);
  const { items, page: at, pages } = pageOf(all, page, mostLines);
  const overdue = all.filter(({ group }) => group === 'overdue').length;
  return viewOf(shown, [
    { type: 'title', text: say.title },
    ...(note === undefined ? [] : [{ type: 'status' as const, tone: 'good' as const, word: say.saved, text: note }]),
    { type: 'text', text: all.length === 0 ? say.nothing : say.waits(all.length, overdue) },
    ...(pages > 1 ? [{ type: 'text' as const, text: words.common.page(at + 1, pages), subtle: true }] : []),
    ...lineBlocks(items, today),
    ...stateNotes(shown),
    {
      type: 'actions',
      actions: [...pageActions({ items, page: at, pages }, (to) => ({ do: 'my-digest', x: String(to) })), ...wishes(shown, false)],
    },
  ]);
}

/** One of them, with all that can be done about it. */
export function dutyView(shown: ShownReminders, line: Line): View {
  const today = todayOf(shown);
  return viewOf(shown, [
    { type: 'title', text: [{ said: line.duty.title }] },
    { type: 'text', text: say.about({ workload: { said: line.duty.workload }, ...wordsOf(line, today) }) },
    { type: 'actions', actions: [...actionsOf(line), { label: say.buttons.list, press: { do: 'my-digest' } }] },
  ]);
}

export function viewOf({ version }: Pick<ShownReminders, 'version'>, blocks: Block[]): View {
  return { text: `${textOf(blocks, { withoutDetails: true })}\n${say.typing}`, blocks, version };
}

function lineBlocks(lines: readonly Line[], today: string): Block[] {
  const withButtons = lines.length <= mostWithButtons;
  const grouped = groups.flatMap((group): Block[] => {
    const own = lines.filter((line) => line.group === group);
    if (own.length === 0) return [];
    const heading: Block = { type: 'heading', text: say.groups[group] };
    return withButtons ? [heading, ...own.flatMap((line) => lineWithButtons(line, today))] : [heading, listOf(own, today)];
  });
  return withButtons ? grouped : [...grouped, selection(lines)];
}

function lineWithButtons(line: Line, today: string): Block[] {
  return [
    { type: 'text', text: lineOf(line, today) },
    { type: 'actions', actions: actionsOf(line) },
  ];
}

const listOf = (lines: readonly Line[], today: string): Block => ({ type: 'list', items: lines.map((line) => lineOf(line, today)) });

/** One of many is chosen first; what can be done about it comes then. */
function selection(lines: readonly Line[]): Block {
  const options = lines.map(({ duty }) => ({ id: duty.id, text: duty.title, press: { do: 'my-duty', x: duty.id } }));
  return {
    type: 'details',
    id: 'one',
    label: say.select,
    blocks: [{ type: 'choice', id: 'duty', label: '', options, multi: false }],
  };
}

function lineOf(line: Line, today: string): Rich {
  const { title, workload } = line.duty;
  // Decisions wait for a whole workload, whose name is then the title.
  return say.line({ title: { said: title }, workload: title === workload ? null : { said: workload }, ...wordsOf(line, today) });
}

function wordsOf({ duty, left }: Line, today: string): { label: string; owner: Span | null; due: string } {
  const { count, due, label, owner, snoozedUntil, unanswered } = duty;
  const dueWords = duty.kind === 'notice' ? say.ends : say.due;
  const parts = [
    ...(count === undefined ? [] : [say.items(count)]),
    ...(left === undefined || due === undefined ? [] : [dueWords({ left, day: words.days.by(due, today) })]),
    ...(unanswered === undefined ? [] : [say.unanswered(unanswered)]),
    ...(snoozedUntil === undefined || snoozedUntil <= today ? [] : [say.snoozedUntil(words.days.by(snoozedUntil, today))]),
  ];
  return { label: label ?? '', owner: owner === undefined ? null : { said: owner }, due: parts.join(' · ') };
}

const opens: Record<Group, 'task' | 'other'> = {
  overdue: 'task',
  soon: 'task',
  todo: 'task',
  decide: 'other',
  review: 'other',
  confirm: 'other',
  escalated: 'other',
  notice: 'other',
};

function actionsOf({ duty, group }: Line): Action[] {
  const { buttons } = say;
  const { title } = duty;
  const done: Action = { label: buttons.done, press: aboutGap(duty, 'gap-done'), aria: buttons.doneAria(title) };
  const open: Action = {
    label: duty.control === undefined ? buttons.roadmap : buttons.open,
    press: duty.control === undefined ? { do: 'roadmap', a: duty.assessment } : aboutGap(duty, 'gap-open'),
    aria: buttons.openAria(title),
  };
  const snooze: Action = { label: buttons.snooze, press: { do: 'my-snooze', x: duty.id }, aria: buttons.snoozeAria(title) };
  // A notice is named once, so there is nothing to put off.
  return [...(opens[group] === 'task' ? [done] : []), ...(group === 'notice' ? [] : [snooze]), open];
}

function aboutGap({ assessment, control }: Waiting, verb: string): Press {
  return { do: verb, a: assessment, ...(control === undefined ? {} : { x: control }) };
}

function wishes({ state }: ShownReminders, listed: boolean): Action[] {
  const { buttons } = say;
  return [
    ...(listed ? [{ label: buttons.all, press: { do: 'my-digest' } }] : []),
    state.awayUntil === null
      ? { label: buttons.away, press: { do: 'my-away' } }
      : { label: buttons.back, press: { do: 'my-away-save', c: 'back' } },
    { label: buttons.pace, press: { do: 'my-pace' } },
    { label: buttons.hours, press: { do: 'my-hours' } },
  ];
}

function notesOf(shown: ShownReminders, lines: Lines): Block[] {
  const { digests } = shown.state;
  const counted = [
    ...(lines.more > 0 ? [say.more(lines.more)] : []),
    ...(lines.later > 0 ? [say.later(lines.later)] : []),
    ...(lines.snoozed > 0 ? [say.snoozed(lines.snoozed)] : []),
  ];
  return [
    ...(counted.length === 0 ? [] : [{ type: 'text' as const, text: counted.join(' '), subtle: true }]),
    ...(digests.escalated > 0 && digests.awaits
      ? [{ type: 'status' as const, tone: 'attention' as const, word: say.groups.overdue, text: say.escalated(digests.escalated) }]
      : []),
    ...stateNotes(shown),
  ];
}

/** How they are reminded, as far as it is not as usual, and when next. */
function stateNotes(shown: ShownReminders): Block[] {
  const { state } = shown;
  const today = todayOf(shown);
  const { awayUntil, digests } = state;
  const isSlow = digests.awaits && digests.unanswered > 0 && digests.escalated === 0;
  const notes = [
    ...(awayUntil !== null && awayUntil > today ? [say.away(words.days.by(awayUntil, today))] : []),
    ...(isSlow ? [say.slower] : []),
    ...(zoneOf(state.zone).known ? [] : [say.noZone]),
    nextWords(shown),
  ];
  return [{ type: 'text', text: notes.join(' '), subtle: true }];
}

function nextWords(shown: ShownReminders): string {
  const { dueAt } = shown.state.digests;
  if (dueAt === null) return say.noNext;
  const { day, time } = localAt(dueAt, clockOf(shown.state).zone);
  return say.next(words.days.by(day, todayOf(shown)), time);
}
