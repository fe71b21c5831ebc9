/** The record of a whole follow-through on a real table: it holds, it is handed out, and a gate reads it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../bot/cli/run.ts';
import { headsIn } from '../../workflows/audit/heads.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import { createIo } from '../support/cli-io.ts';
import type { PersonHere } from '../support/people.ts';
import { begins, finishes, namesLead } from '../support/people-journeys.ts';

let ground: Ground;
let world: World;
let ana: PersonHere;
let lea: PersonHere;

beforeAll(async () => {
  ground = await startGround();
  world = await ground.world({ admins: [{ org: { surface: 'teams', id: 'tenant' }, account: 'adi' }] });
  lea = await namesLead(world);
  ana = world.person('Ana', 'talk');
  await finishes(ana);
  await ana.presses('Make a roadmap');
  await ana.presses('Put it up for approval', { owner: '' });
});
afterAll(() => ground.stop());

async function call(args: readonly string[], files: Record<string, string> = {}) {
  const { io, said } = createIo(files, world.now());
  const code = await run([...args, '--table', 'world-1', '--endpoint', ground.endpoint], io);
  return { code, ...said };
}

const gate = async (...more: string[]) => await call(['gate', '--workload', 'support agent', '--phase', 'foundational', ...more]);

describe('the record of a workload that was assessed and decided in a chat', () => {
  it('passes no gate while must-haves are open, and says which', async () => {
    const { code, out } = await gate();
    expect(out).toContain('DOES NOT PASS the gate to');
    expect(out).toMatch(/\d+ of \d+ must-haves (is|are) open:/);
    expect(out).toMatch(/\d+ % of the weight in place, \d+ % of it looked at/);
    expect(code).toBe(1);
  });

  it('is told to programs as JSON', async () => {
    const { out } = await gate('--json');
    expect(JSON.parse(out)).toMatchObject({
      workload: 'Support agent',
      target: 'foundational',
      verdict: 'fails',
      tooOld: false,
      unread: [],
    });
  });

  it('shows how far the work on an open must-have is', async () => {
    expect((await gate()).out).toContain('waits for a decision');
    await lea.presses(lea.labels().find((label) => label.startsWith('Approve')) ?? '');
    await world.passes(1000);
    expect((await gate()).out).toContain('approved, due 20');
  });

  it('is too old after its limit, unless more is allowed', async () => {
    const { io, said } = createIo({}, world.now() + 200 * 24 * 3_600_000);
    const args = ['gate', '--workload', 'support agent', '--phase', 'foundational', '--table', 'world-1', '--endpoint', ground.endpoint];
    expect(await run(args, io)).toBe(1);
    expect(said.out).toContain('200 days old; TOO OLD: at most 180 days pass, so assess it again.');
    await run([...args, '--max-age', '220'], io);
    expect(said.out).toContain('200 days old; the most is 220.');
  });

  it('cannot be told of a workload that is not there, or not finished', async () => {
    expect(await call(['gate', '--workload', 'robot', '--phase', 'enhanced'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no assessment of "robot". There are, with their ids:\n  Support agent') as string,
    });
    const bo = world.person('Bo', 'elsewhere');
    await begins(bo, 'assess our pricing robot, it runs on Bedrock');
    const there = (await call(['gate', '--workload', 'nothing', '--phase', 'enhanced'])).err;
    const id = /Pricing robot\s+(\S+)/i.exec(there)?.[1] ?? '';
    const { code, err } = await call(['gate', '--workload', id, '--phase', 'enhanced']);
    expect(err).toMatch(/it cannot be told: its assessment is not finished/);
    expect(code).toBe(2);
  });

  it('holds, whatever was decided', async () => {
    const { code, out } = await call(['audit', 'verify']);
    expect(out).toMatch(/^(\d+) of \1 logs hold\.$/m);
    expect(out).toMatch(/#gap#\S+: holds/);
    expect(out).toMatch(/#roadmap#\S+: holds/);
    expect(code).toBe(0);
  });

  it.each(['Export as a report', 'Export as JSON'])('is sealed in what people take along: %s', async (label) => {
    // Somewhere else she does not see the answer to her last press, but the card as it stands for everybody.
    await ana.in('talk').presses(label);
    const body = String(world.platform.files.at(-1)?.file.body);
    const kinds = new Set(headsIn(body).map(({ item }) => item.split('#')[2]));
    expect(kinds).toEqual(new Set(['assessment', 'gap', 'roadmap']));
    expect(await call(['audit', 'verify', '--heads', 'kept'], { kept: body })).toMatchObject({ code: 0 });
    const spoiled = body.replace(/[0-9a-f]{64}/, 'f'.repeat(64));
    const { code, out } = await call(['audit', 'verify', '--heads', 'kept'], { kept: spoiled });
    expect(out).toContain('the log was rebuilt');
    expect(code).toBe(1);
  });

  it('tells who had a payload erased, while the service goes on with what it keeps in mind', async () => {
    const gaps = async () =>
      [...(await call(['audit', 'verify'])).out.matchAll(/^(\S+#gap#\S+): holds, (\d+) rows(.*)$/gm)].map(
        ([, item = '', rows, more]) => [item, Number(rows), more] as const,
      );
    const before = await gaps();
    for (const [item] of before) {
      const erase = ['audit', 'erase', '--item', item, '--row', '1', '--confirm', '1', '--reason', 'Ana asked for it', '--by', 'Olga'];
      expect(await call(erase)).toMatchObject({ code: 0 });
    }
    await ana.presses('Take');
    await world.passes(60_000);
    const taken = (await gaps()).map(([item, rows], index) => [item, rows - (before[index]?.[1] ?? 0)]);
    expect(taken.map(([, rows]) => Number(rows)).toSorted((one, other) => one - other)).toEqual([...before.slice(1).map(() => 1), 2]);
    const { code, out } = await call(['audit', 'verify']);
    expect(out).toContain('row 1: erased by the operator of the command line, who gave the name Olga, on 20');
    expect(out).not.toContain('still to be written');
    expect(code).toBe(0);
  });

  it.each([
    [['--phase', 'enhanced']],
    [['--workload', 'x', '--phase', 'enhance']],
    [['--workload', 'x', '--phase', 'enhanced', '--max-age', 'old']],
  ])('wrong usage is named: %j', async (args) => {
    expect(await call(['gate', ...args])).toMatchObject({ code: 2, err: expect.stringContaining('See: plumbline help') as string });
  });
});
