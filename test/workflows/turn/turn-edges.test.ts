/** The edges of the turn and the relay: what is kept aside, what is only tried again, and what is given up after a day. */
import { describe, expect, it } from 'vitest';
import { type Conversation, type ConversationEvent, conversationSubject } from '../../../workflows/conversation/subject.ts';
import { StoreFailedError } from '../../../workflows/store/store.ts';
import { verifyChain } from '../../../workflows/turn/chain.ts';
import { type EffectBody, type ItemKey, versionOf } from '../../../workflows/turn/effects.ts';
import type { RelayNote } from '../../../workflows/turn/relay-note.ts';
import { replayed, replayQuarantined } from '../../../workflows/turn/replay.ts';
import { seenPolicy } from '../../../workflows/turn/seen.ts';
import { failingMs, patienceMs } from '../../../workflows/turn/set-aside.ts';
import type { Subject } from '../../../workflows/turn/subject.ts';
import { createWorkshop, type WorkshopPorts } from '../../../workflows/turn/workshop.ts';
import { createSimStore, type SimStore } from '../../support/sim-store.ts';

type Talk = Subject<Conversation, ConversationEvent>;

const key: ItemKey = { tenant: 't1', kind: 'conversation', id: 'c1' };
const other: ItemKey = { ...key, id: 'c2' };
const noon = Date.UTC(2026, 0, 5, 12);
const minute = 60_000;

interface Stage {
  store: SimStore;
  clock: { now: number };
  notes: (RelayNote | { note: 'due-failed' })[];
  send(id: string, subject?: Talk): ReturnType<ReturnType<typeof createWorkshop>['turn']>;
  /** A sweep every ten minutes for so long. */
  pass(ms: number): Promise<void>;
}

function createStage(ports: Partial<WorkshopPorts> = {}, store: SimStore = createSimStore()): Stage {
  const clock = { now: noon };
  const notes: Stage['notes'] = [];
  const shop = createWorkshop({
    store,
    now: () => clock.now,
    random: () => 0,
    pause: async () => undefined,
    owner: 'one',
    leaseMs: 30_000,
    seen: seenPolicy,
    warmItems: 10,
    background: () => undefined,
    publish: () => Promise.resolve(),
    speak: async () => ({ kind: 'sent' }),
    tell: async () => undefined,
    log: (note) => void notes.push(note),
    ...ports,
  });
  return {
    store,
    clock,
    notes,
    async send(id, subject = conversationSubject) {
      const event: ConversationEvent = { type: 'added', assessment: id, by: 'ana', at: clock.now };
      const outcome = await shop.turn(subject, key, { id, event });
      await shop.relay.idle();
      return outcome;
    },
    async pass(ms) {
      for (const end = clock.now + ms; clock.now < end; ) {
        clock.now += 10 * minute;
        await shop.sweep();
        await shop.relay.idle();
      }
    },
  };
}

const failure = async () => Promise.reject(new Error('Socket closed.'));
/** The conversation, wanting something more with every turn. */
const wanting = (body: EffectBody): Talk => ({
  ...conversationSubject,
  step: (...all) => ({ ...conversationSubject.step(...all), effects: [body] }),
});
const say: EffectBody = { kind: 'say', what: 'help', conversation: 'c1', params: {} };
const tell: EffectBody = { kind: 'tell', to: other, event: { type: 'added', assessment: 'a9' } };

describe('a fault of ours', () => {
  it.each<[string, Partial<Talk>]>([
    ['in the step', { step: () => expect.unreachable() }],
    ['in what is moved outside', { outside: () => expect.unreachable() }],
    ['in a new state', { fresh: async () => expect.unreachable() }],
    ['in the envelope', { close: () => expect.unreachable() }],
    ['in an effect that is too large', { step: (_, state) => ({ state, changed: true, effects: [{ ...say, what: 'x'.repeat(2000) }] }) }],
    ['in a state that is too large', { close: () => Array.from({ length: 40_000 }, (_, index) => Math.sin(index)) }],
  ])('%s keeps the event aside and writes nothing else', async (_, fault) => {
    const stage = createStage();
    expect(await stage.send('e1', { ...conversationSubject, ...fault })).toEqual({ kind: 'quarantined', version: 0 });
    expect(stage.store.peek(key)).toBeNull();
    expect(await stage.store.quarantined('t1')).toMatchObject([{ key, eventId: 'e1', at: noon }]);
  });

  it('that only a warm copy had is none: the event is decided again on a consistent read', async () => {
    const stage = createStage();
    await stage.send('e1');
    let tries = 0;
    const once: Talk = {
      ...conversationSubject,
      step(...all) {
        tries += 1;
        return tries === 1 ? expect.unreachable() : conversationSubject.step(...all);
      },
    };
    expect(await stage.send('e2', once)).toMatchObject({ kind: 'applied', version: 2 });
    expect(await stage.store.quarantined('t1')).toEqual([]);
  });
});

