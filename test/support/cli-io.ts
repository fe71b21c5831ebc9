/** What a command says and reads, kept in memory: for tests that call the command line as somebody would. */
import type { Io } from '../../bot/cli/command.ts';

export interface Heard {
  out: string;
  err: string;
  /** Files that were written, by path. */
  files?: Record<string, string>;
}

export function createIo(files: Readonly<Record<string, string>>, now: number): { io: Io; said: Heard } {
  const said: Heard = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('missing'), { code: 'ENOENT' });
      return text;
    },
    write: (path, text) => {
      said.files = { ...said.files, [path]: text };
    },
    now,
  };
  return { io, said };
}
