/** Who may speak to us in Slack, and where: members of the organisation, in channels that nobody else reads; when in doubt nobody. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventOf, postInteraction, postJson } from '../bot/slack/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';
import { readBlocks } from '../support/slack-screen.ts';

let ground: Ground;
let play: SlackPlay;

beforeAll(async () => {
  ground = await startGround();
  play = await startSlackPlay(ground);
});
afterAll(async () => {
  await play.stop();
  await ground.stop();
});

/** What a command is answered with, for the one who gave it alone. */
const whispered = (body: unknown): string => (body as { text?: string }).text ?? '';

const opensHome = async (person: SlackPerson): Promise<void> => {
  const event = { type: 'app_home_opened', user: person.id, channel: person.channel, tab: 'home', event_ts: '1.1', ts: undefined };
  await postJson(play.origin, eventOf(event, { event_id: `Home${person.id}` }));
  await play.world.passes(0);
};
const home = (person: SlackPerson) => play.slack.views().find(({ type, user }) => type === 'home' && user === person.id);

const roots = (channel: string) =>
  play.slack.messages().filter((one) => one.channel === channel && one.metadata?.event_type === 'plumbline_root');

const usesShortcut = async ({ id }: SlackPerson): Promise<void> => {
  const trigger_id = await play.slack.trigger(id);
  const user = { id, team_id: 'T1' };
  await postInteraction(play.origin, { type: 'shortcut', callback_id: 'plumbline_assess', team: { id: 'T1' }, user, trigger_id });
};

describe('who may', () => {
  const events = () => play.world.rows().then((rows) => rows.length);
  let before = 0;
  beforeEach(async () => {
    before = await events();
  });

  it.each([
    ['a guest', { is_restricted: true }],
    ['a guest of one channel', { is_ultra_restricted: true }],
    ['a stranger', { is_stranger: true }],
    ['a person of another organisation', { team_id: 'T9' }],
  ])('%s may not, by whatever way, and is told so', async (name, flags) => {
    const id = `U${name.length}X`;
    play.slack.addPerson({ id, flags });
    const person = play.person(id, 'C2');
    expect(whispered((await person.commands('start')).body)).toContain('members of this organisation');
    const chat = play.person(id, await play.slack.direct(id));
    await usesShortcut(chat);
    expect(chat.window()).toBeNull();
    await opensHome(chat);
    expect(readBlocks(home(chat)?.blocks ?? [])).toContain('members of this organisation');
    expect(chat.reads()).toContain('members of this organisation');
    expect(await events()).toBe(before);
  });

  it.each([
    ['shared with another organisation', { is_ext_shared: true, is_shared: true }],
    ['about to be shared', { is_pending_ext_shared: true }],
  ])('nobody may in a channel that is %s', async (name, flags) => {
    const id = `C${name.length}X`;
    play.slack.addChannel({ id, flags });
    expect(whispered((await play.person('U1', id).commands('start')).body)).toContain('shared with other organisations');
    expect(roots(id)).toEqual([]);
    expect(await events()).toBe(before);
  });

  it('nobody may while Slack does not say with whom a channel is shared', async () => {
    play.slack.addChannel({ id: 'C6', flags: { is_ext_shared: null } });
    expect(whispered((await play.person('U1', 'C6').commands('start')).body)).toContain('could not check with Slack');
    play.slack.weather.push({ method: 'conversations.info', error: 'missing_scope', of: { channel: 'C6' } });
    expect(whispered((await play.person('U1', 'C6').commands('start')).body)).toContain('could not check with Slack');
    expect(await events()).toBe(before);
  });
});
