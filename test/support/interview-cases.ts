/** Reads the interview's cases: what people do, line by line, and what then holds. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { phases } from '../../knowledge/schema.ts';
import { earlierOffer, leftOf } from '../../workflows/interview/again.ts';
import type { AnswerValue, InterviewContext } from '../../workflows/interview/context.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { isAskedNow, isOpen, questioningOf } from '../../workflows/interview/questioning.ts';
import {
  type BareEvent,
  cardOf,
  confirmEvent,
  day,
  effectWords,
  eventBy,
  hour,
  minute,
  type Play,
  people,
  play,
  revOf,
  stages,
  type Who,
} from './interview.ts';

const With = z.union([z.string(), z.array(z.string()), z.strictObject({ 'not-applicable': z.string() })]);
const Action = z.union([
  z.enum([
    'start',
    'back',
    'pause',
    'resume',
    'cancel',
    'undo-cancel',
    'go-deeper',
    'review',
    'keep-asking',
    'reopen',
    'show',
    'assess-again',
    'keep-baseline',
  ]),
  z.enum(['confirm-scope', 'check-idle', 'settle']),
  z.strictObject({ 'confirm-scope': z.string() }),
  z.strictObject({ 'assess-again': z.enum(phases) }),
  /** What was answered last time is confirmed. */
  z.strictObject({ still: z.string() }),
  z.strictObject({ answer: z.string(), with: With, rev: z.int().optional() }),
  z.strictObject({ comment: z.string(), text: z.string() }),
  z.strictObject({ propose: z.string(), with: z.string(), quote: z.string() }),
  z.strictObject({ accept: z.string(), rev: z.int().optional() }),
  z.strictObject({ drop: z.string() }),
  z.strictObject({ revisit: z.string() }),
  z.strictObject({ 'hand-off': z.array(z.string()), to: z.enum(['ana', 'ben', 'cleo']) }),
  z.strictObject({ 'hand-back': z.string() }),
  z.strictObject({ 'time-out': z.string() }),
  z.strictObject({ finish: z.string() }),
  z.strictObject({ rename: z.string() }),
  z.strictObject({ invite: z.enum(['ben', 'cleo', 'dan']) }),
  z.strictObject({ 'hand-over': z.enum(['ana', 'ben', 'cleo']) }),
  z.strictObject({ describe: z.strictObject({ workload: z.string().optional(), components: z.array(z.string()).optional() }) }),
  z.strictObject({ export: z.enum(['markdown', 'json']) }),
]);
type Action = z.infer<typeof Action>;

const Holds = z.strictObject({
  state: z.string().optional(),
  activity: z.string().optional(),
  colleagues: z.string().optional(),
  card: z.string().nullable().optional(),
  name: z.string().optional(),
  requester: z.string().optional(),
  answers: z.record(z.string(), z.union([With, z.null()])).optional(),
  answeredBy: z.record(z.string(), z.string()).optional(),
  comments: z.record(z.string(), z.string()).optional(),
  asks: z.array(z.string()).optional(),
  hides: z.array(z.string()).optional(),
  waiting: z.record(z.string(), z.string()).optional(),
  proposal: z.string().nullable().optional(),
  open: z.int().optional(),
  unknownRun: z.int().optional(),
  result: z.string().nullable().optional(),
  baseline: z.string().nullable().optional(),
  /** What was answered last time and can be confirmed; null where nothing is offered. */
  offers: z.record(z.string(), z.union([With, z.null()])).optional(),
  left: z.strictObject({ fresh: z.int(), toConfirm: z.int() }).optional(),
  short: z.array(z.string()).optional(),
  effects: z.array(z.string()).optional(),
});
type Holds = z.infer<typeof Holds>;

const who = z.enum(['ana', 'ben', 'cleo', 'dan', 'plumbline']);
const Line = z.union([
  z.strictObject({ after: z.string().regex(/^\d+ (minutes?|hours?|days?)$/) }),
  z.strictObject({ holds: Holds }),
  /** Not possible: nothing changes. */
  z.strictObject({ refused: z.partialRecord(who, Action) }),
  z.partialRecord(who, Action),
]);
export type Line = z.infer<typeof Line>;

