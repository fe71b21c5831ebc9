/** Speaks in Slack: posts, updates, opens direct messages and hands over files, each under a deadline. */
import { type Again, type Person, type Place, type Receipt, SendError, type Sender } from '../conversation/surface.ts';
import type { View } from '../conversation/view.ts';
import type { Illustrate } from './illustrate.ts';
import type { LinksOf } from './links.ts';
import { markOf, readBack } from './read-back.ts';
import { conversationId, type SlackReference } from './reference.ts';
import { type SlackMessage, toMessages } from './render.ts';
import type { Roster } from './roster.ts';
import { reasonOf } from './send-failure.ts';
import { sendable } from './sendable.ts';
import { call, findSpot, type Spot, type SpotPorts } from './spot.ts';
import { giveFile } from './upload.ts';

/** Who may be spoken of, and under which name. */
type Known = Pick<Roster, 'standing' | 'nameOf' | 'profile'>;

export interface SlackSenderOptions extends SpotPorts {
  roster: Known;
  illustrate: Illustrate;
  linksOf: LinksOf;
  clock: () => number;
}

const threadOf = ({ thread }: SlackReference): { thread_ts: string } | object => (thread === undefined ? {} : { thread_ts: thread });

/** What stands of an effect already, where an earlier process may have sent it. */
const standing = async (spot: Spot, effect: string, now: number, again: Again | undefined): Promise<ReadonlyMap<number, string>> => {
  if (again === undefined) return new Map();
  const parts = await readBack(spot, effect, now);
  await (parts === null ? again.blindly() : again.check());
  return parts ?? new Map();
};

/** A view may need several messages; their time stamps travel as one, parted by spaces. */
const post = async (spot: Spot, messages: SlackMessage[], effect: string, there: ReadonlyMap<number, string>): Promise<Receipt> => {
  const { reference, client } = spot;
  const stamps: string[] = [];
  await spot.pace.turn(reference, messages.length - there.size);
  for (const [part, message] of messages.entries()) {
    const where = { channel: reference.channel, ...threadOf(reference), unfurl_links: false, unfurl_media: false };
    const known = there.get(part);
    try {
      const { ts } =
        known === undefined
          ? await call(spot, 'chat.postMessage', () => client.chat.postMessage({ ...where, ...message, metadata: markOf(effect, part) }))
          : { ts: known };
      if (ts === undefined) throw new SendError('Slack gave no time stamp for the message', { arrived: 'unknown' });
      stamps.push(ts);
    } catch (error) {
      if (stamps.length === 0 || !(error instanceof SendError)) throw error;
      throw new SendError(error.message, { arrived: 'unknown', cause: error });
    }
  }
  // Parts that are no longer needed stay in the receipt: the next change takes them away.
  const more = [...there].filter(([part]) => part >= messages.length).map(([, ts]) => ts);
  return { message: [...stamps, ...more].join(' ') };
};

/** Words by which Slack says that the message is not there, or can no longer be changed. */
const gone = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message']);

/** True when the call found its message. */
const found = async (spot: Spot, method: string, work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await call(spot, method, work);
    return true;
  } catch (error) {
    if (error instanceof SendError && (gone.has(reasonOf(error) ?? '') || error.message.endsWith('answered 404'))) return false;
    throw error;
  }
};

/** The most frequent call of all: blocks go as the text that the client would make of them, which spares it looking through each. */
const change = (spot: Spot, ts: string, { text, blocks }: SlackMessage): Promise<boolean> => {
  const { client, reference } = spot;
  const message = { channel: reference.channel, ts, text, blocks: JSON.stringify(blocks) };
  return found(spot, 'chat.update', () => client.apiCall('chat.update', message));
};

/** A copy that stays after all still acts only once. */
const remove = async (spot: Spot, ts: string): Promise<void> => {
  const { channel } = spot.reference;
  await found(spot, 'chat.delete', () => spot.client.chat.delete({ channel, ts })).catch((error: unknown) => {
    if (!(error instanceof SendError)) throw error;
  });
};

