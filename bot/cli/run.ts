/** Finds the command, runs it and turns every ending into an exit code. */
import { type Command, exits, InputRefusedError, type Io, WrongUsageError } from './command.ts';
import { auditCommand } from './commands/audit.ts';
import { gateCommand } from './commands/gate.ts';
import { helpText } from './commands/help.ts';
import { importCommand } from './commands/import.ts';
import { policyCommand } from './commands/policy.ts';
import { remindersCommand } from './commands/reminders.ts';
import { replayCommand } from './commands/replay.ts';
import { scanCommand } from './commands/scan.ts';
import { scopeCommand } from './commands/scope.ts';
import { scoreCommand } from './commands/score.ts';
import { simulateCommand } from './commands/simulate.ts';
import { nearest } from './nearest.ts';

/** A new command is its own file and one line here. */
const commands: readonly Command[] = [
  scopeCommand,
  scoreCommand,
  scanCommand,
  importCommand,
  policyCommand,
  replayCommand,
  remindersCommand,
  auditCommand,
  gateCommand,
  simulateCommand,
];

const words = new Set(['help', '--help', '-h']);

const isUsageError = (error: unknown): boolean =>
  error instanceof WrongUsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

const ending = (error: unknown, io: Io): number => {
  if (error instanceof InputRefusedError) {
    io.err(`${error.message}\n`);
    return exits.refused.code;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isUsageError(error)) {
    io.err(`${message}\nSee: plumbline help\n`);
    return exits.usage.code;
  }
  io.err(`This is our own failure, not yours: ${message}\n`);
  return exits.ours.code;
};

const findCommand = (name: string): Command => {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  const known = nearest(name, [...commands.map((one) => one.name), 'help']);
  throw new WrongUsageError(`There is no command "${name}". Did you mean "${known}"?`);
};

/** An exit code; a promise of one from a command that waits for the world. */
export const run = (argv: readonly string[], io: Io): number | Promise<number> => {
  const [name = 'help', ...args] = argv;
  const failed = (error: unknown): number => ending(error, io);
  try {
    if (words.has(name) || args.some((arg) => arg === '--help' || arg === '-h')) {
      io.out(helpText(commands));
      return exits.fine.code;
    }
    const running = findCommand(name).run(args, io);
    return running instanceof Promise ? running.catch(failed) : exits.fine.code;
  } catch (error) {
    return failed(error);
  }
};
