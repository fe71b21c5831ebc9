/** Speaks in Teams: posts, updates, opens personal chats and hands over files, each under a deadline. */
import { Buffer } from 'node:buffer';
import type { Activity } from 'botbuilder';
import { type OutFile, type Person, type Place, type Receipt, SendError, type Sender } from '../conversation/surface.ts';
import type { View } from '../conversation/view.ts';
import { type PlaceReference, threadMark } from './activity.ts';
import type { Line, Member } from './channel.ts';
import { limits } from './limits.ts';
import { cleanText } from './normalise-text.ts';
import { type Message, type RenderOptions, renderOptionsFor, toActivity, toNotice } from './render.ts';
import { isBadRequest, isForbidden, isMissing } from './send-failure.ts';
import { splitView } from './split.ts';
import { findSpot, type Spot } from './spot.ts';
import { tryoutUsers } from './tryout-people.ts';
import { isStorage, type UploadTools, uploadFile } from './uploads.ts';

export interface SenderOptions {
  lines: readonly Line[];
  clock: () => number;
  deadlineMs?: number;
  /** How files are stored; only tests allow other addresses than Microsoft's. */
  uploads?: Partial<UploadTools>;
  /** The try-out has no file storage: it writes the file on this machine and gives back where. */
  files?: (file: OutFile) => Promise<string>;
  /** The personal chat on a person's own page of the try-out: there, not on the page of whoever asks, they read what is theirs. */
  home?: (person: string) => PlaceReference | undefined;
}

/** More people than fit any list to choose from; who is missing is named by mention. */
const mostPeople = 1_000;

const optionsFor = ({ line: { registration } }: Spot): RenderOptions => ({
  ...renderOptionsFor(registration),
  mentions: registration.kind === 'production',
});

const withEffect = (message: Partial<Activity>, effectId: string, part: number): Partial<Activity> => ({
  ...message,
  channelData: { plumbline: { effect: effectId, part } },
});

const send = async (spot: Spot, message: Partial<Activity>): Promise<string> => {
  const answer = await spot.call('post', (how) => spot.conversations.sendToConversation(spot.id, message, how));
  if (!answer.id) throw new SendError('Teams gave no id for the message', { arrived: 'unknown' });
  return answer.id;
};

/** A person who has left makes Teams refuse a mention, and with it the whole message; their name alone always passes. */
const withMentions = async <T>(spot: Spot, view: View, run: (message: Message) => Promise<T>): Promise<T> => {
  const how = optionsFor(spot);
  const message = toActivity(view, how);
  const mentions = message.attachments?.[0]?.content.msteams?.entities;
  if (!mentions) return run(message);
  try {
    return await run(message);
  } catch (error) {
    if (!(error instanceof SendError) || !isBadRequest(error.cause)) throw error;
    return run(toActivity(view, { ...how, mentions: false }));
  }
};

/** A view may need several messages; their ids travel as one, parted by spaces, which no id of Teams holds. */
const post = async (spot: Spot, view: View, effectId: string): Promise<Receipt> => {
  const ids: string[] = [];
  for (const [part, piece] of splitView(view, limits).entries()) {
    try {
      ids.push(await withMentions(spot, piece, (message) => send(spot, withEffect(message, effectId, part))));
    } catch (error) {
      if (ids.length === 0 || !(error instanceof SendError)) throw error;
      throw new SendError(error.message, { arrived: 'unknown', cause: error });
    }
  }
  return { message: ids.join(' ') };
};

/** True when the call found its message. */
const found = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof SendError && isMissing(error.cause)) return false;
    throw error;
  }
};

/** What was posted into a channel began a thread there, and lives in it. */
const threadOf = ({ id, reference }: Spot, message: string): string =>
  reference.conversation.kind === 'channel' && !id.includes(threadMark) ? `${id}${threadMark}${message}` : id;

const change = (spot: Spot, id: string, view: View): Promise<boolean> =>
  found(
    withMentions(spot, view, (message) =>
      spot.call('update', (how) => spot.conversations.updateActivity(threadOf(spot, id), id, { ...message, id }, how)),
    ),
  );

/** What stays of a message that cannot be taken away. */
const leftover: View = {
  text: 'This part is no longer needed.',
  blocks: [{ type: 'text', text: 'This part is no longer needed.', subtle: true }],
};

/** Takes a message away, or empties it where messages cannot be deleted. A copy that stays after all still acts only once. */
const remove = async (spot: Spot, id: string): Promise<void> => {
  try {
    await found(spot.call('delete', (how) => spot.conversations.deleteActivity(threadOf(spot, id), id, how)));
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    await change(spot, id, leftover).catch(() => false);
  }
};

const update = async (spot: Spot, message: string, view: View): Promise<'updated' | 'gone'> => {
  const ids = message.split(' ');
  const pieces = splitView(view, limits);
  // More messages than before need new ids, which only a fresh post can give: the old ones make way for it.
  if (pieces.length > ids.length) {
    for (const id of ids) await remove(spot, id);
    return 'gone';
  }
  for (const [index, id] of ids.entries()) {
    const piece = pieces[index];
    if (!piece) await remove(spot, id);
    else if (!(await change(spot, id, piece))) return 'gone';
  }
  return 'updated';
};

