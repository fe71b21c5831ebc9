/**
 * What goes wrong between Slack and us, at the wire: nothing is lost, nothing doubled, and the person is told. Signatures that are
 * bad, stale or missing never get this far: test/bot/slack/door.test.ts turns them away.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ground, minute, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';
import { buttonsOf } from '../support/slack-screen.ts';
import type { Answer } from '../support/slack-transport.ts';

let ground: Ground;
let play: SlackPlay;
let channels = 0;
/** Each test has a channel of its own. */
let channel = '';
let me: SlackPerson;
let colleague: SlackPerson;
/** What Slack delivered, to be delivered again. */
const sent: (() => Promise<Answer>)[] = [];
/** While set, nothing is delivered yet. */
let holds = false;

beforeAll(async () => {
  ground = await startGround();
  play = await startSlackPlay(ground, { deadlineMs: 1_500 });
});
afterAll(async () => {
  await play.stop();
  await ground.stop();
});
beforeAll(() => {
  const { transport } = play;
  const { event, interaction } = transport;
  const through = (send: () => Promise<Answer>): Promise<Answer> => {
    sent.push(send);
    return holds ? Promise.resolve({ status: 200, body: '' }) : send();
  };
  transport.event = (body) => through(() => event(body));
  transport.interaction = (payload) => through(() => interaction(payload));
});
beforeEach(() => {
  channels += 1;
  channel = `CF${channels}`;
  play.slack.addChannel({ id: channel });
  me = play.person('U1', channel);
  colleague = play.person('U2', channel);
});

const begins = async () => {
  await me.mentions('assess our support agent');
  await me.presses('Start');
};

/** What the bot said in the thread, the newest last. */
const cards = () => me.screen().filter(({ user, to }) => user === 'UBOT' && to === undefined);

const later = async () => {
  await play.world.passes(minute);
  await play.world.sweeps();
};

/** Another process takes over what an earlier one left. */
const takesOver = async () => {
  await play.world.crashes();
  await later();
};

const counted = (name: string) => play.world.store.readCount('T1', name);

const firstAnswer = 'As tall as a church tower';
/** As the card shows it, where a choice alone would prove nothing. */
const answered = `✓ How big is the model of it? ${firstAnswer}`;

describe('a post whose answer is lost', () => {
  it('is found when the thread is read back, and goes on as the card', async () => {
    const before = await counted('stale-posts');
    play.slack.weather.push({ method: 'chat.postMessage', of: { channel }, silent: true });
    await me.mentions('assess our support agent');
    await takesOver();
    expect(cards()).toHaveLength(1);
    expect(await counted('stale-posts')).toBe(before);
    await me.presses('Start');
    await me.presses(firstAnswer);
    expect(cards()).toHaveLength(1);
    expect(me.reads()).toContain(answered);
  });

  it('is made again where nothing may be read; that is counted, and both copies act once', async () => {
    const before = await counted('stale-posts');
    play.slack.weather.push(
      { method: 'chat.postMessage', of: { channel }, silent: true },
      { method: 'conversations.replies', of: { channel }, error: 'missing_scope' },
    );
    await me.mentions('assess our support agent');
    await takesOver();
    expect(cards()).toHaveLength(2);
    expect(await counted('stale-posts')).toBe(before + 1);
    await me.presses('Start');
    await me.presses(firstAnswer);
    expect(me.reads()).toContain(answered);
  });

  it('and that never was made is made, once', async () => {
    play.slack.weather.push({ method: 'chat.postMessage', of: { channel }, status: 502 });
    await me.mentions('assess our support agent');
    expect(cards()).toHaveLength(0);
    await takesOver();
    expect(cards()).toHaveLength(1);
  });

  it('is found though the thread is long and read in pages', async () => {
    play.slack.weather.push({ method: 'chat.postMessage', of: { channel }, silent: true });
    await me.mentions('assess our support agent');
    let asked = 0;
    play.slack.methods.set('conversations.replies', async (form) => {
      asked += 1;
      if (form['cursor'] === undefined) return { ok: true, messages: [], response_metadata: { next_cursor: 'second' } };
      return { ok: true, messages: await repliesIn(form['ts'] ?? '') };
    });
    await takesOver();
    play.slack.methods.delete('conversations.replies');
    expect(asked).toBe(2);
    expect(cards()).toHaveLength(1);
  });
});

const repliesIn = async (thread: string) =>
  play.slack.messages().flatMap((one) => (one.thread === thread ? [{ ts: one.ts, user: one.user, metadata: one.metadata }] : []));

describe('a file whose answer is lost', () => {
  it('is found in the direct messages and not sent twice', async () => {
    await begins();
    play.slack.weather.push({ method: 'files.completeUploadExternal', silent: true });
    await me.says('export json');
    await takesOver();
    expect(play.slack.files()).toHaveLength(1);
  });
});

