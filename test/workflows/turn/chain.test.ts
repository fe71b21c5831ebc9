/** The audit chain names what was done to it: every fault, in plain kinds, and nothing where nobody touched it. */
import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../workflows/store/store.ts';
import { verifyChain } from '../../../workflows/turn/chain.ts';
import { auditRow, digestOf, sealOf } from '../../../workflows/turn/seal.ts';
import type { KeptRow } from '../../../workflows/turn/seats.ts';
import { chain, pendingOf, rebuilt } from '../../support/chains.ts';

/** The rows as they stand when their contents are laid under the keys of `order`. */
const placed = (rows: readonly LogRow[], order: readonly number[]): KeptRow[] =>
  rows.map((row, index) => ({ ...row, place: order[index] ?? row.seq }));

const edit = (rows: readonly LogRow[], seq: number, change: Partial<KeptRow>): KeptRow[] =>
  rows.map((row) => (row.seq === seq ? { ...row, ...change } : row));

const rowOf = (rows: readonly LogRow[], seq: number): LogRow => {
  const row = rows.find((one) => one.seq === seq);
  if (row === undefined) throw new Error(`There is no row ${seq}.`);
  return row;
};

describe('the audit chain', () => {
  it.each([0, 1, 7])('holds when nobody touched it: %i rows', (length) => {
    const { rows, head } = chain(length);
    expect(verifyChain(rows, head, length)).toEqual([]);
  });

  it('holds when payloads were erased', () => {
    const { rows, head } = chain(5);
    const erased = rows.map((row) => ({ ...row, payload: null }));
    expect(verifyChain(erased, head, 5)).toEqual([]);
  });

  it('holds when its last rows are still to be written', () => {
    const { rows, head } = chain(5);
    expect(verifyChain(rows.slice(0, 3), head, 5, { effects: pendingOf(rows.slice(3)) })).toEqual([]);
    expect(verifyChain(rows.slice(0, 3), head, 5)).toEqual([
      { fault: 'missing', seq: 4 },
      { fault: 'missing', seq: 5 },
    ]);
  });

  it.each([1, 4, 7])('names row %i that was removed', (seq) => {
    const { rows, head } = chain(7);
    expect(verifyChain(rows.toSpliced(seq - 1, 1), head, 7)).toEqual([{ fault: 'missing', seq }]);
  });

  it('names every row that was removed', () => {
    const { rows, head } = chain(7);
    const left = rows.filter(({ seq }) => ![1, 4, 7].includes(seq));
    expect(verifyChain(left, head, 7)).toEqual([1, 4, 7].map((seq) => ({ fault: 'missing', seq })));
  });

  it('names a row that was put in twice, and where', () => {
    const { rows, head } = chain(4);
    expect(verifyChain([...rows, { ...rowOf(rows, 2), place: 9 }], head, 4)).toEqual([{ fault: 'added', seq: 9, copyOf: 2 }]);
  });

  it('names a row that was added at the end, though it is sealed well', () => {
    const { rows } = chain(4);
    expect(verifyChain(rows, chain(3).head, 3)).toEqual([{ fault: 'added', seq: 4 }]);
  });

  it.each([
    { actor: 'eve' },
    { at: 1 },
    { type: 'approve' },
    { digest: 'x' },
    { prev: 'x' },
    { hash: 'x' },
    { seq: 9, place: 3 },
    { payload: '{"answer":9}' },
  ])('names what was changed in a row: %j', (change) => {
    const { rows, head } = chain(5);
    const [what] = Object.keys(change);
    expect(verifyChain(edit(rows, 3, change), head, 5)).toEqual([{ fault: 'changed', seq: 3, what: [what] }]);
  });

  it('names all parts that were changed, and all rows', () => {
    const { rows, head } = chain(5);
    const changed = edit(edit(edit(rows, 1, { actor: 'eve', at: 5 }), 3, { prev: 'x', type: 'no' }), 5, { payload: '{}' });
    expect(verifyChain(changed, head, 5)).toEqual([
      { fault: 'changed', seq: 1, what: ['at', 'actor'] },
      { fault: 'changed', seq: 3, what: ['prev', 'type'] },
      { fault: 'changed', seq: 5, what: ['payload'] },
    ]);
  });

  it('names a row that was changed after its payload was erased', () => {
    const { rows, head } = chain(5);
    expect(verifyChain(edit(rows, 3, { payload: null, actor: 'eve' }), head, 5)).toEqual([{ fault: 'changed', seq: 3, what: [] }]);
  });

  it('names a row that cannot be read', () => {
    const { rows, head } = chain(3);
    const blank = { seq: 2, prev: '', at: 0, actor: '', type: '', digest: '', hash: '', payload: null, damaged: true };
    expect(verifyChain(edit(rows, 2, blank), head, 3)).toEqual([{ fault: 'changed', seq: 2, what: ['row'] }]);
  });

  it('names what was changed in a row that was sealed anew, as its payload tells', () => {
    const { rows, head } = chain(5);
    const forged = { ...rowOf(rows, 3), actor: 'eve' };
    expect(verifyChain(edit(rows, 3, { ...forged, hash: sealOf(forged) }), head, 5)).toEqual([
      { fault: 'changed', seq: 3, what: ['actor', 'hash'] },
    ]);
  });

  it('names a row that was made anew with its payload, and not the one after it', () => {
    const { rows, head } = chain(5);
    const forged = auditRow(3, rowOf(rows, 2).hash, { type: 'answer', by: 'eve', at: 3000 });
    expect(verifyChain(edit(rows, 3, forged), head, 5)).toEqual([{ fault: 'changed', seq: 3, what: [], resealed: true }]);
  });
});

