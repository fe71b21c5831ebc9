/** Where people and the scan disagree: both sides, so that somebody can decide. */
import type { CheckState, ControlLine, QuestionLine } from './types.ts';

/**
 * `said-more`: people say it is in place and a check failed. `said-less`: people say no and every check passed.
 * `said-not-applicable`: people say that nothing here applies and a check has seen a resource fail.
 */
export type ContradictionKind = 'said-more' | 'said-less' | 'said-not-applicable';

export interface Contradiction {
  control: string;
  title: string;
  kind: ContradictionKind;
  said: QuestionLine[];
  seen: CheckState[];
}

export const contradictionKind = (line: ControlLine): ContradictionKind | undefined => {
  const stated = line.questions.filter((question) => question.origin === 'answer');
  const failed = line.checks.some((check) => check.verdict === 'fail');
  if (failed && line.questions.every((question) => question.reason !== undefined)) return 'said-not-applicable';
  if (stated.length === 0) return undefined;
  if (failed && (line.cutByScan || stated.every((question) => question.credit === 1))) return 'said-more';
  return line.knownBy === 'scan' && !failed && stated.every((question) => question.credit === 0) ? 'said-less' : undefined;
};

export const contradictions = (lines: readonly ControlLine[]): Contradiction[] =>
  lines.flatMap((line) => {
    const kind = contradictionKind(line);
    if (kind === undefined) return [];
    const side = kind === 'said-less' ? 'pass' : 'fail';
    return [
      {
        control: line.id,
        title: line.title,
        kind,
        said: line.questions.filter((question) => question.origin === 'answer' || question.reason !== undefined),
        seen: line.checks.filter((check) => check.verdict === side),
      },
    ];
  });
