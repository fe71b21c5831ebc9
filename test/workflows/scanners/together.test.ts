/** Reads that are waited for together. */
import { describe, expect, it } from 'vitest';
import { together } from '../../../workflows/scanners/together.ts';

const late = async (ms: number, work: () => string): Promise<string> => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return work();
};
const failing = (text: string) => (): string => {
  throw new TypeError(text);
};

describe('together', () => {
  it('gives the answers in the order of the questions', async () => {
    expect(await together([late(5, () => 'slow'), late(0, () => 'fast'), 'at hand'])).toEqual(['slow', 'fast', 'at hand']);
  });

  it('fails with the first failure of the list, also when a later one came sooner', async () => {
    await expect(together([late(0, () => 'fine'), late(10, failing('first')), late(0, failing('second'))])).rejects.toThrow('first');
  });
});
