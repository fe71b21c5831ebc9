/** The finished result: what it holds, that it explains itself, and that equal inputs give equal bytes. */
import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../knowledge/next-steps.ts';
import type { Control } from '../../../knowledge/schema.ts';
import { type AssessInput, assess, RULES, resultBytes } from '../../../workflows/interview/result.ts';
import { allCells } from '../../../workflows/interview/scoring/cells.ts';
import { explain } from '../../../workflows/interview/scoring/explain.ts';
import type { Verdict } from '../../../workflows/interview/scoring/types.ts';
import { answersFor, calm, makeControl, makeScope } from './scoring-controls.ts';

const controls: Control[] = [
  makeControl({ id: 'agents', layer: 'ai-application', dimension: 'orchestration', risk: { impact: 3, likelihood: 3 } }),
  makeControl({ id: 'logs', count: 2, discipline: 'resilience' }),
  makeControl({ id: 'network', layer: 'identity-data', phase: { name: 'enhanced', basis: 'secondary' } }),
  makeControl({ id: 'later', phase: { name: 'advanced', basis: 'aws' } }),
];

const offer = (over: Partial<Offer>): Offer => ({
  id: 'offer',
  name: 'An offer',
  what: 'What it is.',
  covers: 'Some.',
  leaves: 'The rest.',
  how: 'Ask.',
  basis: 'aws',
  sources: ['aws-fw'],
  when: [],
  ...over,
});

const input = (over: Partial<AssessInput> = {}): AssessInput => ({
  catalogue: { hash: 'cafe', controls },
  scope: makeScope({ agentic: 3, useCase: 'acts' }),
  answers: { ...answersFor('agents', ['no']), ...answersFor('logs', ['yes', 'unknown']) },
  verdicts: [],
  acceptances: [],
  workload: { name: 'Support agent' },
  at: 1000,
  offers: [],
  ...over,
});

const sizes = (agentic: number) => {
  const { grid, disciplines, dimensions } = assess(input({ scope: makeScope({ agentic }) })).cells;
  return [grid.length, disciplines.length, dimensions.length];
};

describe('an assessment', () => {
  it('sums the whole: 2 of 17 in place, 11 of 17 looked at', () => {
    const { whole } = assess(input()).cells;

    expect(whole).toMatchObject({ weight: 17, credit: 2, covered: 11, accepted: 0, open: ['agents', 'logs', 'network'] });
    expect(whole.score?.score).toBeCloseTo(2 / 17, 5);
    expect(whole.score?.coverage).toBeCloseTo(11 / 17, 5);
  });

  it('never holds a score without its coverage', () => {
    for (const { score } of allCells(assess(input()).cells))
      if (score !== null) expect(Object.keys(score).toSorted()).toEqual(['coverage', 'score']);
  });

  it('has nine fields, five disciplines and, for agents only, six dimensions', () => {
    expect(sizes(3)).toEqual([9, 5, 6]);
    expect(sizes(0)).toEqual([9, 5, 0]);
  });

  it('says why a field has no score', () => {
    const { grid } = assess(input()).cells;
    const noteOf = (key: string) => grid.find((cell) => cell.key === key)?.note;

    expect(noteOf('infrastructure/advanced')).toBe('Beyond the target phase.');
    expect(noteOf('infrastructure/enhanced')).toBe('No control of this catalogue applies here.');
  });

  it('shows the next phase as an outlook and does not score it', () => {
    const result = assess(input());

    expect(result.outlook.map(({ control }) => control)).toEqual(['later']);
    expect(result.controls.map(({ id }) => id)).not.toContain('later');
  });

  it('ignores answers to controls that do not apply', () => {
    const with1 = assess(input({ answers: { ...input().answers, ...answersFor('later', ['yes']) } }));

    expect(with1.cells).toEqual(assess(input()).cells);
  });

  it('names the missing permission of what a scan could not read', () => {
    const verdicts: Verdict[] = [
      { check: 'A-01', control: 'network', verdict: 'not-assessed', resource: 'r', at: 1, missingAction: 'ec2:DescribeVpcs' },
    ];
    const entry = assess(input({ verdicts })).notAssessed.find(({ control }) => control === 'network');

    expect(entry?.reasons.map(({ kind }) => kind)).toEqual(['unanswered', 'not-read']);
    expect(entry?.reasons[1]).toMatchObject({
      missingActions: ['ec2:DescribeVpcs'],
      text: 'check A-01 could not read: ec2:DescribeVpcs was denied',
    });
  });

  it('lists what was said not to apply apart, with reason and name', () => {
    const answers = { 'network/q1': { notApplicable: true as const, reason: 'No network', by: 'Ana', at: 5 } };
    const result = assess(input({ answers }));

    expect(result.notApplicable).toEqual([
      {
        control: 'network',
        title: 'The thing is in place',
        question: 'network/q1',
        text: 'What is the state of thing 1?',
        reason: 'No network',
        by: 'Ana',
        at: 5,
        whole: true,
      },
    ]);
    expect(result.gaps.map(({ control }) => control)).not.toContain('network');
  });

  it('shows an accepted risk with its day, and one that ran out', () => {
    const result = assess(
      input({
        acceptances: [
          { control: 'agents', until: 2000 },
          { control: 'network', until: 1000 },
        ],
      }),
    );

    expect(result.accepted).toEqual([{ control: 'agents', title: 'The thing is in place', weight: 9, until: 2000 }]);
    expect(result.lapsed).toEqual([{ control: 'network', until: 1000 }]);
    expect(result.gaps.map(({ control }) => control)).toEqual(['network', 'logs']);
  });

  it('keeps how we know apart from the score', () => {
    const stated = assess(input());
    const shown = assess(input({ answers: { ...input().answers, 'agents/q1': { choice: 'no', document: 'A record' } } }));

    expect(stated.howKnown).toEqual({ scan: 0, document: 0, stated: 13, unknown: 4 });
    expect(shown.howKnown).toEqual({ scan: 0, document: 9, stated: 4, unknown: 4 });
    expect(shown.cells).toEqual(stated.cells);
  });

  it('carries a finding of the scoping into the reasons of its gap', () => {
    const scope = {
      ...makeScope({ useCase: 'acts' }),
      findings: [{ control: 'agents', flag: 'enforcement_unproven', component: 'app', because: 'Nobody has shown it.' }],
    };

    expect(assess(input({ scope })).gaps[0]?.why).toContain('Nobody has shown it.');
  });
});

