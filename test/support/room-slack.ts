/** A thread in a channel of Slack as a room: signed requests through the real Bolt, blocks read as people read them. */
import type { Ground, WorldOptions } from './app.ts';
import type { Player, Room } from './room.ts';
import { pastTheWire } from './room-past.ts';
import type { SlackPerson } from './slack-people.ts';
import { type SlackPlay, startSlackPlay } from './slack-play.ts';
import { readBlocks } from './slack-screen.ts';

const channel = 'C1';

export async function openSlackRoom(ground: Ground, how: WorldOptions = {}): Promise<Room> {
  const past = pastTheWire(() => play.world);
  const play: SlackPlay = await startSlackPlay(ground, { ...how, overhears: past.heard });
  const people = { requester: 'Requester', teammate: 'Teammate', colleague: 'Colleague' };
  for (const [id, name] of Object.entries(people)) play.slack.addPerson({ id, name });
  play.slack.addPerson({ id: 'guest', name: 'Guest', flags: { is_restricted: true } });
  /** All of them read the thread that the asker began. */
  const asker = play.person('requester', channel);
  const inThread = (id: string) => () => play.person(id, channel, asker.thread);
  const direct = await play.direct('colleague');
  return {
    world: play.world,
    asker: playerOf(play, () => asker, 'Requester'),
    other: playerOf(play, inThread('teammate'), 'Teammate'),
    colleague: playerOf(play, () => direct, 'Colleague'),
    guest: playerOf(play, inThread('guest'), 'Guest'),
    presses: past.presses,
    delays: (text) => asker.delays(text),
    async exports() {
      const given = await Promise.all(
        ['requester', 'teammate', 'colleague'].map(async (id) => ({ id, chat: await play.slack.direct(id) })),
      );
      return play.slack
        .files()
        .map(({ body, channels }) => ({ to: given.find(({ chat }) => chat === channels.join())?.id ?? channels.join(), body }));
    },
    stop: play.stop,
  };
}

function playerOf(play: SlackPlay, who: () => SlackPerson, name: string): Player {
  const words = () =>
    who()
      .screen()
      .map(({ blocks }) => readBlocks(blocks));
  return {
    id: who().id,
    name,
    async says(text) {
      // The first words name the bot, which begins the thread.
      const person = who();
      await (person.thread === undefined && person.channel === channel ? person.mentions(text) : person.says(text));
    },
    presses: async (label) => void (await who().presses(label)),
    ticks: async (text) => void (await who().ticks(text)),
    holds: (label) => who().holds(label),
    async fills(button, send, inputs) {
      await who().presses(button);
      if (who().window()?.submit?.text !== send) throw new Error(`${name} cannot "${send}" in ${JSON.stringify(who().window())}`);
      await who().sends(inputs);
      const told = Object.values(who().errors()).join('\n');
      who().closes();
      return told;
    },
    reads: () => who().reads(),
    newest: () => words().at(-1) ?? '',
    labels: () => who().labels(),
    sees: () => words().join('\n'),
    messages: () =>
      who()
        .screen()
        .filter(({ user, to }) => user === play.slack.settings.workspaces[0]?.bot && to === undefined).length,
  };
}
