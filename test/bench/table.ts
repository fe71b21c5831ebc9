/** The one table that the benchmark prints. */

export interface Row {
  what: string;
  ours: string;
  floor: string;
  /** Compared with the goal; null where there is nothing to divide. */
  ratio: number | null;
  /** The most that the ratio may be; null for what is printed for information. */
  goal: number | null;
}

const head = ['what', 'ours', 'floor', 'ratio', 'goal', 'met'] as const;

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, ours, floor, ratio, goal }) => [
    what,
    ours,
    floor,
    ratio === null ? '' : ratio.toFixed(2),
    goal === null ? '' : `<= ${goal}`,
    ratio === null || goal === null ? '' : metWord(ratio, goal),
  ]);
  const widths = head.map((name, column) => Math.max(name.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const draw = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...lines.map(draw)].join('\n');
}

/** Rounded as it is printed, so that word and number never disagree. */
function metWord(ratio: number, goal: number): string {
  return Number(ratio.toFixed(2)) <= goal ? 'yes' : 'NO';
}
