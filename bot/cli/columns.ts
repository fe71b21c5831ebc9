/** Lines up text for a terminal: no colour, no box characters, readable when piped. */

/** Rows in columns that are as wide as their widest word. */
export const columns = (rows: readonly (readonly string[])[], indent = 2): string => {
  const widths: number[] = [];
  for (const row of rows) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows
    .map((row) => `${' '.repeat(indent)}${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
};

/** Control characters could move a terminal's cursor or change its title: they are shown as a question mark. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '?');

/** Breaks at words, so that a line stays readable in a narrow window. */
export const wrap = (text: string, indent: string, width = 100): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`).join('\n');
};