describe('Slack that is asked too often', () => {
  it('gets the post when it said, and other channels go on meanwhile', async () => {
    play.slack.weather.push({ method: 'chat.postMessage', of: { channel }, status: 429, retryAfter: 30 });
    await me.mentions('assess our support agent');
    expect(cards()).toHaveLength(0);
    const elsewhere = play.person('U1', 'C1');
    await elsewhere.mentions('assess our search');
    expect(elsewhere.card()?.text).toContain('Search');
    const tried = () => play.slack.calls.filter(({ method, form }) => method === 'chat.postMessage' && form['channel'] === channel).length;
    expect(tried()).toBe(1);
    await later();
    expect(cards()).toHaveLength(1);
    expect(tried()).toBe(2);
  });

  it('is not counted as a post that may stand twice, because it took nothing', async () => {
    const before = await counted('stale-posts');
    play.slack.weather.push({ method: 'chat.postMessage', of: { channel }, status: 429, retryAfter: 1 });
    await me.mentions('assess our support agent');
    await later();
    expect(cards()).toHaveLength(1);
    expect(await counted('stale-posts')).toBe(before);
    expect(play.slack.calls.some(({ method, form }) => method === 'conversations.replies' && form['channel'] === channel)).toBe(false);
  });

  it('gets an update when it said, in the card that stands', async () => {
    await begins();
    play.slack.weather.push({ method: 'chat.update', of: { channel }, status: 429, retryAfter: 30 });
    await me.presses(firstAnswer);
    await later();
    expect(cards()).toHaveLength(1);
    expect(me.reads()).toContain(answered);
  });
});

describe('a trigger that expired', () => {
  it('is answered all the same, to the one who pressed alone, with a button to go on', async () => {
    await begins();
    play.slack.weather.push({ method: 'views.open', error: 'expired_trigger_id' });
    expect((await me.presses('Ask a colleague')).status).toBe(200);
    expect(me.window()).toBeNull();
    const told = me.screen().at(-1);
    expect(told?.to).toBe('U1');
    expect(buttonsOf(told?.blocks ?? []).length).toBeGreaterThan(0);
  });
});

describe('two people who press at once', () => {
  it('leave one answer: the other sees whose it is, and the card shows it', async () => {
    await begins();
    const pressed = [me.presses(firstAnswer), colleague.in(channel, me.thread).presses('As big as a blue whale')];
    expect((await Promise.all(pressed)).map(({ status }) => status)).toEqual([200, 200]);
    const whispers = play.slack.messages().filter((one) => one.channel === channel && one.to !== undefined);
    expect(whispers).toMatchObject([{ text: expect.stringContaining('answered this') }]);
    expect(cards()).toHaveLength(1);
    expect(me.reads()).toContain('✓ How big is the model of it?');
  });
});

describe('what Slack delivers', () => {
  it('twice, in one moment and much later, by message and by mention, has one effect', async () => {
    sent.length = 0;
    await me.mentions('assess our support agent');
    await me.presses('Start');
    await me.presses(firstAnswer);
    const everything = async () => ({ turns: await turns(), said: play.slack.messages().filter((one) => one.channel === channel) });
    const before = await everything();
    expect(before.turns).toBeGreaterThan(2);
    await Promise.all(sent.map((send) => send()));
    await play.world.passes(5 * minute);
    for (const send of sent) expect((await send()).status).toBe(200);
    await later();
    expect(await everything()).toEqual(before);
  });

  it('in another order than it happened is all taken in', async () => {
    await begins();
    sent.length = 0;
    holds = true;
    await me.presses(firstAnswer);
    await me.mentions('rename to Ticket agent');
    holds = false;
    expect(me.reads()).not.toContain(answered);
    for (const send of sent.toReversed()) await send();
    await later();
    expect(me.reads()).toContain(answered);
    expect(me.reads()).toContain('Ticket agent');
  });

  it('late, after it was not acknowledged, is taken in then, once', async () => {
    await begins();
    sent.length = 0;
    play.slack.addPerson({ id: 'U7' });
    play.slack.weather.push({ method: 'users.info', of: { user: 'U7' }, status: 500 });
    const third = play.person('U7', channel, me.thread);
    expect((await third.says(firstAnswer)).status).toBe(500);
    expect(me.reads()).not.toContain(answered);
    await play.world.passes(minute);
    for (const send of [...sent, ...sent]) await send();
    await later();
    expect(me.reads()).toContain(answered);
    // The card, and the line that stays of the one above.
    expect(cards()).toHaveLength(2);
  });
});

/** How many turns the world has seen: each leaves a row in its log. */
const turns = async () => (await play.world.rows()).filter((row) => JSON.stringify(row['sk'] ?? '').includes('log#')).length;
