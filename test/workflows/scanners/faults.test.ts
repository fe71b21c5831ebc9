/** For each read of each check: what was denied, throttled, late, garbled or in a new shape is never a verdict. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Check } from '../../../workflows/scanners/check.ts';
import { checks } from '../../../workflows/scanners/checks.ts';
import { operationOf } from '../../../workflows/scanners/operations.ts';
import type { Operation } from '../../../workflows/scanners/reads.ts';
import type { Asked } from '../../../workflows/scanners/simulated/route.ts';
import { lookUp } from '../../../workflows/scanners/simulated/world.ts';
import type { Given } from '../../../workflows/scanners/simulated/write.ts';
import { type Case, hasCases, play, readCases } from '../../support/check-cases.ts';

const only = process.env['PLUMBLINE_CHECK']?.split(',');
const chosen = checks.filter(({ id }) => hasCases(id) && (only === undefined || only.includes(id)));

/** Every name in the answer is another one: a service that changed its mind. */
const renamed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [`${name}New`, renamed(inner)]));
};

/** A body that is one text, such as a bucket's policy, is JSON itself. */
const renamedBody = (body: unknown): unknown => (typeof body === 'string' ? JSON.stringify(renamed(JSON.parse(body))) : renamed(body));

type Fault = (one: Case, asked: Asked) => Given | 'time-out';

const faults: Record<string, Fault> = {
  denied: (_, { form }) => ({
    error: form === 'ec2-xml' ? 'UnauthorizedOperation' : form === 'json' ? 'AccessDeniedException' : 'AccessDenied',
  }),
  'denied by a service control policy': () => ({
    error: 'AccessDeniedException',
    message: 'User is not authorized to perform this action with an explicit deny in a service control policy',
    status: 403,
  }),
  throttled: () => ({ error: 'ThrottlingException' }),
  'timed out': () => 'time-out',
  'broken inside': () => ({ error: 'InternalServerException' }),
  'an error nobody knows': () => ({ error: 'SomethingNewException' }),
  garbage: () => ({ give: '<html>not what you asked for' }),
  'a new shape': (one, asked) => {
    const said = lookUp(one.answers, asked);
    return said !== null && 'give' in said ? { give: renamedBody(said.give) } : { error: 'SomethingNewException' };
  },
};

/** Cases in which nothing is wrong and nothing is left out, so that each read counts. */
const telling = ({ rows }: Case): boolean => rows.every(({ verdict }) => verdict === 'pass' || verdict === 'fail');

async function caseThatAsks(check: Check, operation: Operation): Promise<Case | undefined> {
  const { cases } = readCases(check.id);
  for (const one of cases
    .filter(telling)
    .toSorted((a, b) => Number(b.rows[0]?.verdict === 'pass') - Number(a.rows[0]?.verdict === 'pass'))) {
    const { wire } = await play(check, one);
    if (wire.asked.has(operation)) return one;
  }
  return undefined;
}

let tried = 0;
afterAll(() => console.log(`${tried} faults were injected into ${chosen.length} checks.`));

describe.each(chosen.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const { survives, emptyPasses, emptyMeansOff } = readCases(id);
  const operations = Object.keys(check.reads) as Operation[];

  it('gives reasons only for reads that it makes', () => {
    for (const name of [survives, emptyPasses, emptyMeansOff].flatMap(Object.keys)) expect(operations).toContain(name);
  });

  it.each(operations)('never makes a verdict of a failing %s', async (operation) => {
    const one = await caseThatAsks(check, operation);
    expect(one, `no case of ${id} that passes or fails asks ${operation}`).toBeDefined();
    if (one === undefined) return;
    for (const [fault, make] of Object.entries(faults)) {
      tried += 1;
      const { rows } = await play(check, one, (asked) => (asked.operation === operation ? make(one, asked) : null));
      expect(rows.length, fault).toBeGreaterThan(0);
      if (fault === 'a new shape' && emptyMeansOff[operation] !== undefined) {
        expect([fault, ...rows.map(({ verdict }) => verdict)]).not.toContain('pass');
      } else if (survives[operation] === undefined) {
        expect([fault, ...new Set(rows.map(({ verdict }) => verdict))]).toEqual([fault, 'not-assessed']);
      } else {
        expect([fault, ...rows.map(({ verdict }) => verdict)]).toContain('not-assessed');
      }
      if (fault === 'denied') expect(rows.map(({ missingAction }) => missingAction)).toContain(operationOf(operation).action);
    }
  });

  it.each(operations)('never passes on an empty or absent %s, unless its cases say why', async (operation) => {
    const one = await caseThatAsks(check, operation);
    if (one === undefined || emptyPasses[operation] !== undefined) return;
    const absent = (operationOf(operation).read.absent ?? []).map(
      (code): Given => (typeof code === 'string' ? { error: code } : { error: code.code, message: code.message.source }),
    );
    for (const given of [{ give: {} }, { give: '' }, ...absent]) {
      tried += 1;
      const { rows } = await play(check, one, (asked) => (asked.operation === operation ? given : null));
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ verdict }) => verdict === 'pass').map(({ resource }) => [JSON.stringify(given), resource])).toEqual([]);
    }
  });
});
