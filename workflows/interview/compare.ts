/** What has changed between two results of one workload: the number with its coverage, the controls, the gaps. Pure. */
import type { Phase } from '../../knowledge/schema.ts';
import type { AssessmentResult } from './result.ts';
import type { ControlLine, Score, Status } from './scoring/types.ts';

export interface ChangedControl {
  control: string;
  title: string;
  /** Null where the earlier result did not count it. */
  from: Status | null;
  /** Null where the later one does not. */
  to: Status | null;
}

/** From an earlier result to a later one; heaviest controls first. */
export interface ResultChange {
  /** When the earlier one was made. */
  since: number;
  /** `null` where nothing could be scored. */
  before: Score | null;
  after: Score | null;
  phase: { from: Phase; to: Phase };
  /** Other rules of scoring, or another edition of the catalogue: then the two numbers are not counted alike. */
  otherRules: boolean;
  otherCatalogue: boolean;
  /** Of the controls that both count: more credit, or less. */
  better: ChangedControl[];
  worse: ChangedControl[];
  added: ChangedControl[];
  gone: ChangedControl[];
  /** Gaps of the earlier result that are in place now. */
  closed: ChangedControl[];
  /** Gaps that the earlier result did not have. */
  opened: ChangedControl[];
}

type Lines = ReadonlyMap<string, ControlLine>;

/** Said not to apply is counted nowhere. */
const countedIn = ({ controls }: AssessmentResult): Lines =>
  new Map(controls.filter(({ status }) => status !== 'not-applicable').map((line) => [line.id, line]));

const byWeight = (one: ControlLine, two: ControlLine): number => two.inherent.weight - one.inherent.weight || (one.id < two.id ? -1 : 1);

export function compareResults(before: AssessmentResult, after: AssessmentResult): ResultChange {
  const old = countedIn(before);
  const now = countedIn(after);
  const gapsBefore = new Set(before.gaps.map(({ control }) => control));
  const gapsAfter = new Set(after.gaps.map(({ control }) => control));
  const listed = (lines: Lines, belongs: (line: ControlLine) => boolean): ChangedControl[] =>
    [...lines.values()]
      .filter(belongs)
      .toSorted(byWeight)
      .map(({ id, title }) => ({ control: id, title, from: old.get(id)?.status ?? null, to: now.get(id)?.status ?? null }));
  /** How much more of it is in place; nothing where only one of the two counts it. */
  const gained = ({ id, credit }: ControlLine): number => credit - (old.get(id)?.credit ?? credit);
  return {
    since: before.at,
    before: before.cells.whole.score,
    after: after.cells.whole.score,
    phase: { from: before.scope.workload.phase, to: after.scope.workload.phase },
    otherRules: before.rules !== after.rules,
    otherCatalogue: before.catalogue !== after.catalogue,
    better: listed(now, (line) => gained(line) > 0),
    worse: listed(now, (line) => gained(line) < 0),
    added: listed(now, ({ id }) => !old.has(id)),
    gone: listed(old, ({ id }) => !now.has(id)),
    closed: listed(now, ({ id, status }) => gapsBefore.has(id) && status === 'yes'),
    opened: listed(now, ({ id }) => gapsAfter.has(id) && !gapsBefore.has(id)),
  };
}

/** In the order of telling: what asks for something first. */
export const changeKinds = ['opened', 'worse', 'closed', 'better', 'added', 'gone'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Every changed control once, under what matters most about it. */
export function changedOnce(change: ResultChange): { kind: ChangeKind; changed: ChangedControl }[] {
  const told = new Set<string>();
  return changeKinds.flatMap((kind) =>
    change[kind].flatMap((changed) => {
      if (told.has(changed.control)) return [];
      told.add(changed.control);
      return [{ kind, changed }];
    }),
  );
}
