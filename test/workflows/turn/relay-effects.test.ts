/** What each kind of effect does to the world, what need not be said any more, what is said twice, and what must come again. */
import { describe, expect, it } from 'vitest';
import type { BackgroundEffect, EffectBody } from '../../../workflows/turn/effects.ts';
import type { RelayPorts } from '../../../workflows/turn/relay.ts';
import { cardAt, commitTurn, createRelayStage, key, leaseMs, noon, paint, say } from '../../support/relay-stage.ts';
import { createSimStore } from '../../support/sim-store.ts';

const dead = { owner: 'dead', lease: noon };

/** A relay that has done what one turn wants. */
async function done(bodies: EffectBody[], ports: Partial<RelayPorts> = {}) {
  const stage = createRelayStage(ports);
  stage.relay.kick(await commitTurn(stage.store, bodies));
  await stage.relay.idle();
  expect(stage.store.peek(key)?.effects).toEqual([]);
  return stage;
}

describe('an effect', () => {
  it('that seals a turn writes the row of that turn', async () => {
    const { store } = await done([{ kind: 'audit', prev: 'before', event: { type: 'answer', by: 'ana', at: noon } }]);
    expect(await store.readLog(key)).toMatchObject([{ seq: 1, prev: 'before', actor: 'ana', type: 'answer', at: noon }]);
  });

  it('puts a row into the calendar that it names, or takes it out', async () => {
    const at = noon + 3_600_000;
    const row = { kind: 'schedule', at, event: { type: 'digest.due' }, calendar: 'digest' } as const;
    const put = await done([
      { ...row, id: 'a' },
      { ...row, id: 'b' },
    ]);
    expect(put.store.dueRows()).toMatchObject([
      { id: 'a', at },
      { id: 'b', at },
    ]);
    put.relay.kick(await commitTurn(put.store, [{ kind: 'cancel', id: 'a', at, calendar: 'digest' }]));
    await put.relay.idle();
    expect(put.store.dueRows().map(({ id }) => id)).toEqual(['b']);
  });

  it('tells another item under its own full name, so that twice is once', async () => {
    const told: unknown[] = [];
    const event = { type: 'duty-ended', id: 'x' };
    const to = { ...key, id: 'c2' };
    await done([{ kind: 'tell', to, event }], { tell: async (...all) => void told.push(all) });
    expect(told).toEqual([[to, 't1#conversation#c1:00001.00', event]]);
  });

  const slow: BackgroundEffect[] = [
    { kind: 'scan', scan: 's', attempt: 1 },
    { kind: 'stop-scan', scan: 's' },
    { kind: 'try', trial: 't', attempt: 1 },
    { kind: 'prove', proof: 'p', attempt: 1 },
    { kind: 'recheck', scan: 's', attempt: 1 },
    { kind: 'ticket', job: 1, attempt: 1 },
  ];
  it.each(slow)('of kind $kind is begun in the background, and waits where a process cannot', async (body) => {
    const begun: unknown[] = [];
    await done([body], { background: (...all) => void begun.push(all) });
    expect(begun).toEqual([[key, body]]);
    const cannot = () => {
      throw new Error('Another one looks.');
    };
    const store = createSimStore();
    const { relay, notes } = createRelayStage({ background: cannot }, store);
    relay.kick(await commitTurn(store, [body]));
    await relay.idle();
    expect(notes).toMatchObject([{ note: 'failed', error: 'Another one looks.' }]);
    expect(store.peek(key)?.effects.map((effect) => effect.body)).toEqual([body]);
  });

  it('that speaks to people goes to the platform, a file too', async () => {
    const stage = await done([say('help'), { kind: 'file', format: 'pdf', person: 'ana', via: 'c1' }]);
    expect(stage.spoken()).toEqual(['help', 'pdf']);
  });

  it('enters its item in the portfolio', async () => {
    const entered: number[] = [];
    await done([{ kind: 'publish' }], { publish: async ({ version }) => void entered.push(version) });
    expect(entered).toEqual([1]);
  });
});

