/** The process behind `plumbline`: the only place of the command line that touches the world. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { FileTooLargeError } from './command.ts';
import { run } from './run.ts';

/** A reader such as `head` may leave early; that is no failure of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  read: (path, mostBytes = Number.POSITIVE_INFINITY) => {
    if (statSync(path).size > mostBytes) throw new FileTooLargeError(path);
    return readFileSync(path, 'utf8');
  },
  write: (path, text) => writeFileSync(path, text, { mode: 0o600 }),
  now: Date.now(),
});
