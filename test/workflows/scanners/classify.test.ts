/** What an error means is decided once, before any check sees it: the cases are read off the wire by the real SDK. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { operationOf } from '../../../workflows/scanners/operations.ts';
import type { Operation } from '../../../workflows/scanners/reads.ts';
import { shapesOf } from '../../../workflows/scanners/sdk.ts';
import { createWire } from '../../support/wire.ts';

const Case = z.strictObject({
  name: z.string(),
  operation: z.string().transform((name) => name as Operation),
  error: z.string(),
  message: z.string().optional(),
  status: z.int().optional(),
  means: z.string(),
  layer: z.string().nullable().optional(),
  passing: z.boolean().optional(),
});

const cases = z.array(Case).parse(parse(readFileSync(join(import.meta.dirname, '../../cases/scanners/errors.yaml'), 'utf8')));

/** Something to ask with: every parameter that goes into the address must be there. */
async function anyInput(operation: Operation): Promise<Record<string, string>> {
  const { input } = await shapesOf(operation);
  const labels = [...input.structIterator()].filter(([, member]) => member.getMergedTraits().httpLabel === 1);
  return Object.fromEntries(labels.map(([name]) => [name, 'some-name']));
}

describe('an error', () => {
  it.each(cases)('$name', async ({ operation, error, message, status, means, layer, passing }) => {
    const answer = { error, ...(message === undefined ? {} : { message }), ...(status === undefined ? {} : { status }) };
    const { reader } = createWire({ answers: { [operation]: [answer] } });
    const reading = await reader.read(operation, 'us-east-1', await anyInput(operation));
    expect(reading.kind).toBe(means);
    if (reading.kind === 'denied') expect(reading).toEqual({ kind: 'denied', action: operationOf(operation).action, layer });
    expect('passing' in reading).toBe(passing === true);
  });

  it('keeps nothing of the message, which may repeat what a resource holds', async () => {
    const message = 'password=hunter2-hunter2 is no valid value';
    const { reader } = createWire({ answers: { 'bedrock:ListGuardrails': [{ error: 'ValidationException', message }] } });
    expect(JSON.stringify(await reader.read('bedrock:ListGuardrails', 'us-east-1', {}))).not.toContain('hunter2');
  });
});