describe('the same inputs', () => {
  it('give the same bytes, whatever order they come in', () => {
    const verdicts: Verdict[] = [
      { check: 'A-01', verdict: 'pass', resource: 'one', at: 1 },
      { check: 'A-01', verdict: 'fail', resource: 'two', at: 2, reason: 'open' },
      { check: 'A-02', verdict: 'pass', resource: 'one', at: 1 },
    ];
    const acceptances = [
      { control: 'agents', until: 2000 },
      { control: 'logs', until: 500 },
      { control: 'agents', until: 400 },
    ];
    const one = input({ verdicts, acceptances });
    const two = input({
      catalogue: { hash: 'cafe', controls: controls.toReversed() },
      answers: Object.fromEntries(Object.entries(one.answers).toReversed()),
      verdicts: verdicts.toReversed(),
      acceptances: acceptances.toReversed(),
    });

    expect(Buffer.from(resultBytes(assess(two))).toString()).toBe(Buffer.from(resultBytes(assess(one))).toString());
  });

  it('survive JSON without a change', () => {
    const result = assess(input());

    expect(JSON.parse(Buffer.from(resultBytes(result)).toString())).toStrictEqual(result);
    expect(result).toMatchObject({ rules: RULES, catalogue: 'cafe', at: 1000 });
  });
});