describe('a store out of reach', () => {
  const failingAt = (...methods: (keyof SimStore)[]): SimStore => {
    const store = createSimStore();
    const fails = async () => Promise.reject(new StoreFailedError('No route.'));
    return { ...store, ...Object.fromEntries(methods.map((method) => [method, fails])) };
  };

  it.each(['load', 'commit', 'writeText'] as const)('at %s sets nothing aside: the platform delivers again', async (method) => {
    const stage = createStage({}, failingAt(method));
    const texts: Talk = { ...conversationSubject, outside: ({ event }) => ({ event, texts: [{ id: 'x', body: 'long' }] }) };
    await expect(stage.send('e1', texts)).rejects.toThrow(StoreFailedError);
    expect(stage.store.peek(key)).toBeNull();
    expect(await stage.store.quarantined('t1')).toEqual([]);
  });

  it('while a state is opened sets nothing aside', async () => {
    const stage = createStage();
    const fresh = async () => Promise.reject(new StoreFailedError('No route to the catalogue.'));
    await expect(stage.send('e1', { ...conversationSubject, fresh })).rejects.toThrow(StoreFailedError);
    expect(await stage.store.quarantined('t1')).toEqual([]);
  });

  it('at the quarantine is not acknowledged', async () => {
    const stage = createStage({}, failingAt('quarantine'));
    const step = () => expect.unreachable();
    await expect(stage.send('e1', { ...conversationSubject, step })).rejects.toThrow(StoreFailedError);
  });
});

describe('an effect that goes on failing', () => {
  it('holds up the later ones of its item for a day, and no longer', async () => {
    const stage = createStage({ speak: failure });
    await stage.send('e1', wanting(say));
    await stage.send('e2');
    await stage.pass(patienceMs - 20 * minute);
    expect(await stage.store.readLog(key)).toHaveLength(1);
    expect(await stage.store.quarantined('t1')).toEqual([]);
    await stage.pass(40 * minute);
    const item = stage.store.peek(key);
    expect(item?.effects).toEqual([]);
    expect(verifyChain(await stage.store.readLog(key), item?.head ?? '', 2)).toEqual([]);
  });

  it('is kept with its body, counted and noted', async () => {
    const stage = createStage({ speak: failure });
    await stage.send('e1', wanting(say));
    await stage.pass(patienceMs + 20 * minute);
    const [row, ...more] = await stage.store.quarantined('t1');
    expect(more).toEqual([]);
    expect(row).toMatchObject({ key, eventId: 't1#conversation#c1:00001.01', error: 'Socket closed.' });
    expect(JSON.parse(row?.event ?? '')).toMatchObject({ effect: say });
    expect(await stage.store.readCount('t1', 'undelivered')).toBe(1);
    expect(stage.notes).toContainEqual({ note: 'undelivered', effect: 't1#conversation#c1:00001.01', error: 'Socket closed.' });
  });

  it('is not given up for a single failure, however old it is', async () => {
    let isDown = true;
    const speak = async () => (isDown ? await failure() : { kind: 'sent' as const });
    const stage = createStage({ speak });
    const store = stage.store;
    await stage.send('e1', wanting(say));
    const second = createStage({ speak, owner: 'two' }, store);
    second.clock.now = noon + 2 * patienceMs;
    await second.pass(failingMs - 20 * minute);
    expect(await store.quarantined('t1')).toEqual([]);
    isDown = false;
    await second.pass(20 * minute);
    expect(store.peek(key)?.effects).toEqual([]);
    expect(await store.readCount('t1', 'undelivered')).toBe(0);
  });

  it('for another item can be replayed there', async () => {
    const stage = createStage({ tell: failure });
    await stage.send('e1', wanting(tell));
    await stage.pass(patienceMs + 20 * minute);
    const mended = createStage({}, stage.store);
    const shop = createWorkshopOver(mended);
    const lines = await replayQuarantined(stage.store, 't1', shop, false);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['applied']);
    expect(stage.store.peek(other)?.projection).toMatchObject({ assessments: 1 });
  });

  it('and that no item can take is left where it is by a replay', async () => {
    const stage = createStage({ speak: failure });
    await stage.send('e1', wanting(say));
    await stage.pass(patienceMs + 20 * minute);
    const lines = await replayQuarantined(stage.store, 't1', createWorkshopOver(stage), false);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['refused']);
    expect(await stage.store.quarantined('t1')).toHaveLength(1);
  });

  it('tells the asker when it was to reach a person', async () => {
    const told: unknown[] = [];
    const stage = createStage({ speak: failure, tell: async (_, to, id, event) => void told.push({ to, id, event }) });
    await stage.send('e1', wanting({ kind: 'direct', card: 'ask c:x/y', person: 'ben', via: 'c1' }));
    await stage.pass(patienceMs + 20 * minute);
    const event = { type: 'unreachable', card: 'ask c:x/y', person: 'ben' };
    expect(told).toEqual([{ to: key, id: 't1#conversation#c1:00001.01 unreachable', event }]);
  });

  it('is never given up when it seals a turn: the log has no gaps', async () => {
    const store = createSimStore();
    const stage = createStage({}, { ...store, writeLog: failure });
    await stage.send('e1');
    await stage.pass(2 * patienceMs);
    expect(await store.quarantined('t1')).toEqual([]);
    expect(store.peek(key)?.effects).toHaveLength(1);
  });
});

