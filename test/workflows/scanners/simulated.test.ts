/** The simulated accounts of the try-out, looked at over HTTP by the real clients with every check: all planted faults are found, none invented. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks } from '../../../workflows/scanners/checks.ts';
import { createClients } from '../../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import { type Lists, noLists } from '../../../workflows/scanners/look.ts';
import { type AccountRows, scanAccount } from '../../../workflows/scanners/scan-account.ts';
import { type SimulatedAws, type SimulatedWorld, startSimulatedAws } from '../../../workflows/scanners/simulated/account.ts';
import { loadSimulatedAccounts } from '../../../workflows/scanners/simulated/worlds.ts';
import type { Workload } from '../../../workflows/scanners/workload.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const { good, weak, planted } = loadSimulatedAccounts(now);

/** Lists that fit the workload of both accounts. */
const approved: Lists = {
  models: ['amazon.nova-pro-v1:0', 'amazon.titan-embed-text-v2:0'],
  regions: ['us-east-1', 'eu-west-1'],
  registries: [`${good.account}.dkr.ecr.us-east-1.amazonaws.com`],
  hosts: ['mcp.parcels.example.com', 'support.example.com'],
  retention: 365,
};

let aws: SimulatedAws;
const seen = new Map<SimulatedWorld, AccountRows>();

async function scan({ account }: SimulatedWorld, lists: Lists = noLists, workload: Workload = {}): Promise<AccountRows> {
  const clients = createClients({ endpoint: aws.endpoint, credentials: aws.keysOf(account) });
  const dispatcher = createDispatcher({
    slots: 32,
    overall: { perSecond: 10_000, burst: 10_000 },
    now: () => performance.now(),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  });
  const wanted = { account, regions: null, workload, lists, checks };
  const outcome = await scanAccount({ clients, dispatcher, firstRegion: 'us-east-1', now: () => now }, wanted);
  clients.destroy();
  if (outcome.kind !== 'scanned') throw new Error(outcome.reason);
  return outcome;
}

beforeAll(async () => {
  aws = await startSimulatedAws([good, weak]);
  for (const world of [good, weak]) seen.set(world, await scan(world));
});
afterAll(async () => await aws.stop());

const scanned = (world: SimulatedWorld): AccountRows => {
  const found = seen.get(world);
  if (found === undefined) throw new Error('The account was not scanned.');
  return found;
};
const rowsOf = (world: SimulatedWorld, verdict: string) => scanned(world).rows.filter((row) => row.verdict === verdict);
const line = ({ check, resource }: { check: string; resource: string }) => `${check} ${resource}`;

describe('the weak account', () => {
  it('fails exactly where a fault was planted', () => {
    expect(rowsOf(weak, 'fail').map(line).toSorted()).toEqual(planted.faults.map(line).toSorted());
  });

  it('holds about twenty faults, in every layer of the house', () => {
    expect(planted.faults.length).toBeGreaterThanOrEqual(18);
    expect(planted.faults.length).toBeLessThanOrEqual(28);
    expect(new Set(planted.faults.map(({ check }) => check.split('-')[0]))).toEqual(new Set(['AC', 'AG', 'BR', 'EN', 'KB', 'SM']));
  });

  it('says which permission was missing where a read was denied on purpose, and nowhere else', () => {
    const missing = scanned(weak).rows.flatMap(({ missingAction, resource }) =>
      missingAction === undefined ? [] : [`${missingAction} ${resource}`],
    );
    expect([...new Set(missing)].toSorted()).toEqual(planted.denials.map(({ action, resource }) => `${action} ${resource}`).toSorted());
  });

  it('names the layer that denied', () => {
    const layers = scanned(weak).rows.flatMap(({ deniedBy }) => deniedBy ?? []);
    expect(new Set(layers)).toEqual(new Set(['identity-policy', 'service-control-policy']));
  });
});

describe('the weak account, looked at for one workload alone', () => {
  let tagged: AccountRows;
  beforeAll(async () => {
    tagged = await scan(weak, noLists, { tags: { app: 'support-desk' } });
  });
  const failed = () => tagged.rows.filter(({ verdict }) => verdict === 'fail').map(line);

  it('still fails for what concerns every workload of the account', () => {
    for (const id of ['EN-01', 'EN-06', 'BR-INV-12']) expect(failed().join('\n')).toContain(id);
  });

  it('names the guardrails of others and does not judge them', () => {
    expect(tagged.outside.filter((resource) => resource.includes(':guardrail/'))).toHaveLength(2);
    expect(failed().join('\n')).not.toContain('guardrail/');
  });

  it('fails nowhere where the whole account does not', () => {
    expect(planted.faults.map(line)).toEqual(expect.arrayContaining(failed()));
  });
});

