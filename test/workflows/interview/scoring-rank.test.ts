/** What a control weighs and how gaps rank, as the tables in `test/cases/scoring` say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Control, type Phase, useCases } from '../../../knowledge/schema.ts';
import { dependencies, dependencyDepth } from '../../../workflows/interview/scoring/dependencies.ts';
import { type Gap, labelFor, openness, rankGaps } from '../../../workflows/interview/scoring/gaps.ts';
import { inherentRisk } from '../../../workflows/interview/scoring/inherent.ts';
import { controlLine } from '../../../workflows/interview/scoring/treatment.ts';
import { calm, makeControl } from './scoring-controls.ts';

const read = (name: string) => parse(readFileSync(new URL(`../../cases/scoring/${name}.yaml`, import.meta.url), 'utf8'));

interface InherentCase {
  name: string;
  risk: [number, number];
  facts: (keyof typeof calm)[];
  agentic?: number;
  agentControl?: boolean;
  expect: [number, number];
}

const inherent: InherentCase[] = read('inherent');

describe('inherent risk', () => {
  it.each(inherent.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const [impact, likelihood] = one.risk;
    const control = makeControl({
      risk: { impact, likelihood },
      applies: { useCases: one.agentControl ? ['acts'] : [...useCases], genaiScopes: [3], agenticScopes: [3, 4] },
    });
    const riskFacts = { ...calm, ...Object.fromEntries(one.facts.map((fact) => [fact, true])) };

    const risk = inherentRisk(control, { agentic: one.agentic ?? 0, riskFacts });

    expect([risk.impact, risk.likelihood]).toEqual(one.expect);
    expect(risk.weight).toBe(one.expect[0] * one.expect[1]);
  });
});

interface LabelCase {
  name: string;
  inherent: number;
  status: keyof typeof openness;
  exposedOrActing: boolean;
  priority: number;
  label: string;
}
interface Place {
  id?: string;
  inherent?: number;
  phase?: Phase;
  effort?: 'S' | 'M' | 'L';
}
interface OrderCase {
  name: string;
  first: Place;
  next: Place;
}
const { labels, order }: { labels: LabelCase[]; order: OrderCase[] } = read('ranking');

const factors: Record<number, [number, number]> = { 3: [3, 1], 4: [2, 2], 6: [3, 2], 9: [3, 3] };

const controlAt = ({ id = 'thing', inherent: weight = 4, phase = 'foundational', effort = 'M' }: Place): Control => {
  const [impact, likelihood] = factors[weight] ?? [1, 1];
  const { remediation } = makeControl();
  return makeControl({ id, risk: { impact, likelihood }, phase: { name: phase, basis: 'ours' }, remediation: { ...remediation, effort } });
};

const gapsOf = (controls: Control[]): Gap[] => {
  const lines = controls.map((control) =>
    controlLine(
      control,
      { agentic: 0, riskFacts: calm },
      { answers: { [`${control.id}/q1`]: { choice: 'no' } }, verdicts: [], acceptances: [], at: 0 },
    ),
  );
  const byId = new Map(controls.map((control) => [control.id, control]));
  return rankGaps(byId, lines, { phase: 'enhanced', exposedOrActing: false, findings: [] });
};

describe('ranking', () => {
  it.each(labels.map((one) => [one.name, one] as const))('labels: %s', (_, one) => {
    const priority = one.inherent * openness[one.status];

    expect(priority).toBe(one.priority);
    expect(labelFor(priority, one.exposedOrActing)).toBe(one.label);
  });

  it.each(order.map((one) => [one.name, one] as const))('orders: %s', (_, { first, next }) => {
    const one = controlAt({ id: 'zz-first', ...first });
    const two = controlAt({ id: 'aa-next', ...next });

    expect(gapsOf([two, one]).map(({ control }) => control)).toEqual([one.id, two.id]);
    expect(gapsOf([one, two]).map(({ control }) => control)).toEqual([one.id, two.id]);
  });

  it('puts every control behind all that it builds on', () => {
    const wrong = dependencies.filter(({ first, next }) => dependencyDepth(next) <= dependencyDepth(first));

    expect(wrong).toEqual([]);
  });

  it('says which facts a rank came from', () => {
    const control = makeControl({ risk: { impact: 3, likelihood: 2 } });
    const riskFacts = { ...calm, exposed: true };
    const line = controlLine(
      control,
      { agentic: 0, riskFacts },
      { answers: { 'thing/q1': { choice: 'no' } }, verdicts: [], acceptances: [], at: 0 },
    );

    const [gap] = rankGaps(new Map([['thing', control]]), [line], { phase: 'enhanced', exposedOrActing: true, findings: [] });

    expect(gap).toMatchObject({ label: 'Critical', priority: 9, knownBy: 'stated', effort: 'M', services: ['AWS KMS'] });
    expect(gap?.why).toEqual([
      'Without it things break.',
      '"What is the state of thing 1?" was answered "It is no".',
      'Likelihood +1: people outside can reach it.',
      'Priority 9 = impact 3 x likelihood 3 x 1 (not in place).',
    ]);
  });

  it('ranks a failed check that people contradict like a no', () => {
    const control = makeControl({ risk: { impact: 3, likelihood: 3 } });
    const evidence = {
      answers: { 'thing/q1': { choice: 'yes' } },
      verdicts: [{ check: 'A-01', verdict: 'fail' as const, resource: 'r', at: 1 }],
      acceptances: [],
      at: 0,
    };
    const line = controlLine(control, { agentic: 0, riskFacts: calm }, evidence);

    const [gap] = rankGaps(new Map([['thing', control]]), [line], { phase: 'enhanced', exposedOrActing: true, findings: [] });

    expect(gap).toMatchObject({ status: 'partly', priority: 9, label: 'Critical' });
    expect(gap?.why.at(-1)).toBe('Priority 9 = impact 3 x likelihood 3 x 1 (people say it is in place, a check says no).');
  });
});