const Cases = z.array(z.strictObject({ name: z.string(), why: z.string(), from: z.enum(stages), lines: z.array(Line).min(1) }));
export type InterviewCase = z.infer<typeof Cases>[number];

export function readCases(file: string): InterviewCase[] {
  return Cases.parse(parse(readFileSync(new URL(`../cases/interview/${file}`, import.meta.url), 'utf8')));
}

const spans: Record<string, number> = { minute, hour, day };

export function spanOf(words: string): number {
  const [count = '', unit = ''] = words.split(' ');
  return Number(count) * (spans[unit.replace(/s$/, '')] ?? 0);
}

/** The event of a line, a minute after the last, by somebody who sees the newest answers unless the line says which. */
export function eventOf(now: Play, line: Partial<Record<Who, Action>>): InterviewEvent {
  const [by, action] = Object.entries(line)[0] ?? [];
  if (by === undefined || action === undefined) throw new Error('A line names nobody.');
  const at = by === 'plumbline' ? now.at : now.at + minute;
  return eventBy(by as Who, at, bareOf(now, action));
}

function bareOf(now: Play, action: Action): BareEvent {
  const { context } = now.snapshot;
  if (typeof action === 'string') return wordOf(now, action);
  if ('assess-again' in action) return { type: 'assess-again', target: action['assess-again'] };
  if ('still' in action) return stillEvent(now, action.still);
  if ('answer' in action)
    return { type: 'answer', key: action.answer, value: answerOf(action.with), rev: action.rev ?? revOf(context, action.answer) };
  if ('comment' in action) return { type: 'comment', key: action.comment, comment: { text: action.text } };
  if ('propose' in action) return { type: 'propose', key: action.propose, choices: [action.with], quote: action.quote };
  if ('accept' in action) return { type: 'accept-proposal', key: action.accept, rev: action.rev ?? revOf(context, action.accept) };
  if ('drop' in action) return { type: 'drop-proposal', key: action.drop };
  if ('revisit' in action) return { type: 'revisit', key: action.revisit };
  if ('hand-off' in action) return { type: 'hand-off', keys: action['hand-off'], to: personOf(action.to), via: 'talk' };
  if ('hand-back' in action) return { type: 'hand-back', key: action['hand-back'] };
  if ('time-out' in action) return timeOut(context, action['time-out']);
  if ('finish' in action) return { type: 'finish', resultId: action.finish };
  if ('rename' in action) return { type: 'rename', workload: action.rename };
  if ('invite' in action) return { type: 'invite', person: personOf(action.invite) };
  if ('hand-over' in action) return { type: 'hand-over', to: personOf(action['hand-over']) };
  if ('export' in action) return { type: 'export', format: action.export };
  if ('confirm-scope' in action) return { type: 'confirm-scope', scope: action['confirm-scope'] };
  const { workload, components } = action.describe;
  return {
    type: 'describe',
    intake: {},
    ...(workload === undefined ? {} : { workload }),
    ...(components === undefined ? {} : { components }),
  };
}

function stillEvent({ engine, snapshot: { context } }: Play, key: string): BareEvent {
  const offer = earlierOffer(engine.catalogue, context, key);
  if (offer === null) throw new Error(`Nothing is offered for ${key}.`);
  return { type: 'answer', key, value: offer.value, rev: revOf(context, key) };
}

function timeOut({ waiting }: InterviewContext, key: string): BareEvent {
  return { type: 'hand-off.timed-out', key, until: waiting[key]?.until ?? 0, to: waiting[key]?.to.id ?? '' };
}

function wordOf(now: Play, word: Extract<Action, string>): BareEvent {
  if (word === 'confirm-scope') return confirmEvent(now);
  if (word === 'check-idle') return { type: 'idle.checked' };
  if (word === 'settle') return { type: 'cancel.settled', cancelledAt: now.snapshot.context.cancelledAt ?? 0 };
  return { type: word };
}

