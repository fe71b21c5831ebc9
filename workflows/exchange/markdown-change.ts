/** The part of the report that says what has changed since the result before. */
import { changedOnce, compareResults, type ResultChange } from '../interview/compare.ts';
import type { AssessmentResult } from '../interview/result.ts';
import { changeCaveats, changeKindNames, dayWords, scoreWords, statusNames } from '../interview/result-words.ts';
import { phaseNames } from '../interview/scoring/cells.ts';
import type { Score, Status } from '../interview/scoring/types.ts';
import { inert, section, table } from './markdown-text.ts';

const scored = (score: Score | null): string => (score === null ? 'not scored' : scoreWords(score));

const statusOf = (status: Status | null): string => (status === null ? 'not counted' : statusNames[status]);

const rowsOf = (change: ResultChange): string[][] =>
  changedOnce(change).map(({ kind, changed: { title, from, to } }) => [changeKindNames[kind], inert(title), statusOf(from), statusOf(to)]);

/** Left out where there is no result before. */
export const changeSection = (result: AssessmentResult, before: AssessmentResult | null): string[] => {
  if (before === null) return [];
  const change = compareResults(before, result);
  const rows = rowsOf(change);
  return section(`What has changed since ${dayWords(change.since)}`, [
    ...table(
      ['', 'Before', 'Now'],
      [
        ['Score', scored(change.before), scored(change.after)],
        ['Target phase', phaseNames[change.phase.from], phaseNames[change.phase.to]],
      ],
    ),
    ...changeCaveats(change).flatMap((caveat) => ['', caveat]),
    '',
    ...(rows.length === 0 ? ['No control has changed.'] : table(['Change', 'Control', 'Before', 'Now'], rows)),
  ]);
};
