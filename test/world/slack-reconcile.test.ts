/** What Slack never delivered: read from the threads in which assessments live, taken in once, and nothing else is looked at. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ground, minute, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';

let ground: Ground;
let play: SlackPlay;
let channels = 0;
let channel = '';
let me: SlackPerson;

beforeAll(async () => {
  ground = await startGround();
  play = await startSlackPlay(ground);
});
afterAll(async () => {
  await play.stop();
  await ground.stop();
});
beforeEach(async () => {
  channels += 1;
  channel = `CR${channels}`;
  play.slack.addChannel({ id: channel });
  me = play.person('U1', channel);
  await me.mentions('assess our support agent');
  await me.presses('Start');
  // What is young may still be on its way.
  await play.world.passes(minute);
});

/** Written in Slack, and never delivered. */
const loses = (text: string, over: { user?: string; thread?: string | undefined } = {}) =>
  play.slack.writes({ channel, user: 'U1', text, thread: me.thread, at: play.world.now(), ...over });

const passes = async () => {
  await play.world.passes(minute);
  const delivered = await play.reconciler.pass();
  await play.world.passes(0);
  return delivered;
};

const answered = '✓ How big is the model of it? As tall as a church tower';
const reads = (method: string) => play.slack.calls.filter((call) => call.method === method && call.form['channel'] === channel).length;

describe('an answer that was never delivered', () => {
  it('is taken in with the next reading, once', async () => {
    loses('2');
    expect(await passes()).toBe(1);
    expect(me.reads()).toContain(answered);
    const standing = me.screen().map(({ ts, text }) => [ts, text]);
    expect(await passes()).toBe(0);
    expect(me.screen().map(({ ts, text }) => [ts, text])).toEqual(standing);
  });

  it('and comes after all changes nothing any more', async () => {
    const ts = loses('2');
    await passes();
    const before = me.screen().length;
    await play.transport.event({
      type: 'event_callback',
      team_id: 'T1',
      event_id: 'EvLate',
      event_time: Math.floor(play.world.now() / 1000),
      authorizations: [{ team_id: 'T1', enterprise_id: null, user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
      event: { type: 'message', channel_type: 'channel', channel, user: 'U1', team: 'T1', text: '2', ts, thread_ts: me.thread },
    });
    await play.world.passes(0);
    expect(me.screen()).toHaveLength(before);
  });

  it('comes in the order in which it was written', async () => {
    for (const text of ['2', 'rename to Ticket agent', 'rename to Mail agent']) {
      loses(text);
      await play.world.passes(1_000);
    }
    expect(await passes()).toBe(3);
    expect(me.reads()).toContain('Mail agent');
  });

  it('waits while it may still be on its way', async () => {
    await play.world.passes(minute);
    loses('2');
    expect(await play.reconciler.pass()).toBe(0);
    expect(await passes()).toBe(1);
  });

  it('is tried again while it cannot be taken in', async () => {
    play.slack.addPerson({ id: `U8${channels}` });
    loses('2', { user: `U8${channels}` });
    play.slack.weather.push({ method: 'users.info', of: { user: `U8${channels}` }, status: 500 });
    expect(await passes()).toBe(0);
    expect(await passes()).toBe(1);
    expect(me.reads()).toContain(answered);
  });
});

describe('what was delivered', () => {
  it('is not handed over again', async () => {
    await me.says('2');
    const before = me.screen().length;
    expect(await passes()).toBe(0);
    expect(me.screen()).toHaveLength(before);
  });
});

describe('what is not for us', () => {
  it('is not read: threads without an assessment, and the channel itself', async () => {
    const other = loses('a planted word', { thread: undefined });
    loses('another planted word', { thread: other });
    await passes();
    expect(play.slack.calls.filter(({ form }) => form['ts'] === other)).toEqual([]);
    expect(reads('conversations.history')).toBe(0);
    expect(JSON.stringify([await play.world.rows(), play.world.log])).not.toContain('planted');
  });

  it('is not taken in where strangers read along', async () => {
    loses('2');
    play.slack.methods.set('conversations.info', () => ({ ok: true, channel: { id: channel, is_ext_shared: true } }));
    expect(await passes()).toBe(0);
    play.slack.methods.delete('conversations.info');
    expect(me.reads()).not.toContain(answered);
  });
});

describe('without the permission to read', () => {
  it('nothing is asked again for an hour, nothing breaks, and it is counted', async () => {
    const before = await play.world.store.readCount('T1', 'unread-threads');
    play.slack.weather.push({ method: 'conversations.replies', of: { channel }, error: 'missing_scope' });
    loses('2');
    await passes();
    await passes();
    expect(me.reads()).not.toContain(answered);
    expect(reads('conversations.replies')).toBe(1);
    expect(await play.world.store.readCount('T1', 'unread-threads')).toBe(before + 1);
    await me.presses('As tall as a church tower');
    expect(me.reads()).toContain(answered);
  });
});
