/** Reads a verified activity as one incoming event, or says why it is refused. Pure. */
import { createHash } from 'node:crypto';
import type { Incoming } from '../conversation/surface.ts';
import type { Press } from '../conversation/view.ts';
import { type Inbound, inboundActivity, type PlaceReference, pressShape, threadMark } from './activity.ts';
import { cleanText, normaliseText } from './normalise-text.ts';
import type { Registration } from './registration.ts';

export type Parsed =
  | { kind: 'incoming'; incoming: Incoming; reference: PlaceReference }
  /** `say` is told to the person; without it the event is dropped silently. */
  | { kind: 'refused'; reason: Refusal; say?: string }
  | { kind: 'ignored' };

export type Refusal = 'malformed' | 'no-tenant' | 'no-person' | 'other-tenant' | 'external-person' | 'too-long' | 'bad-press';

const kinds: Record<string, Incoming['conversation']['kind']> = { personal: 'personal', groupChat: 'group', channel: 'channel' };

const refusals: Partial<Record<Refusal, string>> = {
  'external-person': 'I only work with members of this organisation. Please ask a colleague inside it to go on.',
  'other-tenant': 'I only work inside the organisation that installed me.',
  'too-long': 'That is more than 20,000 characters. Please send it in parts; nothing was taken in.',
  'bad-press': 'I could not read this button. Please write "resume" and I show the latest card.',
};

const refused = (reason: Refusal): Parsed => {
  const say = refusals[reason];
  return say ? { kind: 'refused', reason, say } : { kind: 'refused', reason };
};

interface Who {
  tenant: string;
  person: string;
}

