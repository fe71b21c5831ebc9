/** Denied reads: what the role lacks is told apart from what no change of the role mends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deniedIn, joinDenied } from '../../../workflows/scanners/denied.ts';
import { denyingLayers } from '../../../workflows/scanners/reading.ts';

describe('denied reads', () => {
  it('are missing from the role where its own policy denied them, or AWS did not say which policy did', () => {
    const rows = [{ missingAction: 'kms:DescribeKey' }, { missingAction: 'iam:GetRole', deniedBy: 'identity-policy' as const }, {}];
    expect(deniedIn(rows)).toEqual({ unread: ['iam:GetRole', 'kms:DescribeKey'], barred: [] });
  });

  it('are barred where another policy denied them', () => {
    const rows = [{ missingAction: 'iam:GetRole', deniedBy: 'service-control-policy' as const }];
    expect(deniedIn(rows)).toEqual({ unread: [], barred: [{ action: 'iam:GetRole', by: 'service-control-policy' }] });
  });

  it('count as missing from the role where they are that somewhere', () => {
    const barred = [{ action: 'iam:GetRole', by: 'permissions-boundary' as const }];
    expect(joinDenied([{ unread: [], barred }, { unread: ['iam:GetRole'] }])).toEqual({ unread: ['iam:GetRole'], barred: [] });
  });

  it('are each told once, on one side, and the same in parts and in any order', () => {
    const row = fc.record(
      { missingAction: fc.constantFrom('a:One', 'a:Two', 'b:Three'), deniedBy: fc.constantFrom(...denyingLayers) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (one, other) => {
        const { unread, barred } = deniedIn([...one, ...other]);
        const told = [...unread, ...barred.map(({ action }) => action)].toSorted();
        expect(told).toEqual([...new Set([...one, ...other].flatMap(({ missingAction }) => missingAction ?? []))].toSorted());
        expect(deniedIn([...other, ...one]).unread).toEqual(unread);
        const joined = joinDenied([deniedIn(one), deniedIn(other)]);
        expect(joined.unread).toEqual(unread);
        expect(joined.barred.map(({ action }) => action)).toEqual(barred.map(({ action }) => action));
      }),
    );
  });
});
