/** The exports of one small assessment, compared with files that people have read. */
import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../knowledge/next-steps.ts';
import { JSON_SCHEMA_VERSION, toJson } from '../../../workflows/exchange/json.ts';
import { toMarkdown } from '../../../workflows/exchange/markdown.ts';
import { type AssessInput, assess } from '../../../workflows/interview/result.ts';
import type { GapLine } from '../../../workflows/roadmap/line.ts';
import type { LookAgain } from '../../../workflows/roadmap/outlived.ts';
import { calm, makeControl, makeScope } from '../interview/scoring-controls.ts';

const offer: Offer = {
  id: 'review',
  name: 'A review',
  what: 'A look at the design.',
  covers: 'The design.',
  leaves: 'The accounts.',
  how: 'Ask for it.',
  basis: 'aws',
  note: 'Details may change.',
  sources: ['aws-fw'],
  when: [{ kind: 'agentic-from', scope: 1, phases: ['enhanced'], because: 'An agent on its way to production' }],
};

const at = Date.parse('2026-11-22T10:00:00Z');

const input: AssessInput = {
  catalogue: {
    hash: '0123456789abcdef0123',
    controls: [
      makeControl({
        id: 'approval',
        title: 'A person approves each action',
        layer: 'ai-application',
        dimension: 'orchestration',
        risk: { impact: 3, likelihood: 3 },
      }),
      makeControl({ id: 'logs', title: 'Calls are recorded', count: 2 }),
      makeControl({ id: 'network', title: 'Networks are private', phase: { name: 'enhanced', basis: 'secondary' }, content: 'secondary' }),
      makeControl({ id: 'memory', title: 'Memory is kept apart', layer: 'identity-data' }),
      makeControl({ id: 'drill', title: 'The plan was rehearsed', phase: { name: 'enhanced', basis: 'aws' } }),
      makeControl({ id: 'tests', title: 'The agent is attacked on purpose', phase: { name: 'advanced', basis: 'aws' } }),
    ],
  },
  scope: makeScope({ agentic: 3, useCase: 'acts', riskFacts: { ...calm, exposed: true } }),
  answers: {
    'approval/q1': { choice: 'yes', by: 'Ana', at, comment: '**done**\n# Passed <script>alert(1)</script>' },
    'logs/q1': { choice: 'yes', by: 'Ben | [lead](https://evil.example)', at, document: 'Log policy, page 3' },
    'logs/q2': { unknown: true, by: 'Ana', at },
    'memory/q1': { notApplicable: true, reason: 'The agent keeps none', by: 'Ana', at },
    'drill/q1': { choice: 'no', by: 'Ana', at },
  },
  verdicts: [
    { check: 'AG-03', control: 'approval', verdict: 'fail', resource: 'agent/tickets', at },
    { check: 'VP-01', control: 'network', verdict: 'not-assessed', resource: 'eu-west-1', at, missingAction: 'ec2:DescribeVpcs' },
  ],
  acceptances: [{ control: 'drill', until: Date.parse('2027-01-31T00:00:00Z') }],
  workload: { name: 'Support agent', owner: '@ana', about: 'Files tickets' },
  at,
  offers: [offer],
};

const sources = {
  'aws-fw': {
    title: 'The AWS AI Security Framework',
    url: 'https://aws.amazon.com/blogs/security/',
    tier: 'primary' as const,
    read: 'opening section',
  },
};

const golden = (name: string): string => new URL(`../../fixtures/exchange/${name}`, import.meta.url).pathname;

