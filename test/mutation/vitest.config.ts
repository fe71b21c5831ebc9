import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { TestSequencer, TestSequencerConstructor } from 'vitest/node';
import { areas } from './areas.ts';
import { keptThread } from './kept-thread.ts';

const area = areas.find(({ name }) => name === process.env['PLUMBLINE_AREA']);
const tests = area?.tests ?? [];
const place = (file: string): number => tests.findIndex((test) => file.endsWith(test));
/** A mutant is mostly dead after the first file, and then the slow ones are not run: Vitest would begin with them. */
const asListed: TestSequencer = {
  sort: (files) => files.toSorted((one, other) => place(one.moduleId) - place(other.moduleId)),
  shard: (files) => files,
};
const poolRunner = keptThread(area?.remembers);

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [
    {
      name: 'kept-thread',
      // Stryker asks for threads of its own; this comes after it.
      configureVitest({ project }) {
        Object.assign(project.config, { pool: poolRunner.name, poolRunner });
      },
    },
  ],
  test: {
    include: [...tests],
    isolate: false,
    reporters: [{}],
    cache: false,
    sequence: {
      sequencer: function sequencer() {
        return asListed;
      } as unknown as TestSequencerConstructor,
    },
    setupFiles: ['test/mutation/unmutated.ts', 'test/support/seed.ts'],
    testTimeout: 30_000,
  },
});
