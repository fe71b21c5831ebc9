/** The phase gate: which controls a phase asks for, which of them are open, and what was never asked. Pure; it decides nothing. */
import { questionId } from '../../knowledge/catalogue.ts';
import { type Control, type Phase, phases } from '../../knowledge/schema.ts';
import { resultAgeMs } from '../interview/limits.ts';
import type { AssessmentResult } from '../interview/result.ts';
import { applicableControls } from '../interview/scoping/scoping.ts';
import type { Label } from '../interview/scoring/gaps.ts';
import { labelFor } from '../interview/scoring/gaps.ts';
import type { ControlLine, Score, Status } from '../interview/scoring/types.ts';
import { dayOf } from './days.ts';
import type { GapState } from './gap-context.ts';

const dayMs = 86_400_000;

/** How old a result may be at a gate, in days. */
export const resultLimitDays = resultAgeMs / dayMs;

/** A gap as it stands by its own record. */
export interface StandingGap {
  state: GapState;
  /** Since when it stands so, ms. */
  since: number;
  /** The last day of its acceptance, `2027-01-12`. */
  acceptedUntil: string | null;
  due: string;
  owner: string | null;
}

export interface GateInput {
  result: AssessmentResult;
  /** Of the catalogue under which the result was made. */
  controls: readonly Control[];
  /** By control; what is not there has no gap, what could not be read is `unread`. */
  gaps: ReadonlyMap<string, StandingGap | 'unread'>;
  /** The phase that the workload wants to enter or is in. */
  target: Phase;
  now: number;
  maxAgeDays?: number;
}

export interface OpenMust {
  control: string;
  title: string;
  phase: Phase;
  /** Null where it was never asked, so that nobody knows how heavy it is here. */
  label: Label | null;
  /** `never-asked`: the result is about an earlier phase. `reopened`: it was in place, and something took it back. */
  because: Exclude<Status, 'yes' | 'not-applicable' | 'accepted'> | 'never-asked' | 'reopened' | 'acceptance-over';
  gap: StandingGap | null;
}

export interface Gate {
  target: Phase;
  /** `unknown`: nothing is known to be open, and not everything could be read. */
  verdict: 'passes' | 'fails' | 'unknown';
  /** Controls of this phase and earlier ones that apply. */
  must: number;
  inPlace: number;
  notApplicable: number;
  /** Still valid today. */
  accepted: { control: string; title: string; until: string }[];
  /** The heaviest first. */
  open: OpenMust[];
  /** Controls whose gap could not be read. */
  unread: string[];
  /** Ids of questions that were never asked, because the result is about an earlier phase. */
  delta: string[];
  /** Of the result as a whole; null where nothing could be scored. Its coverage is in it. */
  score: Score | null;
  /** The phase that the result is about. */
  assessed: Phase;
  at: number;
  ageDays: number;
  maxAgeDays: number;
  tooOld: boolean;
}

export function gateOf(input: GateInput): Gate {
  const { result, target, now, maxAgeDays = resultLimitDays } = input;
  const musts = mustHaves(input).map((control) => judge(control, input));
  const open = musts.flatMap((one) => (one.kind === 'open' ? [one.must] : [])).toSorted(byWeight);
  const unread = musts.flatMap((one) => (one.kind === 'unread' ? [one.control] : []));
  const asked = new Set(result.controls.map(({ id }) => id));
  const ageDays = Math.max(0, Math.floor((now - result.at) / dayMs));
  const tooOld = now - result.at > maxAgeDays * dayMs;
  const count = (kind: Judged['kind']): number => musts.filter((one) => one.kind === kind).length;
  return {
    target,
    verdict: open.length > 0 || tooOld ? 'fails' : unread.length > 0 ? 'unknown' : 'passes',
    must: musts.length,
    inPlace: count('in-place'),
    notApplicable: count('not-applicable'),
    accepted: musts.flatMap((one) => (one.kind === 'accepted' ? [one.accepted] : [])),
    open,
    unread,
    delta: mustHaves(input).flatMap(({ id, questions }) => (asked.has(id) ? [] : questions.map((question) => questionId(id, question.id)))),
    score: result.cells.whole.score,
    assessed: result.scope.workload.phase,
    at: result.at,
    ageDays,
    maxAgeDays,
    tooOld,
  };
}

/** Those that would be asked if the workload stood at the target; agents' own reach up to the last phase, whatever the target. */
function mustHaves({ result, controls, target }: GateInput): Control[] {
  const { scope } = result;
  const applicable = applicableControls(controls, { ...scope, workload: { ...scope.workload, phase: target } });
  const ids = new Set(applicable.flatMap(({ id, outlook }) => (outlook ? [] : [id])));
  return controls.filter(({ id }) => ids.has(id)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

type Judged =
  | { kind: 'in-place' | 'not-applicable' }
  | { kind: 'accepted'; accepted: Gate['accepted'][number] }
  | { kind: 'open'; must: OpenMust }
  | { kind: 'unread'; control: string };

function judge(control: Control, { result, gaps, now }: GateInput): Judged {
  const { id, title } = control;
  const line = result.controls.find((one) => one.id === id);
  const found = gaps.get(id) ?? null;
  const gap = found === 'unread' ? null : found;
  const must = { control: id, title, phase: control.phase.name, label: labelOf(line, result), gap };
  if (line === undefined) return { kind: 'open', must: { ...must, because: 'never-asked' } };
  if (line.status === 'not-applicable') return { kind: 'not-applicable' };
  const until = acceptedUntil(line, gap);
  const isValid = until !== null && dayOf(now) <= until;
  if (found === 'unread') return { kind: 'unread', control: id };
  if (isValid) return { kind: 'accepted', accepted: { control: id, title, until } };
  const isNewer = gap !== null && gap.since > result.at;
  if (line.status === 'yes')
    return isNewer && undone.has(gap.state) ? { kind: 'open', must: { ...must, because: 'reopened' } } : { kind: 'in-place' };
  // Proven after the result was made: what it says of this control is over.
  if (isNewer && gap.state === 'verified') return { kind: 'in-place' };
  const because = line.status === 'accepted' || until !== null ? 'acceptance-over' : line.status;
  return { kind: 'open', must: { ...must, because: gap?.state === 'reopened' && until === null ? 'reopened' : because } };
}

/** States in which something that was in place is not so any more. */
const undone: ReadonlySet<GapState> = new Set(['reopened', 'assigned', 'inProgress', 'saidDone', 'verifying', 'approved', 'proposed']);

/** The gap's own acceptance counts; the result's only where there is no gap. */
function acceptedUntil(line: ControlLine, gap: StandingGap | null): string | null {
  if (gap !== null) return gap.state === 'accepted' ? gap.acceptedUntil : null;
  // It holds up to its instant, so the day before that is the last whole one.
  return line.acceptedUntil === undefined ? null : dayOf(line.acceptedUntil - 1);
}

function labelOf(line: ControlLine | undefined, { gaps, scope }: AssessmentResult): Label | null {
  if (line === undefined) return null;
  const gap = gaps.find(({ control }) => control === line.id);
  const { exposed } = scope.workload.riskFacts;
  return gap?.label ?? labelFor(line.inherent.weight, exposed || scope.workload.useCase === 'acts');
}

const heavy = (label: Label | null): number => (label === null ? 4 : ['Critical', 'High', 'Medium', 'Low'].indexOf(label));

const byWeight = (one: OpenMust, other: OpenMust): number =>
  heavy(one.label) - heavy(other.label) ||
  phases.indexOf(one.phase) - phases.indexOf(other.phase) ||
  (one.control < other.control ? -1 : 1);
