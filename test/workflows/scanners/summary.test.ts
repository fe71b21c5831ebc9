/** The numbers beside a scan's rows: coverage, and who takes which permission away. */
import { describe, expect, it } from 'vitest';
import { summarise } from '../../../workflows/scanners/summary.ts';
import type { Row } from '../../../workflows/scanners/verdict.ts';

const row = (verdict: Row['verdict'], over: Partial<Row> = {}): Row => ({
  check: 'BR-GRD-02',
  verdict,
  account: '111122223333',
  region: 'us-east-1',
  resource: 'r',
  at: 0,
  facts: {},
  caveats: [],
  ...over,
});

describe('the summary of a scan', () => {
  it('counts what could be looked at, of all that there was to look at', () => {
    const { coverage, verdicts } = summarise([row('pass'), row('fail'), row('not-assessed'), row('not-assessed'), row('not-applicable')]);
    expect(coverage).toBe(0.5);
    expect(verdicts).toEqual({ pass: 1, fail: 1, 'not-assessed': 2, 'not-applicable': 1 });
  });

  it('has no coverage where there was nothing to look at', () => {
    expect(summarise([row('not-applicable')]).coverage).toBeNull();
  });

  it('keeps what the role lacks apart from what a policy above it takes away', () => {
    const { missingActions, deniedFromAbove } = summarise([
      row('not-assessed', { missingAction: 'bedrock:GetGuardrail' }),
      row('not-assessed', { missingAction: 'bedrock:GetGuardrail', deniedBy: 'identity-policy' }),
      row('not-assessed', { missingAction: 'macie2:GetMacieSession', deniedBy: 'service-control-policy' }),
    ]);
    expect(missingActions).toEqual(['bedrock:GetGuardrail']);
    expect(deniedFromAbove).toEqual([{ action: 'macie2:GetMacieSession', by: 'service-control-policy' }]);
  });
});
