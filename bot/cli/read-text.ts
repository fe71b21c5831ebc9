/** Reads a file that somebody named, or says why it cannot be read. */
import { FileTooLargeError, InputRefusedError, type Io } from './command.ts';

const reasonOf = (error: unknown): string => {
  if (error instanceof FileTooLargeError) return 'it is too large';
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
};

/** `tooLarge` says what to do where the file has more than `mostBytes`. */
export const readText = (path: string, io: Io, limit?: { mostBytes: number; tooLarge: string }): string => {
  try {
    return io.read(path, limit?.mostBytes);
  } catch (error) {
    const reason = error instanceof FileTooLargeError && limit !== undefined ? limit.tooLarge : reasonOf(error);
    throw new InputRefusedError(`${path}: ${reason}`, { cause: error });
  }
};
