/**
 * The scan against an AWS server that we did not write: moto, seeded with a weak workload and a good one (test/support/moto-seeds*.ts).
 * It is scanned twice: once with IAM off, and once with IAM enforced and nothing but the generated policy, so that a missing right and
 * a write would both be refused. It needs `moto_server` (`pipx install 'moto[server]'`) on the path, or its place in `PLUMBLINE_MOTO`;
 * without it everything here is skipped, and says so.
 *
 * What moto cannot hold, check by check, is written down and proven in test/cases/moto.yaml under `silent`. In short: guardrails,
 * foundation models, inference profiles, flows, prompts, aliases and versions of agents, data sources, data retention, enforced
 * guardrails; of AgentCore everything but runtimes, gateways, targets and memories; of SageMaker scripts, user profiles, monitoring,
 * feature groups, tracking servers and experiments; Access Analyzer, standards of Security Hub, addresses of functions, API keys of IAM
 * users, whether a bucket's policy is public, organization policies as a member sees them. Most of it moto answers with an error page.
 * Also with IAM enforced it weighs no trust policy of another account: missing and wrong external ids get through, so that these
 * refusals are tested against an STS of ours (test/workflows/scanners/connect/try-role.test.ts).
 */
import { readFileSync } from 'node:fs';
import { GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checks } from '../../workflows/scanners/checks.ts';
import { type Credentials, createClients } from '../../workflows/scanners/clients.ts';
import { operationOf } from '../../workflows/scanners/operations.ts';
import { type PolicyDocument, policyFor, policyPatch } from '../../workflows/scanners/policy.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import { motoMissing, startMoto } from '../support/moto.ts';
import { account, anybody, good, type Planted, placeIn, weak } from '../support/moto-place.ts';
import { startMotoProxy } from '../support/moto-proxy.ts';
import { scanMoto } from '../support/moto-scan.ts';
import { seedMoto } from '../support/moto-seeds.ts';
import { makeScanner } from '../support/moto-seeds-iam.ts';
import { assumeRole, seedMember } from '../support/moto-seeds-member.ts';
import { writesWith } from '../support/moto-writes.ts';

if (motoMissing !== null) console.warn(`SKIPPED: ${motoMissing}`);

const Expected = z.strictObject({
  resource: z.string(),
  verdict: z.enum(['pass', 'fail', 'not-applicable', 'not-assessed']),
  says: z.string().optional(),
});
const cases = z
  .strictObject({
    planted: z.record(z.string(), z.array(Expected)),
    silent: z.record(z.string(), z.array(z.string()).min(1)),
    otherRights: z.array(
      z.strictObject({ ours: z.string(), wanted: z.array(z.string()), checks: z.array(z.string()), behind: z.string().optional() }),
    ),
    otherSignature: z.array(z.string()),
  })
  .parse(parse(readFileSync(new URL('../cases/moto.yaml', import.meta.url), 'utf8')));

const lists = { registries: [], hosts: ['tools.example.com'], retention: 90 };
const only = (ids: readonly string[]) => checks.filter(({ id }) => ids.includes(id));
const rowsOf = (rows: readonly Row[], ...ids: string[]) => rows.filter(({ check }) => ids.includes(check));
const verdicts = (rows: readonly Row[]) => rows.map(({ check, resource, verdict }) => `${check} ${resource}: ${verdict}`).toSorted();