function personOf(name: Who): { id: string; name: string } {
  return { id: people[name].id, name: people[name].name };
}

function answerOf(words: z.infer<typeof With>): AnswerValue {
  if (Array.isArray(words)) return { kind: 'choice', choices: words };
  if (typeof words === 'object') return { kind: 'not-applicable', reason: { text: words['not-applicable'] } };
  return words === 'unknown' ? { kind: 'unknown' } : { kind: 'choice', choices: [words] };
}

/** What holds now, only of what a case asks about. */
export function factsOf(now: Play, wanted: Holds): Holds {
  const { engine, snapshot, effects } = now;
  const { context, value } = snapshot;
  const { scoping, detail, short } = questioningOf(engine.catalogue, context);
  const left = leftOf(engine.catalogue, context, value.interview === 'scoping' ? 'scoping' : 'detail');
  const all: Required<Holds> = {
    state: value.interview,
    activity: value.activity,
    colleagues: value.colleagues,
    card: cardOf(now),
    name: context.name,
    requester: context.requester.id,
    answers: Object.fromEntries(Object.keys(wanted.answers ?? {}).map((key) => [key, givenWords(context.answers[key]?.value)])),
    answeredBy: Object.fromEntries(Object.keys(wanted.answeredBy ?? {}).map((key) => [key, context.answers[key]?.by ?? 'nobody'])),
    comments: Object.fromEntries(Object.keys(wanted.comments ?? {}).map((key) => [key, saidOf(context.answers[key]?.comment)])),
    asks: (wanted.asks ?? []).filter((key) => isAskedNow(engine.catalogue, context, key)),
    hides: (wanted.hides ?? []).filter((key) => !isAskedNow(engine.catalogue, context, key)),
    waiting: Object.fromEntries(Object.entries(context.waiting).map(([key, { to }]) => [key, to.id])),
    proposal: context.proposal?.key ?? null,
    open: [...scoping, ...detail].filter((key) => isOpen(context, key)).length,
    unknownRun: context.unknownRun,
    // The part after the point is a digest of what was finished.
    result: context.result?.id.split('.')[0] ?? null,
    baseline: context.baseline?.id.split('.')[0] ?? null,
    offers: Object.fromEntries(
      Object.keys(wanted.offers ?? {}).map((key) => [key, givenWords(earlierOffer(engine.catalogue, context, key)?.value)]),
    ),
    left: { fresh: left.fresh, toConfirm: left.toConfirm },
    short,
    effects: effects.map((body) => effectWords(body, now.at)),
  };
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, all[name as keyof Holds]])) as Holds;
}

function givenWords(value: AnswerValue | undefined): z.infer<typeof With> | null {
  if (value === undefined) return null;
  if (value.kind === 'unknown') return 'unknown';
  if (value.kind === 'not-applicable') return { 'not-applicable': saidOf(value.reason) };
  return value.choices.length === 1 ? (value.choices[0] ?? '') : value.choices;
}

function saidOf(said: { text: string } | { textId: string; start: string } | undefined): string {
  if (said === undefined) return '';
  return 'text' in said ? said.text : said.start;
}

/** Plays a line; throws when something was possible that should not be, or the other way round. */
export function playLine(now: Play, line: Line): Play {
  if ('after' in line) return { ...now, at: now.at + spanOf(line.after) };
  if ('refused' in line) {
    const event = eventOf(now, line.refused);
    const after = play(now, event);
    if (after.changed) throw new Error(`This should have been refused: ${JSON.stringify(event)}`);
    return { ...now, at: after.at };
  }
  const event = eventOf(now, line as Partial<Record<Who, Action>>);
  const after = play(now, event);
  if (!after.changed) throw new Error(`This should have been possible in ${JSON.stringify(now.snapshot.value)}: ${JSON.stringify(event)}`);
  return after;
}
