/** The words of scoring: what goes in (answers, scan rows, acceptances) and what comes out (lines, cells, scores). */
import type { Control, Phase } from '../../../knowledge/schema.ts';

/** What somebody said to one question. "Don't know" is an answer; so is "not applicable", with a reason and a name. */
type ControlAnswer = { choice: string } | { unknown: true } | { notApplicable: true; reason: string; by: string };

/** An answer with its origin. `document` names what was shown for it; times are milliseconds since 1970. */
export type GivenAnswer = ControlAnswer & { by?: string; at?: number; document?: string; comment?: string };

/** By question id, such as `ai-grounding/q1`. */
export type Answers = Readonly<Record<string, GivenAnswer>>;

export const verdicts = ['pass', 'fail', 'not-applicable', 'not-assessed'] as const;
export type VerdictWord = (typeof verdicts)[number];

/** One row of a scan: what one check saw on one resource. */
export interface Verdict {
  check: string;
  /** Only this control; without it the row speaks to every control that names the check. */
  control?: string;
  verdict: VerdictWord;
  resource: string;
  at: number;
  reason?: string;
  /** The permission that was missing, when the row is `not-assessed` for want of one. */
  missingAction?: string;
  /** What a pass leaves open. */
  caveats?: readonly string[];
}

/** A risk somebody took on until a date. It stays in every score as weight without credit. */
export interface Acceptance {
  control: string;
  until: number;
}

export type Status = 'yes' | 'partly' | 'no' | 'unknown' | 'not-applicable' | 'accepted';

/** How we know, kept apart from what it is worth: it never enters a score. */
export const knownBys = ['scan', 'document', 'stated', 'unknown'] as const;
export type KnownBy = (typeof knownBys)[number];

/** Never a score without its coverage: there is no other way to hold one. */
export interface Score {
  score: number;
  coverage: number;
}

/** What one check said about a control, its rows taken together. */
export interface CheckState {
  check: string;
  verdict: VerdictWord;
  /** How many rows stand behind it, and up to three of the resources that decided it. */
  rows: number;
  resources: string[];
  at: number;
  reasons: string[];
  missingActions: string[];
  /** What its passes leave open, up to three; left out where they leave nothing open. */
  caveats?: string[];
}

/** Where one question's credit comes from. `scan` where nobody stated a choice and a scan saw something. */
export type QuestionOrigin = 'answer' | 'scan' | 'unknown' | 'unanswered' | 'not-applicable';

/** One question as it was counted. */
export interface QuestionLine {
  id: string;
  text: string;
  origin: QuestionOrigin;
  /** 0 to 1; `null` when the question is not applicable and leaves both sums. */
  credit: number | null;
  choice?: { id: string; text: string; means: string };
  /** Why it does not apply, in the words of the person who said so. */
  reason?: string;
  by?: string;
  at?: number;
  document?: string;
  comment?: string;
}

/** A raised or lowered factor and the fact behind it. */
export interface Adjustment {
  factor: 'impact' | 'likelihood';
  by: 1 | -1;
  because: string;
}

export interface InherentRisk {
  impact: number;
  likelihood: number;
  /** Impact times likelihood, 1 to 9: the control's weight. */
  weight: number;
  adjustments: Adjustment[];
}

/** One applicable control as it was counted. */
export interface ControlLine {
  id: string;
  title: string;
  layer: Control['layer'];
  phase: Phase;
  discipline: Control['discipline'];
  dimension: Control['dimension'];
  inherent: InherentRisk;
  status: Status;
  /** 0 to 1, after a failed check or an acceptance took its part. */
  credit: number;
  /** The share of its questions that somebody, or a scan, has looked at. */
  seen: number;
  knownBy: KnownBy;
  questions: QuestionLine[];
  checks: CheckState[];
  acceptedUntil?: number;
  /** The credit was cut to `partly` because a check failed while people said it was in place. */
  cutByScan?: true;
}

/** A cell of a picture or table: the sum behind one number. */
export interface Cell {
  /** What `explain` is asked for, such as `whole` or `identity-data/enhanced`. */
  key: string;
  title: string;
  weight: number;
  credit: number;
  covered: number;
  accepted: number;
  /** `null` when nothing applies here; `note` then says so. */
  score: Score | null;
  note: string | null;
  controls: string[];
  /** Those of `controls` that are not in place: open, unknown or accepted. */
  open: string[];
}
