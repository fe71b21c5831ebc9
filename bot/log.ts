/** One line a happening, static words with fields; never people's words, never secrets. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  event: string;
  [detail: string]: unknown;
}

/** JSON lines on standard error, for machines. `information` is left out where a person reads along. */
export function createLog(write: (line: string) => void, least: 'info' | 'warn'): (line: LogLine) => void {
  return (line) => {
    if (line.level === 'info' && least === 'warn') return;
    write(`${JSON.stringify(line)}\n`);
  };
}
