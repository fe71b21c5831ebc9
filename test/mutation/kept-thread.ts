/**
 * A pool for Vitest that keeps one thread, with all it has loaded, from mutant to mutant: loading costs many times what the tests do.
 * Only the test files are loaded anew. A mutant in code that runs while a module loads gets a fresh thread, before and after.
 */
import type { ProvidedContext } from 'vitest';
import type { PoolRunnerInitializer, WorkerRequest } from 'vitest/node';
import { ThreadsPoolWorker } from 'vitest/node';

type Listener = (message: unknown) => void;
type Config = Extract<WorkerRequest, { type: 'start' }>['context']['config'];
type Run = Extract<WorkerRequest, { type: 'run' | 'collect' }>;

const mostRuns = 200;

/** True for a run that must begin with everything loaded under the mutant, and for the first one, which looks what covers what. */
const needsFreshThread = ({ mode, mutantActivation }: ProvidedContext): boolean => mode !== 'mutant' || mutantActivation === 'static';

/** What a thread is told at its start counts for every run of it, and the names of the wanted tests are among it: a run may tell it anew. */
const withConfig = (request: Run, config: Config | undefined): WorkerRequest => {
  const context = { ...request.context, config };
  return { ...request, context };
};

/** No test is left out: which of them reach a mutant was seen where an earlier one had already made the modules remember. */
const withAllTests = (config: Config): Config => ({ ...config, testNamePattern: undefined });

/** Of modules that `remember` nothing is kept. */
export const keptThread = (remember = false): PoolRunnerInitializer => {
  let kept: ThreadsPoolWorker | undefined;
  let runs = 0;
  return {
    name: 'kept-thread',
    createPoolWorker(options) {
      const fresh = remember || needsFreshThread(options.project.getProvidedContext());
      const listening: [event: string, listener: Listener][] = [];
      let thread: ThreadsPoolWorker;
      let config: Config | undefined;
      let isNew = false;
      const answer = (type: 'started' | 'stopped'): void => {
        for (const [event, listener] of listening) if (event === 'message') listener({ type, __vitest_worker_response__: true });
      };
      return {
        name: 'kept-thread',
        async start() {
          if (kept !== undefined && (fresh || runs >= mostRuns)) {
            await kept.stop();
            kept = undefined;
          }
          isNew = kept === undefined;
          thread = kept ?? new ThreadsPoolWorker(options);
          if (isNew) {
            await thread.start();
            runs = 0;
          }
          kept = thread;
          runs += 1;
        },
        on(event, listener) {
          listening.push([event, listener]);
          thread.on(event, listener);
        },
        off(event, listener) {
          thread.off(event, listener);
        },
        send(request) {
          if (request.type === 'start') {
            config = remember ? withAllTests(request.context.config) : request.context.config;
            if (isNew) thread.send(request);
            else answer('started');
          } else if (request.type === 'run' || request.type === 'collect') {
            thread.send(withConfig(request, config));
          } else if (request.type === 'stop') answer('stopped');
          else thread.send(request);
        },
        deserialize: (data) => data,
        async stop() {
          for (const [event, listener] of listening) thread.off(event, listener);
          if (!fresh) return;
          kept = undefined;
          await thread.stop();
        },
      };
    },
  };
};
