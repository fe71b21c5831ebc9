/** Holding effects: renewed in the second half of a lease, lost when another took them, given back with the mark of what may be sent. */
import { describe, expect, it } from 'vitest';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { giveBack, type Held, HoldLostError, isHoldShort, keepHold, LaterError } from '../../../workflows/turn/hold.ts';

const key: ItemKey = { tenant: 't1', kind: 'assessment', id: 'a1' };
const now = 1_000_000;

const held = (id: string, lease: number, stale = false): Held => ({
  id,
  body: { kind: 'say', what: 'help', conversation: 'c', params: {} },
  owner: 'me',
  lease,
  stale,
});

const holderOf = (answer: 'claimed' | 'taken' = 'claimed') => {
  const claims: unknown[] = [];
  const store = {
    claim: async (of: ItemKey, effects: readonly { id: string }[], owner: string, lease: number) => {
      claims.push([of.id, effects.map(({ id }) => id), owner, lease]);
      return answer;
    },
  };
  return { claims, holder: { store, now: () => now, owner: 'me', leaseMs: 10_000 } };
};

describe('a hold', () => {
  it('is short once less than half of its lease is left', () => {
    const { holder } = holderOf();
    expect([5000, 4999, -1].map((left) => isHoldShort(holder, held('1.01', now + left)))).toEqual([false, true, true]);
  });

  it('that is long enough is kept as it is, and nobody is asked', async () => {
    const { holder, claims } = holderOf();
    const both = [held('1.01', now + 5000), held('1.02', now + 9000)];
    expect(await keepHold(holder, key, both)).toBe(both);
    expect(claims).toEqual([]);
  });

  it('is renewed for the whole batch as soon as one runs short', async () => {
    const { holder, claims } = holderOf();
    const both = [held('1.01', now + 9000), held('1.02', now + 4000, true)];
    expect(await keepHold(holder, key, both)).toEqual([held('1.01', now + 10_000), held('1.02', now + 10_000, true)]);
    expect(claims).toEqual([['a1', ['1.01', '1.02'], 'me', now + 10_000]]);
  });

  it('that another has taken holds nothing any more', async () => {
    expect(await keepHold(holderOf('taken').holder, key, [held('1.01', now)])).toEqual([]);
  });

  it('is given back until later: what was certainly not sent to nobody, what may have been keeps its owner', async () => {
    const { holder, claims } = holderOf();
    await giveBack(holder, key, [held('1.01', now, true), held('1.02', now), held('1.03', now)], 7000);
    expect(claims).toEqual([
      ['a1', ['1.02', '1.03'], '', now + 7000],
      ['a1', ['1.01'], 'me', now + 7000],
    ]);
  });

  it('of nothing is not given back', async () => {
    const { holder, claims } = holderOf();
    await giveBack(holder, key, [], 7000);
    await giveBack(holder, key, [held('1.01', now, true)], 7000);
    expect(claims).toEqual([['a1', ['1.01'], 'me', now + 7000]]);
  });

  it('that was lost, or that waits, says so by its name', () => {
    expect(new HoldLostError('Slept').name).toBe('HoldLostError');
    expect(new LaterError('Busy', 30)).toMatchObject({ name: 'LaterError', message: 'Busy', afterMs: 30 });
  });
});
