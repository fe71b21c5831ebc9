/** The line between the benchmark and the processes it measures: one question, one answer. */
import { type ChildProcess, fork } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Child {
  ask<T>(question: object): Promise<T>;
  stop(): Promise<void>;
}

/** The process ended, or could not answer. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
}

type Message = { id: number; answer: unknown } | { id: number; error: string };

/** Starts a module in a process of its own; `given` reaches it as its first argument. */
export function startChild(module: URL, given: object, nodeOptions: readonly string[] = []): Child {
  const name = basename(module.pathname);
  const child = fork(fileURLToPath(module), [JSON.stringify(given)], { execArgv: [...process.execArgv, ...nodeOptions] });
  // What comes back is what the module's own answer function gave; both ends are in this folder.
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  let count = 0;
  child.on('message', (message: Message) => {
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) one?.reject(new ChildError(`${name}: ${message.error}`));
    else one?.resolve(message.answer as never);
  });
  child.once('exit', (code, signal) => {
    for (const one of waiting.values()) one.reject(new ChildError(`${name} ended with ${signal ?? code}.`));
  });
  return {
    ask: <T>(question: object) =>
      new Promise<T>((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        child.send({ id: count, question });
      }),
    stop: () => end(child),
  };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.disconnect();
  });
}

/** In the child: what it was given. */
export function givenToChild(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}

/** In the child: answers until the benchmark hangs up. */
export function answerBench(answer: (question: never) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', ({ id, question }: { id: number; question: never }) => {
    answer(question).then(
      (found) => process.send?.({ id, answer: found ?? null }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
