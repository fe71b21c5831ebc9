/** What findings of Prowler and Security Hub become. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at, changed, fileText, finding, findingsOf, type Json, readList, readText, templates } from './support.ts';

interface Case {
  name: string;
  from: string;
  with: Json;
  expect: string;
  says?: string;
}

const cases: Case[] = parse(readFileSync(new URL('../../../cases/imports/findings.yaml', import.meta.url), 'utf8'));

describe('one finding', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { rows, unmatched, problems } = readList([changed(templates[one.from] ?? {}, one.with)]);

    const became = rows[0]?.verdict ?? (unmatched.length > 0 ? 'other' : problems.length > 0 ? 'unreadable' : 'nothing');
    expect(became).toBe(one.expect);
    expect(rows[0]?.reason ?? problems[0]?.why ?? '').toContain(one.says ?? '');
  });
});

const short = (rows: ReturnType<typeof readText>['rows']) => rows.map(({ check, verdict, resource }) => `${check} ${verdict} ${resource}`);

describe('a whole file', () => {
  it('of Prowler gives a row for each resource of a check that we have too, and counts the rest by name', () => {
    const { findings, rows, unmatched, repeats, problems } = readText(fileText('prowler.ocsf'));

    expect(short(rows)).toEqual([
      'BR-GRD-02 fail arn:aws:bedrock:eu-central-1:111122223333:guardrail/gr1tickets',
      'BR-GRD-02 pass arn:aws:bedrock:eu-central-1:111122223333:guardrail/gr2orders',
      'BR-GRD-02 not-assessed arn:aws:bedrock:eu-central-1:111122223333:guardrail/gr3sandbox',
      'EN-09 not-assessed arn:aws:accessanalyzer:eu-central-1:111122223333:analyzer/unknown',
    ]);
    expect(unmatched).toEqual([
      { tool: 'Prowler', id: 'ec2_ebs_default_encryption', findings: 2, why: 'None of our checks looks at the same thing.' },
    ]);
    expect({ findings, repeats, problems }).toEqual({ findings: 7, repeats: 1, problems: [] });
  });

  it('of Security Hub gives rows too; where two of its controls speak about one thing of ours, the fail stands', () => {
    const { rows, unmatched } = readText(fileText('security-hub.asff'));

    expect(short(rows)).toEqual([
      'BR-GRD-02 fail arn:aws:bedrock:eu-central-1:111122223333:guardrail/gr1tickets',
      'EN-09 not-assessed arn:aws:iam::111122223333:root',
      'SM-01 not-assessed arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/lab',
      'SM-01 not-assessed arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/old',
      'SM-01 fail arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/score',
      'SM-01 fail arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/train',
    ]);
    expect(unmatched.map(({ tool, id, findings }) => [tool, id, findings])).toEqual([
      ['AWS Security Hub', 'S3.8', 1],
      ['GuardDuty', 'arn:aws:guardduty:eu-central-1:111122223333:detector/d1', 1],
    ]);
  });

  it('of Security Hub in OCSF names resources by their ARN where it stands beside a shorter name', () => {
    const { rows, unmatched } = readText(fileText('security-hub.ocsf'));

    expect(short(rows)).toEqual([
      'KB-01 fail arn:aws:bedrock:eu-central-1:111122223333:knowledge-base/KB1TICKETS',
      'KB-01 pass arn:aws:bedrock:eu-central-1:111122223333:knowledge-base/KB2ORDERS',
      'KB-01 not-assessed arn:aws:bedrock:eu-central-1:111122223333:knowledge-base/KB3LAB',
    ]);
    expect(unmatched).toMatchObject([{ tool: 'Security Hub Coverage', findings: 1 }]);
  });

  it('may also be what EventBridge delivers', () => {
    expect(
      readText(JSON.stringify({ 'detail-type': 'Findings Imported V2', detail: { findings: findingsOf('security-hub.ocsf') } })).rows,
    ).toHaveLength(3);
  });
});

describe('a row that somebody else filled', () => {
  it('says whose word it is, of which version and when', () => {
    const [row] = readText(fileText('prowler.ocsf')).rows;

    expect(row).toMatchObject({
      origin: { tool: 'Prowler', version: '5.14.0', id: 'bedrock_guardrail_prompt_attack_filter_enabled' },
      account: '111122223333',
      region: 'eu-central-1',
      at: Date.parse('2026-10-31T10:00:00Z'),
      facts: { said: 'FAIL' },
    });
  });

  it('never passes without the caveat that the other tool may ask for less', () => {
    const { rows } = readList(Object.values(templates).map((one) => changed(one, { status_code: 'PASS', 'Compliance.Status': 'PASSED' })));

    for (const row of rows.filter(({ verdict }) => verdict === 'pass'))
      expect(row.caveats.join()).toContain('may ask for less than our check');
  });

  it('keeps no secret that stood in the file', () => {
    const secret = 'password=hunter2-hunter2';
    const { rows } = readList([
      changed(finding('prowler.ocsf'), {
        status_detail: `Found ${secret}`,
        'finding_info.uid': secret,
        'metadata.product.version': secret,
      }),
      changed(finding('prowler.ocsf'), {
        status_id: 3,
        comment: `pass\u200bword=hunter2-hunter2`,
        resources: [{ uid: secret, region: 'eu-central-1' }],
      }),
    ]);

    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  it('shows nothing that could steer a terminal', () => {
    const { rows } = readList([
      changed(finding('prowler.ocsf'), { status_detail: 'red \u001b[31m\u202etext\u0007\r\nand more', 'finding_info.uid': 'a\u0000b' }),
    ]);

    expect(JSON.stringify(rows)).not.toMatch(/\\u[0-9a-f]{4}|\\r|\\n|\u202e/);
    expect(rows[0]?.reason).toContain('red [31mtext and more');
  });
});

describe('the same thing said more than once', () => {
  it('counts as said the last time, whichever stands first in the file', () => {
    for (const list of [
      [at(0, 'FAIL'), at(1, 'PASS')],
      [at(1, 'PASS'), at(0, 'FAIL')],
    ]) {
      expect(readList(list)).toMatchObject({ rows: [{ verdict: 'pass' }], repeats: 1 });
    }
    expect(readList([at(0, 'PASS'), at(1, 'FAIL')]).rows).toMatchObject([{ verdict: 'fail' }]);
  });

  it('counts as the less favourable where both were said at one time', () => {
    expect(readList([at(0, 'PASS'), at(0, 'FAIL')]).rows).toMatchObject([{ verdict: 'fail' }]);
    expect(readList([at(0, 'PASS'), at(0, 'MANUAL')]).rows).toMatchObject([{ verdict: 'not-assessed' }]);
  });

  it('is not overtaken by what was archived later', () => {
    const archived = changed(at(1, 'PASS'), { activity_id: 3 });

    expect(readList([archived, at(0, 'FAIL')]).rows).toMatchObject([{ verdict: 'fail' }]);
  });

  it('stays apart for another resource, Region and account', () => {
    const other = [
      { resources: [{ uid: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/x', region: 'eu-central-1' }] },
      { resources: [{ uid: 'arn:x', region: 'us-east-1' }] },
      { 'cloud.account.uid': '444455556666' },
    ];

    expect(readList([at(0, 'PASS'), ...other.map((one) => changed(at(0, 'PASS'), one))]).rows).toHaveLength(4);
  });
});
