/** The weak simulated account while people mend it: each switch moves its own faults alone, for the scanner as for the page. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checks } from '../../../workflows/scanners/checks.ts';
import { createClients } from '../../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import { noLists } from '../../../workflows/scanners/look.ts';
import { scanAccount } from '../../../workflows/scanners/scan-account.ts';
import { type SwitchedAws, startSwitchedAws } from '../../../workflows/scanners/simulated/switched.ts';
import { loadSimulatedAccounts } from '../../../workflows/scanners/simulated/worlds.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const { planted } = loadSimulatedAccounts(now);
const plants = [...new Set([...planted.faults, ...planted.denials].map(({ plant }) => plant))];

let aws: SwitchedAws;
beforeAll(async () => {
  aws = await startSwitchedAws(now);
});
afterAll(async () => await aws.stop());
beforeEach(() => {
  for (const plant of plants) aws.switches.turn(plant, 'planted');
});

/** What the real scanner sees of the weak account: which checks fail, and which permissions are missing. */
async function seen(wanted: readonly string[]): Promise<{ failed: string[]; missing: string[] }> {
  const { account } = aws.weak;
  const clients = createClients({ endpoint: aws.endpoint, credentials: aws.keysOf(account) });
  const dispatcher = createDispatcher({
    slots: 32,
    overall: { perSecond: 10_000, burst: 10_000 },
    now: () => performance.now(),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  });
  const outcome = await scanAccount(
    { clients, dispatcher, firstRegion: 'us-east-1', now: () => now },
    {
      account,
      regions: ['us-east-1', 'eu-west-1'],
      workload: {},
      lists: noLists,
      checks: checks.filter(({ id }) => wanted.includes(id)),
    },
  );
  clients.destroy();
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  const { rows } = outcome;
  const failed = rows.filter(({ verdict }) => verdict === 'fail').map(({ check, resource }) => `${check} ${resource}`);
  return { failed: failed.toSorted(), missing: [...new Set(rows.flatMap(({ missingAction }) => missingAction ?? []))].toSorted() };
}

const everyCheck = checks.map(({ id }) => id);

describe('a planted fault', () => {
  const faults = [...new Set(planted.faults.map(({ plant }) => plant))];

  it.each(faults)('is gone once it is mended: %s', async (plant) => {
    const own = planted.faults.filter((fault) => fault.plant === plant);
    expect(aws.switches.turn(plant, 'mended')).toMatchObject({ plant, isMended: true });
    expect((await seen(own.map(({ check }) => check))).failed).toEqual([]);
  });

  it.each([
    ['even', 0],
    ['odd', 1],
  ])(
    'leaves the others where they are: of all, the %s ones are mended',
    async (_, half) => {
      const mended = plants.filter((_plant, index) => index % 2 === half);
      for (const plant of mended) aws.switches.turn(plant, 'mended');
      const left = <T extends { plant: string }>(all: readonly T[]) => all.filter(({ plant }) => !mended.includes(plant));
      const { failed, missing } = await seen(everyCheck);
      expect(failed).toEqual(
        left(planted.faults)
          .map(({ check, resource }) => `${check} ${resource}`)
          .toSorted(),
      );
      expect(missing).toEqual(
        left(planted.denials)
          .map(({ action }) => action)
          .toSorted(),
      );
    },
    60_000,
  );

  it('is there again once it is planted again', async () => {
    aws.switches.turn('soft-filter', 'mended');
    expect((await seen(['BR-GRD-02'])).failed).toEqual([]);
    aws.switches.turn('soft-filter', 'planted');
    expect((await seen(['BR-GRD-02'])).failed).toHaveLength(1);
  });

  it('leaves an account without faults once all are mended', async () => {
    for (const plant of plants) aws.switches.turn(plant, 'mended');
    expect(await seen(everyCheck)).toEqual({ failed: [], missing: [] });
  });

  it('is named by its cause or by a check, and nothing else is', () => {
    expect(aws.switches.turn('AG-14', 'mended')).toMatchObject({ plant: 'agent-without-guardrail', shows: ['AG-01', 'AG-14'] });
    expect(aws.switches.list().filter(({ isMended }) => isMended)).toHaveLength(1);
    expect(aws.switches.turn('AG-99', 'mended')).toBeNull();
  });
});

describe('the page of the simulated account', () => {
  const post = async (turn: string, body: string, headers: Record<string, string> = {}) =>
    await fetch(`${aws.page}/${turn}`, { method: 'POST', body: new URLSearchParams(body), headers, redirect: 'manual' });

  it('lists what is planted with a button each, and says that this is not AWS', async () => {
    const text = await (await fetch(aws.page)).text();
    expect(text).toContain('This is not AWS.');
    for (const plant of plants) expect(text).toContain(`value="${plant}"`);
    expect(text).toContain(`0 of ${plants.length} mended.`);
  });

  it('mends what is pressed and leads back to the list', async () => {
    const answer = await post('mend', 'fault=soft-filter', { accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/_simulated']);
    expect(await (await fetch(aws.page)).text()).toContain(`1 of ${plants.length} mended.`);
  });

  it('answers a program in one line', async () => {
    expect(await (await post('mend', 'fault=BR-GRD-02')).text()).toBe(
      `soft-filter is mended in the simulated account ${aws.weak.account} (BR-GRD-02).\n`,
    );
    expect(await (await post('break', 'fault=BR-GRD-02')).text()).toContain('soft-filter is planted again');
  });

  it.each([
    ['what is not planted', 'mend', 'fault=<b>', {}, 404],
    ['another turn', 'burn', 'fault=soft-filter', {}, 404],
    ['a page of somebody else', 'mend', 'fault=soft-filter', { origin: 'https://example.com' }, 403],
  ])('refuses %s and changes nothing', async (_, turn, body, headers, status) => {
    expect((await post(turn, body, headers)).status).toBe(status);
    expect(aws.switches.list().some(({ isMended }) => isMended)).toBe(false);
  });
});