function createWorkshopOver({ store, clock }: Stage) {
  const shop = createWorkshop({
    store,
    now: () => clock.now,
    random: () => 0,
    pause: async () => undefined,
    owner: 'mended',
    leaseMs: 1,
    seen: seenPolicy,
    warmItems: 1,
    background: () => undefined,
    publish: () => Promise.resolve(),
    speak: async () => ({ kind: 'sent' }),
    tell: async () => undefined,
    log: () => undefined,
  });
  return async (row: { key: ItemKey; eventId: string; event: string }) =>
    replayed(await shop.turn(conversationSubject, row.key, { id: row.eventId, event: JSON.parse(row.event) as ConversationEvent }));
}

describe('cards that are painted by many turns in a row', () => {
  const both: EffectBody[] = [
    { kind: 'paint', card: 'leads', conversation: 'c1' },
    { kind: 'paint', card: 'tasks', conversation: 'c1' },
  ];
  const painting: Talk = { ...conversationSubject, step: (...all) => ({ ...conversationSubject.step(...all), effects: both }) };
  const turns = Array.from({ length: 14 }, (_, n) => `e${n}`);

  function createPainter() {
    const painted: string[] = [];
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const speak: WorkshopPorts['speak'] = async ({ name, body }) => {
      if (body.kind !== 'paint') return { kind: 'sent' };
      painted.push(`${body.card} of turn ${versionOf(name.slice(name.lastIndexOf(':') + 1))}`);
      await opened;
      return { kind: 'sent', cards: { [body.card]: { conversation: 'c1', message: body.card } } };
    };
    return { painted, open, speak };
  }

  it('are painted once with all of it, and only what was under way before that', async () => {
    const { painted, open, speak } = createPainter();
    const stage = createStage({ speak });
    const all = turns.map((id) => stage.send(id, painting));
    await expect.poll(() => stage.store.peek(key)?.version).toBe(14);
    open();
    await Promise.all(all);
    expect(painted.slice(1)).toEqual(['leads of turn 14', 'tasks of turn 14']);
    expect(painted[0]).toMatch(/^leads of turn/);
    expect(stage.store.peek(key)?.effects).toEqual([]);
  });

  it('are painted once by who takes over what another process left', async () => {
    const store = createSimStore();
    const dead = createStage({ speak: () => new Promise(() => undefined), owner: 'dead' }, store);
    for (const id of turns) void dead.send(id, painting);
    await expect.poll(() => store.peek(key)?.version).toBe(14);
    const { painted, open, speak } = createPainter();
    open();
    await createStage({ speak, owner: 'heir' }, store).pass(20 * minute);
    // The first of each may stand already: it is looked for, so that it is never posted twice.
    expect(painted).toEqual(['leads of turn 1', 'tasks of turn 1', 'leads of turn 14', 'tasks of turn 14']);
    expect(store.peek(key)?.effects).toEqual([]);
  });
});
