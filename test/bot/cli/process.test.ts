/** The installed command as a real process. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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

  it('simulates accounts that a scan can look at, says that they are not AWS, and ends with Ctrl-C', async () => {
    const simulation = spawn(process.execPath, [bin, 'simulate'], { cwd: folder });
    let said = '';
    simulation.stdout.setEncoding('utf8');
    for await (const part of simulation.stdout) {
      said += part;
      if (said.includes('Ctrl-C')) break;
    }
    expect(said).toContain('This is not AWS');
    const settings = [...said.matchAll(/export (\w+)=(\S+)/g)].slice(0, 4).map(([, name, value]) => [name, value]);

    const scan = spawnSync(process.execPath, [bin, 'scan', '--check', 'BR-GRD-02'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...Object.fromEntries(settings) },
    });
    expect(scan.stdout).toContain('✗ fail BR-GRD-02');
    expect(scan.stdout).toMatch(/Not AWS: these answers come from http:\/\/127\.0\.0\.1:\d+ .*\nAccount 111111111111/);

    const port = new URL(String(Object.fromEntries(settings)['AWS_ENDPOINT_URL'])).port;
    const second = plumbline('simulate', '--port', port);
    expect(second).toMatchObject({ status: 1, stderr: expect.stringContaining(`Port ${port} is taken`) });

    simulation.kill('SIGINT');
    expect(await once(simulation, 'exit')).toEqual([0, null]);
  });

  it('ends wrong usage with 2', () => {
    expect(plumbline('nonsense').status).toBe(2);
    expect(plumbline('simulate', '--port', 'nine').status).toBe(2);
  });
});
