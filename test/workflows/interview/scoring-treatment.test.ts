/** Every kind of answer is counted as the table in `test/cases/scoring/treatment.yaml` says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sumCell } from '../../../workflows/interview/scoring/cells.ts';
import { contradictions } from '../../../workflows/interview/scoring/contradictions.ts';
import { controlLine, UnknownChoiceError } from '../../../workflows/interview/scoring/treatment.ts';
import type { Verdict, VerdictWord } from '../../../workflows/interview/scoring/types.ts';
import { answersFor, calm, makeControl, type Word } from './scoring-controls.ts';

interface TreatmentCase {
  name: string;
  questions: Word[];
  checks?: Record<string, VerdictWord>;
  accepted?: 'running' | 'lapsed';
  expect: { status: string; credit: number; seen: number; knownBy: string; contradiction?: string };
}

const cases: TreatmentCase[] = parse(readFileSync(new URL('../../cases/scoring/treatment.yaml', import.meta.url), 'utf8'));
const at = 1000;

const lineFor = ({ questions, checks = {}, accepted }: Omit<TreatmentCase, 'name' | 'expect'>) => {
  const verdicts = Object.entries(checks).map(([check, verdict]): Verdict => ({ check, verdict, resource: 'r', at: 1 }));
  const acceptances = accepted === undefined ? [] : [{ control: 'thing', until: accepted === 'running' ? at + 1 : at }];
  const control = makeControl({ count: questions.length });
  return controlLine(control, { agentic: 0, riskFacts: calm }, { answers: answersFor('thing', questions), verdicts, acceptances, at });
};

describe('treatment of an answer', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const line = lineFor(one);

    const { status, credit, seen, knownBy } = line;
    expect({ status, knownBy }).toEqual({ status: one.expect.status, knownBy: one.expect.knownBy });
    expect(credit).toBeCloseTo(one.expect.credit, 5);
    expect(seen).toBeCloseTo(one.expect.seen, 5);
    expect(contradictions([line]).map(({ kind }) => kind)).toEqual(one.expect.contradiction ? [one.expect.contradiction] : []);
  });

  it.each(cases.filter((one) => one.expect.status === 'not-applicable').map((one) => [one.name, one] as const))(
    'leaves both sums where %s',
    (_, one) => {
      const cell = sumCell('whole', 'Whole', [lineFor(one)]);

      expect({ weight: cell.weight, score: cell.score, note: cell.note }).toEqual({
        weight: 0,
        score: null,
        note: 'Everything here was said not to apply.',
      });
    },
  );

  it('shows accepted weight as its own share and keeps it in the weight', () => {
    const cell = sumCell('whole', 'Whole', [lineFor({ questions: ['no'], accepted: 'running' })]);

    expect(cell).toMatchObject({ weight: 4, credit: 0, accepted: 4, open: ['thing'] });
  });

  it('refuses an answer whose choice the catalogue does not have', () => {
    expect(() =>
      controlLine(
        makeControl(),
        { agentic: 0, riskFacts: calm },
        { answers: { 'thing/q1': { choice: 'maybe' } }, verdicts: [], acceptances: [], at },
      ),
    ).toThrow(UnknownChoiceError);
  });

  it('finds answers, rows and acceptances under an earlier name of the control', () => {
    const control = makeControl({ id: 'new-thing', aliases: ['thing'] });
    const verdicts: Verdict[] = [{ check: 'Z-01', control: 'thing', verdict: 'fail', resource: 'r', at: 1 }];
    const line = controlLine(
      control,
      { agentic: 0, riskFacts: calm },
      { answers: answersFor('thing', ['no']), verdicts, acceptances: [{ control: 'thing', until: 2000 }], at },
    );

    expect(line).toMatchObject({ status: 'accepted', seen: 1, checks: [{ check: 'Z-01', verdict: 'fail' }] });
  });

  it('counts a row that names a control for that control only', () => {
    const verdicts: Verdict[] = [{ check: 'A-01', control: 'other', verdict: 'fail', resource: 'r', at: 1 }];
    const line = controlLine(makeControl(), { agentic: 0, riskFacts: calm }, { answers: {}, verdicts, acceptances: [], at });

    expect(line).toMatchObject({ status: 'unknown', checks: [] });
  });
});
