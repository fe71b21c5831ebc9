/** Places in Slack that are closed to us: nothing is lost, and whoever runs the assessment hears of it where they can be reached. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ground, minute, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';

let ground: Ground;
let play: SlackPlay;
let channels = 0;
/** Each test has a channel of its own. */
let channel = '';
let me: SlackPerson;
let colleague: SlackPerson;

beforeAll(async () => {
  ground = await startGround();
  play = await startSlackPlay(ground);
});
afterAll(async () => {
  await play.stop();
  await ground.stop();
});
beforeEach(() => {
  channels += 1;
  channel = `CG${channels}`;
  play.slack.addChannel({ id: channel });
  me = play.person('U1', channel);
  colleague = play.person('U2', channel);
});

const begins = async () => {
  await me.mentions('assess our support agent');
  await me.presses('Start');
};

const later = async () => {
  await play.world.passes(minute);
  await play.world.sweeps();
};

const counted = (name: string) => play.world.store.readCount('T1', name);

const firstAnswer = 'As tall as a church tower';
const answered = `✓ How big is the model of it? ${firstAnswer}`;

/** What people with the right to do so do in Slack itself. */
const asAdmin = async (method: string, form: Record<string, string>) => {
  play.slack.addToken({ token: 'xoxp-admin', team: 'T1', bot: 'U1', scopes: ['groups:write'] });
  const headers = { authorization: 'Bearer xoxp-admin' };
  const answer = await fetch(`${play.slack.apiUrl}${method}`, { method: 'POST', headers, body: new URLSearchParams(form) });
  expect(await answer.json()).toMatchObject({ ok: true });
};

describe('a channel that is closed to us', () => {
  it.each(['is_archived', 'not_in_channel', 'channel_not_found'])(
    'by %s: whoever runs the assessment hears it once, in direct messages, and goes on there',
    async (error) => {
      await begins();
      const gone = { method: 'chat.update', of: { channel }, error };
      play.slack.weather.push(gone, { ...gone }, { ...gone });
      const mine = await play.direct('U1');
      const heard = () => mine.screen().filter(({ text }) => text.includes('I can no longer write'));
      const before = heard().length;
      await colleague.in(channel, me.thread).presses(firstAnswer);
      await later();
      await colleague.in(channel, me.thread).presses('As big as a blue whale');
      await later();
      expect(heard()).toHaveLength(before + 1);
      await mine.presses('Go on here');
      expect(mine.reads()).toContain(answered);
    },
  );

  it('because somebody removed us: nothing is lost, and all is there once we are let in again', async () => {
    channel = 'CPRIVATE';
    play.slack.addChannel({ id: channel, private: true, members: ['U1', 'U2', 'UBOT'] });
    me = play.person('U1', channel);
    await begins();
    const mine = await play.direct('U1');
    const before = mine.screen().length;
    await asAdmin('conversations.kick', { channel, user: 'UBOT' });
    await me.presses(firstAnswer);
    expect(me.reads()).not.toContain(answered);
    expect(mine.screen()).toHaveLength(before + 1);
    expect(mine.screen().at(-1)?.text).toContain('I can no longer write');
    await asAdmin('conversations.invite', { channel, users: 'UBOT' });
    await me.mentions('resume');
    expect(me.reads()).toContain(answered);
    expect(mine.screen()).toHaveLength(before + 1);
  });

  it('says so again after it was open to us in between', async () => {
    await begins();
    const mine = await play.direct('U1');
    const heard = () => mine.screen().filter(({ text }) => text.includes('I can no longer write')).length;
    const before = heard();
    for (const answer of [firstAnswer, 'As big as a open sea']) {
      play.slack.weather.push({ method: 'chat.update', of: { channel }, error: 'not_in_channel' });
      await me.presses(answer);
      // Anything heard from there says that we are in.
      await me.mentions('status');
    }
    expect(heard()).toBe(before + 2);
  });
});

describe('a token that was revoked', () => {
  it('loses nothing: it is counted, and the next event after a new installation shows everything', async () => {
    await begins();
    const before = await counted('undeliverable');
    play.slack.weather.push({ method: 'chat.update', of: { channel }, error: 'token_revoked' });
    await me.presses(firstAnswer);
    expect(await counted('undeliverable')).toBe(before + 1);
    expect(me.reads()).not.toContain(answered);
    await me.mentions('resume');
    expect(me.reads()).toContain(answered);
  });
});
