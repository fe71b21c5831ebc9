/** The page of the mutation run: what counts as killed, and that no survivor goes unexplained. */
import { describe, expect, it } from 'vitest';
import { drawPage, type Explanation, type Report, share, total, unsettled } from './page.ts';

const at = (column: number, end: number) => ({ start: { line: 1, column }, end: { line: 1, column: end } });

const report: Report = {
  files: {
    'workflows/thing.ts': {
      source: 'if (a < b) return `c`;',
      mutants: [
        { status: 'Killed', replacement: 'true', location: at(5, 10) },
        { status: 'Timeout', replacement: 'false', location: at(5, 10) },
        { status: 'Survived', replacement: 'a <= b', location: at(5, 10) },
        { status: 'NoCoverage', replacement: '``', location: at(19, 22) },
        { status: 'Ignored', replacement: '""', location: at(1, 3) },
      ],
    },
  },
};

const explained: Explanation[] = [
  { file: 'workflows/thing.ts', why: 'They are never equal.', mutants: ['a < b → a <= b'] },
  { file: 'workflows/thing.ts', why: 'Nobody reads it.', mutants: ['`c` → ``'] },
];

describe('the page of the mutation run', () => {
  it('counts what a test noticed or never ended as killed, what no test reached as survived, and leaves out the rest', () => {
    const row = total('all', [report]);
    expect([row.killed, row.survived, share(row)]).toEqual([2, 2, 50]);
  });

  it('is settled when every survivor is explained and every explanation is of a survivor', () => {
    expect(unsettled([report], explained)).toEqual([]);
  });

  it('names the survivor that nobody explains, with its line', () => {
    expect(unsettled([report], explained.slice(1))).toEqual(['workflows/thing.ts:1 survives and is not explained: a < b → a <= b']);
  });

  it('names the explanation of a mutant that is dead', () => {
    const old = [...explained, { file: 'workflows/thing.ts', why: 'It was.', mutants: ['a → b'] }];
    expect(unsettled([report], old)).toEqual(['workflows/thing.ts: is explained and does not survive: a → b']);
  });

  it('shows each area, each file and the whole, and code with backticks as it stands', () => {
    const page = drawPage(new Map([['part', report]]), explained);
    expect(page).toContain('| **part** | 2 | 2 | 50.0 % |\n| `workflows/thing.ts` | 2 | 2 | 50.0 % |\n| **all** | 2 | 2 | 50.0 % |');
    expect(page).toContain('- Nobody reads it.\n  - ``` `c` → `` ```');
  });
});