describe('the Markdown report', () => {
  const report = toMarkdown(assess(input), sources);

  it('reads as the report that was agreed', async () => {
    await expect(report).toMatchFileSnapshot(golden('report.md'));
  });

  it('keeps words of people from becoming headings, links or HTML', () => {
    expect(report.split('\n').filter((line) => /^#+ Passed/.test(line))).toEqual([]);
    expect(report).not.toMatch(/(?<!\\)<script/);
    expect(report).not.toMatch(/(?<!\\)\[lead\]/);
    expect(report).toContain('Ben \\| \\[lead\\](https\\://evil.example)');
  });

  it('never gives a percentage in place without how much was looked at', () => {
    const claims = report.split('\n').filter((line) => /\d+ % of the weight in place|in place: \d/.test(line));

    expect(claims.length).toBeGreaterThan(3);
    expect(claims.filter((line) => !line.includes('looked at') && !line.includes('of it looked at'))).toEqual([]);
  });

  it('keeps what was decided where people and the scan disagreed, by whom and why', () => {
    const decision = { control: 'thing', title: 'The thing', decision: 'scan-wrong' as const, by: 'Ben', at: input.at };
    const decided = toMarkdown(assess({ ...input, decisions: [{ ...decision, reason: 'That is [old](x).', owner: 'Cleo' }] }), sources);

    expect(decided).toContain('## Decided where people and the scan disagreed');
    expect(decided).toMatch(/what the scan saw is set aside\. Decided by Ben, .* because: That is \\\[old\\\]\(x\)\.. Owner: Cleo\./);
  });

  it('says nothing where there is nothing to say', () => {
    const quiet = toMarkdown(assess({ ...input, verdicts: [], acceptances: [], offers: [] }), sources);

    for (const title of ['## Where people and the scan disagree', '## Accepted risks', '## What AWS offers next'])
      expect(quiet).not.toContain(title);
  });
});

describe('with a roadmap', () => {
  const line: GapLine = {
    control: 'ai-input-validation',
    title: 'Input is [checked](x)',
    label: 'Critical',
    phase: 'foundational',
    effort: 'M',
    priority: 9,
    state: 'accepted',
    rev: 3,
    shown: 'a'.repeat(16),
    owner: { id: 'bob', name: 'Bob' },
    due: '2026-12-07',
    backed: true,
    since: 0,
    until: '2026-12-30',
    decided: { by: 'Cleo', at: Date.UTC(2026, 10, 30) },
  };

  it('an accepted risk stays visible beside the score, with its last day and who decided', () => {
    const report = toMarkdown(assess(input), sources, null, { decided: [line, { ...line, control: 'gone', state: 'withdrawn' }] });

    expect(report).toContain('No decision raises the score');
    expect(report).toContain(
      '- **Input is \\[checked\\](x)** `ai-input-validation`: its risk is accepted until 2026-12-30. Decided by Cleo, 2026-11-30. Owner: Bob. Due 2026-12-07.',
    );
    expect(report).not.toContain('`gone`');
    expect(toMarkdown(assess(input), sources)).not.toContain('What became of the gaps');
  });

  it('the JSON holds the gaps as they stand', () => {
    expect(JSON.parse(toJson(assess(input), null, { decided: [line] }))).toMatchObject({ gaps: [line] });
  });
});

describe('with something that was put aside and whose reason is outlived', () => {
  const again: LookAgain = {
    control: 'ai-input-validation',
    title: 'Input is [checked](x)',
    what: 'rejected',
    at: Date.UTC(2025, 9, 1),
    why: [{ why: 'old', since: Date.UTC(2026, 2, 30), days: 180, reason: 'half a year' }],
  };

  it('the report has a finding of it, with the days and the reason', () => {
    const report = toMarkdown(assess(input), sources, null, { again: [again] });
    expect(report).toContain('## To look at again');
    expect(report).toContain(
      '- **Input is \\[checked\\](x)** `ai-input-validation`: rejected 2025-10-01, outlived since 2026-03-30. It has stood for more than 180 days (half a year).',
    );
    expect(toMarkdown(assess(input), sources)).not.toContain('To look at again');
  });

  it('the JSON holds it as data', () => {
    expect(JSON.parse(toJson(assess(input), null, { again: [again] }))).toMatchObject({ lookAgain: [again] });
    expect(JSON.parse(toJson(assess(input)))).not.toHaveProperty('lookAgain');
  });
});

describe('with a result before it', () => {
  const before = assess({ ...input, answers: {}, at: input.at - 90 * 86_400_000 });
  const now = assess(input);

  it('the report says what has changed since, and every number stands with its coverage', () => {
    const report = toMarkdown(now, sources, before);

    expect(report).toContain('## What has changed since 2026-08-24');
    expect(report).toMatch(/\| Score \| 0 % of the weight in place, .* looked at \| .* of the weight in place, .* looked at \|/);
    expect(report).toMatch(/\| (better|gap closed) \| .* \| .* \| .* \|/);
    expect(toMarkdown(now, sources)).not.toContain('What has changed');
  });

  it('the JSON holds the change beside the result, under the same version', () => {
    expect(JSON.parse(toJson(now, before))).toMatchObject({
      schemaVersion: JSON_SCHEMA_VERSION,
      result: now,
      change: { since: before.at },
    });
  });

  it('the report warns where the two were not counted alike', () => {
    expect(toMarkdown(now, sources, { ...before, catalogue: 'another', rules: 0 })).toMatch(
      /Another edition[\s\S]*rules of scoring have changed/,
    );
  });
});

describe('the JSON export', () => {
  it('is the file that was agreed', async () => {
    await expect(toJson(assess(input))).toMatchFileSnapshot(golden('report.json'));
  });

  it('holds the whole result under a version', () => {
    const result = assess(input);

    expect(JSON.parse(toJson(result))).toEqual({
      format: 'plumbline-assessment',
      schemaVersion: JSON_SCHEMA_VERSION,
      assessedAt: '2026-11-22T10:00:00.000Z',
      result,
    });
  });
});
