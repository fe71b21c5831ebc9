/** The audit chain names what was done to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../workflows/store/store.ts';
import { digestOf, noHead, sealOf, verifyChain } from '../../../workflows/turn/chain.ts';

function chain(length: number): { rows: LogRow[]; head: string } {
  const rows: LogRow[] = [];
  let prev = noHead;
  for (let seq = 1; seq <= length; seq += 1) {
    const payload = JSON.stringify({ answer: seq });
    const row = { seq, prev, at: seq * 1000, actor: 'ana', type: 'answer', digest: digestOf(payload) };
    prev = sealOf(row);
    rows.push({ ...row, hash: prev, payload });
  }
  return { rows, head: prev };
}

const lengths = fc
  .integer({ min: 1, max: 12 })
  .chain((length) => fc.record({ length: fc.constant(length), at: fc.nat({ max: length - 1 }) }));

describe('the audit chain', () => {
  it('holds when nobody touched it, empty or not', () => {
    for (const length of [0, 1, 7]) {
      const { rows, head } = chain(length);
      expect(verifyChain(rows, head, length)).toEqual([]);
    }
  });

  it('names a missing row, the last one too', () => {
    fc.assert(
      fc.property(lengths, ({ length, at }) => {
        const { rows, head } = chain(length);
        expect(verifyChain(rows.toSpliced(at, 1), head, length)).toEqual([{ fault: 'missing', seq: at + 1 }]);
      }),
    );
  });

  it('names a row that was put in twice', () => {
    fc.assert(
      fc.property(lengths, ({ length, at }) => {
        const { rows, head } = chain(length);
        const [fault] = verifyChain(rows.toSpliced(at + 1, 0, ...rows.slice(at, at + 1)), head, length);
        expect(fault).toEqual({ fault: 'added', seq: at + 1 });
      }),
    );
  });

  it('names a row that was added at the end, though it is sealed well', () => {
    const { rows } = chain(4);
    expect(verifyChain(rows, chain(3).head, 3)).toEqual([{ fault: 'added', seq: 4 }]);
  });

  it('names a row that was moved', () => {
    const { rows, head } = chain(3);
    const [one, two, three] = rows;
    if (one === undefined || two === undefined || three === undefined) throw new Error('Three rows were made.');
    expect(verifyChain([one, { ...three, seq: 2 }, { ...two, seq: 3 }], head, 3)).toEqual([{ fault: 'changed', seq: 2 }]);
    expect(verifyChain([one, three, two], head, 3)).toEqual([{ fault: 'missing', seq: 2 }]);
  });

  it.each([{ actor: 'eve' }, { at: 1 }, { type: 'approve' }, { digest: 'x' }, { prev: 'x' }, { hash: 'x' }, { payload: '{"answer":9}' }])(
    'names a row that was changed: %j',
    (change) => {
      const { rows, head } = chain(5);
      expect(
        verifyChain(
          rows.map((row) => (row.seq === 3 ? { ...row, ...change } : row)),
          head,
          5,
        ),
      ).toEqual([{ fault: 'changed', seq: 3 }]);
    },
  );

  it('names the first row after one that was changed and sealed anew', () => {
    const { rows, head } = chain(5);
    const forged = rows.map((row) => (row.seq === 3 ? { ...row, actor: 'eve', hash: sealOf({ ...row, actor: 'eve' }) } : row));
    expect(verifyChain(forged, head, 5)).toEqual([{ fault: 'changed', seq: 4 }]);
  });

  it('names the head when the whole log was written anew', () => {
    const { rows } = chain(2);
    expect(verifyChain(rows, chain(3).head, 2)).toEqual([{ fault: 'head', seq: 2 }]);
  });

  it('holds when payloads were erased', () => {
    const { rows, head } = chain(5);
    expect(
      verifyChain(
        rows.map((row) => ({ ...row, payload: null })),
        head,
        5,
      ),
    ).toEqual([]);
  });
});