/** The organisation that the sender belongs to, where Teams tells it. */
const homeTenant = (from: Inbound['from']): string | undefined => {
  for (const key of ['tenantId', 'tenant']) {
    const value = from[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
};

const looksExternal = ({ from }: Inbound): boolean =>
  from['userRole'] === 'guest' ||
  from['userRole'] === 'anonymous' ||
  (typeof from['userPrincipalName'] === 'string' && from['userPrincipalName'].toLowerCase().includes('#ext#'));

/** Who speaks and for which organisation; whatever cannot be told is refused. */
const identify = (activity: Inbound, registration: Registration): Who | Refusal => {
  const tenant = activity.channelData?.tenant?.id ?? activity.conversation.tenantId;
  if (!tenant) return 'no-tenant';
  const { conversation, from } = activity;
  if (conversation.tenantId && conversation.tenantId !== tenant) return 'other-tenant';
  if (registration.kind === 'production' && tenant.toLowerCase() !== registration.tenant.toLowerCase()) return 'other-tenant';
  if (!from.aadObjectId) return 'no-person';
  const home = homeTenant(from);
  if (looksExternal(activity) || (home !== undefined && home !== tenant)) return 'external-person';
  return { tenant, person: from.aadObjectId };
};

/** Sorted keys, so that two deliveries of the same value give the same hash. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

const eventIdOf = (activity: Inbound, at: number): string => {
  const { channelId, conversation, id, replyToId, value, from } = activity;
  const last = id
    ? id
    : createHash('sha256')
        .update(stable([replyToId ?? '', from.id, value ?? '', at]))
        .digest('hex')
        .slice(0, 32);
  return `${channelId}:${conversation.id}:${last}`;
};

type What = Incoming['what'];

const textOf = (activity: Inbound): What | Refusal => {
  let text = activity.text ?? '';
  const mentions: { id: string; name: string }[] = [];
  for (const { type, text: marked, mentioned } of activity.entities ?? []) {
    if (type !== 'mention' || !mentioned?.id) continue;
    if (mentioned.id === activity.recipient.id) {
      if (marked) text = text.replaceAll(marked, ' ');
      continue;
    }
    const name = cleanText(mentioned.name ?? '');
    if (marked) text = text.replaceAll(marked, `@${name}`);
    mentions.push({ id: mentioned.aadObjectId ?? mentioned.id, name });
  }
  const clean = normaliseText(text);
  return clean === 'too-long' ? 'too-long' : { kind: 'text', text: clean.text, mentions };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const inputsOf = (data: Record<string, unknown>): Record<string, string> | 'too-long' => {
  const inputs: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    if (key === 'press' || key === 'msteams' || (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean'))
      continue;
    const clean = normaliseText(String(value));
    if (clean === 'too-long') return 'too-long';
    inputs[key] = clean.text;
  }
  return inputs;
};

/** Absent fields stay absent, so that two equal presses are equal. */
const withoutUnset = ({ a, q, c, r, x, ...press }: ReturnType<typeof pressShape.parse>): Press => ({
  ...press,
  ...(a === undefined ? {} : { a }),
  ...(q === undefined ? {} : { q }),
  ...(c === undefined ? {} : { c }),
  ...(r === undefined ? {} : { r }),
  ...(x === undefined ? {} : { x }),
});

const pressOf = (data: unknown): What | Refusal => {
  if (!isRecord(data)) return 'bad-press';
  const press = pressShape.safeParse(data['press']);
  if (!press.success) return 'bad-press';
  const inputs = inputsOf(data);
  return inputs === 'too-long' ? 'too-long' : { kind: 'press', press: withoutUnset(press.data), inputs };
};

const consentOf = (value: unknown): What | Refusal => {
  if (!isRecord(value) || value['type'] !== 'fileUpload') return 'malformed';
  const { context } = isRecord(value['context']) ? value['context'] : {};
  if (typeof context !== 'string') return 'malformed';
  if (value['action'] === 'decline') return { kind: 'file-declined', context };
  if (value['action'] !== 'accept' || !isRecord(value['uploadInfo'])) return 'malformed';
  return { kind: 'file-accepted', upload: JSON.stringify(value['uploadInfo']), context };
};

const whatOf = (activity: Inbound): What | Refusal | 'ignore' => {
  const { type, name, value } = activity;
  if (type === 'message') return isRecord(value) && 'press' in value ? pressOf(value) : textOf(activity);
  if (type === 'invoke' && name === 'adaptiveCard/action')
    return pressOf(isRecord(value) && isRecord(value['action']) ? value['action']['data'] : undefined);
  if (type === 'invoke' && name === 'fileConsent/invoke') return consentOf(value);
  if (type === 'installationUpdate' && activity.action === 'add') return { kind: 'joined' };
  const botAdded = activity.membersAdded?.some(({ id }) => id === activity.recipient.id) ?? false;
  return type === 'conversationUpdate' && botAdded ? { kind: 'joined' } : 'ignore';
};

/** Installing raises two events within seconds; both give the same id, so that people are greeted once. */
const joinedWindow = 10 * 60_000;

export const parseActivity = (body: unknown, registration: Registration): Parsed => {
  const shape = inboundActivity.safeParse(body);
  if (!shape.success) return refused('malformed');
  const activity = shape.data;
  const what = whatOf(activity);
  if (what === 'ignore') return { kind: 'ignored' };
  const who = identify(activity, registration);
  if (typeof who === 'string') return typeof what !== 'string' && what.kind === 'joined' ? { kind: 'ignored' } : refused(who);
  if (typeof what === 'string') return refused(what);
  const at = new Date(activity.timestamp ?? Number.NaN).getTime();
  const kind = kinds[activity.conversation.conversationType ?? ''];
  if (Number.isNaN(at) || !kind) return refused('malformed');
  const reference = referenceOf(activity, registration, who, kind);
  const channel = channelOf(activity.conversation.id);
  const eventId =
    what.kind === 'joined'
      ? `${activity.channelId}:${activity.conversation.id}:joined-${Math.floor(at / joinedWindow)}`
      : eventIdOf(activity, at);
  const incoming: Incoming = {
    surface: 'teams',
    eventId,
    at,
    tenant: who.tenant,
    conversation: { id: activity.conversation.id, kind, ...(channel === undefined ? {} : { within: channel }) },
    actor: { id: who.person, name: cleanText(activity.from.name ?? ''), ...zoneOf(activity) },
    what,
    reference,
    ...(channel === undefined ? {} : { wider: { ...reference, conversation: { id: channel, kind } } }),
  };
  return { kind: 'incoming', incoming, reference };
};

/** The channel that a conversation is a thread of. */
const channelOf = (conversation: string): string | undefined => {
  const [channel, thread] = conversation.split(threadMark);
  return thread === undefined ? undefined : channel;
};

/** What is no name of a zone is left out. */
const zoneOf = ({ localTimezone: zone }: Inbound): { zone?: string } =>
  zone != null && /^[A-Za-z0-9_+/-]{1,64}$/.test(zone) ? { zone } : {};

const referenceOf = (
  activity: Inbound,
  registration: Registration,
  who: Who,
  kind: PlaceReference['conversation']['kind'],
): PlaceReference => ({
  serviceUrl: activity.serviceUrl,
  appId: registration.kind === 'production' ? registration.appId : '',
  conversation: { id: activity.conversation.id, kind },
  tenant: who.tenant,
  bot: { id: activity.recipient.id, name: activity.recipient.name ?? '' },
  // Where several people write, who wrote last says nothing about the place.
  ...(kind === 'personal' ? { person: { id: activity.from.id, aadObjectId: who.person } } : {}),
});
