/** A workload's roadmap: what its gaps say of themselves, who put it up, and where it is shown. It decides nothing. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Person } from '../interview/said.ts';
import type { DueDays } from '../settings/settings.ts';
import type { Authority } from './gap-events.ts';
import type { GapLine } from './line.ts';

/** A finished result in a few numbers: a point of the trend. */
export interface Point {
  result: string;
  at: number;
  phase: Phase;
  /** Share of the weight in place, and of the weight that was looked at; null where nothing could be scored. */
  score: number | null;
  coverage: number | null;
  gaps: number;
}

/** How many of the gaps that were put up are open, and how many of those overdue, at the end of a day. */
export interface Count {
  at: number;
  open: number;
  overdue: number;
}

/** What a gap is before it is put up: enough to plan it. */
export type Planned = Pick<GapLine, 'control' | 'label' | 'phase' | 'facts'>;

/** What the scan sees, set aside by somebody who said why the scan is wrong. */
export interface Verdict {
  control: string;
  title: string;
  at: number;
}

export interface RoadmapState {
  assessment: string;
  workload: string;
  home: { conversation: string; kind: 'personal' | 'group' | 'channel' };
  requester: Person;
  /** Oldest first. */
  trend: Point[];
  /** The gaps of the newest result. */
  planned: Planned[];
  /** What the scan saw and the newest result sets aside, because somebody said that the scan is wrong. */
  verdicts: Verdict[];
  /** The project's channel; where the assessment lives unless another was named. */
  tasks: string;
  /** Where the leads decide; null where each is asked in their own chat. */
  approvals: string | null;
  submitted: { by: Person; at: number; result: string } | null;
  gaps: Record<string, GapLine>;
  /** Oldest first, one a day on which it changed. */
  history: Count[];
  leads: Person[];
  /** When it was last told that decisions waited too long, ms; 0 for never. */
  told: { fallback: number; lapsed: number };
  /** Up to which instant the leads have heard of what is outlived, ms; null before anybody looked. */
  heardAt: number | null;
  recheck: Recheck;
}

/** The second look that runs at what was proven, and when the last one was over. */
export interface Recheck {
  run: { scan: string; attempt: number; heardAt: number } | null;
  lookedAt: number | null;
}

export const noRoadmap: RoadmapState = {
  assessment: '',
  workload: '',
  home: { conversation: '', kind: 'personal' },
  requester: { id: '', name: '' },
  trend: [],
  planned: [],
  verdicts: [],
  tasks: '',
  approvals: null,
  submitted: null,
  gaps: {},
  history: [],
  leads: [],
  told: { fallback: 0, lapsed: 0 },
  heardAt: null,
  recheck: { run: null, lookedAt: null },
};

interface Base {
  by: string;
  name: string;
  at: number;
  from: string;
}

/** What stands in the settings when the event is written. */
export interface Ground extends Authority {
  approvals: string | null;
  due: DueDays;
}

export type RoadmapEvent = Base & { ground?: Ground } & (
    | {
        type: 'assessed';
        result: string;
        finishedAt: number;
        home: RoadmapState['home'];
        requester: Person;
        /** Read from the result that is named. */
        read?: { point: Point; planned: Planned[]; verdicts: Verdict[]; workload: string };
      }
    | { type: 'submit'; owner: Person | null }
    | { type: 'gap.changed'; line: GapLine }
    | { type: 'tasks-here'; conversation: string }
    | { type: 'leads.changed' }
    /** The reason for something that was put aside is outlived; `on` is from when. */
    | { type: 'aside.due'; on: number }
    /** Time to look again at what was proven; `on` is when it was due. */
    | { type: 'drift.due'; on: number }
    | { type: 'drift.checked'; scan: string }
    | { type: 'drift.looked'; scan: string; attempt: number }
    /** Shows the leads' card, or the tasks, anew. */
    | { type: 'show'; what: 'leads' | 'tasks' }
  );

export type RoadmapEventOf<T extends RoadmapEvent['type']> = Extract<RoadmapEvent, { type: T }>;

/** Who may put the roadmap up and say where its tasks go: whoever runs the assessment, and those where it lives. */
export function mayPlan({ home, requester }: RoadmapState, { by, from }: Pick<Base, 'by' | 'from'>): boolean {
  return by === requester.id || (home.kind !== 'personal' && from === home.conversation);
}

export type SubmitRefusal = 'not-part' | 'no-result' | 'nothing-open' | 'no-leads' | 'only-you' | 'submitted-already';

/** Null where it may be put up. What nobody could decide is not put up: that would only look like progress. */
export function whyNotSubmit(state: RoadmapState, event: RoadmapEventOf<'submit'>): SubmitRefusal | null {
  if (!mayPlan(state, event)) return 'not-part';
  const newest = state.trend.at(-1);
  if (newest === undefined) return 'no-result';
  if (state.planned.length === 0) return 'nothing-open';
  const leads = event.ground?.leads ?? [];
  if (leads.length === 0) return 'no-leads';
  if (leads.every(({ id }) => id === event.by)) return 'only-you';
  return state.submitted?.result === newest.result ? 'submitted-already' : null;
}
