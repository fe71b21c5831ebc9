/** The installed command as a real process. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { exampleFile } from '../../../bot/cli/commands/help.ts';

const bin = fileURLToPath(new URL('../../../bot/cli/plumbline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Started elsewhere than in the repository, as an installed command would be. */
const plumbline = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });

describe('the plumbline process', { timeout: 30_000 }, () => {
  it('scores a file and ends with 0', () => {
    writeFileSync(join(folder, 'good.yaml'), exampleFile);

    const { status, stdout, stderr } = plumbline('score', 'good.yaml');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('of the weight in place');
  });

  it('writes the whole of a long output into a pipe', () => {
    const { status, stdout } = plumbline('score', 'good.yaml', '--json');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'plumbline-assessment' });
    expect(stdout.length).toBeGreaterThan(70_000);
  });

  it('refuses a bad file with 1 and says why on the error channel', () => {
    writeFileSync(join(folder, 'bad.yaml'), 'name: [\n');

    const { status, stdout, stderr } = plumbline('scope', 'bad.yaml');

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^bad\.yaml:\d+: /);
  });

  it('ends wrong usage with 2', () => {
    expect(plumbline('nonsense').status).toBe(2);
  });
});
