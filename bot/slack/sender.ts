/** Speaks in Slack: posts, updates, opens direct messages and hands over files, each under a deadline. */
import type { WebClient } from '@slack/web-api';
import { type OutFile, type Person, type Place, type Receipt, SendError, type Sender } from '../conversation/surface.ts';
import type { View } from '../conversation/view.ts';
import type { ClientOf } from './client.ts';
import { conversationId, type SlackReference, slackReference } from './reference.ts';
import { type SlackMessage, toMessages } from './render.ts';
import type { Roster } from './roster.ts';
import { reasonOf, toSendError } from './send-failure.ts';

export interface SlackSenderOptions {
  clientOf: ClientOf;
  tenantOf(team: string, enterprise?: string): Promise<string | null>;
  roster: Roster;
}

interface Spot {
  reference: SlackReference;
  client: WebClient;
  tenant: string;
}

const findSpot = async ({ clientOf, tenantOf }: SlackSenderOptions, place: Place): Promise<Spot> => {
  const known = slackReference.safeParse(place.reference);
  if (!known.success) throw new SendError('This is no place in Slack', { arrived: 'no', cause: known.error });
  const reference = known.data;
  if ((await tenantOf(reference.team, reference.enterprise)) !== place.tenant)
    throw new SendError('This place belongs to another organisation', { arrived: 'no' });
  return { reference, client: await clientOf(reference), tenant: place.tenant };
};

const call = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw toSendError(what, error);
  }
};

const threadOf = ({ thread }: SlackReference): { thread_ts: string } | object => (thread === undefined ? {} : { thread_ts: thread });

/** A view may need several messages; their time stamps travel as one, parted by spaces. */
const post = async ({ reference, client }: Spot, view: View, effect: string): Promise<Receipt> => {
  const stamps: string[] = [];
  for (const [part, message] of toMessages(view).entries()) {
    const metadata = { event_type: 'plumbline_effect', event_payload: { effect, part } };
    const where = { channel: reference.channel, ...threadOf(reference), unfurl_links: false, unfurl_media: false, metadata };
    try {
      const { ts } = await call('post', () => client.chat.postMessage({ ...where, ...message }));
      if (ts === undefined) throw new SendError('Slack gave no time stamp for the message', { arrived: 'unknown' });
      stamps.push(ts);
    } catch (error) {
      if (stamps.length === 0 || !(error instanceof SendError)) throw error;
      throw new SendError(error.message, { arrived: 'unknown', cause: error });
    }
  }
  return { message: stamps.join(' ') };
};

/** Words by which Slack says that the message is not there, or can no longer be changed. */
const gone = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message']);

/** True when the call found its message. */
const found = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await call(what, work);
    return true;
  } catch (error) {
    if (error instanceof SendError && (gone.has(reasonOf(error) ?? '') || error.message.endsWith('answered 404'))) return false;
    throw error;
  }
};

const change = ({ reference: { channel }, client }: Spot, ts: string, message: SlackMessage): Promise<boolean> =>
  found('update', () => client.chat.update({ channel, ts, ...message }));

/** A copy that stays after all still acts only once. */
const remove = async ({ reference: { channel }, client }: Spot, ts: string): Promise<void> => {
  await found('delete', () => client.chat.delete({ channel, ts })).catch((error: unknown) => {
    if (!(error instanceof SendError)) throw error;
  });
};

const update = async (spot: Spot, message: string, view: View): Promise<'updated' | 'gone'> => {
  const stamps = message.split(' ');
  const parts = toMessages(view);
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

const direct = async ({ reference: { thread: _, ...reference }, client, tenant }: Spot, person: string): Promise<Place> => {
  const { channel } = await call('direct', () => client.conversations.open({ users: person }));
  if (channel?.id === undefined) throw new SendError('Slack gave no id for the direct message', { arrived: 'unknown' });
  return { tenant, conversation: conversationId(channel.id), reference: { ...reference, channel: channel.id } };
};

/** More people than fit any list to choose from; who is missing is named by mention. */
const mostPeople = 50;

/** Without the permission to list them nobody is known; a colleague can still be named by mention. */
const members = async ({ reference, client }: Spot, roster: Roster): Promise<Person[]> => {
  const { channel, team, bot } = reference;
  if (channel.startsWith('D')) return [];
  try {
    const listed = await call('members', () => client.conversations.members({ channel, limit: mostPeople }));
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

/** Nothing is shown before the last of its three calls, so only that one may have arrived when it fails. */
const giveFile = async ({ reference, client }: Spot, file: OutFile): Promise<Receipt> => {
  const { channel, thread } = reference;
  const where = { channel_id: channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
  const body = Buffer.from(file.body);
  const { upload_url: url, file_id: id } = await call('file', () =>
    client.files.getUploadURLExternal({ filename: file.name, length: body.byteLength, alt_text: file.text }),
  );
  if (url === undefined || id === undefined) throw new SendError('Slack gave no address for the file', { arrived: 'no' });
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(body)], { type: file.mime }), file.name);
  const stored = await call('file', () =>
    fetch(url, { method: 'POST', body: form, redirect: 'error', signal: AbortSignal.timeout(10_000) }),
  );
  if (!stored.ok)
    throw new SendError(`file: Slack's storage answered ${stored.status}`, { arrived: stored.status < 500 ? 'no' : 'unknown' });
  await call('file', () =>
    client.files.completeUploadExternal({ files: [{ id, title: file.name }], initial_comment: file.text, ...where }),
  );
  return { message: id };
};

export const createSlackSender = (options: SlackSenderOptions): Sender => {
  const spotOf = (place: Place): Promise<Spot> => findSpot(options, place);
  return {
    post: async (place, view, effectId) => post(await spotOf(place), view, effectId),
    update: async (place, message, view) => update(await spotOf(place), message, view),
    direct: async (via, person) => direct(await spotOf(via), person),
    members: async (place) => members(await spotOf(place), options.roster),
    file: async (place, file) => giveFile(await spotOf(place), file),
  };
};