describe('rows in each other’s place', () => {
  const { rows, head } = chain(7);
  const [four, six] = [rowOf(rows, 4), rowOf(rows, 6)];
  const swapped = [{ fault: 'swapped', seq: 4, with: 6 }];

  it('are named when two stand under each other’s keys', () => {
    expect(verifyChain(placed(rows, [1, 2, 3, 6, 5, 4, 7]), head, 7)).toEqual(swapped);
  });

  it('are named when they were numbered anew to fit', () => {
    const fitted = [...rows.filter(({ seq }) => seq !== 4 && seq !== 6), { ...four, seq: 6 }, { ...six, seq: 4 }];
    expect(verifyChain(fitted, head, 7)).toEqual(swapped);
  });

  it('are named when number, link and seal stayed and the rest was exchanged', () => {
    const content = ({ at, actor, type, digest, payload }: LogRow) => ({ at, actor, type, digest, payload });
    expect(verifyChain(edit(edit(rows, 4, content(six)), 6, content(four)), head, 7)).toEqual(swapped);
  });

  it('are named when only the payloads were exchanged', () => {
    const changed = edit(edit(rows, 4, { payload: six.payload }), 6, { payload: four.payload });
    expect(verifyChain(changed, head, 7)).toEqual([{ fault: 'swapped', seq: 4, with: 6, what: 'payload' }]);
  });

  it('are named one by one when three were turned round', () => {
    expect(verifyChain(placed(rows, [2, 3, 1, 4, 5, 6, 7]), head, 7)).toEqual([
      { fault: 'moved', seq: 1, to: 2 },
      { fault: 'moved', seq: 2, to: 3 },
      { fault: 'moved', seq: 3, to: 1 },
    ]);
  });

  it('are named when the later ones were moved up to hide a gap', () => {
    const left = placed(
      rows.filter(({ seq }) => seq !== 5),
      [1, 2, 3, 4, 5, 6],
    );
    expect(verifyChain(left, head, 7)).toEqual([
      { fault: 'missing', seq: 5 },
      { fault: 'moved', seq: 6, to: 5 },
      { fault: 'moved', seq: 7, to: 6 },
    ]);
  });

  it('are named when one was laid over another', () => {
    const over = [...rows.filter(({ seq }) => seq !== 6), { ...four, place: 6 }];
    expect(verifyChain(over, head, 7)).toEqual([
      { fault: 'added', seq: 6, copyOf: 4 },
      { fault: 'missing', seq: 6 },
    ]);
  });
});

describe('the item’s own part', () => {
  it('is named when its head was changed, and cannot be told from a new log without another head', () => {
    const { rows, head } = chain(5);
    const other = digestOf('other');
    expect(verifyChain(rows, other, 5)).toEqual([{ fault: 'head', seq: 5 }]);
    expect(verifyChain(rows, other, 5, { kept: [{ version: 5, head }] })).toEqual([{ fault: 'head', seq: 5, sure: true }]);
  });

  it('is named when it counts wrongly, in either direction', () => {
    const { rows, head } = chain(5);
    for (const says of [4, 6, 5_000_005]) expect(verifyChain(rows, head, says)).toEqual([{ fault: 'version', seq: 5, says }]);
  });

  it('is named when it has a head and no row', () => {
    expect(verifyChain([], digestOf('x'), 0)).toEqual([{ fault: 'head', seq: 0 }]);
  });
});

describe('a log that was written anew', () => {
  const { rows, head } = chain(7);
  const forged = rebuilt(rows, 4);

  it('does not fit the head that its item keeps', () => {
    expect(verifyChain(forged.rows, head, 7)).toEqual([{ fault: 'head', seq: 7 }]);
  });

  it('does not fit a head kept elsewhere, though the item’s was written anew too', () => {
    expect(verifyChain(forged.rows, forged.head, 7)).toEqual([]);
    expect(verifyChain(forged.rows, forged.head, 7, { kept: [{ version: 7, head }] })).toEqual([{ fault: 'rebuilt', seq: 1, to: 7 }]);
  });

  it('is narrowed down by heads from before and after', () => {
    const kept = [2, 3, 5, 6].map((version) => ({ version, head: rowOf(rows, version).hash }));
    expect(verifyChain(forged.rows, forged.head, 7, { kept })).toEqual([{ fault: 'rebuilt', seq: 4, to: 5 }]);
  });

  it('is found though the item kept its head, and the kept head says that the item is right', () => {
    expect(verifyChain(forged.rows, head, 7, { kept: [{ version: 7, head }] })).toEqual([
      { fault: 'changed', seq: 7, what: [], resealed: true },
    ]);
  });

  it('is found when it was cut off at the end together with the item', () => {
    const short = rows.slice(0, 5);
    expect(verifyChain(short, rowOf(rows, 5).hash, 5, { kept: [{ version: 7, head }] })).toEqual([{ fault: 'set-back', seq: 7, says: 5 }]);
  });

  it('is not suspected when it only grew since the head was kept', () => {
    const kept = rows.map(({ seq, hash }) => ({ version: seq, head: hash }));
    expect(verifyChain(rows, head, 7, { kept })).toEqual([]);
  });
});
