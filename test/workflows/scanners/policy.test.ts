/** The role's policy follows from the checks: reads alone, an explicit Deny, and nothing that a check did not ask for. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { brGrd02 } from '../../../workflows/scanners/checks/br-grd-02.ts';
import { checks } from '../../../workflows/scanners/checks.ts';
import { actionsOf, never, policyFor, policyPatch, readsWithOtherNames } from '../../../workflows/scanners/policy.ts';
import { shapesOf } from '../../../workflows/scanners/sdk.ts';
import { gateProblems, problemsOfShape } from '../../support/scanner-gate.ts';

const allowed = policyFor(checks).flatMap(({ Statement }) =>
  Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action),
);

describe('the policy', () => {
  it('allows exactly what the checks and every scan read', () => {
    expect(allowed.toSorted()).toEqual(actionsOf(checks));
  });

  it('allows nothing by a wildcard', () => {
    expect(allowed.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('allows only Get, List and Describe, and the named exceptions', () => {
    const others = allowed.filter((action) => !/:(?:Get|List|Describe)[A-Z]/.test(action));
    expect(others.filter((action) => !Object.hasOwn(readsWithOtherNames, action))).toEqual([]);
  });

  it('never allows what it denies', () => {
    expect(allowed.filter((action) => never.includes(action))).toEqual([]);
  });

  it('denies content, secrets and calls to models in so many words', () => {
    const [deny] = policyFor([brGrd02]).flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === 'Deny'));
    expect(deny?.Action).toEqual(
      expect.arrayContaining(['secretsmanager:GetSecretValue', 's3:GetObject', 'bedrock:InvokeModel', 'logs:GetLogEvents']),
    );
  });

  it('fits into managed policies', () => {
    for (const policy of policyFor(checks)) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6_144);
    expect(policyFor(checks).length).toBeLessThanOrEqual(10);
  });

  it('asks for less when fewer checks run', () => {
    expect(actionsOf([brGrd02]).length).toBeLessThan(actionsOf(checks).length);
    expect(actionsOf([brGrd02])).toContain('bedrock:GetGuardrail');
  });

  it('is written for the partition', () => {
    const text = JSON.stringify(policyFor(checks, 'aws-us-gov'));
    expect(text).not.toContain('arn:aws:');
  });

  it('is patched with what was missing, each once', () => {
    expect(policyPatch(['b:GetB', 'a:GetA', 'b:GetB']).Statement).toEqual([
      { Sid: 'ReadWhatWasMissing', Effect: 'Allow', Action: ['a:GetA', 'b:GetB'], Resource: '*' },
    ]);
  });
});

describe('the gate', () => {
  it('finds nothing wrong with the checks', async () => {
    expect(await gateProblems(checks)).toEqual([]);
  });

  it.each([
    ['a field that does not exist', z.object({ guardrailName: z.string() }), 'bedrock:GetGuardrail has no field guardrailName'],
    ['a text that is a list', z.object({ name: z.array(z.string()) }), 'bedrock:GetGuardrail.name is no list'],
    ['a switch that is a text', z.object({ name: z.boolean() }), 'bedrock:GetGuardrail.name is no yes or no'],
    [
      'a field that does not exist deep inside',
      z.object({ contentPolicy: z.object({ filters: z.array(z.object({ strength: z.string() })) }).optional() }),
      'bedrock:GetGuardrail.contentPolicy.filters[] has no field strength',
    ],
    ['a time that is a text', z.object({ createdAt: z.string() }), 'bedrock:GetGuardrail.createdAt is no text'],
  ])('refuses %s', async (_, shape, problem) => {
    const { output } = await shapesOf('bedrock:GetGuardrail');
    expect(problemsOfShape(shape, output, 'bedrock:GetGuardrail')).toEqual([problem]);
  });

  it("refuses a remark where another tool's id should stand", async () => {
    const problems = await gateProblems([{ ...brGrd02, equivalents: { prowler: ['some_check (strength only)'] } }]);
    expect(problems).toContain('BR-GRD-02: "some_check (strength only)" is no bare id of another tool\'s check');
  });
});