describe('the portfolio', () => {
  it('is told the newest that is known of an item, and what stands where nothing newer is', async () => {
    const store = createSimStore();
    const entered: number[] = [];
    let newest = 2;
    const stage = createRelayStage(
      {
        newest: async () => {
          const item = store.peek(key);
          return newest === 0 || item === null ? null : { ...item, version: newest };
        },
        publish: async ({ version }) => void entered.push(version),
      },
      store,
    );
    await commitTurn(store, [{ kind: 'publish' }], dead);
    await stage.relay.sweep(10);
    newest = 0;
    await commitTurn(store, [{ kind: 'publish' }], dead);
    await stage.relay.sweep(10);
    expect(entered).toEqual([2, 2]);
  });
});

describe('a card', () => {
  it('that stands nowhere and belongs nowhere is not painted, and one that stands is', async () => {
    const stage = await done([paint('digest', '')], { speak: async () => ({ kind: 'sent', cards: { digest: cardAt('m1') } }) });
    expect(stage.spoken()).toEqual([]);
    stage.relay.kick(await commitTurn(stage.store, [paint('digest')]));
    await stage.relay.idle();
    expect(stage.spoken()).toEqual(['digest']);
    stage.relay.kick(await commitTurn(stage.store, [paint('digest', '')]));
    await stage.relay.idle();
    expect(stage.spoken()).toEqual(['digest', 'digest']);
  });

  it('that a later turn paints again is painted once, with all of it', async () => {
    const stage = createRelayStage();
    await commitTurn(stage.store, [paint('roadmap')], { owner: '', lease: 0 });
    await commitTurn(stage.store, [paint('roadmap')], { owner: '', lease: 0 });
    await stage.relay.sweep(10);
    expect(stage.speeches.map(({ name }) => name)).toEqual(['t1#conversation#c1:00002.00']);
  });

  it('that may have been posted before a crash is looked for, though a later turn paints it', async () => {
    const stage = createRelayStage({ speak: async () => ({ kind: 'sent', cards: { roadmap: cardAt('m1') } }) });
    await commitTurn(stage.store, [paint('roadmap')], dead);
    await commitTurn(stage.store, [paint('roadmap')], dead);
    await stage.relay.sweep(10);
    expect(stage.speeches.map(({ name, again }) => [name, again !== undefined])).toEqual([
      ['t1#conversation#c1:00001.00', true],
      ['t1#conversation#c1:00002.00', true],
    ]);
  });

  it('that stands is not painted for a turn that crashed when a later one paints it', async () => {
    const stage = await done([paint('roadmap')], { speak: async () => ({ kind: 'sent', cards: { roadmap: cardAt('m1') } }) });
    await commitTurn(stage.store, [paint('roadmap')], dead);
    await commitTurn(stage.store, [paint('roadmap')], dead);
    await stage.relay.sweep(10);
    expect(stage.speeches.map(({ name }) => name)).toEqual(['t1#conversation#c1:00001.00', 't1#conversation#c1:00003.00']);
  });

  it('of an item that is gone is not painted', async () => {
    const store = createSimStore();
    let looks = 0;
    const newest: RelayPorts['newest'] = async () => {
      looks += 1;
      return looks === 1 ? store.peek(key) : null;
    };
    const stage = createRelayStage({ newest }, store);
    stage.relay.kick(await commitTurn(store, [paint('roadmap')]));
    await stage.relay.idle();
    expect([stage.spoken(), stage.notes, store.peek(key)?.effects]).toEqual([[], [], []]);
  });
});

describe('a word that may have been said before a crash', () => {
  it('is counted where the platform cannot tell, and then said once more', async () => {
    const stage = createRelayStage({
      async speak({ again }) {
        await again?.blindly();
        return { kind: 'sent' };
      },
    });
    await commitTurn(stage.store, [say('a')], dead);
    expect(await stage.relay.sweep(10)).toBe(1);
    expect(stage.notes).toEqual([{ note: 'stale-post', effect: 't1#conversation#c1:00001.00' }]);
    expect(await stage.store.readCount('t1', 'stale-posts')).toBe(1);
  });

  it('is not said when asking the platform took so long that another may say it', async () => {
    const stage = createRelayStage({
      async speak({ again }) {
        stage.clock.now += 60_000;
        again?.check();
        return { kind: 'sent' };
      },
    });
    await commitTurn(stage.store, [say('a')], dead);
    expect([await stage.relay.sweep(10), stage.finished]).toEqual([0, []]);
  });
});

