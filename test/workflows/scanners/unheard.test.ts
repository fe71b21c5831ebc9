/** An answer of which nothing was understood is no answer, although an empty one may mean "off". */
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../workflows/scanners/reads.ts';
import { createWire } from '../../support/wire.ts';

const read = async (operation: Operation, answer: Record<string, unknown> | string, input: Record<string, unknown>) =>
  await createWire({ answers: { [operation]: answer } }).reader.read(operation, 'us-east-1', input);

describe('an answer without a member that we know', () => {
  const versioning = (answer: Record<string, unknown> | string) => read('s3:GetBucketVersioning', answer, { Bucket: 'docs' });
  const concurrency = (answer: Record<string, unknown>) => read('lambda:GetFunctionConcurrency', answer, { FunctionName: 'ask' });

  it('is an answer where S3 said nothing', async () => {
    expect(await versioning({ VersioningConfiguration: '' })).toMatchObject({ kind: 'answer' });
  });

  it('is none where S3 said something else', async () => {
    expect(await versioning({ VersioningConfiguration: { State: 'Enabled' } })).toMatchObject({ kind: 'unknown' });
  });

  it('is an answer where Lambda said nothing, or nothing in particular', async () => {
    expect(await concurrency({})).toMatchObject({ kind: 'answer' });
    expect(await concurrency({ ReservedConcurrentExecutions: null })).toMatchObject({ kind: 'answer' });
  });

  it('is none where Lambda said something else', async () => {
    expect(await concurrency({ Cap: 5 })).toMatchObject({ kind: 'unknown' });
  });

  it('leaves answers that are understood as they are', async () => {
    expect(await versioning({ VersioningConfiguration: { Status: 'Enabled' } })).toMatchObject({
      kind: 'answer',
      answer: { Status: 'Enabled' },
    });
    expect(await concurrency({ ReservedConcurrentExecutions: 5 })).toMatchObject({ answer: { ReservedConcurrentExecutions: 5 } });
  });
});
