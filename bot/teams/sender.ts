/** Speaks in Teams: posts, updates, opens personal chats and hands over files, each under a deadline. */
import { Buffer } from 'node:buffer';
import type { Activity } from 'botbuilder';
import { type OutFile, type Person, type Place, type Receipt, SendError, type Sender } from '../conversation/surface.ts';
import type { View } from '../conversation/view.ts';
import { type PlaceReference, placeReference } from './activity.ts';
import { type Conversations, type Line, type Member, withDeadline } from './channel.ts';
import { limits } from './limits.ts';
import { cleanText } from './normalise-text.ts';
import { type Message, type RenderOptions, renderOptionsFor, toActivity, toNotice } from './render.ts';
import { isBadRequest, isMissing, toSendError } from './send-failure.ts';
import { splitView } from './split.ts';
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
}

interface Spot {
  reference: PlaceReference;
  line: Line;
  conversations: Conversations;
}

/** More people than fit any list to choose from; who is missing is named by mention. */
const mostPeople = 1_000;

const isColleague = ({ aadObjectId, userRole }: Member): boolean => aadObjectId !== undefined && (userRole ?? 'user') === 'user';

/** A view may need several messages; their ids travel as one. No id of Teams holds a space. */
const joinIds = (ids: string[]): string => ids.join(' ');

const optionsFor = ({ line: { registration } }: Spot): RenderOptions => ({
  ...renderOptionsFor(registration),
  mentions: registration.kind === 'production',
});

const withEffect = (message: object, effectId: string, part: number): Partial<Activity> =>
  ({ ...message, channelData: { plumbline: { effect: effectId, part } } }) as Partial<Activity>;

export const createTeamsSender = (options: SenderOptions): Sender => {
  const { clock, deadlineMs = 10_000 } = options;
  const uploads: UploadTools = { fetch: globalThis.fetch, allow: isStorage, deadlineMs, ...options.uploads };

  const spotOf = async (place: Place): Promise<Spot> => {
    const parsed = placeReference.safeParse(place.reference);
    if (!parsed.success) throw new SendError('This place holds no Teams reference', { arrived: 'no', cause: parsed.error });
    const reference = parsed.data;
    const line = options.lines.find(({ appId }) => appId === reference.appId);
    if (!line || reference.tenant !== place.tenant) throw new SendError('No registration answers for this place', { arrived: 'no' });
    return { reference, line, conversations: await line.conversations(reference.serviceUrl) };
  };

  const call = async <T>(what: string, run: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> => {
    try {
      return await withDeadline(deadlineMs, run);
    } catch (error) {
      throw toSendError(what, error, clock());
    }
  };

  const send = async (spot: Spot, message: Partial<Activity>): Promise<string> => {
    const { id } = spot.reference.conversation;
    const answer = await call('post', (how) => spot.conversations.sendToConversation(id, message, how));
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

  const post = async (place: Place, view: View, effectId: string): Promise<Receipt> => {
    const spot = await spotOf(place);
    const ids: string[] = [];
    for (const [part, piece] of splitView(view, limits).entries()) {
      try {
        ids.push(await withMentions(spot, piece, (message) => send(spot, withEffect(message, effectId, part))));
      } catch (error) {
        if (ids.length === 0 || !(error instanceof SendError)) throw error;
        throw new SendError(error.message, { arrived: 'unknown', cause: error });
      }
    }
    return { message: joinIds(ids) };
  };

  const change = async (spot: Spot, id: string, view: View): Promise<boolean> => {
    const { id: conversation } = spot.reference.conversation;
    try {
      await withMentions(spot, view, (message) =>
        call('update', (how) => spot.conversations.updateActivity(conversation, id, { ...message, id } as Partial<Activity>, how)),
      );
      return true;
    } catch (error) {
      if (error instanceof SendError && isMissing(error.cause)) return false;
      throw error;
    }
  };

  const remove = async (spot: Spot, id: string): Promise<void> => {
    try {
      await call('delete', (how) => spot.conversations.deleteActivity(spot.reference.conversation.id, id, how));
    } catch (error) {
      if (!(error instanceof SendError) || !isMissing(error.cause)) throw error;
    }
  };

  const update = async (place: Place, message: string, view: View): Promise<'updated' | 'gone'> => {
    const spot = await spotOf(place);
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

  const members = async (place: Place): Promise<Person[]> => {
    const spot = await spotOf(place);
    if (spot.line.registration.kind === 'tryout') return tryoutUsers.map(({ id, role }) => ({ id, name: role }));
    const { conversations, reference } = spot;
    const people: Person[] = [];
    let continuationToken: string | undefined;
    do {
      const page = await call('members', (how) =>
        conversations.getConversationPagedMembers(reference.conversation.id, {
          ...how,
          pageSize: 200,
          ...(continuationToken ? { continuationToken } : {}),
        }),
      );
      people.push(
        ...(page.members ?? []).filter(isColleague).map(({ aadObjectId = '', name }) => ({ id: aadObjectId, name: cleanText(name ?? '') })),
      );
      continuationToken = page.continuationToken;
    } while (continuationToken && people.length < mostPeople);
    return people;
  };

  const direct = async (via: Place, person: string): Promise<Place> => {
    const spot = await spotOf(via);
    const { reference } = spot;
    if (reference.conversation.kind === 'personal' && reference.person?.aadObjectId === person) return via;
    const id = memberId(spot, person);
    const { bot, tenant } = reference;
    const created = await call('direct', (how) =>
      spot.conversations.createConversation(
        {
          isGroup: false,
          bot,
          members: [{ id, name: '' }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        } as unknown as Parameters<Conversations['createConversation']>[0],
        how,
      ),
    );
    if (!created.id) throw new SendError('Teams gave no id for the personal chat', { arrived: 'unknown' });
    const conversation = { id: created.id, kind: 'personal' as const };
    const next: PlaceReference = { ...reference, conversation, person: { id, aadObjectId: person } };
    return { tenant, conversation: created.id, reference: next };
  };

  const file = async (place: Place, out: OutFile, effectId: string): Promise<Receipt> => {
    const spot = await spotOf(place);
    if (options.files && spot.line.registration.kind === 'tryout') {
      const path = await options.files(out);
      return { message: await send(spot, withEffect(toNotice(`${out.text}\nIt is on this machine: ${path}`), effectId, 0)) };
    }
    if (spot.reference.conversation.kind !== 'personal') {
      throw new SendError('Teams takes files only in a personal chat', { arrived: 'no' });
    }
    const attachment = out.upload === undefined ? consentCard(out) : await uploadFile(out.upload, out, uploads);
    return { message: await send(spot, withEffect({ type: 'message', attachments: [attachment] }, effectId, 0)) };
  };

  return { post, update, direct, file, members };
};

/** The playground knows its people by its own ids only; Teams takes the id of the directory. */
const memberId = ({ line }: Spot, person: string): string => {
  if (line.registration.kind === 'production') return person;
  const known = tryoutUsers.find(({ id }) => id === person);
  if (!known) throw new SendError('The try-out has no such person', { arrived: 'no' });
  return known.user;
};

const consentCard = (file: OutFile): object => ({
  contentType: 'application/vnd.microsoft.teams.card.file.consent',
  name: file.name,
  content: {
    description: file.text,
    sizeInBytes: Buffer.byteLength(file.body),
    acceptContext: { context: file.context },
    declineContext: { context: file.context },
  },
});