describe('a word that the platform refuses for good', () => {
  const refusal = { kind: 'undeliverable', reason: 'is_archived' } as const;

  it('is noted and counted, and does not hold up the next', async () => {
    const told: unknown[] = [];
    const stage = await done([say('a'), { kind: 'publish' }], { speak: async () => refusal, tell: async (...all) => void told.push(all) });
    expect(stage.notes).toEqual([{ note: 'undeliverable', effect: 't1#conversation#c1:00001.00', reason: 'is_archived' }]);
    expect([await stage.store.readCount('t1', 'undeliverable'), told]).toEqual([1, []]);
  });

  it('is told to whoever must know that the way is cut off', async () => {
    const told: unknown[] = [];
    const tell = { to: { ...key, id: 'c2' }, event: { type: 'archived' } };
    await done([say('a')], { speak: async () => ({ ...refusal, tell }), tell: async (...all) => void told.push(all) });
    expect(told).toEqual([[tell.to, 't1#conversation#c1:00001.00 cut-off', tell.event]]);
  });

  it('and was for one person is told to the item that wanted it', async () => {
    const told: unknown[] = [];
    await done([{ kind: 'direct', card: 'digest', person: 'ben', via: 'c1' }], {
      speak: async () => refusal,
      tell: async (...all) => void told.push(all),
    });
    expect(told).toEqual([[key, 't1#conversation#c1:00001.00 unreachable', { type: 'unreachable', card: 'digest', person: 'ben' }]]);
  });
});

describe('an effect that cannot be done now', () => {
  it('holds up the later ones, and what came before it is done', async () => {
    const stage = createRelayStage({
      speak: async ({ name }) => (name.endsWith('01') ? await Promise.reject(new Error('Socket closed.')) : { kind: 'sent' }),
    });
    stage.relay.kick(await commitTurn(stage.store, [say('a'), say('b'), say('c')]));
    await stage.relay.idle();
    expect([stage.spoken(), stage.finished]).toEqual([['a', 'b'], [['00001.00']]]);
    expect(stage.notes).toEqual([{ note: 'failed', effect: 't1#conversation#c1:00001.01', error: 'Socket closed.' }]);
    expect(stage.store.peek(key)?.effects.map(({ owner, lease }) => [owner, lease])).toEqual([
      ['one', noon + leaseMs],
      ['one', noon + leaseMs],
    ]);
  });

  it('and is the first, finishes nothing', async () => {
    const stage = createRelayStage({ speak: async () => await Promise.reject(new Error('Socket closed.')) });
    await commitTurn(stage.store, [say('a')], dead);
    expect([await stage.relay.sweep(10), stage.finished]).toEqual([0, []]);
  });

  it('because the platform wants to be asked later, is given back until then and taken up again', async () => {
    const waking: { ms: number; work: () => void }[] = [];
    let asked = 0;
    const stage = createRelayStage({
      async speak({ body }) {
        if (body.kind === 'say' && body.what === 'b') asked += 1;
        return asked === 1 ? { kind: 'later', afterMs: 5000 } : { kind: 'sent' };
      },
      wake: (ms, work) => void waking.push({ ms, work }),
    });
    stage.relay.kick(await commitTurn(stage.store, [say('a'), say('b'), say('c')]));
    await stage.relay.idle();
    expect(stage.notes).toEqual([{ note: 'later', effect: 't1#conversation#c1:00001.01', afterMs: 5000 }]);
    expect(stage.store.peek(key)?.effects.map(({ id, owner, lease }) => [id, owner, lease])).toEqual([
      ['00001.01', '', noon + 5000],
      ['00001.02', '', noon + 5000],
    ]);
    expect(waking.map(({ ms }) => ms)).toEqual([5000]);
    stage.clock.now += 5000;
    waking[0]?.work();
    await expect.poll(() => stage.store.peek(key)?.effects).toEqual([]);
    expect(stage.spoken()).toEqual(['a', 'b', 'b', 'c']);
  });

  it('and nobody wakes the process for, is left to the sweep', async () => {
    const stage = createRelayStage({
      speak: async () => (stage.clock.now < noon + 5000 ? { kind: 'later', afterMs: 5000 } : { kind: 'sent' }),
    });
    stage.relay.kick(await commitTurn(stage.store, [say('a')]));
    await stage.relay.idle();
    expect(stage.notes.map(({ note }) => note)).toEqual(['later']);
    stage.clock.now += 5000;
    expect([await stage.relay.sweep(10), stage.speeches.length]).toEqual([1, 2]);
  });
});
