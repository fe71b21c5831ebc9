/** The ways in that are Slack's own: the command, the shortcut, the Home tab, the empty chat. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOf, postInteraction, postJson } from '../bot/slack/wire.ts';
import { type Ground, startGround } from '../support/app.ts';
import type { SlackPerson } from '../support/slack-people.ts';
import { type SlackPlay, startSlackPlay } from '../support/slack-play.ts';
import { buttonsOf, readBlocks } from '../support/slack-screen.ts';

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

interface Told {
  text?: string;
  blocks?: Record<string, unknown>[];
}

/** What a command is answered with, for the one who gave it alone. */
const whispered = (body: unknown): string => {
  const { text = '', blocks = [] } = (typeof body === 'object' && body !== null ? body : {}) as Told;
  return `${text}\n${readBlocks(blocks)}`;
};
const buttonsIn = (body: unknown): string[] => buttonsOf((body as Told).blocks ?? []).map(({ label }) => label);

const calls = (method: string) => play.slack.calls.filter((call) => call.method === method);

/** The messages that begin threads of ours. */
const roots = (channel: string) =>
  play.slack.messages().filter((one) => one.channel === channel && one.metadata?.event_type === 'plumbline_root');

let opened = 0;
/** The person looks at a tab of ours. */
async function opens(person: SlackPerson, tab: 'home' | 'messages'): Promise<void> {
  opened += 1;
  const event = { type: 'app_home_opened', user: person.id, channel: person.channel, tab, event_ts: `${opened}.1`, ts: undefined };
  await postJson(play.origin, eventOf(event, { event_id: `Home${opened}` }));
  await play.world.passes(0);
}

const home = (person: SlackPerson) => play.slack.views().find(({ type, user }) => type === 'home' && user === person.id);

/** A press on the Home tab. */
async function pressesAtHome(person: SlackPerson, label: string): Promise<void> {
  const view = home(person);
  const button = buttonsOf(view?.blocks ?? []).find((one) => one.label === label);
  if (view === undefined || button === undefined) throw new Error(`No "${label}" on the Home tab of ${person.id}.`);
  await postInteraction(play.origin, {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: person.id, team_id: 'T1' },
    trigger_id: await play.slack.trigger(person.id),
    container: { type: 'view', view_id: view.id },
    view: { id: view.id, type: 'home', hash: view.hash, private_metadata: view.metadata },
    actions: [{ action_id: button.actionId, block_id: button.blockId, value: button.value }],
  });
  await play.world.passes(0);
}

async function shortcut(person: SlackPerson): Promise<void> {
  const trigger_id = await play.slack.trigger(person.id);
  const user = { id: person.id, team_id: 'T1' };
  await postInteraction(play.origin, { type: 'shortcut', callback_id: 'plumbline_assess', team: { id: 'T1' }, user, trigger_id });
  await play.world.passes(0);
}

describe('/plumbline', () => {
  it('begins an assessment in the thread of a message of its own', async () => {
    const me = play.person('U1', 'C1');
    expect(await me.commands('assess our support agent')).toMatchObject({ status: 200, body: '' });
    const [root] = roots('C1');
    expect(root?.text).toContain('starts an assessment');
    const thread = me.in('C1', root?.ts);
    expect(thread.reads()).toContain('Support agent');
    await thread.presses('Start');
    await thread.says('As tall as a church tower');
    await thread.says('As big as a open sea');
    await thread.ticks('Nobody brings anything');
    for (const label of ['As tall as a village hall', "That's right"]) await thread.presses(label);
    expect(thread.labels().some((label) => label.startsWith('Ask a colleague'))).toBe(true);
  });

  it('with "start" asks for a name there', async () => {
    const me = play.person('U1', 'C2');
    await me.commands('start');
    expect(me.in('C2', roots('C2')[0]?.ts).labels()).toContain('Save');
  });

  it('lists what is mine for me alone, with a way into each thread', async () => {
    const me = play.person('U1', 'C3');
    for (const words of ['list', 'status', 'resume']) {
      const { body } = await me.commands(words);
      expect(body).toMatchObject({ response_type: 'ephemeral' });
      expect(whispered(body)).toContain('Support agent');
      expect(buttonsIn(body)).toEqual(expect.arrayContaining(['Open 1', 'Continue 1 here', 'Go to 1']));
    }
    expect(me.screen()).toEqual([]);
  });

  it('asks which one is meant where a command is about one', async () => {
    const { body } = await play.person('U1', 'C3').commands('pause');
    expect(whispered(body)).toContain('I cannot know from here which one you mean');
  });

  it('says what it can do, and what it did not understand, without a word to others', async () => {
    const me = play.person('U2', 'C3');
    expect(whispered((await me.commands('')).body)).toContain('What I do');
    expect(whispered((await me.commands('the weather in the north')).body)).toContain('I did not understand that');
    expect(me.screen()).toEqual([]);
  });

  it('says how to be added where we are not in the channel', async () => {
    play.slack.addChannel({ id: 'C8', members: ['U1'] });
    const { body } = await play.person('U1', 'C8').commands('start');
    expect(whispered(body)).toContain('/invite @Plumbline');
    expect(roots('C8')).toEqual([]);
  });

  it('leaves no message behind where nothing came of it', async () => {
    const me = play.person('U1', 'C3');
    const { body } = await me.commands('assess AKIAIOSFODNN7EXAMPLE and the rest');
    expect(whispered(body)).toContain('Not kept');
    expect(me.screen()).toEqual([]);
  });

  it('delivered twice begins one', async () => {
    play.slack.addChannel({ id: 'C7' });
    play.slack.weather.push({ method: 'chat.postMessage', status: 500 });
    const me = play.person('U2', 'C7');
    expect((await me.commands('assess our reader')).status).toBe(500);
    await me.commands('assess our reader');
    expect(roots('C7')).toHaveLength(1);
  });
});