describe('the good account', () => {
  it('fails nowhere', () => {
    expect(rowsOf(good, 'fail').map((row) => `${line(row)}: ${row.reason}`)).toEqual([]);
  });

  it('leaves hardly anything open but what needs a list of the tenant', () => {
    const open = rowsOf(good, 'not-assessed').filter(({ needs }) => needs === undefined);
    expect(open.length, open.map((row) => `${line(row)}: ${row.reason}`).join('\n')).toBeLessThan(scanned(good).rows.length / 20);
  });

  it('passes once the tenant has said what it approves', async () => {
    const { rows } = await scan(good, approved);
    expect(
      rows.filter(({ verdict, needs }) => verdict === 'fail' || needs !== undefined).map((row) => `${line(row)}: ${row.reason}`),
    ).toEqual([]);
  });

  it('is read through S3 Control too, whose client puts the account in front of the host', () => {
    const rows = scanned(good).rows.filter(({ check }) => check === 'BR-INV-05');
    expect(rows.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('has something to show for most checks', () => {
    const passed = new Set(rowsOf(good, 'pass').map(({ check }) => check));
    const quiet = checks.map(({ id }) => id).filter((id) => !passed.has(id));
    expect(quiet.length / checks.length, quiet.join(', ')).toBeLessThan(0.2);
  });
});

describe.each([
  ['good', good],
  ['weak', weak],
])('the scan of the %s account', (_, world) => {
  it('looks at the two Regions in use and gives one row for each other', () => {
    const { regions, rows } = scanned(world);
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(rows.filter(({ check }) => check === 'REGION').map(({ region }) => region)).toEqual([
      'ap-southeast-2',
      'eu-central-1',
      'us-west-2',
    ]);
  });

  it('asks each question once and loses none', () => {
    const { stats, distinct } = scanned(world);
    expect(stats).toMatchObject({ calls: distinct, lost: 0, throttled: 0 });
  });

  it('asks nothing that the server does not know', () => {
    expect(scanned(world).rows.filter(({ reason }) => reason?.includes('UnknownOperation') === true)).toEqual([]);
  });
});

describe('loading simulated accounts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-worlds-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (goodText: string, weakText: string) => {
    for (const [name, text] of Object.entries({ good: goodText, weak: weakText })) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'agent.yaml'), text);
    }
    writeFileSync(join(folder, 'weak', 'trail.yaml'), 'cloudtrail:DescribeTrails: [{ plant: agents, give: {} }]\n');
    writeFileSync(
      join(folder, 'faults.yaml'),
      'faults: [{ plant: agents, check: AG-01, resource: <account>, wrong: The agent has no guardrail. }]\ndenials: [{ plant: agents, action: a, resource: b, why: Denied on purpose and for this test. }]\n',
    );
    return () => loadSimulatedAccounts(now, folder);
  };
  const agents = 'bedrock-agent:ListAgents: { agentSummaries: [{ agentId: <account>, updatedAt: <iso 2 days ago> }] }\n';

  it('fills in accounts, Regions and times, and takes over what the weak account does not change', () => {
    const { weak: loaded } = load(agents, '{}')();
    expect(loaded.answers['bedrock-agent:ListAgents']).toEqual([
      { region: 'us-east-1', give: { agentSummaries: [{ agentId: '111111111111', updatedAt: '2026-11-20T10:00:00.000Z' }] } },
      { region: 'eu-west-1', give: { agentSummaries: [{ agentId: '111111111111', updatedAt: '2026-11-20T10:00:00.000Z' }] } },
    ]);
  });

  it('puts what differs in the weak account in its place, and lets it answer new questions first', () => {
    const change = `bedrock-agent:ListAgents:
      - { region: us-east-1, when: { nextToken: two }, give: { agentSummaries: [] } }
      - { region: eu-west-1, change: { agentSummaries: { agentId=<account>: { agentName: desk, updatedAt: null } } } }
`;
    expect(load(agents, change)().weak.answers['bedrock-agent:ListAgents']).toMatchObject([
      { region: 'us-east-1', when: { nextToken: 'two' }, give: { agentSummaries: [] } },
      { region: 'us-east-1', give: { agentSummaries: [{ agentId: '111111111111' }] } },
      { region: 'eu-west-1', give: { agentSummaries: [{ agentId: '111111111111', agentName: 'desk' }] } },
    ]);
  });

  it.each([
    ['an operation that is not on the reviewed list', 'bedrock:InvokeModel: {}\n', '{}', /^good\/agent\.yaml: /],
    ['broken YAML', agents, 'a: [\n', /^weak\/agent\.yaml: /],
    ['a key that entries do not have', 'bedrock-agent:ListAgents: [{ gives: {} }]\n', '{}', /^good\/agent\.yaml: bedrock-agent:ListAgents/],
    [
      'a change to what is not there',
      agents,
      'bedrock-agent:ListAgents: [{ change: { agentSummaries: { agentId=other: {} } } }]\n',
      /^weak\/agent\.yaml: bedrock-agent:ListAgents: there is no item with agentId=other/,
    ],
    [
      'a change to an answer that is not given',
      agents,
      'bedrock-agent:GetAgent: [{ change: {} }]\n',
      /^weak\/agent\.yaml: .*does not give in us-east-1/,
    ],
  ])('names the file for %s', (_, goodText, weakText, message) => {
    expect(load(goodText, weakText)).toThrow(message);
  });
});
