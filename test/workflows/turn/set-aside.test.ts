/** When an effect that goes on failing is given up, and how it is kept. */
import { describe, expect, it } from 'vitest';
import type { Item, QuarantineRow, Store } from '../../../workflows/store/store.ts';
import { type EffectBody, effectId, type ItemKey } from '../../../workflows/turn/effects.ts';
import { auditRow } from '../../../workflows/turn/seal.ts';
import { failingMs, patienceMs, setAside } from '../../../workflows/turn/set-aside.ts';

const key: ItemKey = { tenant: 't1', kind: 'conversation', id: 'c1' };
const item: Item = {
  key,
  version: 3,
  snapshot: new Uint8Array(),
  seen: new Uint8Array(),
  head: '',
  effects: [],
  cards: {},
  projection: {},
};
const noon = Date.UTC(2027, 0, 4, 12);
const say: EffectBody = { kind: 'say', what: 'help', conversation: 'c1', params: {} };
const name = 't1#conversation#c1:00003.01';

/** The turn of the effect was sealed at noon. */
function createStage(over: Partial<Pick<Store, 'readLog' | 'quarantine' | 'count'>> = {}) {
  const clock = { now: noon };
  const kept: QuarantineRow[] = [];
  const counted: string[] = [];
  const told: unknown[] = [];
  const notes: unknown[] = [];
  const ports = {
    store: {
      readLog: async () => [
        auditRow(2, '', { type: 'x', by: 'ana', at: noon - patienceMs }),
        auditRow(3, '', { type: 'x', by: 'ana', at: noon }),
      ],
      quarantine: async (row: QuarantineRow) => void kept.push(row),
      count: async (tenant: string, what: string) => void counted.push(`${tenant} ${what}`),
      ...over,
    },
    now: () => clock.now,
    tell: async (...all: unknown[]) => void told.push(all),
    log: (note: unknown) => void notes.push(note),
  };
  const fails = (at: number, body: EffectBody = say, id = effectId(3, 1)) => {
    clock.now = at;
    return setAside(ports, item, { id, body }, 'Socket closed.');
  };
  return { fails, kept, counted, told, notes };
}

/** Has failed for an hour at the end of the day. */
const longAgo = noon + patienceMs - failingMs;
const dayLater = noon + patienceMs;

describe('an effect is given up', () => {
  it('once its turn is a day old and it has failed here for an hour', async () => {
    const stage = createStage();
    expect([await stage.fails(longAgo), await stage.fails(dayLater - 1), await stage.fails(dayLater)]).toEqual([false, false, true]);
  });

  it('not before it has failed here for an hour, however old it is', async () => {
    const stage = createStage();
    const begin = noon + 2 * patienceMs;
    expect([await stage.fails(begin), await stage.fails(begin + failingMs - 1), await stage.fails(begin + failingMs)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('not while its turn is younger, be an earlier one of its item as old', async () => {
    const stage = createStage();
    await stage.fails(noon);
    expect([await stage.fails(noon + failingMs), stage.kept]).toEqual([false, []]);
  });

  it('not where nothing says when it was wanted', async () => {
    const stage = createStage({ readLog: async () => [] });
    await stage.fails(longAgo);
    expect(await stage.fails(dayLater)).toBe(false);
  });

  it('never when it seals its turn', async () => {
    const stage = createStage();
    const seal: EffectBody = { kind: 'audit', prev: '', event: { type: 'x', by: 'ana', at: noon } };
    await stage.fails(longAgo, seal);
    expect([await stage.fails(dayLater, seal), stage.kept]).toEqual([false, []]);
  });

  it('not where it cannot be kept: then it is the world that fails', async () => {
    const stage = createStage({ quarantine: async () => Promise.reject(new Error('No route.')) });
    await stage.fails(longAgo);
    expect([await stage.fails(dayLater), stage.counted, stage.notes]).toEqual([false, [], []]);
  });

  it('an hour later when a thousand others failed meanwhile: so much is remembered', async () => {
    const tries = async (others: number) => {
      const stage = createStage();
      await stage.fails(longAgo);
      for (let n = 0; n < others; n += 1) await stage.fails(longAgo, say, effectId(3, 2 + n));
      return await stage.fails(dayLater);
    };
    expect([await tries(999), await tries(1000)]).toEqual([true, false]);
  });
});

describe('an effect that is given up', () => {
  const given = async (body: EffectBody) => {
    const stage = createStage();
    await stage.fails(longAgo, body);
    expect(await stage.fails(dayLater, body)).toBe(true);
    return stage;
  };
  const inside = { by: 'plumbline', name: 'Plumbline', from: '', at: dayLater };

  it('is kept with all of it, counted and noted', async () => {
    const { kept, counted, notes, told } = await given(say);
    const event = JSON.stringify({ type: 'undelivered', effect: say, ...inside });
    expect(kept).toEqual([{ key, eventId: name, event, error: 'Socket closed.', at: dayLater }]);
    expect(counted).toEqual(['t1 undelivered']);
    expect(notes).toEqual([{ note: 'undelivered', effect: name, error: 'Socket closed.' }]);
    expect(told).toEqual([]);
  });

  it('and was for another item is kept there, as what should have been told', async () => {
    const to = { ...key, id: 'c2' };
    const { kept } = await given({ kind: 'tell', to, event: { type: 'added', assessment: 'a1' } });
    expect(kept).toMatchObject([{ key: to, event: JSON.stringify({ type: 'added', assessment: 'a1', ...inside }) }]);
  });

  it('and was for one person says so to the item that wanted it', async () => {
    const { told } = await given({ kind: 'direct', card: 'digest', person: 'ben', via: 'c1' });
    expect(told).toEqual([[key, `${name} unreachable`, { type: 'unreachable', card: 'digest', person: 'ben' }]]);
  });
});
