/** A whole account over HTTP: Regions, footprint, workload, rows and numbers. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Check } from '../../../workflows/scanners/check.ts';
import { brGrd02 } from '../../../workflows/scanners/checks/br-grd-02.ts';
import { createClients } from '../../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import { noLists } from '../../../workflows/scanners/look.ts';
import { footprint } from '../../../workflows/scanners/regions.ts';
import { type AccountOutcome, type AccountScan, scanAccount } from '../../../workflows/scanners/scan-account.ts';
import { type SimulatedAws, startSimulatedAws } from '../../../workflows/scanners/simulated/account.ts';
import type { Answers } from '../../../workflows/scanners/simulated/world.ts';

const account = '111122223333';
const guardrail = (region: string, id: string) => ({
  id,
  arn: `arn:aws:bedrock:${region}:${account}:guardrail/${id}`,
  status: 'READY',
  name: id,
  version: 'DRAFT',
  createdAt: '2026-10-01T08:00:00Z',
  updatedAt: '2026-10-01T08:00:00Z',
});
const detail = {
  ...guardrail('eu-west-1', 'g1'),
  guardrailId: 'g1',
  guardrailArn: guardrail('eu-west-1', 'g1').arn,
  blockedInputMessaging: 'No.',
  blockedOutputsMessaging: 'No.',
};
const regionsOn = (...names: string[]) => ({
  regionInfo: { item: names.map((regionName) => ({ regionName, optInStatus: 'opt-in-not-required' })) },
});
const world: Answers = {
  'ec2:DescribeRegions': regionsOn('us-east-1', 'eu-west-1', 'ap-south-1'),
  'bedrock:ListGuardrails': [
    { region: 'eu-west-1', give: { guardrails: [guardrail('eu-west-1', 'g1'), guardrail('eu-west-1', 'g2')] } },
    { give: { guardrails: [] } },
  ],
  'bedrock:GetGuardrail': detail,
};

let aws: SimulatedAws | undefined;
afterEach(async () => await aws?.stop());

async function scan(answers: Answers, wanted: Partial<AccountScan> = {}): Promise<AccountOutcome> {
  aws = await startSimulatedAws([{ account, answers }]);
  const clients = createClients({ endpoint: aws.endpoint, credentials: aws.keysOf(account) });
  const dispatcher = createDispatcher({ slots: 32, now: () => performance.now(), sleep: () => Promise.resolve(), random: () => 0.5 });
  const checks: Check[] = [brGrd02];
  const outcome = await scanAccount(
    { clients, dispatcher, firstRegion: 'us-east-1', now: () => 1_700_000_000_000 },
    { regions: null, workload: {}, lists: noLists, checks, ...wanted },
  );
  clients.destroy();
  return outcome;
}

const scanned = (outcome: AccountOutcome) => {
  if (outcome.kind !== 'scanned') throw new Error(outcome.reason);
  return outcome;
};

describe('scanning an account', () => {
  it('looks only where something of AI stands, and gives one row for each Region where nothing does', async () => {
    const { regions, rows } = scanned(await scan(world));
    expect(regions).toEqual(['eu-west-1']);
    expect(rows.map(({ check, region, verdict }) => [check, region, verdict])).toEqual([
      ['REGION', 'ap-south-1', 'not-applicable'],
      ['REGION', 'us-east-1', 'not-applicable'],
      ['BR-GRD-02', 'eu-west-1', 'fail'],
      ['BR-GRD-02', 'eu-west-1', 'fail'],
    ]);
  });

  it('asks each question once', async () => {
    const { stats, distinct } = scanned(await scan(world));
    expect(stats.calls).toBe(distinct);
    expect(distinct).toBe(2 + 3 * footprint.length + 2);
  });

  it('takes a Region for used as soon as one list was denied', async () => {
    const { regions } = scanned(
      await scan({
        ...world,
        'sagemaker:ListModels': [{ region: 'ap-south-1', error: 'AccessDeniedException' }, { give: { Models: [] } }],
      }),
    );
    expect(regions).toEqual(['ap-south-1', 'eu-west-1']);
  });

  it('says that the Regions are not known when it may not list them', async () => {
    const { rows } = scanned(await scan({ ...world, 'ec2:DescribeRegions': [{ error: 'UnauthorizedOperation' }] }));
    expect(rows[0]).toMatchObject({ check: 'REGION', verdict: 'not-assessed', missingAction: 'ec2:DescribeRegions' });
  });

  it('looks at named Regions whatever stands there', async () => {
    const { rows } = scanned(await scan(world, { regions: ['us-east-1'] }));
    expect(rows).toMatchObject([{ check: 'BR-GRD-02', region: 'us-east-1', verdict: 'not-applicable' }]);
  });

  it('refuses credentials of another account before it reads anything', async () => {
    expect(await scan(world, { account: '444455556666' })).toMatchObject({ kind: 'refused', reason: expect.stringContaining(account) });
  });

  it('looks at the workload alone and names what belongs to nobody', async () => {
    const { rows, outside } = scanned(await scan(world, { workload: { resources: [guardrail('eu-west-1', 'g1').arn] } }));
    expect(rows.filter(({ check }) => check === 'BR-GRD-02').map(({ resource }) => resource)).toEqual([guardrail('eu-west-1', 'g1').arn]);
    expect(outside).toEqual([guardrail('eu-west-1', 'g2').arn]);
  });

  it('does not say that there is nothing where something stands outside the workload', async () => {
    const { rows, outside } = scanned(await scan(world, { workload: { resources: ['arn:aws:bedrock:eu-west-1:111122223333:agent/A1'] } }));
    const row = rows.find(({ check }) => check === 'BR-GRD-02');
    expect(row).toMatchObject({ verdict: 'not-applicable', reason: expect.stringContaining('outside of it: 2') });
    expect(outside).toHaveLength(2);
  });

  it('finds the workload by its tags', async () => {
    const tagged: Answers = {
      ...world,
      'resource-groups-tagging-api:GetResources': [
        { region: 'eu-west-1', give: { ResourceTagMappingList: [{ ResourceARN: guardrail('eu-west-1', 'g2').arn, Tags: [] }] } },
        { give: { ResourceTagMappingList: [] } },
      ],
    };
    const { outside } = scanned(await scan(tagged, { workload: { tags: { app: 'support' } } }));
    expect(outside).toEqual([guardrail('eu-west-1', 'g1').arn]);
  });
});
