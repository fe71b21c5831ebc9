/** What a check may see: the reads that it declared, in their shapes, and nothing else. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Check } from '../../../workflows/scanners/check.ts';
import { defineCheck } from '../../../workflows/scanners/check.ts';
import { noLists } from '../../../workflows/scanners/look.ts';
import { runCheck } from '../../../workflows/scanners/scan.ts';
import { pass } from '../../../workflows/scanners/verdict.ts';
import { createWire } from '../../support/wire.ts';

const about = { why: 'Because.', fix: 'Do it.', blind: 'Much.', equivalents: {}, none: 'Nothing is here.' };

const run = async (check: Check, answers = {}) => {
  const { reader } = createWire({ answers, emptyElsewhere: true });
  const scene = {
    reader,
    account: '111122223333',
    partition: 'aws',
    homeRegion: 'us-east-1',
    lists: noLists,
    belongs: () => true,
    now: () => 0,
  };
  return await runCheck(check, scene, 'us-east-1');
};

describe('the look of a check', () => {
  it('refuses a read that the check did not declare', async () => {
    const sly = defineCheck({
      ...about,
      id: 'EN-01',
      scope: 'region',
      reads: { 'bedrock:ListGuardrails': z.object({ id: z.string() }) },
      async collect(look) {
        await look.list('kms:ListKeys' as never);
        return [];
      },
      judge: () => pass(),
    });
    await expect(run(sly)).rejects.toThrow('EN-01 did not declare kms:ListKeys.');
  });

  it('gives only the fields that the check named', async () => {
    const seen: unknown[] = [];
    const check = defineCheck({
      ...about,
      id: 'EN-01',
      scope: 'region',
      reads: { 'bedrock:ListGuardrails': z.object({ id: z.string() }) },
      async collect(look) {
        seen.push(...(await look.list('bedrock:ListGuardrails')));
        return [];
      },
      judge: () => pass(),
    });
    await run(check, { 'bedrock:ListGuardrails': { guardrails: [{ id: 'g1', name: 'private words' }] } });
    expect(seen).toEqual([{ id: 'g1' }]);
  });

  it('says that a long list was cut, beside what was judged of it', async () => {
    const check = defineCheck({
      ...about,
      id: 'EN-01',
      scope: 'region',
      reads: { 'bedrock:ListGuardrails': z.object({ id: z.string() }) },
      collect: async (look) =>
        await look.each(
          await look.list('bedrock:ListGuardrails'),
          ({ id }) => id,
          ({ id }) => ({ id }),
        ),
      judge: () => pass(),
    });
    let page = 0;
    const { reader } = createWire({
      answers: {},
      inject: () => {
        page += 1;
        return { give: { guardrails: [{ id: `g${page}` }], nextToken: `t${page}` } };
      },
    });
    const scene = { reader, account: '1', partition: 'aws', homeRegion: 'us-east-1', lists: noLists, belongs: () => true, now: () => 0 };
    const { rows } = await runCheck(check, scene, 'us-east-1');
    expect(rows.filter(({ verdict }) => verdict === 'pass')).toHaveLength(100);
    expect(rows.at(-1)).toMatchObject({ verdict: 'not-assessed', reason: expect.stringContaining('Only the first part') });
  });

  it('gives up a list that answers with the same page again and again', async () => {
    const { reader } = createWire({ answers: { 'bedrock:ListGuardrails': { guardrails: [], nextToken: 'again' } } });
    expect(await reader.read('bedrock:ListGuardrails', 'us-east-1', {})).toMatchObject({ kind: 'unknown', detail: 'the same page twice' });
  });
});
