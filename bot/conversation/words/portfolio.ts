/** The words of the portfolio: all workloads of a tenant for those who decide, each with its score, its coverage and what waits. */

import type { Label } from '../../../workflows/interview/scoring/gaps.ts';
import type { GapState } from '../../../workflows/roadmap/gap-context.ts';
import type { Rich, Span } from '../view.ts';
import { common, counted } from './common.ts';

const filters = {
  all: 'All',
  overdue: 'Overdue',
  decision: 'Waiting for a decision',
  review: 'Put aside, to look at again',
  little: 'Little looked at',
  none: 'No result yet',
};

const ends: Partial<Record<GapState, string>> = {
  verified: 'proven fixed',
  accepted: 'with its risk accepted',
  deferred: 'deferred',
  rejected: 'rejected',
  lapsed: 'not decided in time',
};

const some = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(' · ');

export const portfolio = {
  title: 'Portfolio',
  open: 'Portfolio',
  none: 'There is no workload yet. Whatever is assessed from now on stands here.',
  noResult: 'no result yet',
  begun: (day: string): string => `It is being assessed since ${day}, so nothing is known of it yet.`,
  summary: ({
    all,
    overdue,
    waiting,
    review,
    little,
    none,
  }: Record<'all' | 'overdue' | 'waiting' | 'review' | 'little' | 'none', number>): string =>
    [
      counted(all, 'workload'),
      some([
        [overdue, 'with something overdue'],
        [waiting, `${waiting === 1 ? 'waits' : 'wait'} for a decision`],
        [review, 'with something put aside to look at again'],
        [little - none, 'looked at by less than half'],
        [none, 'without a result'],
      ]),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  all: (count: number): string => counted(count, 'workload'),
  unread: (count: number): string =>
    `${counted(count, 'workload')} could not be read and ${count === 1 ? 'is' : 'are'} not shown; each comes back as soon as something about it changes.`,
  filters,
  filter: ({ name, count }: { name: string; count: number }): string => `${name} (${count})`,
  of: ({ name, shown, all }: { name: string; shown: number; all: number }): string => `Shown: ${name}, ${shown} of ${all}`,
  owner: (name: string): string => `Owner ${name}`,
  heading: ({ place, name, phase }: { place: number; name: Span; phase: string }): Rich => [`${place}. `, name, ` · ${phase}`],
  facts: {
    score: 'Score',
    open: 'Open',
    oldest: 'Oldest',
    waits: 'Waits for a decision',
    review: 'Look again',
    closed: 'Closed',
    trend: 'Trend',
  },
  notScored: 'nothing could be scored',
  gaps: ({ open, overdue, notPutUp }: { open: Record<Label, number>; overdue: number; notPutUp: number }): string => {
    const all = open.Critical + open.High + open.Medium + open.Low;
    if (all === 0) return 'nothing known to be open';
    const labels = Object.entries(open)
      .filter(([, count]) => count > 0)
      .map(([label, count]) => `${count} ${label.toLowerCase()}`)
      .join(', ');
    return [
      `${all} (${labels})`,
      some([
        [overdue, 'overdue'],
        [notPutUp, 'not put up for a decision'],
      ]),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  },
  oldest: ({ title, label, ms, due }: { title: string; label: string; ms: number; due: string }): Rich => [
    { strong: title },
    ` · ${label} · open for ${common.lasting(ms)} · due ${due}`,
  ],
  waits: ({ count, ms, title }: { count: number; ms: number; title: string }): Rich => [
    `${count}, the longest for ${common.lasting(ms)}: `,
    { strong: title },
  ],
  review: ({ count, ms }: { count: number; ms: number }): string =>
    `${count} put aside, and the reason is outlived; the longest for ${common.lasting(ms)}`,
  closed: (states: Partial<Record<GapState, number>>): string =>
    some(Object.entries(ends).map(([state, what]) => [states[state as GapState] ?? 0, what])),
  trend: {
    /** Never a score without its coverage. */
    score: ({ day, score }: { day: string; score: string }): string => `on ${day} it was ${score}`,
    open: ({ day, from, to }: { day: string; from: number; to: number }): string => `open since ${day}: ${from} → ${to}`,
  },
  roadmap: (place: number): string => `Roadmap ${place}`,
  roadmapAria: (name: string): string => `Open the roadmap of ${name}`,
  go: (place: number): string => `Go to ${place}`,
  typing: 'Type "portfolio" to see it again.',
  sent: 'I sent it to you in our own chat, where nobody else reads it.',
  refused: (leads: Span[]): Rich =>
    leads.length === 0
      ? 'Only leads and admins see all workloads, and nobody is named as a lead yet. An admin names leads in the settings ("settings").'
      : ['Only leads and admins see all workloads. Leads are: ', ...leads, '. An admin names leads in the settings ("settings").'],
  home: 'Leads and admins see the portfolio of all workloads here too.',
};
