/** What was taken from another tool's file, as plain text for a terminal. */
import type { ImportedAttacks, Tally } from '../../workflows/exchange/imports/promptfoo.ts';
import type { ImportedFindings } from '../../workflows/exchange/imports/read-import.ts';
import { percent, timeWords } from '../../workflows/interview/result-words.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import { columns, printable, wrap } from './columns.ts';

const mostLines = 20;

const indent = ' '.repeat(6);

const rowText = ({ check, verdict, resource, region, account, at, reason, caveats }: Row): string =>
  [
    `  ${verdict.padEnd(12)}  ${check}  ${printable(resource)}`,
    `${indent}account ${account}, ${region}, seen ${timeWords(at)}`,
    ...[reason, ...caveats].flatMap((text) => (text === undefined ? [] : [wrap(text, indent)])),
  ].join('\n');

/** The first lines of a list, and how many there are more. */
const firstLines = (lines: readonly string[], all: boolean): string[] => {
  if (all || lines.length <= mostLines) return [...lines];
  return [...lines.slice(0, mostLines), `  ${lines.length - mostLines} more: add --all`];
};

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', title, ...lines]);

const count = (rows: readonly Row[], verdict: Row['verdict']): number => rows.filter((row) => row.verdict === verdict).length;

export const findingsText = ({ findings, rows, unmatched, repeats, problems }: ImportedFindings, all: boolean): string => {
  const aside = unmatched.reduce((sum, one) => sum + one.findings, 0);
  const unmatchedLines = unmatched.map(({ tool, id, findings: number, why }) => [String(number), tool, id, why].map(printable));
  return [
    'What others saw',
    columns([
      ['Findings in the file', String(findings)],
      [
        'Rows of our checks',
        `${rows.length}: ${count(rows, 'pass')} pass, ${count(rows, 'fail')} fail, ${count(rows, 'not-assessed')} not assessed`,
      ],
      ['Said again, or overtaken by a newer one', String(repeats)],
      ['About none of our checks', String(aside)],
      ['Could not be read', String(problems.length)],
    ]),
    ...section('Rows', firstLines(rows.map(rowText), all)),
    ...section(
      'About none of our checks',
      firstLines(
        columns(unmatchedLines)
          .split('\n')
          .filter((line) => line !== ''),
        all,
      ),
    ),
    ...section(
      'Could not be read (place in the list, from 0)',
      firstLines(
        problems.map(({ index, why }) => `  ${index}: ${printable(why)}`),
        all,
      ),
    ),
    '',
    'These rows say what another tool says. A scan of ours is stronger.',
  ].join('\n');
};

const tallyRow = (name: string, { attacks, resisted, breached, errors }: Tally): string[] =>
  [name, attacks, resisted, breached, errors].map((cell) => printable(String(cell)));

const tallies = (title: string, lines: ImportedAttacks['plugins']): string[] =>
  section(title, [columns([['', 'attacks', 'resisted', 'got through', 'errors'], ...lines.map((line) => tallyRow(line.name, line))])]);

export const attacksText = (run: ImportedAttacks): string =>
  [
    'What attacks on purpose showed',
    columns([
      ['Tool', printable(`${run.tool} ${run.version ?? ''}`).trim()],
      ['Run', printable(run.run ?? 'without an id')],
      ['When', timeWords(run.at)],
      ['Target', printable(run.targets.join(', '))],
      ['Attacks', `${run.attacks}: ${run.resisted} resisted, ${run.breached} got through, ${run.errors} errors`],
      ['Judged', run.coverage === null ? 'none' : percent(run.coverage)],
      ['Evidence for', run.evidenceFor.join(', ')],
      ['Tests that are no attacks', String(run.otherTests)],
      ['Said again', String(run.repeats)],
      ['Could not be read', String(run.problems.length)],
    ]),
    ...tallies('By plugin', run.plugins),
    ...tallies('By strategy', run.strategies),
    ...section(
      'Could not be read (place in the list, from 0)',
      run.problems.slice(0, mostLines).map(({ index, why }) => `  ${index}: ${printable(why)}`),
    ),
    '',
    ...run.caveats,
  ].join('\n');
