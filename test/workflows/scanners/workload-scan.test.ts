/** A workload in the simulated account: what a scan for it finds, leaves out and asks, with every check. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks } from '../../../workflows/scanners/checks.ts';
import { createClients } from '../../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import { noLists } from '../../../workflows/scanners/look.ts';
import { type AccountRows, scanAccount } from '../../../workflows/scanners/scan-account.ts';
import { type SimulatedAws, startSimulatedAws } from '../../../workflows/scanners/simulated/account.ts';
import { loadSimulatedAccounts } from '../../../workflows/scanners/simulated/worlds.ts';
import { wholeOf } from '../../../workflows/scanners/workload/words.ts';
import type { Workload } from '../../../workflows/scanners/workload.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const dispatcherOf = () =>
  createDispatcher({
    slots: 32,
    overall: { perSecond: 10_000, burst: 10_000 },
    now: () => performance.now(),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  });

describe('the weak simulated account', () => {
  const { weak, planted } = loadSimulatedAccounts(now);
  const line = ({ check, resource }: { check: string; resource: string }) => `${check} ${resource}`;
  const other = `arn:aws:bedrock:us-east-1:${weak.account}:guardrail/0therteam000`;
  const returns = `arn:aws:bedrock:us-east-1:${weak.account}:guardrail/retvrnschat0`;
  const agent = `arn:aws:bedrock:us-east-1:${weak.account}:agent/SUPPORTAG1`;
  let aws: SimulatedAws;
  const scan = async (workload: Workload): Promise<AccountRows> => {
    const clients = createClients({ endpoint: aws.endpoint, credentials: aws.keysOf(weak.account) });
    const wanted = { account: weak.account, regions: null, workload, lists: noLists, checks };
    const outcome = await scanAccount({ clients, dispatcher: dispatcherOf(), firstRegion: 'us-east-1', now: () => now }, wanted);
    clients.destroy();
    if (outcome.kind !== 'scanned') throw new Error(outcome.reason);
    return outcome;
  };
  const failed = ({ rows }: AccountRows) =>
    rows
      .filter(({ verdict }) => verdict === 'fail')
      .map(line)
      .toSorted();
  let tagged: AccountRows;
  let named: AccountRows;
  beforeAll(async () => {
    aws = await startSimulatedAws([weak]);
    tagged = await scan({ tags: { app: 'support-desk' } });
    named = await scan({ resources: [agent] });
  });
  afterAll(async () => await aws.stop());

  it('named by its tag fails for every planted fault but the one of the chat that nobody tagged', () => {
    const own = planted.faults.filter(({ resource }) => resource !== returns);
    expect(failed(tagged)).toEqual(own.map(line).toSorted());
  });

  it('named by one agent fails for what that agent uses and for what concerns every workload', () => {
    const checksOfAll = ['BR-INV-01', 'BR-INV-12', 'EN-01', 'EN-06'];
    const checksOfAgent = ['AG-03', 'AG-05', 'EN-14', 'KB-02'];
    expect(failed(named).map((one) => one.split(' ')[0])).toEqual([...checksOfAll, ...checksOfAgent].toSorted());
  });

  it('has nothing of the other team in its rows', () => {
    for (const { rows } of [tagged, named]) expect(rows.filter(({ resource }) => wholeOf(resource) === other)).toEqual([]);
  });

  it('is read to its end, so that nothing about the workload is left open', () => {
    for (const { rows } of [tagged, named]) expect(rows.filter(({ check }) => check === 'WORKLOAD')).toEqual([]);
  });

  it('asks each question once, those about the workload among them', () => {
    for (const { stats, distinct } of [tagged, named]) expect(stats).toMatchObject({ asked: distinct, lost: 0 });
  });

  it('names what nobody claimed: AI resources alone, each once and without its versions', () => {
    expect(tagged.outside).toEqual(expect.arrayContaining([other, returns]));
    expect(tagged.outside).not.toContain(agent);
    expect(named.outside).toContain(`arn:aws:sagemaker:us-east-1:${weak.account}:endpoint/ticket-router`);
    for (const { outside } of [tagged, named]) {
      expect(outside.filter((one) => !/^arn:aws:(?:bedrock|bedrock-agentcore|sagemaker):/.test(one))).toEqual([]);
      expect(new Set(outside.map(wholeOf)).size).toBe(outside.length);
    }
  });
});