const isColleague = ({ aadObjectId, userRole }: Member): boolean => aadObjectId !== undefined && (userRole ?? 'user') === 'user';

const members = async (spot: Spot): Promise<Person[]> => {
  if (spot.line.registration.kind === 'tryout') return tryoutUsers.map(({ id, role }) => ({ id, name: role }));
  const people: Person[] = [];
  let continuationToken: string | undefined;
  do {
    const paging = { pageSize: 200, ...(continuationToken ? { continuationToken } : {}) };
    const page = await spot.call('members', (how) => spot.conversations.getConversationPagedMembers(spot.id, { ...how, ...paging }));
    people.push(
      ...(page.members ?? []).filter(isColleague).map(({ aadObjectId = '', name }) => ({ id: aadObjectId, name: cleanText(name ?? '') })),
    );
    continuationToken = page.continuationToken;
  } while (continuationToken && people.length < mostPeople);
  return people;
};

/** Outside a team Teams tells only of the people in the conversation itself. */
const find = async (spot: Spot, person: string): Promise<Person | null> => {
  if (spot.line.registration.kind === 'tryout') return (await members(spot)).find(({ id }) => id === person) ?? null;
  try {
    const member = await spot.call('member', (how) => spot.conversations.getConversationMember(spot.id, person, how));
    return isColleague(member) && member.aadObjectId === person ? { id: person, name: cleanText(member.name ?? '') } : null;
  } catch (error) {
    if (error instanceof SendError && (isMissing(error.cause) || isForbidden(error.cause))) return null;
    throw error;
  }
};

/** The playground knows its people by its own ids only; Teams takes the id of the directory. */
const memberId = ({ line }: Spot, person: string): string => {
  if (line.registration.kind === 'production') return person;
  const known = tryoutUsers.find(({ id }) => id === person);
  if (!known) throw new SendError('The try-out has no such person', { arrived: 'no' });
  return known.user;
};

const direct = async (spot: Spot, via: Place, person: string, home: PlaceReference | undefined): Promise<Place> => {
  const { reference, conversations } = spot;
  if (reference.conversation.kind === 'personal' && reference.person?.aadObjectId === person) return via;
  if (home !== undefined && spot.line.registration.kind === 'tryout')
    return { tenant: home.tenant, conversation: home.conversation.id, reference: home };
  const id = memberId(spot, person);
  const { bot, tenant } = reference;
  const wanted = { isGroup: false, bot, members: [{ id, name: '' }], tenantId: tenant, channelData: { tenant: { id: tenant } } };
  const created = await spot.call('direct', (how) => conversations.createConversation(wanted, how));
  if (!created.id) throw new SendError('Teams gave no id for the personal chat', { arrived: 'unknown' });
  const next: PlaceReference = { ...reference, conversation: { id: created.id, kind: 'personal' }, person: { id, aadObjectId: person } };
  return { tenant, conversation: created.id, reference: next };
};

const consentCard = (file: OutFile): { contentType: string; name: string; content: object } => ({
  contentType: 'application/vnd.microsoft.teams.card.file.consent',
  name: file.name,
  content: {
    description: file.text,
    sizeInBytes: Buffer.byteLength(file.body),
    acceptContext: { context: file.context },
    declineContext: { context: file.context },
  },
});

const giveFile = async (spot: Spot, file: OutFile, tools: UploadTools): Promise<Partial<Activity>> => {
  if (spot.reference.conversation.kind !== 'personal') throw new SendError('Teams takes files only in a personal chat', { arrived: 'no' });
  return { type: 'message', attachments: [file.upload === undefined ? consentCard(file) : await uploadFile(file.upload, file, tools)] };
};

export const createTeamsSender = (options: SenderOptions): Sender => {
  const { deadlineMs = 10_000, files } = options;
  const tools: UploadTools = { fetch: globalThis.fetch, allow: isStorage, deadlineMs, ...options.uploads };
  const spotOf = (place: Place): Promise<Spot> => findSpot({ ...options, deadlineMs }, place);
  return {
    post: async (place, view, effectId, again) => {
      const spot = await spotOf(place);
      await again?.blindly();
      return post(spot, view, effectId);
    },
    update: async (place, message, view) => update(await spotOf(place), message, view),
    direct: async (via, person) => direct(await spotOf(via), via, person, options.home?.(person)),
    members: async (place) => members(await spotOf(place)),
    find: async (via, person) => find(await spotOf(via), person),
    file: async (place, file, effectId, again) => {
      const spot = await spotOf(place);
      await again?.blindly();
      const local = files && spot.line.registration.kind === 'tryout';
      const message = local ? toNotice(`${file.text}\nIt is on this machine: ${await files(file)}`) : await giveFile(spot, file, tools);
      return { message: await send(spot, withEffect(message, effectId, 0)) };
    },
  };
};