describe('the shortcut', () => {
  it('asks what and where, begins there, and says where that is', async () => {
    const me = play.person('U2', await play.slack.direct('U2'));
    await shortcut(me);
    expect(me.window()?.submit?.text).toBe('Start');
    await me.sends({ 'What shall we look at?': 'Claims reader', 'Where shall it live?': 'C3' });
    const thread = me.in('C3', roots('C3').at(-1)?.ts);
    expect(thread.reads()).toContain('Claims reader');
    expect(readBlocks(me.window()?.blocks ?? [])).toContain('The assessment has begun');
    expect(JSON.stringify(me.window()?.blocks)).toContain('Go there');
  });

  it('begins in our direct message where no channel is chosen', async () => {
    const me = play.person('U3', await play.slack.direct('U3'));
    await shortcut(me);
    await me.sends({ 'What shall we look at?': 'Letter writer' });
    expect(me.in(me.channel, roots(me.channel)[0]?.ts).reads()).toContain('Letter writer');
  });

  it('says at the field that we are not in a channel', async () => {
    const me = play.person('U1', await play.slack.direct('U1'));
    await shortcut(me);
    await me.sends({ 'What shall we look at?': 'Anything', 'Where shall it live?': 'C8' });
    expect(me.errors()).toEqual({ 'Where shall it live?': expect.stringContaining('/invite @Plumbline') });
    me.closes();
  });

  it('that took too long is offered again', async () => {
    const me = play.person('U1', await play.slack.direct('U1'));
    play.slack.weather.push({ method: 'views.open', error: 'expired_trigger_id' });
    await shortcut(me);
    expect(me.window()).toBeNull();
    expect(me.reads()).toContain('could not be opened in time');
    await me.presses('Open it again');
    expect(me.window()?.submit?.text).toBe('Start');
    me.closes();
  });
});

describe('a button whose window came too late', () => {
  it.each(['expired_trigger_id', 'trigger_expired', 'exchanged_trigger_id', 'trigger_exchanged'])(
    '(%s) comes back fresh',
    async (error) => {
      const me = play.person('U1', 'C1', roots('C1')[0]?.ts);
      play.slack.weather.push({ method: 'views.open', error });
      await me.presses('Ask a colleague');
      expect(me.window()).toBeNull();
      await me.presses('Open it again');
      expect(me.window()?.submit?.text).toBe('Ask');
      me.closes();
    },
  );
});

describe('the Home tab', () => {
  it('of somebody new says how to begin', async () => {
    play.slack.addPerson({ id: 'U4' });
    const me = play.person('U4', await play.slack.direct('U4'));
    await opens(me, 'home');
    expect(readBlocks(home(me)?.blocks ?? [])).toContain('you take part in no assessment yet');
    await pressesAtHome(me, 'Start an assessment');
    await me.sends({ 'What shall we look at?': 'Mail sorter' });
    expect(me.in(me.channel, roots(me.channel)[0]?.ts).reads()).toContain('Mail sorter');
  });

  it('shows what waits for a person, who answers it there, and what they take part in', async () => {
    const asker = play.person('U1', 'C1', roots('C1')[0]?.ts);
    await asker.presses('Ask a colleague');
    await asker.sends({ person: 'U4' });
    const me = play.person('U4', await play.slack.direct('U4'));
    await opens(me, 'home');
    const page = readBlocks(home(me)?.blocks ?? []);
    for (const words of ['Waiting for you', 'Support agent', 'asked by', 'Mail sorter']) expect(page).toContain(words);
    await pressesAtHome(me, 'Answer 1');
    await me.presses('Only the people on the team');
    expect(readBlocks(me.window()?.blocks ?? [])).toContain('Thank you');
    me.closes();
    await opens(me, 'home');
    expect(readBlocks(home(me)?.blocks ?? [])).not.toContain('Waiting for you');
  });

  it('takes an assessment along into our direct message', async () => {
    const me = play.person('U1', await play.slack.direct('U1'));
    await opens(me, 'home');
    await pressesAtHome(me, 'Continue 1 here');
    expect(roots(me.channel).at(-1)?.text).toContain('continues an assessment');
  });
});

describe('our direct message', () => {
  it('offers something to say while it is empty', async () => {
    const me = play.person('U3', await play.slack.direct('U3'));
    await opens(me, 'messages');
    const [call] = calls('assistant.threads.setSuggestedPrompts');
    expect(call?.form).toMatchObject({ channel_id: me.channel });
    expect(call?.form).not.toHaveProperty('thread_ts');
    const prompts = JSON.parse(call?.form['prompts'] ?? '[]') as { message: string }[];
    expect(prompts.length).toBeLessThanOrEqual(4);
    expect(prompts.map(({ message }) => message)).toContain('help');
  });

  it('lists what is mine, wherever it lives', async () => {
    const me = play.person('U2', await play.slack.direct('U2'));
    await me.says('list');
    expect(me.reads()).toContain('Claims reader');
    expect(me.labels()).toContain('Continue 1 here');
  });

  it('holds one talk a thread, and takes typed answers in it', async () => {
    const me = play.person('U3', await play.slack.direct('U3'));
    await me.says('assess our night watch');
    const card = me.card();
    const thread = me.in(me.channel, card?.thread);
    await thread.says('start');
    await thread.says('1');
    expect(thread.reads()).not.toContain('Night watch: let');
  });
});