describe('asking why', () => {
  const verdicts: Verdict[] = [{ check: 'A-01', control: 'network', verdict: 'pass', resource: 'vpc', at: 7 }];
  const answers = { ...input().answers, 'logs/q1': { choice: 'yes', by: 'Ana', at: 5 } };

  it('answers for every cell with a sum that is its score and its coverage', () => {
    const result = assess(
      input({ verdicts, answers, scope: makeScope({ agentic: 3, useCase: 'acts', riskFacts: { ...calm, exposed: true } }) }),
    );
    for (const cell of allCells(result.cells)) {
      const explanation = explain(result, cell.key);
      const sum = (part: 'contribution' | 'coverage') => explanation?.controls.reduce((total, one) => total + one[part], 0);

      expect(sum('contribution')).toBeCloseTo(cell.score?.score ?? 0, 5);
      expect(sum('coverage')).toBeCloseTo(cell.score?.coverage ?? 0, 5);
    }
  });

  it('quotes the answer by its choice, with who and when, and the check that spoke', () => {
    const explanation = explain(assess(input({ verdicts, answers })), 'whole');
    const of = (id: string) => explanation?.controls.find(({ control }) => control === id);

    expect(of('logs')?.answers[0]).toMatchObject({ choice: { text: 'It is yes' }, by: 'Ana', at: 5, credit: 1 });
    expect(of('network')?.checks).toEqual([
      { check: 'A-01', verdict: 'pass', rows: 1, resources: ['vpc'], at: 7, reasons: [], missingActions: [] },
    ]);
    expect(explanation?.controls.map(({ control }) => control)).toEqual(['agents', 'logs', 'network']);
  });

  it('names what is in neither sum', () => {
    const result = assess(input({ answers: { 'network/q1': { notApplicable: true, reason: 'None', by: 'Ana' } } }));

    const explanation = explain(result, 'whole');

    expect(explanation?.leftOut).toEqual(['network']);
    expect(explanation?.controls.map(({ control }) => control)).toEqual(['agents', 'logs']);
  });

  it('puts the heaviest control first, and equal ones by their ids', () => {
    const weights = { aaa: 1, ccc: 3, bbb: 3, ddd: 2 } as const;
    const own = Object.entries(weights).map(([id, impact]) => makeControl({ id, risk: { impact, likelihood: 1 } }));
    const result = assess(input({ catalogue: { hash: 'cafe', controls: own }, answers: {} }));

    expect(explain(result, 'whole')?.controls.map(({ control }) => control)).toEqual(['bbb', 'ccc', 'ddd', 'aaa']);
  });

  it('says until when a risk is accepted, and where a check cut what people said', () => {
    const failed: Verdict[] = [{ check: 'A-01', control: 'logs', verdict: 'fail', resource: 'r', at: 1 }];
    const all = { ...answersFor('agents', ['no']), ...answersFor('logs', ['yes', 'yes']), ...answersFor('network', ['yes']) };
    const result = assess(input({ answers: all, verdicts: failed, acceptances: [{ control: 'agents', until: 2000 }] }));
    const [agents, logs, network] = explain(result, 'whole')?.controls ?? [];

    expect(agents).toMatchObject({ control: 'agents', status: 'accepted', acceptedUntil: 2000 });
    expect(logs).toMatchObject({ control: 'logs', status: 'partly', cutByScan: true });
    expect(Object.keys(network ?? {})).not.toContain('acceptedUntil');
    expect(Object.keys(network ?? {})).not.toContain('cutByScan');
  });

  it('knows no cell that is not there', () => {
    expect(explain(assess(input()), 'nothing')).toBeUndefined();
  });
});

const when = (rule: Offer['when'][number], over: Partial<AssessInput> = {}) =>
  assess(input({ offers: [offer({ when: [rule] })], ...over })).next;

describe('what AWS offers next', () => {
  it('is shown while a control it covers is open, and names it', () => {
    const rule = { kind: 'open-controls' as const, controls: ['agents', 'later'], because: 'It covers this' };

    expect(when(rule)[0]?.because).toEqual(['It covers this: agents.']);
    expect(when({ ...rule, controls: ['agents', 'logs'] })[0]?.because).toEqual(['It covers this: agents, logs.']);
    expect(when(rule, { answers: answersFor('agents', ['yes']) })).toEqual([]);
    expect(when(rule, { answers: answersFor('agents', ['na']) })).toEqual([]);
  });

  it('is shown for agents from a scope and a phase on', () => {
    const rule = { kind: 'agentic-from' as const, scope: 1, phases: ['enhanced' as const], because: 'An agent deserves it' };

    expect(when(rule)).toHaveLength(1);
    expect(when(rule, { scope: makeScope({ agentic: 0 }) })).toEqual([]);
    expect(when(rule, { scope: makeScope({ agentic: 3, phase: 'foundational' }) })).toEqual([]);
  });

  it('is shown for models from a scope on', () => {
    const rule = { kind: 'genai-from' as const, scope: 3, phases: ['enhanced' as const], because: 'You build it yourselves' };

    expect(when(rule)[0]?.because).toEqual(['You build it yourselves.']);
    expect(when(rule, { scope: makeScope({ agentic: 0 }) })).toHaveLength(1);
    expect(when(rule, { scope: makeScope({ genai: 2, genaiScopes: [2] }) })).toEqual([]);
  });

  it('always comes with the word that this is none of it', () => {
    expect(assess(input()).notThis).toMatch(/none of these.*AWS has not reviewed/);
  });
});
