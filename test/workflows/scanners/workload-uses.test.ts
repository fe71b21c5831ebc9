/** Each kind of thing by itself, answered over the wire: everything that it uses is found. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Answers } from '../../../workflows/scanners/simulated/world.ts';
import { resolve, stopWorld } from '../../support/workload-world.ts';

const Cases = z.array(z.strictObject({ thing: z.string(), uses: z.array(z.string()).min(1), answers: Answers })).min(1);
const cases = Cases.parse(parse(readFileSync('test/cases/scanners/workload-uses.yaml', 'utf8')));

afterEach(stopWorld);

describe.each(cases)('$thing', ({ thing, uses, answers }) => {
  it(`uses ${uses.map((one) => one.split(':').slice(2).join(':')).join(', ')}`, async () => {
    const { found, rows } = await resolve(answers, { resources: [thing] });
    expect([...found]).toEqual(expect.arrayContaining(uses));
    expect(rows).toEqual([]);
  });
});
