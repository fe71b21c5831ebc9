/** What is not looked at is not kept, and nobody can tell the difference. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKeeper, keptBy } from '../../../workflows/scanners/kept.ts';

const keep = (value: unknown, ...shapes: z.ZodType[]) => createKeeper()(value, keptBy(shapes));

describe('of an answer', () => {
  it.each<[string, z.ZodType, unknown, unknown]>([
    ['fields that nobody names are dropped', z.object({ a: z.string() }), { a: 'x', b: 'y' }, { a: 'x' }],
    ['fields within lists too', z.object({ a: z.array(z.object({ b: z.number() })) }), { a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }],
    ['a field that may be missing is looked through', z.object({ a: z.string() }).optional(), { a: 'x', b: 'y' }, { a: 'x' }],
    [
      'a field that is changed on its way is looked through',
      z.object({ a: z.string() }).transform(({ a }) => a),
      { a: 'x', b: 1 },
      { a: 'x' },
    ],
    ['a shape that allows other fields keeps them', z.looseObject({ a: z.string() }), { a: 'x', b: 'y' }, { a: 'x', b: 'y' }],
    ['a shape that forbids other fields keeps them', z.strictObject({ a: z.string() }), { a: 'x', b: 'y' }, { a: 'x', b: 'y' }],
    ['what can be anything is kept', z.object({ a: z.unknown() }), { a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 1 }] } }],
    ['a map is kept', z.record(z.string(), z.object({ a: z.string() })), { k: { a: 'x', b: 'y' } }, { k: { a: 'x', b: 'y' } }],
    ['another kind of value than expected is kept', z.object({ a: z.string() }), { a: { b: 1 } }, { a: { b: 1 } }],
    [
      'dates and bytes are kept',
      z.object({ a: z.date(), b: z.unknown() }),
      { a: new Date(5), b: Buffer.from('x') },
      { a: new Date(5), b: Buffer.from('x') },
    ],
    ['a name that every object has is a name', z.object({ a: z.string() }), { a: 'x', constructor: 'y' }, { a: 'x' }],
  ])('%s', (_, shape, value, kept) => {
    expect(keep(value, shape)).toEqual(kept);
  });

  it('what any of several shapes names is kept', () => {
    const first = z.object({ a: z.object({ b: z.string() }) });
    const second = z.object({ a: z.object({ c: z.string() }), d: z.array(z.string()) });
    expect(keep({ a: { b: '1', c: '2', e: '3' }, d: ['4'], f: '5' }, first, second)).toEqual({ a: { b: '1', c: '2' }, d: ['4'] });
  });
});

const names = fc.constantFrom('a', 'b', 'c');
const { shape } = fc.letrec<{ shape: z.ZodType }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<z.ZodType>(
      z.string(),
      z.number(),
      z.unknown(),
      z.null(),
      z.enum(['x', 'y']),
      z.string().transform((text) => text.length),
    ),
    fc.dictionary(names, tie('shape'), { noNullPrototype: true, maxKeys: 3 }).map((fields) => z.object(fields)),
    fc.dictionary(names, tie('shape'), { noNullPrototype: true, maxKeys: 3 }).map((fields) => z.strictObject(fields)),
    fc.dictionary(names, tie('shape'), { noNullPrototype: true, maxKeys: 3 }).map((fields) => z.looseObject(fields)),
    tie('shape').map((one) => z.array(one)),
    tie('shape').map((one) => one.optional()),
    tie('shape').map((one) => one.nullable()),
    tie('shape').map((one) => z.record(z.string(), one)),
    tie('shape').map((one) => one.catch('caught')),
    fc.tuple(tie('shape'), tie('shape')).map((two) => z.union(two)),
  ),
}));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>('x', 'y', 'other', 1, null, undefined),
    fc.dictionary(names, tie('value'), { noNullPrototype: true, maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
}));

const outcome = (one: z.ZodType, given: unknown) => {
  const { success, data } = one.safeParse(given);
  return { success, data };
};

describe('always', () => {
  it('every shape sees the same in what was kept for all of them as in the whole', () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 3 }), value, (shapes, given) => {
        const kept = keep(given, ...shapes);
        for (const one of shapes) expect(outcome(one, kept)).toEqual(outcome(one, given));
      }),
      { numRuns: 2_000 },
    );
  });
});
