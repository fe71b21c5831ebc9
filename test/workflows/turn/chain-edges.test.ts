/** The audit chain where two things were done at once, where a row nearly is one, and where the numbers end. */
import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../workflows/store/store.ts';
import { pendingRows, verifyChain } from '../../../workflows/turn/chain.ts';
import type { PendingEffect } from '../../../workflows/turn/effects.ts';
import { auditRow, digestOf, sealOf } from '../../../workflows/turn/seal.ts';
import type { KeptRow } from '../../../workflows/turn/seats.ts';
import { chain, pendingOf } from '../../support/chains.ts';

const { rows, head } = chain(7);

const edit = (changes: Record<number, Partial<KeptRow>>, of: readonly LogRow[] = rows): KeptRow[] =>
  of.map((row) => ({ ...row, ...changes[row.seq] }));

const rowOf = (seq: number): LogRow => {
  const row = rows.find((one) => one.seq === seq);
  if (row === undefined) throw new Error(`There is no row ${seq}.`);
  return row;
};
const without = (seq: number): LogRow[] => rows.filter((row) => row.seq !== seq);
const payloadOf = (seq: number) => ({ payload: rowOf(seq).payload });
const contentOf = ({ at, actor, type, digest, payload }: LogRow) => ({ at, actor, type, digest, payload });
const changed = (seq: number, ...what: string[]) => ({ fault: 'changed', seq, what });
const event = { type: 'answer', by: 'ana', at: 5 };

describe('rows that are still to be written', () => {
  it('are those of the effects that seal a turn and have no row under their key', () => {
    const say: PendingEffect = { id: '00007.01', body: { kind: 'say', what: 'x', conversation: 'c', params: {} }, owner: '', lease: 0 };
    const effects = [...pendingOf(rows.slice(3)), say];
    expect(pendingRows(effects, rows.slice(0, 5))).toEqual(rows.slice(5));
    expect(pendingRows(effects, edit({ 6: { place: 4 } }, rows.slice(5)))).toEqual([rowOf(5), rowOf(6)]);
  });
});

describe('a row that nearly is one', () => {
  it('is named, though its seal holds', () => {
    expect(verifyChain(edit({ 3: { damaged: true } }), head, 7)).toEqual([changed(3, 'row')]);
  });

  it('belongs where it stands, whatever it says and whatever seat is free', () => {
    const over = { ...rowOf(2), place: 5, damaged: true };
    expect(verifyChain([...without(5), over], head, 7)).toEqual([changed(5, 'row')]);
    const renumbered = { ...rowOf(4), seq: 9, place: 6, damaged: true };
    expect(verifyChain([...rows.filter(({ seq }) => seq !== 4 && seq !== 6), renumbered], head, 7)).toEqual([
      { fault: 'missing', seq: 4 },
      changed(6, 'row'),
    ]);
  });

  it.each(['null', '5', 'no words of ours', '[]'])('by its payload (%s) is named by that', (payload) => {
    expect(verifyChain(edit({ 3: { payload } }), head, 7)).toEqual([changed(3, 'payload')]);
  });

  it('by its link is named by that, though its payload was erased', () => {
    expect(verifyChain(edit({ 3: { payload: null, prev: 'x' } }), head, 7)).toEqual([changed(3, 'prev')]);
  });
});

describe('a row that was moved', () => {
  it('and numbered anew is found by its seal, the last one too', () => {
    expect(verifyChain([...without(7), { ...rowOf(7), seq: 9, place: 12 }], head, 7)).toEqual([{ fault: 'moved', seq: 7, to: 12 }]);
  });

  it('and numbered anew is found in a long log', () => {
    const long = chain(100);
    const moved = edit({ 70: { seq: 999, place: 150 } }, long.rows);
    expect(verifyChain(moved, long.head, 100)).toEqual([{ fault: 'moved', seq: 70, to: 150 }]);
  });

  it('and carries the payload of another is named as both, the lower number first', () => {
    const both = [...edit({ 5: payloadOf(2) }, without(2)), { ...rowOf(2), ...payloadOf(5), place: 9 }];
    expect(verifyChain(both, head, 7)).toEqual([
      { fault: 'moved', seq: 2, to: 9 },
      { fault: 'swapped', seq: 2, with: 5, what: 'payload' },
    ]);
  });
});

describe('a row that was added', () => {
  it('as a copy is the one that stands elsewhere, in whatever order they are read', () => {
    const copy = { ...rowOf(2), place: 9 };
    const early = { ...rowOf(6), place: 0 };
    const faults = [
      { fault: 'added', seq: 0, copyOf: 6 },
      { fault: 'added', seq: 9, copyOf: 2 },
    ];
    expect(verifyChain([copy, early, ...rows], head, 7)).toEqual(faults);
    expect(verifyChain([...rows, copy, early], head, 7)).toEqual(faults);
    expect(verifyChain([...rows.slice(0, 4), copy, early, ...rows.slice(4)], head, 7)).toEqual(faults);
  });

  it('twice, while the row itself is gone, is the one that was moved first and a copy of it', () => {
    const copies = [9, 12].map((place) => ({ ...rowOf(2), place }));
    expect(verifyChain([...without(2), ...copies], head, 7)).toEqual([
      { fault: 'moved', seq: 2, to: 9 },
      { fault: 'added', seq: 12, copyOf: 2 },
    ]);
  });

  it('under the same key is a copy of nothing else', () => {
    expect(verifyChain([...rows, rowOf(2)], head, 7)).toEqual([{ fault: 'added', seq: 2 }]);
  });

  it('before the first, or after the last under another number, is named by its place', () => {
    expect(verifyChain([auditRow(0, '', event), ...rows], head, 7)).toEqual([{ fault: 'added', seq: 0 }]);
    expect(verifyChain([...rows, { ...auditRow(20, head, event), seq: 21 }], head, 7)).toEqual([{ fault: 'added', seq: 21 }]);
  });
});

