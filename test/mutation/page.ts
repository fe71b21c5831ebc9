/** Draws docs/mutation.md: what was killed, file by file, and why each survivor may live. */

/** What we read of a mutation testing report: its schema has much more. Lines and columns count from 1. */
export interface Report {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

interface Mutant {
  status: string;
  replacement?: string;
  location: { start: Place; end: Place };
}

interface Place {
  line: number;
  column: number;
}

/** Survivors of one file that live for the same reason, each as `code → code`. */
export interface Explanation {
  file: string;
  why: string;
  mutants: string[];
}

interface Row {
  name: string;
  killed: number;
  survived: number;
}

const killing = new Set(['Killed', 'Timeout']);
const surviving = new Set(['Survived', 'NoCoverage']);
const longest = 90;

/** The least share of killed mutants, in per cent. */
export const goal = 85;

const squeezed = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
};

const cut = (source: string, { start, end }: Mutant['location']): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === lines.length - 1 ? end.column - 1 : undefined))
    .join('\n');
};

/** A mutant by its code, so that it keeps its name when lines move. */
const nameOf = (source: string, mutant: Mutant): string =>
  `${squeezed(cut(source, mutant.location))} → ${squeezed(mutant.replacement ?? '')}`;

/** The survivors of a report, by file; one name may stand for several mutants. */
const survivors = (report: Report): { file: string; mutant: string; line: number }[] =>
  Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => surviving.has(status))
      .map((mutant) => ({ file, mutant: nameOf(source, mutant), line: mutant.location.start.line })),
  );

/** What a page must not leave open: survivors that nobody explains, and explanations of mutants that are dead. */
export const unsettled = (reports: readonly Report[], explained: readonly Explanation[]): string[] => {
  const alive = reports.flatMap(survivors);
  const isExplained = (file: string, mutant: string) => explained.some((one) => one.file === file && one.mutants.includes(mutant));
  return [
    ...alive
      .filter(({ file, mutant }) => !isExplained(file, mutant))
      .map(({ file, line, mutant }) => `${file}:${line} survives and is not explained: ${mutant}`),
    ...explained.flatMap(({ file, mutants }) =>
      mutants
        .filter((mutant) => !alive.some((one) => one.file === file && one.mutant === mutant))
        .map((mutant) => `${file}: is explained and does not survive: ${mutant}`),
    ),
  ];
};

const count = (name: string, mutants: readonly Mutant[]): Row => ({
  name,
  killed: mutants.filter(({ status }) => killing.has(status)).length,
  survived: mutants.filter(({ status }) => surviving.has(status)).length,
});

/** The share of killed mutants, 0 to 100; 100 where there was nothing to kill. */
export const share = ({ killed, survived }: Row): number => (killed + survived === 0 ? 100 : (100 * killed) / (killed + survived));

export const total = (name: string, reports: readonly Report[]): Row =>
  count(
    name,
    reports.flatMap(({ files }) => Object.values(files).flatMap(({ mutants }) => mutants)),
  );

const line = (row: Row): string => `| ${row.name} | ${row.killed} | ${row.survived} | ${share(row).toFixed(1)} % |`;

const table = (reports: ReadonlyMap<string, Report>): string[] => [
  '| | killed | survived | killed of all |',
  '|---|---:|---:|---:|',
  ...[...reports].flatMap(([area, report]) => [
    line(total(`**${area}**`, [report])),
    ...Object.entries(report.files).map(([file, { mutants }]) => line(count(`\`${file}\``, mutants))),
  ]),
  line(total('**all**', [...reports.values()])),
];

/** Code may hold backticks of its own: the fence is longer than any of their rows. */
const quoted = (code: string): string => {
  const fence = '`'.repeat(1 + Math.max(0, ...[...code.matchAll(/`+/g)].map(([row]) => row.length)));
  return fence === '`' ? `\`${code}\`` : `${fence} ${code} ${fence}`;
};

const intro = `# What the tests notice

\`\`\`sh
npm run mutate              # every area; later runs try only what has changed
npm run mutate -- scoring   # one of them
npm run mutate -- --page    # draw this page again from the last reports
\`\`\`

Stryker changes the code in one small place after the other: a comparison, a condition, a text, a whole block. A mutant is killed when a test fails or the code no longer ends, and survives when all tests pass; what no test reaches counts as survived. The goal is ${goal} % killed. A killed mutant does not prove that a test is good, but a survivor is a change that nobody would notice, so each is explained below; \`npm run mutate\` fails for one that is not.

Only the tests named in [test/mutation/areas.ts](../test/mutation/areas.ts) are asked, those of the modules themselves, and what is random is a few runs long. Tests against a database, in a browser, or of whole assessments would kill more. Constants that are read once, when a module loads (tables of words, lists, limits), are not mutated. To be quick, one thread and what it has loaded is kept from mutant to mutant: [test/mutation/kept-thread.ts](../test/mutation/kept-thread.ts). Modules that remember what they were asked (holidays, zones) are an area of their own, in which nothing is kept.`;

/** `untried` are areas without a report. Survivors that nobody explained are named too: the page hides nothing. */
export const drawPage = (
  reports: ReadonlyMap<string, Report>,
  explained: readonly Explanation[],
  untried: readonly string[] = [],
): string => {
  const open = unsettled([...reports.values()], explained).map((one) => `- ${quoted(one)}`);
  const files = [...new Set(explained.map(({ file }) => file))].toSorted();
  const reasons = files.flatMap((file) => [
    `### ${file}`,
    '',
    ...explained
      .filter((one) => one.file === file)
      .flatMap(({ why, mutants }) => [`- ${why.trim()}`, ...mutants.map((mutant) => `  - ${quoted(mutant)}`)]),
    '',
  ]);
  const left = untried.length === 0 ? [] : [`Not tried when this page was drawn: ${untried.join(', ')}.`, ''];
  const unexplained = open.length === 0 ? [] : ['## Still to be looked at', '', ...open, ''];
  return [intro, '', ...table(reports), '', ...left, '## Why the survivors may live', '', ...reasons, ...unexplained].join('\n');
};
