/**
 * What a gap wants done, made from what it was and what it is: its line in the roadmap, what waits for whom, and when to come back.
 * Derived and not commanded, so that no move can forget to cancel a reminder.
 */
import { isDeepStrictEqual } from 'node:util';
import { addDays } from '../reminder/calendar.ts';
import type { Duty } from '../reminder/duty.ts';
import type { EffectBody, ItemKey, ToldEvent } from '../turn/effects.ts';
import { type CalendarRow, calendarBetween } from './calendar-effects.ts';
import { startOf } from './days.ts';
import { acceptanceWarnings, decisionDays, lapseDays, proofSilentMs, unseenBeforeLead } from './defaults.ts';
import type { GapContext, GapState } from './gap-context.ts';
import type { GapEvent } from './gap-events.ts';
import { ticketBegun, ticketRow } from './gap-ticket.ts';
import { isToDo, isWork, lineOf } from './line.ts';

export interface GapStanding {
  value: GapState;
  context: GapContext;
}

/** Pure: the same step gives the same effects. */
export function effectsBetween(key: ItemKey, before: GapStanding, after: GapStanding, event: GapEvent): EffectBody[] {
  return [
    ...proofEffects(before.context, after.context),
    ...ticketEffects(before.context, after.context),
    ...announced(after, event),
    ...lineEffects(key, before, after),
    ...calendarBetween(rowsOf(before), rowsOf(after)),
    ...dutyEffects(key, before, after, event),
  ];
}

function lineEffects({ tenant }: ItemKey, before: GapStanding, after: GapStanding): EffectBody[] {
  const line = lineOf(after.value, after.context);
  if (before.value !== 'unborn' && isDeepStrictEqual(line, lineOf(before.value, before.context))) return [];
  const to: ItemKey = { tenant, kind: 'roadmap', id: after.context.assessment };
  return [{ kind: 'tell', to, event: { type: 'gap.changed', line } }];
}

function proofEffects(before: GapContext, { proof }: GapContext): EffectBody[] {
  if (proof === null || isDeepStrictEqual(before.proof, proof)) return [];
  return [{ kind: 'prove', proof: proof.id, attempt: proof.attempt }];
}

function ticketEffects(before: GapContext, after: GapContext): EffectBody[] {
  const begun = ticketBegun(before.ticket, after.ticket);
  return begun === null ? [] : [{ kind: 'ticket', ...begun }];
}

/** What people around it hear at once, because it changes what they may count on. */
function announced({ context }: GapStanding, event: GapEvent): EffectBody[] {
  const { ways } = context;
  const say = (what: string, conversation: string | null): EffectBody[] =>
    conversation === null || conversation === '' ? [] : [{ kind: 'say', what, conversation, params: { rev: String(context.rev) } }];
  if ('glass' in event && event.glass !== undefined) return [...say('gap-glass', ways.leads ?? ways.home), ...say('gap-glass', ways.tasks)];
  if (event.type === 'help') return say('gap-help', ways.leads ?? ways.home);
  if (event.type === 'drift.found') return [...new Set([ways.leads ?? ways.home, ways.tasks])].flatMap((to) => say('gap-drift', to));
  if (event.type === 'drift.unseen' && context.unseen?.times === unseenBeforeLead) return say('gap-unseen', ways.leads ?? ways.home);
  return [];
}

/** When to come back to a gap that stands so. A day that is over is one whose last hour is over in UTC. */
export function rowsOf(standing: GapStanding): CalendarRow[] {
  const ticket = ticketRow(standing);
  if (ticket === null) return ownRows(standing);
  const { at, ...about } = ticket;
  return [...ownRows(standing), { id: 'ticket', at, event: { type: 'ticket.due', ...about } }];
}

