/** May a principal do it: every case of `test/cases/iam` about documents, conditions and principals. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { allows } from '../../../../workflows/scanners/iam/allows.ts';
import type { Need } from '../../../../workflows/scanners/iam/layer.ts';
import { readPolicy } from '../../../../workflows/scanners/iam/policy.ts';
import { Ask, layersOf, principalWith, Written } from '../../../support/iam-cases.ts';

const read = <T>(file: string, shape: z.ZodType<T>): T =>
  shape.parse(parse(readFileSync(new URL(`../../../cases/iam/${file}.yaml`, import.meta.url), 'utf8')));

const Truth = z.enum(['yes', 'no', 'depends']);

describe('a policy document', () => {
  const cases = read(
    'documents',
    z.array(z.strictObject({ name: z.string(), document: z.unknown(), says: z.int().optional(), why: z.string().optional() })),
  );
  test.each(cases)('$name', ({ document, says, why }) => {
    const policy = readPolicy(document);
    if (policy.kind === 'policy') expect({ says: policy.statements.length, why: undefined }).toEqual({ says, why });
    else expect({ says: undefined, why: policy.why }).toEqual({ says, why: expect.stringContaining(why ?? 'a readable document') });
  });
});

describe('a condition', () => {
  const Value = z.union([z.string(), z.array(z.string()), z.null()]);
  const cases = read(
    'conditions',
    z.array(z.strictObject({ name: z.string(), if: z.unknown(), request: z.record(z.string(), Value), expect: Truth })),
  );
  test.each(cases)('$name', ({ if: condition, request, expect: expected }) => {
    const principal = principalWith({ policies: [[{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }]] });
    expect(allows(principal, { action: 's3:GetObject', resource: '*', context: request }).answer).toBe(expected);
  });
});

describe('a principal', () => {
  const cases = read(
    'identity',
    z.array(
      z.strictObject({
        name: z.string(),
        path: z.string().optional(),
        ...Written.shape,
        ask: Ask,
        expect: Truth,
        explicit: z.boolean().optional(),
        needs: z.array(z.string()).optional(),
      }),
    ),
  );
  const nameOf = (need: Need): string => (need.kind === 'condition' ? need.key : need.where);

  test.each(cases)('$name', ({ ask, expect: expected, explicit, needs, ...written }) => {
    const answer = allows(principalWith(written), ask, layersOf(written));
    expect(answer.answer).toBe(expected);
    if (explicit !== undefined) expect(answer.explicit).toBe(explicit);
    if (needs !== undefined) expect(answer.needs.map(nameOf)).toEqual(needs);
    // What depends says on what, and nothing else does.
    expect(answer.needs.length > 0).toBe(expected === 'depends');
  });

  test('is told which statement decided', () => {
    const principal = principalWith({
      policies: [[{ Effect: 'Allow', Action: '*', Resource: '*' }], [{ Sid: 'Never', Effect: 'Deny', Action: 's3:*', Resource: '*' }]],
    });
    expect(allows(principal, { action: 'bedrock:InvokeModel' }).by).toEqual(['policy 1 / statement 1']);
    expect(allows(principal, { action: 's3:GetObject' }).by).toEqual(['policy 2 / Never']);
  });
});
