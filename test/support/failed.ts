/** What failed in a run of vitest, from its JSON report: a CI log is long and often cut, so `.ci/run` says it again at its end. */
import { readFileSync } from 'node:fs';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

const LINES = 12;
// The stack inside the runner says nothing about what failed.
const few = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes('/node_modules/') && !line.includes('at new Promise'))
    .slice(0, LINES)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');

/** One paragraph a failed test, or a file that did not come to its tests; a reason is cut at twelve lines. */
const failuresOf = (report: Report): readonly string[] =>
  report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return file.status === 'failed' ? [`${file.name}\n${few(file.message)}`] : [];
    return failed.map((test) => `${file.name} > ${test.fullName}\n${few((test.failureMessages ?? []).join('\n'))}`);
  });

process.stdout.write(`${failuresOf(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Report).join('\n')}\n`);
