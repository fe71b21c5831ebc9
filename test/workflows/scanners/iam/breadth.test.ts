/** How far rights reach, and whether a right hangs on a condition: the cases of `test/cases/iam` about breadth. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { hasWholeService, isAdministrator, onEverything, requiresKey } from '../../../../workflows/scanners/iam/breadth.ts';
import { escalationsOf } from '../../../../workflows/scanners/iam/escalation.ts';
import { layersOf, principalWith, Written } from '../../../support/iam-cases.ts';

const read = <T>(file: string, shape: z.ZodType<T>): T =>
  shape.parse(parse(readFileSync(new URL(`../../../cases/iam/${file}.yaml`, import.meta.url), 'utf8')));

const Truth = z.enum(['yes', 'no', 'depends']);

describe('the rights of a principal', () => {
  const Reach = z.strictObject({
    administrator: Truth.default('no'),
    bedrock: Truth.default('no'),
    everywhere: z.array(z.string()).default([]),
    ways: z.union([z.literal('all'), z.array(z.string())]).default([]),
  });
  const cases = read(
    'breadth',
    z.array(z.strictObject({ name: z.string(), ...Written.shape, expect: z.union([z.literal('unreadable'), Reach]) })),
  );
  const all = escalationsOf(principalWith({ policies: [[{ Effect: 'Allow', Action: '*', Resource: '*' }]] })).map(({ name }) => name);

  test('reach every known way where everything is allowed', () => {
    expect(all.length).toBeGreaterThan(12);
  });

  test.each(cases)('reach as far as they should: $name', ({ expect: expected, ...written }) => {
    const [principal, around] = [principalWith(written), layersOf(written)];
    if (expected === 'unreadable') return expect(isAdministrator(principal, around)).toBe('depends');
    expect({
      administrator: isAdministrator(principal, around),
      bedrock: hasWholeService(principal, 'bedrock', around),
      everywhere: onEverything(principal, ['s3:PutObject', 'bedrock:InvokeModel'], around).map(({ action }) => action),
      ways: escalationsOf(principal, around).map(({ name }) => name),
    }).toEqual({ ...expected, ways: expected.ways === 'all' ? all : expected.ways });
  });
});

describe('a guardrail is required', () => {
  const cases = read(
    'required',
    z.array(z.strictObject({ name: z.string(), ...Written.shape, expect: z.enum(['yes', 'no', 'depends', 'none']), any: Truth })),
  );

  test.each(cases)('$name', ({ expect: expected, any, ...written }) => {
    const question = { action: 'bedrock:InvokeModel' };
    const found = requiresKey(principalWith(written), question, 'bedrock:GuardrailIdentifier', layersOf(written));
    expect({ required: found.required ?? 'none', any: found.anyValue }).toEqual({ required: expected, any });
    if (expected === 'depends') expect(found.needs).not.toEqual([]);
  });
});