const update = async (spot: Spot, message: string, parts: SlackMessage[]): Promise<'updated' | 'gone'> => {
  const stamps = message.split(' ');
  // More messages than before need new ones, which only a fresh post can give: the old ones make way for it.
  if (parts.length > stamps.length) {
    for (const ts of stamps) await remove(spot, ts);
    return 'gone';
  }
  for (const [index, ts] of stamps.entries()) {
    const part = parts[index];
    if (part === undefined) await remove(spot, ts);
    else if (!(await change(spot, ts, part))) return 'gone';
  }
  return 'updated';
};

const direct = async (spot: Spot, person: string): Promise<Place> => {
  const { reference: from, client, tenant } = spot;
  const { thread: _, ...reference } = from;
  const { channel } = await call(spot, 'conversations.open', () => client.conversations.open({ users: person }));
  if (channel?.id === undefined) throw new SendError('Slack gave no id for the direct message', { arrived: 'unknown' });
  return { tenant, conversation: conversationId(channel.id), reference: { ...reference, channel: channel.id } };
};

/** More people than fit any list to choose from; who is missing is named by mention. */
const mostPeople = 50;

/** Without the permission to list them nobody is known; a colleague can still be named by mention. */
const members = async (spot: Spot, roster: Known): Promise<Person[]> => {
  const { reference, client } = spot;
  const { channel, team, bot } = reference;
  if (channel.startsWith('D')) return [];
  try {
    const listed = await call(spot, 'conversations.members', () => client.conversations.members({ channel, limit: mostPeople }));
    const people: Person[] = [];
    for (const id of listed.members ?? []) {
      if (id === bot || (await roster.standing(team, id)) === 'external') continue;
      people.push({ id, name: await roster.nameOf(team, id) });
    }
    return people;
  } catch (error) {
    if (reasonOf(error) === 'missing_scope') return [];
    throw error;
  }
};

/** Somebody whom Slack does not know is nobody; a Slack that is away is another thing. */
const find = async ({ reference: { team } }: Spot, roster: Known, person: string): Promise<Person | null> => {
  if (!/^[UW][A-Z0-9]+$/.test(person)) return null;
  try {
    if ((await roster.standing(team, person)) === 'external') return null;
    return { id: person, name: await roster.nameOf(team, person) };
  } catch (error) {
    if (reasonOf(error) === 'user_not_found') return null;
    throw error;
  }
};

export const createSlackSender = (options: SlackSenderOptions): Sender => {
  const { illustrate, linksOf } = options;
  const spotOf = (place: Place): Promise<Spot> => findSpot(options, place);
  const drawn = async <T>(spot: Spot, view: View, send: (messages: SlackMessage[]) => Promise<T>): Promise<T> => {
    const links = await linksOf(spot.reference, view);
    return await illustrate(spot, view, (pictures) => send(sendable(toMessages(view, { pictures, links }))));
  };
  return {
    async post(place, view, effectId, again) {
      const spot = await spotOf(place);
      const there = await standing(spot, effectId, options.clock(), again);
      return await drawn(spot, view, (messages) => post(spot, messages, effectId, there));
    },
    async update(place, message, view) {
      const spot = await spotOf(place);
      return await drawn(spot, view, (parts) => update(spot, message, parts));
    },
    direct: async (via, person) => direct(await spotOf(via), person),
    members: async (place) => members(await spotOf(place), options.roster),
    find: async (via, person) => find(await spotOf(via), options.roster, person),
    async zoneOf(via, person) {
      const spot = await spotOf(via);
      return (await call(spot, 'users.info', () => options.roster.profile(spot.reference.team, person))).zone ?? null;
    },
    file: async (place, file, effectId, again) => giveFile(await spotOf(place), file, effectId, options.clock(), again),
  };
};
