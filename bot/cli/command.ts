/** What a command of the command line is, what it may touch, and how it may end. */

export const exits = {
  fine: { code: 0, means: 'fine' },
  refused: { code: 1, means: 'the input was refused: what is wrong stands in the message, with file and line' },
  usage: { code: 2, means: 'wrong usage: no such command or option' },
  threshold: { code: 4, means: 'done, and a check failed at or above the severity of --fail-on' },
  ours: { code: 3, means: 'our own failure' },
} as const;

/** Everything a command may touch. Time comes in, so that a run can be repeated. */
export interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Where `mostBytes` is given, a larger file is not read. */
  read: (path: string, mostBytes?: number) => string;
  /** Makes the file anew, for its owner's eyes alone. Absent where nothing may be written. */
  write?: (path: string, text: string) => void;
  now: number;
}

export interface Command {
  name: string;
  /** What stands after the name, such as `FILE [--json]`. */
  usage: string;
  /** One sentence. */
  about: string;
  options: { name: string; about: string }[];
  /** A promise only where the command waits for the world; of an exit code where it may end in more than one way. */
  run: ((args: string[], io: Io) => void) | ((args: string[], io: Io) => Promise<number>);
}

/** The input cannot be used as it is. The message says where and what to do. */
export class InputRefusedError extends Error {
  override readonly name = 'InputRefusedError';
}

/** The command was called in a way it does not know. */
export class WrongUsageError extends Error {
  override readonly name = 'WrongUsageError';
}

/** The file is larger than the command reads. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
}