function ownRows({ value, context }: GapStanding): CalendarRow[] {
  const { proposedAt, rev, fallback, content, overdue, acceptance, deferredUntil, proof } = context;
  const after = (day: string): number => startOf(addDays(day, 1));
  if (value === 'proposed') {
    // Each version has rows of its own: whoever fires an older one takes that away, and never one that was written in its place meanwhile.
    const lapse = { id: `lapse ${rev}`, at: proposedAt + lapseDays * day, event: { type: 'decision.lapsed', rev } };
    const decision = { id: `decision ${rev}`, at: proposedAt + decisionDays * day, event: { type: 'decision.overdue', rev } };
    return fallback ? [lapse] : [decision, lapse];
  }
  if (value === 'accepted' && acceptance !== null) {
    const { until, at } = acceptance;
    const warnings = acceptanceWarnings
      .map((days) => ({ id: `warn ${days}`, at: startOf(addDays(until, -days)), event: { type: 'acceptance.warned', until, days } }))
      .filter((row) => row.at > at);
    return [...warnings, { id: 'expiry', at: after(until), event: { type: 'acceptance.expired', until } }];
  }
  if (value === 'deferred' && deferredUntil !== null)
    return [{ id: 'deferral', at: startOf(deferredUntil), event: { type: 'deferral.over', until: deferredUntil } }];
  const check =
    proof === null ? [] : [{ id: 'proof', at: proof.heardAt + proofSilentMs, event: { type: 'proof.checked', proof: proof.id } }];
  // What is said to be done is late only when it is sent back. A name fires once, so every version has a row of its own.
  if (!isToDo(value) || overdue) return check;
  return [...check, { id: `due ${rev}`, at: after(content.due), event: { type: 'due.passed', due: content.due } }];
}

const day = 86_400_000;

interface Waits {
  person: string;
  via: string;
  duty: Duty;
}

/** What waits for whom as long as a gap stands so. Decisions are counted for the whole roadmap, so they are not among these. */
export function dutiesOf(id: string, { value, context }: GapStanding): Waits[] {
  const { content, assessment, assignee, ways, leads, acceptance, warned, escalated, evidence, overdue } = context;
  const { control, title, workload, label, due } = content;
  const about = { assessment, control, title: title.slice(0, 160), workload: workload.slice(0, 80), label };
  const since = context.moves.at(-1)?.at ?? context.proposedAt;
  const forLeads = (duty: Omit<Duty, keyof typeof about | 'since'>, but: string | undefined): Waits[] =>
    leads
      .filter((lead) => lead.id !== but)
      .map((lead) => ({ person: lead.id, via: ways.leads ?? ways.home, duty: { ...about, ...duty, since } }));
  const task: Waits[] =
    isToDo(value) && assignee !== null
      ? [{ person: assignee.id, via: ways.tasks || ways.home, duty: { ...about, id: `task ${id}`, kind: 'task', due, since } }]
      : [];
  const confirm = value === 'saidDone' ? forLeads({ id: `confirm ${id}`, kind: 'confirmation' }, evidence?.by.id) : [];
  const stuck =
    isWork(value) && (escalated !== null || overdue)
      ? forLeads({ id: `escalated ${id}`, kind: 'escalation', due, ...stuckWith(assignee, escalated) }, assignee?.id)
      : [];
  const ends: Waits[] =
    value === 'accepted' && acceptance !== null && warned !== null
      ? [
          {
            person: acceptance.owner.id,
            via: ways.home,
            duty: { ...about, id: `notice ${id} acceptance ${warned}`, kind: 'notice', due: acceptance.until, since },
          },
        ]
      : [];
  return [...task, ...confirm, ...stuck, ...ends];
}

function stuckWith(assignee: GapContext['assignee'], escalated: GapContext['escalated']): Pick<Duty, 'owner' | 'unanswered'> {
  return {
    ...(assignee === null ? {} : { owner: assignee.name.slice(0, 60) }),
    ...(escalated === null ? {} : { unanswered: escalated.times }),
  };
}

function dutyEffects(key: ItemKey, before: GapStanding, after: GapStanding, event: GapEvent): EffectBody[] {
  const [were, are] = [dutiesOf(key.id, before), dutiesOf(key.id, after)];
  const bare = ({ duty }: Waits) => ({ ...duty, since: 0 });
  const find = (list: Waits[], one: Waits) => list.find(({ person, duty }) => person === one.person && duty.id === one.duty.id);
  const acted = (person: string) => (event.by === person ? { acted: true } : {});
  const tell = (person: string, told: ToldEvent): EffectBody => ({
    kind: 'tell',
    to: { tenant: key.tenant, kind: 'person', id: person },
    event: { ...told, ...acted(person) },
  });
  const fresh = are.filter((one) => {
    const known = find(were, one);
    return known === undefined || !isDeepStrictEqual(bare(known), bare(one)) || (event.by === one.person && event.type !== 'take');
  });
  return [
    ...were.filter((one) => find(are, one) === undefined).map(({ person, duty }) => tell(person, { type: 'duty-ended', id: duty.id })),
    ...fresh.map(({ person, via, duty }) => tell(person, { type: 'duty', duty, via })),
  ];
}
