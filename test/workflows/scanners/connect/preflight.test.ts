/** Before the first scan: which permissions are missing, as far as reads that ask for nothing can tell. */
import { describe, expect, it } from 'vitest';
import { brGrd02 } from '../../../../workflows/scanners/checks/br-grd-02.ts';
import { preflight } from '../../../../workflows/scanners/connect/preflight.ts';
import { asksNothing } from '../../../../workflows/scanners/sdk.ts';
import { createWire } from '../../../support/wire.ts';

const look = async (answers: Parameters<typeof createWire>[0]['answers']) =>
  await preflight(createWire({ answers, emptyElsewhere: true }).reader, 'eu-west-1', [brGrd02], asksNothing);

describe('the look before the first scan', () => {
  it('finds nothing missing where every list answers', async () => {
    const { missing, tried, needed } = await look({});
    expect(missing).toEqual([]);
    expect(tried).toBeGreaterThan(5);
    expect(tried).toBeLessThan(needed);
  });

  it('names each missing permission and, where the answer tells, which policy denied it', async () => {
    const message = 'not authorized with an explicit deny in a service control policy';
    const { missing } = await look({
      'bedrock:ListGuardrails': [{ error: 'AccessDeniedException', message }],
      'sagemaker:ListModels': [{ error: 'AccessDeniedException' }],
    });
    expect(missing).toEqual([
      { action: 'bedrock:ListGuardrails', layer: 'service-control-policy' },
      { action: 'sagemaker:ListModels', layer: null },
    ]);
  });

  it('does not call a throttle a missing permission', async () => {
    const { missing } = await look({ 'bedrock:ListGuardrails': [{ error: 'ThrottlingException' }] });
    expect(missing).toEqual([]);
  });
});
