/** A scan over the accounts of a workload: over HTTP, with a stop, a deadline and doors that stay closed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brGrd02 } from '../../../workflows/scanners/checks/br-grd-02.ts';
import { checks as allChecks } from '../../../workflows/scanners/checks.ts';
import { type Clients, createClients } from '../../../workflows/scanners/clients.ts';
import type { ScanOutcome, ScanProgress } from '../../../workflows/scanners/job.ts';
import { noLists } from '../../../workflows/scanners/look.ts';
import type { KnownOperation } from '../../../workflows/scanners/operations.ts';
import { footprint } from '../../../workflows/scanners/regions.ts';
import { createScanner, type Way } from '../../../workflows/scanners/run-scan.ts';
import { type SimulatedAws, startSimulatedAws } from '../../../workflows/scanners/simulated/account.ts';
import type { Answers } from '../../../workflows/scanners/simulated/world.ts';

const [one, other] = ['111122223333', '444455556666'];
/** An agent in one Region of two. */
const europe: Answers = {
  'ec2:DescribeRegions': { regionInfo: { item: ['eu-west-1', 'us-east-1'].map((regionName) => ({ regionName })) } },
  'bedrock-agent:ListAgents': [{ region: 'eu-west-1', give: { agentSummaries: [{ agentId: 'A1' }] } }],
};
let aws: SimulatedAws;
beforeEach(async () => {
  aws = await startSimulatedAws([one, other].map((account) => ({ account, answers: europe })));
});
afterEach(async () => await aws.stop());

const nameOf = ({ serviceName, name }: KnownOperation) => `${serviceName}:${name}`;

const listened = (clients: Clients, called: (operation: KnownOperation) => void): Clients => ({
  ...clients,
  send: async (operation, ...rest) => {
    called(operation);
    return await clients.send(operation, ...rest);
  },
});

interface Options {
  checks?: readonly string[];
  called?: (operation: KnownOperation) => void;
  accounts?: string[];
  regions?: string[] | null;
  closed?: string[];
  signal?: AbortSignal;
  longestMs?: number;
  onProgress?: (progress: ScanProgress) => void;
}

async function scan({
  checks = ['BR-GRD-02'],
  called = () => undefined,
  accounts = [one],
  regions = ['us-east-1', 'eu-west-1'],
  closed = [],
  signal,
  longestMs = 60_000,
  onProgress = () => undefined,
}: Options): Promise<ScanOutcome> {
  const way = (_: string, account: string): Promise<Way> =>
    Promise.resolve(
      closed.includes(account)
        ? { kind: 'closed', reason: `Account ${account} is not connected.` }
        : {
            kind: 'open',
            clients: listened(createClients({ endpoint: aws.endpoint, credentials: aws.keysOf(account) }), called),
            firstRegion: 'us-east-1',
          },
    );
  const scanner = createScanner({
    checks: allChecks,
    way,
    now: () => 1_000,
    ticks: () => performance.now(),
    sleep: async (ms, ending) => await sleep(ms, undefined, { signal: ending }).catch(() => undefined),
    random: () => 0.5,
    longestMs,
  });
  return await scanner(
    {
      tenant: 't',
      assessment: 'a',
      scan: 's',
      by: { id: 'ana', isAdmin: false },
      accounts: accounts.map((account) => ({ account, regions })),
      workload: {},
      lists: noLists,
      checks,
    },
    { onProgress, signal: signal ?? new AbortController().signal },
  );
}

describe('a scan of a workload', () => {
  it('joins the rows and the numbers of all its accounts', async () => {
    const { kind, rows, summary } = await scan({ accounts: [one, other] });
    expect(kind).toBe('finished');
    expect(rows.map(({ account, region, verdict }) => [account, region, verdict])).toEqual([
      [one, 'eu-west-1', 'not-applicable'],
      [one, 'us-east-1', 'not-applicable'],
      [other, 'eu-west-1', 'not-applicable'],
      [other, 'us-east-1', 'not-applicable'],
    ]);
    expect(summary).toMatchObject({ calls: 6, distinct: 6, lost: 0 });
  });

  it('tells how far it is, up to the end', async () => {
    const told: ScanProgress[] = [];
    await scan({ onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toMatchObject({ done: 2, planned: 2, calls: 3 });
  });

  it('says of an account that was not entered that it is not assessed, and looks at the others', async () => {
    const { kind, rows } = await scan({ accounts: [one, other], closed: [one] });
    expect(kind).toBe('finished');
    expect(rows[0]).toMatchObject({ account: one, verdict: 'not-assessed', reason: `Account ${one} is not connected.` });
    expect(rows).toHaveLength(3);
  });

  it('fails with the reason when no account could be entered', async () => {
    expect(await scan({ closed: [one] })).toMatchObject({ kind: 'failed', reason: `Account ${one} is not connected.` });
  });

  it('stops when it is asked to, and what was not reached says so', async () => {
    const stopping = new AbortController();
    stopping.abort();
    const { kind, rows } = await scan({ signal: stopping.signal });
    expect(kind).not.toBe('finished');
    expect(rows.filter(({ verdict }) => verdict !== 'not-assessed')).toEqual([]);
  });

  it('ends at its deadline with what it has', async () => {
    const { rows } = await scan({ longestMs: 0 });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail')).toEqual([]);
  });
});

describe('a scan of some checks alone', () => {
  it('reads what these checks declared and what tells which Regions are used, and nothing else', async () => {
    const called: KnownOperation[] = [];
    const { rows } = await scan({ checks: ['BR-GRD-02'], regions: null, called: (operation) => called.push(operation) });
    const allowed = [
      'sts:GetCallerIdentity',
      'ec2:DescribeRegions',
      ...footprint.map(({ operation }) => operation),
      ...Object.keys(brGrd02.reads),
    ];
    expect(called.map(nameOf)).toContain('bedrock:ListGuardrails');
    expect(called.map(nameOf).filter((name) => !allowed.includes(name))).toEqual([]);
    expect(rows.map(({ check, region }) => `${check} ${region}`)).toEqual(['REGION us-east-1', 'BR-GRD-02 eu-west-1']);
  });

  it('looks at nothing where none of them is known here, and says so', async () => {
    const called: KnownOperation[] = [];
    const { kind, rows } = await scan({ checks: ['EN-99'], called: (operation) => called.push(operation) });
    expect(called.map(nameOf)).toEqual(['sts:GetCallerIdentity']);
    expect(kind).toBe('finished');
    expect(rows).toMatchObject([{ check: 'EN-99', verdict: 'not-assessed', reason: 'There is no check EN-99 here.' }]);
  });
});
