/** What was not assessed, and why: unknown, unanswered, or not readable for want of a permission, which is named. */
import type { ControlLine, GivenAnswer } from './types.ts';

export type NotAssessedReason =
  | { kind: 'unknown'; questions: string[]; text: string }
  | { kind: 'unanswered'; questions: string[]; text: string }
  | { kind: 'not-read'; check: string; missingActions: string[]; text: string };

export interface NotAssessed {
  control: string;
  title: string;
  weight: number;
  /** The share of its questions that nobody has an answer to. */
  missing: number;
  reasons: NotAssessedReason[];
}

const listed = (kind: 'unknown' | 'unanswered', line: ControlLine): NotAssessedReason[] => {
  const questions = line.questions.filter((question) => question.origin === kind).map((question) => question.id);
  if (questions.length === 0) return [];
  const count = questions.length === 1 ? '1 question' : `${questions.length} questions`;
  return [{ kind, questions, text: kind === 'unknown' ? `${count} answered "Don't know"` : `${count} without an answer` }];
};

const unread = (line: ControlLine): NotAssessedReason[] =>
  line.checks
    .filter((check) => check.verdict === 'not-assessed' || check.missingActions.length > 0)
    .map((check) => {
      const { missingActions, reasons } = check;
      const because =
        missingActions.length > 0
          ? `${missingActions.join(', ')} ${missingActions.length > 1 ? 'were' : 'was'} denied`
          : (reasons[0] ?? 'the scan gave no reason');
      return { kind: 'not-read' as const, check: check.check, missingActions, text: `check ${check.check} could not read: ${because}` };
    });

/** A control is listed when a question of it is open, or when a check of it could not be read. */
export const notAssessed = (lines: readonly ControlLine[]): NotAssessed[] =>
  lines
    .filter((line) => line.status !== 'not-applicable')
    .map((line) => ({
      control: line.id,
      title: line.title,
      weight: line.inherent.weight,
      missing: 1 - line.seen,
      reasons: [...listed('unknown', line), ...listed('unanswered', line), ...unread(line)],
    }))
    .filter(({ reasons }) => reasons.length > 0);

/** What people said does not apply: a claim that a lead should read, so it stands apart with its reason. */
export interface NotApplicable extends Pick<GivenAnswer, 'by' | 'at'> {
  control: string;
  title: string;
  question: string;
  text: string;
  reason: string;
  /** True when no question of the control is left, so that it left the score altogether. */
  whole: boolean;
}

export const notApplicable = (lines: readonly ControlLine[]): NotApplicable[] =>
  lines.flatMap((line) =>
    line.questions
      .filter((question) => question.origin === 'not-applicable')
      .map((question) => ({
        control: line.id,
        title: line.title,
        question: question.id,
        text: question.text,
        reason: question.reason ?? '',
        whole: line.status === 'not-applicable',
        ...(question.by === undefined ? {} : { by: question.by }),
        ...(question.at === undefined ? {} : { at: question.at }),
      })),
  );
