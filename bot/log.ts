/** One line a happening, static words with fields; never people's words, never secrets. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  event: string;
  [detail: string]: unknown;
}

/** Errors keep what they say to themselves when JSON asks; requests and answers that hang on them may hold tokens and words, and stay out. */
function withErrors(_: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message.slice(0, 500), ...statusOf(value) } : value;
}

function statusOf(error: Error): { status?: unknown } {
  return 'statusCode' in error ? { status: error.statusCode } : {};
}

/** JSON lines on standard error, for machines. `information` is left out where a person reads along. */
export function createLog(write: (line: string) => void, least: 'info' | 'warn'): (line: LogLine) => void {
  return (line) => {
    if (line.level === 'info' && least === 'warn') return;
    write(`${JSON.stringify(line, withErrors)}\n`);
  };
}