describe.skipIf(motoMissing !== null)(`moto${motoMissing === null ? '' : ` (skipped: ${motoMissing})`}`, () => {
  const stops: (() => Promise<void>)[] = [];
  let direct: string;
  let endpoint: string;
  let planted: Planted;
  let open: Row[];
  let accountBlock: unknown;
  let scanner: Credentials;
  let wider: Credentials;
  let narrower: Credentials;
  let closed: Row[];
  let member: string;
  let ofMember: Row[];
  const scan = (credentials: Credentials, some = checks, where = endpoint) =>
    scanMoto({ endpoint: where, credentials, regions: [weak, good], checks: some, lists });

  beforeAll(async () => {
    const moto = await startMoto();
    stops.push(moto.stop);
    const proxy = await startMotoProxy(moto.endpoint);
    stops.push(proxy.stop);
    direct = moto.endpoint;
    endpoint = proxy.endpoint;
    planted = await seedMoto(endpoint);
    const place = placeIn(endpoint, 'weak');
    const policies = policyFor(checks);
    member = await seedMember(endpoint, policies);
    scanner = await makeScanner(place, 'scanner', policies);
    wider = await makeScanner(place, 'wider', [...policies, policyPatch(cases.otherRights.flatMap(({ wanted }) => wanted))]);
    narrower = await makeScanner(place, 'narrower', without(policies, ['sagemaker:DescribeNotebookInstance', 'lambda:ListFunctions']));
    const central = await makeScanner(place, 'central', [policyPatch(['sts:AssumeRole'])]);
    open = await scan(anybody);
    accountBlock = await blockOfAccount(endpoint);
    await moto.enforce();
    closed = await scan(scanner);
    ofMember = await scan(await assumeRole(endpoint, central, member));
  });
  afterAll(async () => void (await Promise.all(stops.map((stop) => stop()))));

  it.each(Object.entries(cases.planted))('gives the rows that were planted, and no others: %s', (id, expected) => {
    const wanted = expected.map(({ resource, verdict }) => ({ check: id, resource: planted[resource] ?? resource, verdict }) as Row);
    expect(verdicts(rowsOf(open, id))).toEqual(verdicts(wanted));
    for (const { resource, says = '' } of expected) {
      const row = rowsOf(open, id).find((one) => one.resource === (planted[resource] ?? resource));
      expect(row?.reason ?? '', resource).toContain(says);
    }
  });

  it.each(Object.entries(cases.silent))('makes no verdict of what moto cannot show: %s', (id, words) => {
    const rows = rowsOf(open, id);
    expect(rows.length).toBeGreaterThan(0);
    for (const { verdict, reason = '', resource } of rows) {
      expect(verdict, resource).toBe('not-assessed');
      expect(
        words.some((word) => reason.includes(word)),
        reason,
      ).toBe(true);
    }
  });

  it('has a word in test/cases/moto.yaml for every check', () => {
    const written = [...Object.keys(cases.planted), ...Object.keys(cases.silent)].toSorted();
    const all = checks.map(({ id }) => id).toSorted();
    expect(written, 'say under `planted` or `silent` what moto shows of a new check').toEqual(all);
  });

  it('says the same with nothing but the generated policy', () => {
    const odd = new Set([...cases.otherRights.flatMap((one) => one.checks), ...cases.otherSignature]);
    const same = (rows: readonly Row[]) => verdicts(rows.filter(({ check }) => !odd.has(check)));
    expect(same(closed)).toEqual(same(open));
    expect(new Set(rowsOf(closed, ...cases.otherSignature).map(({ reason = '' }) => /SignatureDoesNotMatch/.exec(reason)?.[0]))).toEqual(
      new Set(['SignatureDoesNotMatch']),
    );
  });

  it('misses no right but those that moto calls by another name', () => {
    const missed = closed.flatMap(({ check, missingAction }) => (missingAction === undefined ? [] : [`${missingAction} for ${check}`]));
    const known = cases.otherRights.flatMap(({ ours, checks: ids, behind }) =>
      behind === undefined ? ids.map((id) => `${ours} for ${id}`) : [],
    );
    expect([...new Set(missed)].toSorted()).toEqual(known.toSorted());
    const given = policyFor(checks).flatMap(({ Statement }) =>
      Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])),
    );
    for (const { ours } of cases.otherRights) expect(given).toContain(ours);
  });

  it('names the rights that are taken away, so that the last words are not empty', async () => {
    const rows = await scan(narrower, only(['SM-01', 'SM-04', 'EN-12']));
    const missed = rows.map(({ check, missingAction = 'nothing' }) => `${check}: ${missingAction}`);
    expect(new Set(missed)).toEqual(
      new Set(['SM-01: sagemaker:DescribeNotebookInstance', 'SM-04: nothing', 'EN-12: lambda:ListFunctions']),
    );
  });

  it('gives the same rows as without IAM where moto gets what it wants', async () => {
    const ids = cases.otherRights.flatMap((one) => one.checks);
    const rows = await scan(wider, only(ids));
    expect(rows.filter(({ missingAction }) => missingAction !== undefined)).toEqual([]);
    expect(verdicts(rows)).toEqual(verdicts(rowsOf(open, ...ids)));
  });

  it('has the right to read the policy of a function, whose ARN alone makes moto see another signature', async () => {
    const lambda = new LambdaClient(placeIn(endpoint, 'weak', scanner).client);
    const ask = (FunctionName: string | undefined) => lambda.send(new GetPolicyCommand({ FunctionName }));
    await expect(ask('weak-interceptor')).resolves.toMatchObject({ Policy: expect.stringContaining('lambda:InvokeFunction') });
    await expect(ask(planted['weak interceptor'])).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it('can write nothing and read no content with the keys of the scanner', async () => {
    const tries = writesWith(placeIn(endpoint, 'weak', scanner));
    expect(Object.keys(tries).length).toBeGreaterThan(10);
    for (const [what, attempt] of Object.entries(tries)) {
      const outcome = await attempt().then(
        () => 'done',
        (error: { $metadata?: { httpStatusCode?: number }; name: string }) => `${error.$metadata?.httpStatusCode} ${error.name}`,
      );
      expect(outcome, what).toMatch(/^403 AccessDenied/);
    }
  });

  it('cannot read agents and knowledge bases as moto writes them without the proxy, and says so', async () => {
    const rows = await scan(scanner, only(['AG-01', 'KB-01', 'KB-02']), direct);
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['not-assessed']));
    expect(rows).toHaveLength(6);
  });

  it('asks S3 Control under the address that it was given, without the account before the host', () => {
    expect(accountBlock).toMatchObject({ PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false } });
  });

  it('sees another account through its role: what stands there, and nothing of its own', () => {
    expect(new Set(ofMember.map((row) => row.account))).toEqual(new Set([member]));
    const named = ofMember.flatMap(({ resource, usedBy = [], facts }) => [resource, ...usedBy, JSON.stringify(facts)]);
    expect(named.filter((text) => text.includes(account))).toEqual([]);
    expect(verdicts(rowsOf(ofMember, 'SM-01')).filter((row) => row.includes('arn:'))).toEqual([
      `SM-01 arn:aws:sagemaker:us-east-1:${member}:notebook-instance/of-the-member: fail`,
    ]);
    expect(verdicts(rowsOf(ofMember, 'EN-06'))).toEqual([`EN-06 arn:aws:iam::${member}:root: pass`]);
    expect(open.filter(({ resource }) => resource.includes(member))).toEqual([]);
  });

  it('makes no verdict about rights that a policy of the organization may take away, which moto does not show to a member', () => {
    const [row] = rowsOf(ofMember, 'BR-INV-08');
    expect(row).toMatchObject({ resource: `arn:aws:iam::${member}:user/any-model`, verdict: 'not-assessed' });
    expect(row?.reason).toContain('organizations:ListPoliciesForTarget');
  });
});

const without = (policies: readonly PolicyDocument[], actions: readonly string[]): PolicyDocument[] =>
  policies.map(({ Version, Statement }) => ({
    Version,
    Statement: Statement.map((one) => ({ ...one, Action: one.Action.filter((action) => !actions.includes(action)) })),
  }));

/** What the shipped client of S3 Control reads of the account as a whole. */
async function blockOfAccount(endpoint: string): Promise<unknown> {
  const clients = createClients({ endpoint, credentials: anybody });
  try {
    return await clients.send(operationOf('s3-control:GetPublicAccessBlock'), weak, { AccountId: account }, AbortSignal.timeout(10_000));
  } finally {
    clients.destroy();
  }
}
