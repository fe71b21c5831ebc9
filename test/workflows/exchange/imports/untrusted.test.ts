/** What no file of others can do, whatever it holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostBytes, readImport } from '../../../../workflows/exchange/imports/read-import.ts';
import { at, changed, equivalents, fileText, findingsOf, type Json, now, readList, readText, templates } from './support.ts';

describe('a file that is not as it should be', () => {
  it.each([
    ['no JSON', 'status;check\nFAIL;x'],
    ['half a file', fileText('prowler.ocsf').slice(0, 900)],
    ['an object of another kind', '{"answers":{}}'],
    ['a number', '7'],
    ['nested deeper than any finding', '['.repeat(200_000)],
  ])('is refused, saying what is read: %s', (_, text) => {
    expect(readImport(text, equivalents, now)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Nothing was taken from it. We read OCSF'),
    });
  });

  it('is refused beyond 50 MB', () => {
    expect(readImport(' '.repeat(mostBytes + 1), equivalents, now)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('larger than 50 MB'),
    });
  });

  it('loses nothing else to one bad finding, which is named by its place', () => {
    const list: unknown[] = findingsOf('prowler.ocsf');
    const { rows } = readList(list);
    const damaged = readList([...list.slice(0, 3), { class_uid: 2004 }, 'text', null, ...list.slice(3)]);

    expect(damaged.rows).toEqual(rows);
    expect(damaged.problems.map(({ index }) => index)).toEqual([3, 4, 5]);
    expect(damaged.problems[0]?.why).toContain('metadata');
  });

  it('may be empty, or begin with the mark that Windows writes', () => {
    expect(readText('[]')).toMatchObject({ findings: 0, rows: [] });
    expect(readText(`\uFEFF${fileText('prowler.ocsf')}`).rows).toHaveLength(4);
  });
});

const paths = [
  'status_code',
  'status',
  'status_id',
  'status_detail',
  'time',
  'activity_id',
  'resources',
  'cloud',
  'cloud.account.uid',
  'metadata',
  'metadata.event_code',
  'metadata.product',
  'compliance',
  'compliance.status',
  'compliance.status_id',
  'compliance.control',
  'finding_info',
  'Compliance',
  'Compliance.Status',
  'Workflow',
  'Workflow.Status',
  'RecordState',
  'Resources',
  'GeneratorId',
  'ProductArn',
  'UpdatedAt',
  'LastObservedAt',
  'class_uid',
  'AwsAccountId',
  'ProductFields',
];

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    'PASS',
    'PASSED',
    'Pass',
    'pass',
    'PASSED ',
    'PA\u200bSS',
    'Suppressed',
    'SUPPRESSED',
    'ARCHIVED',
    1,
    2,
    5,
    'MUTED',
    'WARNING',
    'constructor',
    '__proto__',
    3,
    0,
    -1,
    Number.MAX_VALUE,
    '2026-13-45T99:99:99Z',
  ),
);

/** One of the templates with some of its fields replaced by anything. */
const damaged = fc
  .tuple(fc.constantFrom(...Object.keys(templates)), fc.array(fc.tuple(fc.constantFrom(...paths), junk), { minLength: 1, maxLength: 4 }))
  .map(([name, changes]) => {
    const copy = structuredClone(templates[name] ?? {});
    for (const [path, value] of changes) {
      try {
        Object.assign(copy, changed(copy, { [path]: value }));
      } catch {
        // A field below something that became a number or a text: there is nothing to set.
      }
    }
    return copy;
  });

/** Read another way than the product does: the word stands in its own field, to the letter, and nothing takes it back. */
const saysPass = (value: Json): boolean => {
  const inside = (name: string): Json => (value[name] ?? {}) as Json;
  const { status, status_id: number } = inside('compliance');
  const word =
    value['status_code'] === 'PASS' ||
    inside('Compliance')['Status'] === 'PASSED' ||
    (status === 'Pass' && ![0, 2, 3].includes(number as number)) ||
    (status === undefined && number === 1) ||
    (status === null && number === 1);
  const takenBack =
    value['status_id'] === 3 ||
    value['status'] === 'Suppressed' ||
    inside('Workflow')['Status'] === 'SUPPRESSED' ||
    value['RecordState'] === 'ARCHIVED' ||
    value['activity_id'] === 3;
  return word && !takenBack;
};

describe('whatever a file holds', () => {
  it('it is read or refused, and every entry is accounted for', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(damaged, fc.jsonValue()), { maxLength: 8 }), (list) => {
        const { findings, unmatched, problems } = readList(list);

        expect(findings).toBe(list.length);
        expect(unmatched.reduce((sum, one) => sum + one.findings, 0) + problems.length).toBeLessThanOrEqual(list.length);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void readImport(text, equivalents, now)));
    fc.assert(fc.property(fc.json(), (text) => void readImport(text, equivalents, now)));
  });

  it('only the tool’s own word for a pass becomes a pass', () => {
    fc.assert(
      fc.property(damaged, (value) => {
        const { rows } = readList([value]);

        if (rows.some(({ verdict }) => verdict === 'pass')) expect(saysPass(value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('the order of the findings decides nothing', () => {
    const all = [
      ...findingsOf('prowler.ocsf'),
      ...findingsOf('security-hub.asff'),
      ...findingsOf('security-hub.ocsf'),
      at(1, 'PASS'),
      at(1, 'MANUAL'),
    ];
    const { rows, unmatched } = readList(all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (list) => {
        expect(readList(list)).toMatchObject({ rows, unmatched });
      }),
    );
  });

  it('more findings never make a fail of the same time better', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('PASS', 'MANUAL', 'MUTED', 'other'), { maxLength: 6 }), (words) => {
        expect(readList([...words.map((word) => at(0, word)), at(0, 'FAIL')]).rows).toMatchObject([{ verdict: 'fail' }]);
      }),
    );
  });
});
