/** The words of the roadmap: what waits for a decision, what was decided, the tasks, and why something did not happen. */
import type { Phase } from '../../../knowledge/schema.ts';
import type { GapState } from '../../../workflows/roadmap/gap-context.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';
import { forms, panel } from './gap.ts';

const phases: Record<Phase, string> = { foundational: 'Now', enhanced: 'Production', advanced: 'Scale' };

const states: Record<GapState, string> = {
  unborn: 'Not put up',
  proposed: 'Waits for a decision',
  approved: 'Approved, nobody has it yet',
  assigned: 'Approved and assigned',
  inProgress: 'In progress',
  saidDone: 'Said done, waits for a second person',
  verifying: 'Being checked',
  verified: 'Proven fixed',
  reopened: 'Open again',
  rejected: 'Rejected',
  deferred: 'Deferred',
  accepted: 'Risk accepted',
  lapsed: 'Nobody decided in time',
  withdrawn: 'Gone with a newer result',
};

const requests = { acceptance: 'that its risk is accepted', deferral: 'that it waits', date: 'another due day' } as const;

export const roadmap = {
  phases,
  states,
  title: ({ name }: { name: Span }): Rich => ['Roadmap for ', name],
  asked: ({ by, count, phases: all }: { by: Span; count: number; phases: number }): Rich => [
    'Put up by ',
    by,
    ` · ${counted(count, 'item')} in ${counted(all, 'phase')}`,
  ],
  phase: ({ phase, count, open }: { phase: Phase; count: number; open: number }): string =>
    open === 0 ? `${phases[phase]} (${count})` : `${phases[phase]} (${count}, ${open} to decide)`,
  /** Under which an item stands in the picture. */
  mark: (phase: Phase, place: number): string => `${phases[phase].charAt(0)}${place}`,
  legend: (used: readonly Phase[]): string =>
    `${used.map((phase) => `${phases[phase].charAt(0)}: ${phases[phase]}`).join(', ')}. The number is that of the list.`,
  line: ({ title, label, owner, due }: { title: string; label: string; owner: Span | null; due: string }): Rich => [
    { strong: title },
    ` · ${label} · `,
    owner ?? 'no owner yet',
    ` · due ${due}`,
  ],
  state: (state: GapState): string => states[state],
  until: (day: string): string => ` until ${day}`,
  by: ({ by, at }: { by: string; at: string }): Rich => [' by ', { said: by }, `, ${at}`],
  byGlass: ({ by, at }: { by: string; at: string }): Rich => [' by ', { said: by }, `, an admin who decided alone, ${at}`],
  requested: ({ by, kind, until }: { by: string; kind: keyof typeof requests; until: string }): Rich => [
    { said: by },
    ` asks ${requests[kind]} (${until})`,
  ],
  approvedBy: ({ by, at }: { by: string; at: string }): Rich => [', approved by ', { said: by }, `, ${at}`],
  coming: ({ by, count }: { by: Span; count: number }): Rich => [
    'Put up by ',
    by,
    ` · ${counted(count, 'item')}, they appear here in a moment`,
  ],
  more: (count: number): string => `and ${count} more`,
  agreed: 'one lead agreed, one more is needed',
  unproven: 'the last look did not prove it',
  overdue: 'overdue',
  blocked: 'blocked',
  help: 'help is needed',
  escalated: 'reminders were not answered',
  notProven: 'the last look did not prove it',
  again: {
    word: 'Look again',
    count: (count: number): string => `${counted(count, 'thing')} put aside, and the reason is outlived. Each says why.`,
    /** Among the facts of a line. */
    line: (what: string): string => `↻ ${what}`,
    reject: 'A lead rejects it again with a fresh reason, or puts it back on the roadmap with "Decide anew…".',
    anew: '"Decide anew…" puts it back before the leads as the newest result has it; another lead then decides.',
    verdicts: 'What the scan saw there is set aside. Assess again: what it sees counts, unless somebody says once more why it is wrong.',
  },
  looking: 'I look again at exactly these checks. The list says what comes of it.',
  buttons: {
    make: 'Make a roadmap',
    see: 'Roadmap',
    submit: 'Put it up for approval',
    phase: (phase: Phase, count: number): string => `Look at ${counted(count, 'item')} of "${phases[phase]}"`,
    approveAll: (phase: Phase, count: number, open: number): string =>
      count < open
        ? `Approve the first ${count} of "${phases[phase]}"`
        : `Approve ${count === 1 ? 'the one item' : `all ${count}`} of "${phases[phase]}"`,
    decide: (index: number): string => `Decide ${index}`,
    open: (index: number): string => `Open ${index}`,
    openAria: (title: string): string => `Open "${title}"`,
    about: (label: string, title: string): string => `${label}: ${title}`,
    list: 'Whole roadmap',
    backTo: (phase: Phase): string => `Back to "${phases[phase]}"`,
    approve: 'Approve',
    reject: 'Reject…',
    rejectAgain: 'Reject again…',
    change: 'Change owner or date…',
    defer: 'Ask to defer…',
    accept: 'Ask to accept the risk…',
    date: 'Ask for another date…',
    grant: { acceptance: 'Accept the risk', deferral: 'Defer it', date: 'Move the date' },
    refuse: 'Refuse…',
    takeBack: 'Take back what I asked',
    reconsider: 'Decide anew…',
    glass: 'Decide alone, as an admin…',
    take: 'Take',
    done: 'Done',
    notDone: 'Not done after all',
    block: 'Blocked…',
    unblock: 'No longer blocked',
    help: 'Need help…',
    giveBack: 'Give back…',
    assign: 'Give to…',
    confirm: 'I have seen it, it is done',
    doubt: 'Not done yet…',
    reopen: 'Open again…',
    send: 'Send',
    back: 'Back',
  },
  tasks: {
    title: ({ name, phase }: { name: Span; phase: Phase }): Rich => [name, ` · ${phases[phase]}`],
    summary: ({ open, done }: { open: number; done: number }): string =>
      done === 0 ? counted(open, 'approved task') : `${counted(open, 'approved task')}, ${done} proven fixed`,
    none: 'Everything here is proven fixed.',
    moved: (name: Span): Rich => ['Approved tasks of ', name, ' are posted here from now on.'],
    typing: 'Type "my tasks" to see what waits for you.',
  },
  plan: {
    title: ({ name }: { name: Span }): Rich => ['Put up the roadmap for ', name],
    says: ({ count, leads }: { count: number; leads: Span[] }): Rich => [
      `${counted(count, 'gap')} go to the leads for a decision: `,
      ...leads,
      '. Nothing is assigned before it is approved, and whoever puts it up does not decide it.',
    ],
    owner: 'Who is to do it? (can be changed for each item)',
    ownerHint: 'A name, or nobody for now',
    went: ({ count, leads }: { count: number; leads: Span[] }): Rich => [
      `${counted(count, 'gap')} went to the leads for a decision: `,
      ...leads,
      '. What they decide stands on the roadmap, and what they approve becomes a task.',
    ],
    tasks: (here: boolean): string =>
      here
        ? 'Approved tasks are posted here.'
        : 'Approved tasks are posted where the assessment lives. Type "tasks here" in another channel to have them there.',
    due: 'Due days come from the settings, by severity.',
  },
  panel,
  forms,
  bulk: {
    title: 'What came of it',
    decided: (count: number): string => `${counted(count, 'item')} decided.`,
    /** Where two leads must agree. */
    agreed: (count: number): string => `You agreed to ${counted(count, 'item')}: one more lead is needed.`,
    changed: (title: string): Rich => [{ strong: title }, ': changed since it was shown. Look at it again.'],
    refused: (title: string, why: Rich): Rich => [{ strong: title }, ': ', ...(typeof why === 'string' ? [why] : why)],
  },
  says: {
    glass: ({ by, title, state, reason }: { by: Span; title: string; state: string; reason: string }): Rich => [
      'An admin decided alone: ',
      { strong: title },
      ` · ${state} · `,
      by,
      ': ',
      { said: reason },
    ],
    help: ({ by, title, words }: { by: Span; title: string; words: string }): Rich => [
      by,
      ' needs help with ',
      { strong: title },
      ': ',
      { said: words },
    ],
    fallback: ({ name }: { name: Span }): Rich => [
      'Roadmap for ',
      name,
      ': what was put up a week ago still waits for a decision. From now on an admin may decide it too.',
    ],
    lapsed: ({ name }: { name: Span }): Rich => [
      'Roadmap for ',
      name,
      ': what was put up a month ago and not decided waits no longer. A lead takes an item up again with "Decide anew…"; a newer result puts up all of them.',
    ],
    drift: ({ title, line }: { title: string; line: string }): Rich => [
      { strong: title },
      ': it was proven, and the weekly look finds it open again. ',
      { said: line },
    ],
    unseen: ({ title, since, line }: { title: string; since: string; line: string }): Rich => [
      { strong: title },
      `: it was proven, and could not be looked at since ${since}. It still counts as proven; somebody has to let the scan in again. `,
      { said: line },
    ],
    typing: 'Type "roadmap" to see all of it.',
  },
  refusals: {
    'asked-for': 'You put this up, or asked for it, so somebody else decides.',
    owns: 'It is yours to do, so somebody else decides.',
    'not-lead': 'Only leads decide this.',
    'no-leads': 'Nobody is named as a lead, so nobody may decide. An admin names leads in the settings.',
    'not-admin': 'Only an admin may decide alone. Type "settings" to see who is one.',
    twice: 'You agreed already. One more lead is needed.',
    changed: (rev: number): string => `It changed since you saw it: it is version ${rev} now. Look at it and decide again.`,
    'request-open': 'Somebody asked for something about it; that is decided first.',
    'no-request': 'Nothing is asked for any more.',
    'not-part': 'You take no part in this. Ask in the conversation where it lives.',
    'not-owner': 'Only whoever has it can say that.',
    'has-owner': 'Whoever has it starts it; they, or a lead, give it to somebody else.',
    /** Whose it is, before anything else. */
    whose: (owner: Span, why: string): Rich => [owner, ` has it. ${why}`],
    'not-asker': 'Only whoever asked takes that back.',
    'no-reason': 'Please give a reason.',
    'too-long': 'That is longer than 1000 characters. Please link to it and say it in short.',
    'no-owner': 'Please name who owns the risk.',
    'no-compensating': 'Please say what limits the risk meanwhile.',
    'no-evidence': 'No scan can see this, so please say where it can be seen.',
    'no-day': 'That is no day that I can read, or it falls on another weekday. Please write it like 12 Jan or 2027-01-12.',
    limit: (until: string): string => `The day is after today and at the latest ${until}.`,
    'second-person': 'You did it, so a second person confirms it.',
    'has-ticket': 'There is an issue for it already, or one is being made.',
    'no-ticket': 'There is no issue to look at, or it is being looked at just now.',
    moved: ({ state, by, at }: { state: string; by: Span; at: string }): Rich => [
      `This moved on: ${state}, by `,
      by,
      `, ${at}. Nothing was changed.`,
    ],
    /** Why not, and whom to ask. */
    who: (why: Rich, people: Span[]): Rich => [
      ...(typeof why === 'string' ? [why] : why),
      ' Ask one of those who may: ',
      ...people.flatMap((one, index): Span[] => (index === 0 ? [one] : [', ', one])),
      '.',
    ],
    gone: 'There is no such item, or you take no part in it. Ask in the conversation where it lives.',
    nobody: 'Please name somebody: pick or mention the person.',
    unknownPerson: (said: string): Rich => ['I do not know who ', { said }, ' is. Please pick or mention the person.'],
    submit: {
      'not-part': 'Whoever runs the assessment puts its roadmap up.',
      'no-result': 'There is no finished result yet.',
      'nothing-open': 'Nothing is open, so there is nothing to decide.',
      'no-leads': 'Nobody is named as a lead, so nobody could decide. An admin names leads in the settings ("settings").',
      'only-you': 'You are the only lead, and nobody decides what they put up. An admin names another lead in the settings.',
      'submitted-already': 'This result is put up already.',
    },
  },
};
