/** Over random logs and random tampering: nothing is missed, and nothing is faulted that nobody touched. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../workflows/store/store.ts';
import { pendingRows, verifyChain } from '../../../workflows/turn/chain.ts';
import type { KeptRow } from '../../../workflows/turn/seats.ts';
import { type Chain, chain, pendingOf, rebuilt } from '../../support/chains.ts';

const numRuns = Number(process.env['PLUMBLINE_RUNS'] ?? 300);

const events = fc.array(
  fc.record({
    type: fc.constantFrom('answer', 'approve', 'reject'),
    by: fc.oneof(fc.constantFrom('ana', 'ben'), fc.string({ unit: 'grapheme' })),
    at: fc.nat({ max: 2_000_000_000_000 }),
    words: fc.string({ unit: 'grapheme', maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 14 },
);

const chains = events.map((list): Chain => {
  const [first] = list;
  if (first === undefined) throw new Error('There is at least one event.');
  return chain(list.length, (seq) => list[seq - 1] ?? first);
});

const number = fc.nat({ max: 1000 });
/** One thing that somebody with write access to the table may do to one row, or to two. */
const tampers = fc.oneof(
  fc.record({ do: fc.constant('remove' as const), at: number }),
  fc.record({ do: fc.constant('swap' as const), at: number, with: number }),
  fc.record({ do: fc.constant('lay-over' as const), at: number, with: number }),
  fc.record({ do: fc.constant('move' as const), at: number, with: number }),
  fc.record({
    do: fc.constant('flip' as const),
    at: number,
    part: fc.constantFrom('prev', 'actor', 'type', 'digest', 'hash', 'payload'),
    byte: number,
    bit: fc.nat({ max: 6 }),
  }),
  fc.record({ do: fc.constant('renumber' as const), at: number, part: fc.constantFrom('seq', 'at'), by: fc.integer({ min: 1, max: 9 }) }),
);
type Tamper = typeof tampers extends fc.Arbitrary<infer T> ? T : never;

function flipped(text: string, byte: number, bit: number): string {
  const bytes = Buffer.from(text === '' ? 'x' : text);
  const place = byte % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
  return bytes.toString('latin1');
}

function tampered(rows: readonly KeptRow[], tamper: Tamper): KeptRow[] {
  const index = tamper.at % Math.max(1, rows.length);
  const row = rows[index];
  if (row === undefined) return [...rows];
  const put = (change: Partial<KeptRow>) => rows.with(index, { ...row, ...change });
  if (tamper.do === 'remove') return rows.toSpliced(index, 1);
  if (tamper.do === 'flip') {
    const part = tamper.part as 'prev' | 'payload';
    return put({ [part]: flipped(row[part] ?? '', tamper.byte, tamper.bit) });
  }
  if (tamper.do === 'renumber') return put({ [tamper.part]: row[tamper.part] + tamper.by });
  const otherIndex = tamper.with % rows.length;
  const other = rows[otherIndex];
  if (other === undefined) return [...rows];
  if (tamper.do === 'move') return rows.some(({ place }) => place === 2000 + tamper.with) ? [...rows] : put({ place: 2000 + tamper.with });
  const laid = rows.with(index, { ...other, place: row.place ?? row.seq });
  return tamper.do === 'lay-over' ? laid : laid.with(otherIndex, { ...row, place: other.place ?? other.seq });
}

const stand = (rows: readonly LogRow[]): KeptRow[] => rows.map((row) => ({ ...row, place: row.seq }));
const alike = (one: readonly KeptRow[], other: readonly KeptRow[]) => {
  const sorted = (rows: readonly KeptRow[]) => rows.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
};

describe('a log that nobody touched', () => {
  it('is never faulted: with rows still to be written, erased payloads and heads kept on the way', () => {
    fc.assert(
      fc.property(chains, number, fc.array(fc.boolean()), fc.array(number), ({ rows, head }, cut, erased, keptAt) => {
        const written = rows.slice(0, rows.length - (cut % (rows.length + 1)));
        const shown = written.map((row, index) => (erased[index] === true ? { ...row, payload: null } : row));
        const kept = keptAt.map((at) => rows[at % rows.length]).flatMap((row) => (row ? [{ version: row.seq, head: row.hash }] : []));
        const effects = pendingOf(rows.slice(Math.max(0, written.length - 1)));
        expect(verifyChain(stand(shown), head, rows.length, { effects, kept })).toEqual([]);
        expect(pendingRows(effects, shown)).toHaveLength(rows.length - written.length);
      }),
      { numRuns },
    );
  });
});

describe('a log that somebody touched', () => {
  it('is never passed, whatever was done to its rows and how often', () => {
    fc.assert(
      fc.property(chains, fc.array(tampers, { minLength: 1, maxLength: 5 }), ({ rows, head }, list) => {
        const before = stand(rows);
        const after = list.reduce<KeptRow[]>(tampered, before);
        fc.pre(!alike(before, after));
        expect(verifyChain(after, head, rows.length)).not.toEqual([]);
      }),
      { numRuns },
    );
  });

  it('names exactly what was done when it was done to one row or two', () => {
    fc.assert(
      fc.property(chains, tampers, ({ rows, head }, tamper) => {
        const before = stand(rows);
        const after = tampered(before, tamper);
        fc.pre(!alike(before, after));
        const seq = (tamper.at % rows.length) + 1;
        const faults = verifyChain(after, head, rows.length);
        const named = new Set(faults.flatMap((one) => (one.fault === 'swapped' ? [one.seq, one.with] : [one.seq])));
        expect(named).toContain(seq);
        if (tamper.do === 'remove') expect(faults).toEqual([{ fault: 'missing', seq }]);
        if (tamper.do === 'swap') expect(faults).toMatchObject([{ fault: 'swapped' }]);
        if (tamper.do === 'move') expect(faults).toEqual([{ fault: 'moved', seq, to: 2000 + tamper.with }]);
        if (tamper.do === 'flip' || tamper.do === 'renumber') expect(faults).toEqual([{ fault: 'changed', seq, what: [tamper.part] }]);
      }),
      { numRuns },
    );
  });

  it('is never passed when the head or the count in its item was touched', () => {
    fc.assert(
      fc.property(chains, number, fc.integer({ min: -3, max: 3 }), ({ rows, head }, byte, by) => {
        const version = Math.max(0, rows.length + by);
        const other = by === 0 ? flipped(head, byte, byte % 7) : head;
        expect(verifyChain(stand(rows), other, version)).not.toEqual([]);
      }),
      { numRuns },
    );
  });

  it('is never passed by a head kept after the first row that was written anew, whoever rewrote the item too', () => {
    fc.assert(
      fc.property(chains, number, number, ({ rows, head }, at, keptAt) => {
        const from = (at % rows.length) + 1;
        const forged = rebuilt(rows, from);
        fc.pre(forged.head !== head);
        const keep = rows[from - 1 + (keptAt % (rows.length - from + 1))];
        const kept = keep === undefined ? [] : [{ version: keep.seq, head: keep.hash }];
        const faults = verifyChain(stand(forged.rows), forged.head, rows.length, { kept });
        expect(faults).toMatchObject([{ fault: 'rebuilt', to: keep?.seq }]);
      }),
      { numRuns },
    );
  });
});
