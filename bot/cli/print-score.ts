/** A result and the sum behind a number, as plain text for a terminal. */
import { layers, phases } from '../../knowledge/schema.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import { knownByNames, percent, scoreWords, standingWord, statusNames, timeWords } from '../../workflows/interview/result-words.ts';
import { layerNames, phaseNames } from '../../workflows/interview/scoring/cells.ts';
import type { ExplainedControl, Explanation } from '../../workflows/interview/scoring/explain.ts';
import type { Gap } from '../../workflows/interview/scoring/gaps.ts';
import type { Cell, QuestionLine, QuestionOrigin } from '../../workflows/interview/scoring/types.ts';
import { columns, printable, wrap } from './columns.ts';

const cellWords = (cell: Cell): string =>
  cell.score === null
    ? (cell.note ?? '')
    : `${percent(cell.score.score)} ${standingWord(cell.score)}, ${percent(cell.score.coverage)} looked at`;

const gapText = (gap: Gap, rank: number): string =>
  [
    `  ${String(rank).padStart(2)}  ${gap.label.padEnd(8)}  ${printable(gap.title)}`,
    wrap(`First step (effort ${gap.effort}): ${gap.firstStep}`, ' '.repeat(16)),
    `${' '.repeat(16)}${gap.control}, priority ${gap.priority}, ${phaseNames[gap.phase]}, ${knownByNames[gap.knownBy]}`,
  ].join('\n');

const standing = ({ cells }: AssessmentResult): string => {
  const rows = layers.flatMap((layer) =>
    phases.map((phase, index) => {
      const cell = cells.grid.find(({ key }) => key === `${layer}/${phase}`);
      return [index === 0 ? layerNames[layer] : '', phaseNames[phase], cell === undefined ? '' : cellWords(cell)];
    }),
  );
  const matrix = [...cells.disciplines, ...cells.dimensions].map((cell) => [cell.title, cellWords(cell)]);
  return `Where it stands\n${columns(rows)}\n\nBy discipline${cells.dimensions.length > 0 ? ' and agent dimension' : ''}\n${columns(matrix)}`;
};

const gapsText = ({ gaps }: AssessmentResult, all: boolean): string => {
  if (gaps.length === 0) return 'Fix first\n  No gaps.';
  const first = all ? gaps : gaps.slice(0, 10);
  const more = gaps.length - first.length;
  const rest = more > 0 ? `\n\n  ${more} more gaps: add --all` : '';
  return `Fix first\n${first.map((gap, index) => gapText(gap, index + 1)).join('\n\n')}${rest}`;
};

const list = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : [`${title} (${rows.length})\n${rows.map((row) => wrap(row, '  ')).join('\n')}`];

export const resultText = (result: AssessmentResult, all: boolean): string => {
  const { cells, contradictions, accepted, lapsed, notAssessed, notApplicable, next, notThis } = result;
  const { whole } = cells;
  return [
    `${printable(result.workload.name)}, ${phaseNames[result.scope.workload.phase]}, ${timeWords(result.at)}\n${whole.score === null ? (whole.note ?? '') : scoreWords(whole.score)}`,
    standing(result),
    gapsText(result, all),
    ...list(
      'People and the scan disagree',
      contradictions.map(
        ({ control, said, seen }) =>
          `${control}: said "${said.map((line) => line.choice?.text ?? line.reason ?? '').join('; ')}", seen ${seen.map(({ check, verdict }) => `${check} ${verdict}`).join(', ')}`,
      ),
    ),
    ...list(
      'Risks accepted',
      accepted.map(({ control, until }) => `${control} until ${timeWords(until)}`),
    ),
    ...list(
      'Acceptances that ran out',
      lapsed.map(({ control, until }) => `${control} on ${timeWords(until)}`),
    ),
    ...list(
      'Not assessed',
      notAssessed.map(({ control, reasons }) => `${control}: ${reasons.map(({ text }) => text).join('; ')}`),
    ),
    ...list(
      'Said not to apply, for a lead to read',
      notApplicable.map(({ question, reason, by }) => `${question}: ${reason}${by === undefined ? '' : ` (${by})`}`),
    ),
    ...list(
      'What AWS offers next',
      next.map(({ name, because, covers }) => `${name}. ${because.join(' ')} Covers: ${covers}`),
    ),
    ...(next.length === 0 ? [] : [wrap(notThis, '  ')]),
    'Why a number: add --why whole, or --why and a cell such as identity-data/foundational',
  ].join('\n\n');
};

const sourceWords: Record<QuestionOrigin, (line: QuestionLine) => string> = {
  answer: ({ choice }) => `"${choice?.text ?? ''}"`,
  scan: () => 'the scan speaks for it',
  unknown: () => '"Don\'t know"',
  unanswered: () => 'no answer',
  'not-applicable': ({ reason }) => `not applicable, ${reason ?? ''}`,
};

const sourceText = (line: QuestionLine): string => {
  const parts = [line.by, line.at === undefined ? undefined : timeWords(line.at), line.document].filter((part) => part !== undefined);
  const who = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${line.id}: ${sourceWords[line.origin](line)}${who}`;
};

const share = (value: number): string => `${(value * 100).toFixed(1)} %`;

const explainedText = (one: ExplainedControl): string =>
  [
    `  ${share(one.contribution).padStart(7)}  ${one.control}: ${statusNames[one.status]}, weight ${one.weight} (impact ${one.impact} x likelihood ${one.likelihood}) x credit ${one.credit.toFixed(2)}`,
    ...one.adjustments.map(({ factor, by, because }) => wrap(`${factor} ${by > 0 ? '+1' : '-1'}: ${because}`, ' '.repeat(11))),
    ...one.answers.map((line) => wrap(sourceText(line), ' '.repeat(11))),
    ...one.checks.flatMap(({ check, verdict, resources, at, caveats = [] }) => [
      wrap(`${check}: ${verdict} ${resources.join(', ')} (${timeWords(at)})`, ' '.repeat(11)),
      ...caveats.map((caveat) => wrap(`leaves open: ${caveat}`, ' '.repeat(13))),
    ]),
    ...(one.cutByScan ? [`${' '.repeat(11)}cut to partly, because a check failed`] : []),
    ...(one.acceptedUntil === undefined ? [] : [`${' '.repeat(11)}accepted until ${timeWords(one.acceptedUntil)}: weight without credit`]),
  ].join('\n');

export const explanationText = ({ cell, controls, leftOut }: Explanation): string =>
  [
    `${cell.title}: ${cell.score === null ? (cell.note ?? '') : scoreWords(cell.score)}`,
    `Credit ${cell.credit} of weight ${cell.weight}; ${cell.covered} looked at; ${cell.accepted} accepted`,
    ...controls.map(explainedText),
    ...(leftOut.length === 0 ? [] : [wrap(`In neither sum, said not to apply: ${leftOut.join(', ')}`, '  ')]),
  ].join('\n\n');
