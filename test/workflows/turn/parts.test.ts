/** The small parts of the turn: lines of waiting, warm copies, effect ids, envelopes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../workflows/store/store.ts';
import { checkSize, EffectTooLargeError, effectId, effectName, type ItemKey, versionOf } from '../../../workflows/turn/effects.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';
import { createKeyedQueue } from '../../../workflows/turn/queue.ts';
import { createWarm } from '../../../workflows/turn/warm.ts';

const key: ItemKey = { tenant: 't', kind: 'assessment', id: 'a' };

function item(version: number, cards: Item['cards'] = {}): Item {
  return { key, version, snapshot: new Uint8Array(), seen: new Uint8Array(), head: '', effects: [], cards, projection: {} };
}

describe('a line of waiting', () => {
  it('does work of one name one after the other, in order', async () => {
    const queue = createKeyedQueue();
    const said: string[] = [];
    const work = (name: string) => async () => {
      said.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      said.push(`${name} ends`);
    };
    await Promise.all([queue('x', work('one')), queue('x', work('two'))]);
    expect(said).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('does not let one name wait for another', async () => {
    const queue = createKeyedQueue();
    let release: () => void = () => undefined;
    const blocked = queue('x', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await queue('y', async () => 'done')).toBe('done');
    release();
    await blocked;
  });

  it('goes on after work that failed, and tells only its own caller', async () => {
    const queue = createKeyedQueue();
    const failed = queue('x', async () => Promise.reject(new Error('no')));
    const next = queue('x', async () => 'done');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});

describe('warm copies', () => {
  it('are never replaced by older ones', () => {
    const warm = createWarm(5);
    warm.keep('a', { item: item(3), state: 'three' });
    warm.keep('a', { item: item(2), state: 'two' });
    expect(warm.get('a')?.state).toBe('three');
  });

  it('drop the one that was used least when there are too many', () => {
    const warm = createWarm(2);
    warm.keep('a', { item: item(1), state: 1 });
    warm.keep('b', { item: item(1), state: 1 });
    warm.get('a');
    warm.keep('c', { item: item(1), state: 1 });
    expect([warm.get('a') !== undefined, warm.get('b'), warm.get('c') !== undefined]).toEqual([true, undefined, true]);
  });

  it('take over the receipts of an item of their version and keep their state', () => {
    const warm = createWarm(5);
    warm.keep('a', { item: item(1), state: 'kept' });
    const cards = { main: { conversation: 'c', message: 'm' } };
    warm.refresh('a', item(1, cards));
    expect(warm.get('a')).toMatchObject({ item: { cards }, state: 'kept' });
  });

  it('are dropped when the item has moved on, and kept when it is behind', () => {
    const warm = createWarm(5);
    warm.keep('a', { item: item(2), state: 1 });
    warm.refresh('a', item(1));
    expect(warm.get('a')).toBeDefined();
    warm.refresh('a', item(3));
    expect(warm.get('a')).toBeUndefined();
  });
});

describe('effect ids', () => {
  it('sort as their turns and places do', () => {
    const place = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 1000 }));
    fc.assert(
      fc.property(place, place, (one, other) => {
        const isBefore = one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
        expect(effectId(...one) < effectId(...other)).toBe(isBefore);
        expect(versionOf(effectId(...one))).toBe(one[0]);
      }),
    );
  });

  it('carry their item in the full name', () => {
    expect(effectName(key, effectId(2, 1))).toBe('t#assessment#a:00002.01');
  });

  it('belong to effects of a kilobyte at most', () => {
    const say = (length: number) => ({ kind: 'say' as const, what: 'x', conversation: 'c', params: { text: 'é'.repeat(length) } });
    expect(checkSize(say(400))).toEqual(say(400));
    expect(() => checkSize(say(600))).toThrow(EffectTooLargeError);
  });
});

describe('an envelope', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(unpack(pack(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not open when its bytes are damaged', () => {
    expect(() => unpack(new Uint8Array([1, 2, 3]))).toThrow();
  });
});
