import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { areas } from './areas.ts';
import { keptThread } from './kept-thread.ts';

const area = areas.find(({ name }) => name === process.env['PLUMBLINE_AREA']);
const poolRunner = keptThread();

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
    include: [...(area?.tests ?? [])],
    isolate: false,
    reporters: [{}],
    cache: false,
    setupFiles: ['test/mutation/unmutated.ts', 'test/support/seed.ts'],
    testTimeout: 10_000,
  },
});