describe('payloads that were exchanged', () => {
  const same = chain(5, () => event);
  it('are none where two rows say the same', () => {
    expect(verifyChain(same.rows, same.head, 5)).toEqual([]);
  });

  it('are told from payloads that were only changed, or copied one way', () => {
    expect(verifyChain(edit({ 3: { payload: '{}' }, 5: { payload: '[]' } }), head, 7)).toEqual([
      changed(3, 'payload'),
      changed(5, 'payload'),
    ]);
    expect(verifyChain(edit({ 3: payloadOf(5), 5: { payload: '{}' } }), head, 7)).toEqual([changed(3, 'payload'), changed(5, 'payload')]);
    expect(verifyChain(edit({ 3: { payload: '{}' }, 5: payloadOf(3) }), head, 7)).toEqual([changed(3, 'payload'), changed(5, 'payload')]);
  });

  it('are not looked for where a row was changed besides', () => {
    const twice = edit({ 4: payloadOf(6), 6: { ...payloadOf(4), actor: 'eve' } });
    expect(verifyChain(twice, head, 7)).toEqual([changed(4, 'payload'), changed(6)]);
  });

  it('pair each row once', () => {
    const twins = chain(7, (seq) => ({ ...event, type: [5, 6].includes(seq) ? 'approve' : 'answer', at: 1 }));
    const [approve = null, answer = null] = [5, 4].map((seq) => twins.rows[seq - 1]?.payload ?? null);
    const one = edit({ 4: { payload: approve }, 5: { payload: answer }, 6: { payload: answer } }, twins.rows);
    const swapped = { fault: 'swapped', seq: 4, with: 5, what: 'payload' };
    expect(verifyChain(one, twins.head, 7)).toEqual([swapped, changed(6, 'payload')]);
    const other = edit({ 3: { payload: approve }, 4: { payload: approve }, 6: { payload: answer } }, twins.rows);
    expect(verifyChain(other, twins.head, 7)).toEqual([{ ...swapped, seq: 3, with: 6 }, changed(4, 'payload')]);
  });

  it('are searched for among 64 broken rows, and the others are named one by one', () => {
    const long = chain(70);
    const pair = (seq: number) => ({ payload: long.rows[seq - 1]?.payload ?? null });
    const withBroken = (broken: number) => {
      const flat = Object.fromEntries(Array.from({ length: broken }, (_, index) => [index + 1, { payload: '{}' }]));
      return verifyChain(edit({ ...flat, 69: pair(70), 70: pair(69) }, long.rows), long.head, 70).slice(broken);
    };
    expect(withBroken(62)).toEqual([{ fault: 'swapped', seq: 69, with: 70, what: 'payload' }]);
    expect(withBroken(63)).toEqual([changed(69, 'payload'), changed(70, 'payload')]);
  });
});

describe('contents that were exchanged', () => {
  it('are told from a content that was copied one way', () => {
    const copied = edit({ 4: contentOf(rowOf(6)), 6: { actor: 'eve' } });
    expect(verifyChain(copied, head, 7).map(({ fault, seq }) => [fault, seq])).toEqual([
      ['changed', 4],
      ['changed', 6],
    ]);
  });
});

describe('the ends of a log', () => {
  it('are named when its first row goes on from something', () => {
    const first = auditRow(1, 'x', event);
    const second = auditRow(2, first.hash, event);
    expect(verifyChain([first, second], second.hash, 2)).toEqual([changed(1, 'prev')]);
  });

  it('are named when the head and the payload of the last row were changed', () => {
    const other = digestOf('other');
    expect(verifyChain(edit({ 7: { payload: '{}' } }), other, 7)).toEqual([changed(7, 'payload'), { fault: 'head', seq: 7 }]);
    expect(verifyChain(edit({ 7: { payload: null, actor: 'eve' } }), other, 7)).toEqual([changed(7)]);
  });

  it('are told by a count that is a thousand too high, and where it is more it is the count that is wrong', () => {
    const other = digestOf('other');
    expect(verifyChain(rows, other, 1007).filter(({ fault }) => fault === 'missing')).toHaveLength(1000);
    expect(verifyChain(rows, other, 1008)).toEqual([
      { fault: 'head', seq: 7 },
      { fault: 'version', seq: 7, says: 1008 },
    ]);
  });

  it('lie closer by a head that was kept: it proves the row before one that is missing', () => {
    const forged = { ...auditRow(4, rowOf(3).hash, { ...event, by: 'eve' }) };
    const kept = [{ version: 4, head: rowOf(4).hash }];
    expect(verifyChain([...rows.slice(0, 3), forged, ...rows.slice(5)], head, 7, { kept })).toEqual([
      { ...changed(4), resealed: true },
      { fault: 'missing', seq: 5 },
    ]);
    expect(sealOf(forged)).toBe(forged.hash);
  });

  it('are narrowed down by kept heads in whatever order they come', () => {
    const forged = chain(7, (seq) => ({
      type: 'answer',
      by: seq < 4 ? (seq % 2 === 0 ? 'ana' : 'ben') : 'eve',
      at: seq * 1000,
      answer: seq,
    }));
    const kept = [6, 2, 5, 3].map((version) => ({ version, head: rowOf(version).hash }));
    expect(verifyChain(forged.rows, forged.head, 7, { kept })).toEqual([{ fault: 'rebuilt', seq: 4, to: 5 }]);
  });
});
