/** `plumbline import` as somebody uses it: another tool's file goes in, rows that say whose word they are come out. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../../bot/cli/run.ts';

const fixture = (name: string): string => readFileSync(new URL(`../../fixtures/imports/${name}.json`, import.meta.url), 'utf8');

const call = (args: string[], text = '') => {
  const said = { out: '', err: '' };
  const io = {
    out: (words: string) => {
      said.out += words;
    },
    err: (words: string) => {
      said.err += words;
    },
    read: () => text,
    now: Date.parse('2026-11-22T10:00:00Z'),
  };
  return { code: run(['import', ...args], io), ...said };
};

describe('plumbline import', () => {
  it('says what another tool saw, and that it is that tool’s word', () => {
    const { code, out } = call(['prowler.json'], fixture('prowler.ocsf'));

    expect(code).toBe(0);
    expect(out).toMatch(/Findings in the file +7\n/);
    expect(out).toContain('fail          BR-GRD-02  arn:aws:bedrock:eu-central-1:111122223333:guardrail/gr1tickets');
    expect(out).toMatch(/2 +Prowler +ec2_ebs_default_encryption/);
    expect(out).toContain('These rows say what another tool says.');
  });

  it('gives the rows to other programs, with their origin', () => {
    const given: unknown = JSON.parse(call(['prowler.json', '--json'], fixture('prowler.ocsf')).out);

    expect(given).toMatchObject({
      format: 'plumbline-import',
      schemaVersion: 1,
      kind: 'findings',
      rows: expect.arrayContaining([
        expect.objectContaining({ check: 'BR-GRD-02', verdict: 'fail', origin: expect.objectContaining({ tool: 'Prowler' }) }),
      ]),
    });
  });

  it('says how attacks on purpose ended, apart from those that nobody could judge', () => {
    const { code, out } = call(['promptfoo.json'], fixture('promptfoo'));

    expect(code).toBe(0);
    expect(out).toContain('8: 5 resisted, 1 got through, 2 errors');
    expect(out).toMatch(/Judged +75/);
    expect(out).toMatch(/Evidence for +ai-red-team, ai-prompt-attack-defence/);
    expect(out).toContain('count neither as resisted nor as got through');
  });

  it('shows the first twenty lines of a list, and all when asked', () => {
    const many = JSON.stringify(Array.from({ length: 25 }, () => 7));

    expect(call(['x.json'], many).out).toContain('5 more: add --all');
    expect(call(['x.json', '--all'], many).out).toContain('  24: this is no finding');
  });

  it('refuses a file that it cannot read, and says what it reads', () => {
    expect(call(['x.csv'], 'a;b')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^x\.csv: This is no whole JSON file\..*OCSF JSON of Prowler/),
    });
  });

  it('asks for one file', () => {
    expect(call([]).code).toBe(2);
    expect(call(['a', 'b']).err).toContain('Name one file of results');
  });
});

describe('the plumbline process', { timeout: 30_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-import-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses a file beyond 50 MB before it reads it', () => {
    const file = join(folder, 'huge.json');
    writeFileSync(file, '');
    truncateSync(file, 3_000_000_000);
    const bin = fileURLToPath(new URL('../../../bot/cli/plumbline.js', import.meta.url));

    const { status, stderr } = spawnSync(process.execPath, [bin, 'import', file], { encoding: 'utf8' });

    expect(status).toBe(1);
    expect(stderr).toContain('The file is larger than 50 MB. Nothing was taken from it.');
  });
});
