/** Which machines keep their disks inside, by every family that the SDK knows for SageMaker. */
import { ProcessingInstanceType, ProductionVariantInstanceType, TrainingInstanceType } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { hasLocalStorage } from '../../../../workflows/scanners/parts/local-storage.ts';

const types = [ProductionVariantInstanceType, ProcessingInstanceType, TrainingInstanceType].flatMap((words) => Object.values(words));
const family = (type: string): string => type.split('.')[1] ?? '';

/** As EC2 lists its families with instance store volumes. */
const inside =
  'c5d c6gd c6id dl1 g4dn g5 g6 g6e g7 g7e gr6 i3en m5d m6gd m6id p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200 r5d r6gd r6id r7gd trn1 trn1n trn2';

describe('machines with disks inside', () => {
  it('are those of these families, and of no other', () => {
    const found = new Set(types.filter((type) => hasLocalStorage(type) === true).map(family));
    expect([...found].toSorted().join(' ')).toBe(
      inside
        .split(' ')
        .filter((one) => types.some((type) => family(type) === one))
        .join(' '),
    );
  });

  it('cannot be told where the kind of machine is not said', () => {
    expect(hasLocalStorage(undefined)).toBeNull();
    expect(hasLocalStorage('')).toBeNull();
  });
});
