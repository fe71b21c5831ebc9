/** `plumbline scan` and `plumbline policy` as somebody uses them, against a simulated account over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleFile } from '../../../bot/cli/commands/help.ts';
import { run } from '../../../bot/cli/run.ts';
import { type SimulatedAws, startSimulatedAws } from '../../../workflows/scanners/simulated/account.ts';
import { loadSimulatedAccounts } from '../../../workflows/scanners/simulated/worlds.ts';
import { createIo } from '../../support/cli-io.ts';

const environment = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'] as const;
const before = Object.fromEntries(environment.map((name) => [name, process.env[name]]));
const { weak, good } = loadSimulatedAccounts(Date.now());

interface Report {
  account: string;
  summary: { calls: number; distinctCalls: number; lost: number; coverage: number; overLowerBound: number; missingActions: string[] };
  rows: { check: string; verdict: string; severity: string; title: string; equivalents: object; region: string }[];
  outside: string[];
}

describe('the command line and an account', () => {
  let aws: SimulatedAws;
  beforeAll(async () => {
    aws = await startSimulatedAws([weak, good]);
    process.env['AWS_ENDPOINT_URL'] = aws.endpoint;
    process.env['AWS_REGION'] = 'us-east-1';
    as(weak.account);
  });
  afterAll(async () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await aws.stop();
  });

  const as = (account: string) => {
    const keys = aws.keysOf(account);
    process.env['AWS_ACCESS_KEY_ID'] = keys.accessKeyId;
    process.env['AWS_SECRET_ACCESS_KEY'] = keys.secretAccessKey;
  };

  const call = async (args: string[], files: Record<string, string> = {}) => {
    const { io, said } = createIo(files, Date.now());
    const code = await run(args, io);
    return { code, ...said };
  };

  const report = async (...args: string[]): Promise<Report> => JSON.parse((await call(['scan', '--json', ...args])).out) as Report;

  it('gives one object a row, and a summary with coverage, calls and what was lost', async () => {
    const { account, summary, rows } = await report();
    expect(account).toBe(weak.account);
    expect(summary.calls).toBe(summary.distinctCalls);
    expect(summary).toMatchObject({ lost: 0, missingActions: expect.arrayContaining(['bedrock:GetGuardrail']) });
    expect(summary.coverage).toBeGreaterThan(0.8);
    const failed = rows.find(({ check, verdict }) => check === 'BR-GRD-02' && verdict === 'fail');
    expect(failed).toMatchObject({ severity: 'high', equivalents: { prowler: ['bedrock_guardrail_prompt_attack_filter_enabled'] } });
  });

  it('looks with one check, in one Region, and ends with 4 when it failed at the threshold', async () => {
    const one = ['--check', 'BR-GRD-02', '--regions', 'us-east-1'];
    const { rows } = await report(...one);
    expect(new Set(rows.map(({ check, region }) => `${check} ${region}`))).toEqual(new Set(['BR-GRD-02 us-east-1']));
    expect((await call(['scan', ...one, '--fail-on', 'high'])).code).toBe(4);
    expect((await call(['scan', ...one, '--fail-on', 'critical'])).code).toBe(0);
  });

  it('ends well for an account that is well kept', async () => {
    as(good.account);
    expect((await call(['scan', '--fail-on', 'info'])).code).toBe(0);
    as(weak.account);
  });

  it('judges by the lists of the workload file', async () => {
    const file = 'approved: { regions: [us-east-1, us-east-2, us-west-2, eu-west-1] }\n';
    const text = await call(['scan', '--json', '--check', 'EN-16', '--workload', 'w.yaml'], { 'w.yaml': file });
    expect(text.code).toBe(0);
    const { rows } = JSON.parse(text.out) as Report;
    expect(rows.map(({ verdict }) => verdict)).not.toContain('not-assessed');
  });

  it('looks at the workload alone and names what belongs to nobody', async () => {
    const file = 'resources: ["arn:aws:bedrock:eu-west-1:111111111111:agent/SUPPORTAG1"]\n';
    const { out } = await call(['scan', '--json', '--check', 'AG-01', '--workload', 'w.yaml'], { 'w.yaml': file });
    const { outside } = JSON.parse(out) as Report;
    expect(outside).toContain('arn:aws:bedrock:us-east-1:111111111111:agent/SUPPORTAG1');
    expect(outside).not.toContain('arn:aws:bedrock:eu-west-1:111111111111:agent/SUPPORTAG1');
  });

  it('says what is wrong with a workload file, and scans nothing', async () => {
    const { code, err, out } = await call(['scan', '--workload', 'w.yaml'], { 'w.yaml': 'resources: [my-bucket]\n' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('w.yaml: resources.0: an ARN. Nothing was scanned.');
  });

  it('says which check is meant when there is none of that name', async () => {
    const { code, err } = await call(['scan', '--check', 'BR-GRD-20']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "BR-GRD-');
  });

  it('refuses keys that nobody knows, and says so', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'NOBODY';
    const { code, err } = await call(['scan', '--check', 'BR-GRD-02', '--regions', 'us-east-1']);
    as(weak.account);
    expect(code).toBe(1);
    expect(err).toContain('AWS did not say who we are (InvalidClientTokenId)');
  });

  it('ends at its time, and says what it got to', async () => {
    const { code, err } = await call(['scan', '--seconds', '0.001']);
    expect(code).toBe(1);
    expect(err).toContain('ended before AWS had said who we are');
  });

  it('lets a score count what was seen, and another tool only where nobody looked', async () => {
    const seen = (await call(['scan', '--json'])).out;
    const bare = await call(['score', 'a.yaml', '--json'], { 'a.yaml': exampleFile });
    const { code, out } = await call(['score', 'a.yaml', '--json', '--evidence', 's.json'], { 'a.yaml': exampleFile, 's.json': seen });
    expect(code).toBe(0);
    const coverage = (text: string) =>
      (JSON.parse(text) as { result: { cells: { whole: { covered: number } } } }).result.cells.whole.covered;
    expect(coverage(out)).toBeGreaterThan(coverage(bare.out));
    const why = await call(['score', 'a.yaml', '--why', 'whole', '--evidence', 's.json'], { 'a.yaml': exampleFile, 's.json': seen });
    expect(why.out).toMatch(/BR-GRD-\d\d: pass [\s\S]*?leaves open: /);
    const broken = await call(['score', 'a.yaml', '--evidence', 's.json'], { 'a.yaml': exampleFile, 's.json': '{"rows":[{}]}' });
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('Nothing was scored.');
  });
});

describe('plumbline policy', () => {
  it('prints policies for the partition that is asked for', () => {
    const said: string[] = [];
    const io = { out: (text: string) => void said.push(text), err: () => undefined, read: () => '', now: 0 };
    expect(run(['policy', '--partition', 'aws-us-gov'], io)).toBe(0);
    const text = said.join('');
    expect(text).toContain('"bedrock:GetGuardrail"');
    expect(text).not.toContain('arn:aws:');
    expect(run(['policy', '--partition', 'moon'], io)).toBe(2);
  });
});
