/** Before a test file is loaded: the mutant of the run before is put away, which its kept thread still has. */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    globalNamespace: string;
    mode: 'dry-run' | 'mutant';
    mutantActivation: 'static' | 'runtime' | undefined;
  }
}

const stryker = (globalThis as Record<string, unknown>)[inject('globalNamespace')] as { activeMutant?: string | undefined };
if (inject('mutantActivation') !== 'static') stryker.activeMutant = undefined;
