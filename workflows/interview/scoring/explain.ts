/** Answers "Why this number?": the sum behind a cell, control by control, with the source of each. */
import type { AssessmentResult } from '../result.ts';
import { allCells } from './cells.ts';
import type { Adjustment, Cell, CheckState, ControlLine, QuestionLine, Status } from './types.ts';

export interface ExplainedControl {
  control: string;
  title: string;
  status: Status;
  weight: number;
  /** Impact and likelihood after the workload's facts moved them, and which did. */
  impact: number;
  likelihood: number;
  adjustments: Adjustment[];
  credit: number;
  /** What it adds to the score, 0 to 1; all contributions of a cell together are its score. */
  contribution: number;
  /** What it adds to the coverage, in the same way. */
  coverage: number;
  /** Where the credit comes from: answers quoted by their choice, and checks. */
  answers: QuestionLine[];
  checks: CheckState[];
  acceptedUntil?: number;
  cutByScan?: true;
}

export interface Explanation {
  cell: Cell;
  controls: ExplainedControl[];
  /** Said not to apply: in the cell, but in neither sum. */
  leftOut: string[];
}

const explainControl = (line: ControlLine, whole: number): ExplainedControl => ({
  control: line.id,
  title: line.title,
  status: line.status,
  weight: line.inherent.weight,
  impact: line.inherent.impact,
  likelihood: line.inherent.likelihood,
  adjustments: line.inherent.adjustments,
  credit: line.credit,
  contribution: (line.inherent.weight * line.credit) / whole,
  coverage: (line.inherent.weight * line.seen) / whole,
  answers: line.questions,
  checks: line.checks,
  ...(line.acceptedUntil === undefined ? {} : { acceptedUntil: line.acceptedUntil }),
  ...(line.cutByScan ? { cutByScan: line.cutByScan } : {}),
});

/** `undefined` when there is no such cell. Heaviest control first, as what moves the number stands on top; equal ones by id, as in the result. */
export const explain = (result: AssessmentResult, key: string): Explanation | undefined => {
  const cell = allCells(result.cells).find((one) => one.key === key);
  if (cell === undefined) return undefined;
  const own = new Set(cell.controls);
  const lines = result.controls.filter((line) => own.has(line.id));
  return {
    cell,
    controls: lines
      .filter((line) => line.status !== 'not-applicable')
      .toSorted((one, two) => two.inherent.weight - one.inherent.weight)
      .map((line) => explainControl(line, cell.weight)),
    leftOut: lines.filter((line) => line.status === 'not-applicable').map((line) => line.id),
  };
};
