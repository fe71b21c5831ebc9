/** Hides what names an AWS account from views that anybody of the organisation may read. What is not known to be private counts as open. */
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import type { Answer, Converse, Incoming, Place, Sender } from './surface.ts';
import type { View } from './view.ts';
import { words } from './words/en.ts';

const arn = /\barn:[\w*-]+:[^\s"'`<>()[\]{},;]*/giu;
/** Twelve digits, as they stand or in the groups that the console shows. */
const account = /(?<!\p{Nd})\p{Nd}{4}[-\s]?\p{Nd}{4}[-\s]?\p{Nd}{4}(?!\p{Nd})/gu;

/** What either of them holds: most texts have neither, and this tells it sooner. */
const suspect = /\p{Nd}{4}|\barn:/iu;

export function hideAccounts(text: string): string {
  if (!suspect.test(text)) return text;
  return text.replace(arn, words.common.hidden.arn).replace(account, words.common.hidden.account);
}

/** Fields that nobody reads: they name things for machines, or travel back with a press. */
const unread: readonly string[] = ['press', 'png', 'type', 'id', 'kind', 'tone', 'style', 'person', 'selected', 'conversation'];

/** Views are never changed, and one is often shown twice: in an acknowledgement and by the update after it. */
const fit = new WeakMap<View, View>();

/** A view without accounts. A field that held one is empty, so that what is shown instead is never saved over it. */
export function discreet(view: View): View {
  const known = fit.get(view) ?? (hidden(view) as View);
  fit.set(view, known);
  return known;
}

/** What names no account is given back as it is. */
function hidden(value: unknown): unknown {
  if (typeof value === 'string') return hideAccounts(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const shown = value.map(hidden);
    return shown.some((inner, index) => inner !== value[index]) ? shown : value;
  }
  const changed = Object.entries(value)
    .filter(([field]) => !unread.includes(field))
    .map(([field, inner]): [string, unknown, unknown] => [field, inner, hidden(inner)])
    .filter(([, inner, shown]) => shown !== inner);
  if (changed.length === 0) return value;
  const shown: Record<string, unknown> = { ...value, ...Object.fromEntries(changed.map(([field, , inner]) => [field, inner])) };
  if ('type' in value && value.type === 'input' && shown['value'] !== (value as { value?: unknown }).value) delete shown['value'];
  return shown;
}

type Audience = Pick<Incoming['conversation'], 'kind'> & { audience?: 'public' | 'private' | null };

/** Whether people may read along who take no part. */
export function isOpen({ kind, audience }: Audience): boolean {
  return kind === 'channel' && audience !== 'private';
}

/** A conversation that the bot never met may be anything. */
export async function isOpenPlace(workshop: Workshop, tenant: string, conversation: string): Promise<boolean> {
  const known = await workshop.glance(conversationSubject, { tenant, kind: 'conversation', id: conversation });
  return known === null || Object.keys(known.state.reference).length === 0 || isOpen(known.state);
}

/** Names every kind of answer, so that a new one cannot slip by. */
function discreetReply(reply: Answer): Answer {
  switch (reply.kind) {
    case 'view':
      return { ...reply, view: discreet(reply.view) };
    case 'notice':
      return { ...reply, text: hideAccounts(reply.text) };
    case 'card':
      return { ...reply, draw: async () => discreet(await reply.draw()) };
    case 'nothing':
      return reply;
    default:
      return reply satisfies never;
  }
}

export function discreetReplies(converse: Converse): Converse {
  return async (incoming): Promise<Answer> => {
    const reply = await converse(incoming);
    return isOpen(incoming.conversation) ? discreetReply(reply) : reply;
  };
}

/** Whatever is posted goes through here. A file is for one person alone and stays whole. */
export function discreetSender(sender: Sender, open: (place: Place) => Promise<boolean>): Sender {
  const fitting = async (place: Place, view: View): Promise<View> => ((await open(place)) ? discreet(view) : view);
  return {
    ...sender,
    post: async (place, view, ...more) => await sender.post(place, await fitting(place, view), ...more),
    update: async (place, message, view) => await sender.update(place, message, await fitting(place, view)),
  };
}
