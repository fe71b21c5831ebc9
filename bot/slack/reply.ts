/** Says the answer that belongs to the acknowledgement, to the one who acted; it may be lost, and what follows repaints it. */

import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Answer } from '../conversation/surface.ts';
import type { Press, View } from '../conversation/view.ts';
import { beginForm } from '../conversation/views/begin.ts';
import { tooLateView } from '../conversation/views/entry.ts';
import { modalFaultsOf } from './check-blocks.ts';
import { toHome } from './home.ts';
import type { Illustrate } from './illustrate.ts';
import type { LinksOf } from './links.ts';
import type { Log } from './log.ts';
import type { Pace } from './pace.ts';
import { suggestPrompts } from './prompts.ts';
import type { SlackReference } from './reference.ts';
import { type RenderOptions, type SlackMessage, toMessages, toModal } from './render.ts';
import { reasonOf } from './send-failure.ts';
import { sendable } from './sendable.ts';
import { withWhere } from './shortcut.ts';

/** Whom an answer is for, and what it can be shown in. */
export interface To {
  reference: SlackReference;
  user: string;
  /** Opens a window, within three seconds. */
  trigger?: string | undefined;
  /** The window of ours in which it was pressed; it changes in place. */
  window?: string | undefined;
  /** What was pressed: it can be offered once more. */
  press?: Press | undefined;
}

export interface Replier {
  say(to: To, reply: Answer): Promise<void>;
  /** The same as one message or more, for an acknowledgement that carries them. */
  messages(reference: SlackReference, view: View): Promise<SlackMessage[]>;
  /** A window in place of the one that was sent in. */
  modal(reference: SlackReference, view: View): Promise<ModalView>;
  publish(to: To, view: View): Promise<void>;
  /** Opens the window of the shortcut. */
  form(to: To): Promise<void>;
  /** Fills the empty chat. */
  prompts(reference: SlackReference): Promise<void>;
  /** The direct message with a person. */
  direct(reference: SlackReference, user: string): Promise<SlackReference>;
}

export interface ReplierOptions {
  clientOf(reference: SlackReference): Promise<WebClient>;
  linksOf: LinksOf;
  illustrate: Illustrate;
  pace: Pace;
  log: Log;
}

const isPersonal = ({ channel }: SlackReference): boolean => channel.startsWith('D');

const whisper = async (client: WebClient, reference: SlackReference, user: string, message: SlackMessage): Promise<void> => {
  const { channel, thread } = reference;
  const where = { channel, ...message, ...(thread === undefined ? {} : { thread_ts: thread }) };
  if (isPersonal(reference)) await client.chat.postMessage({ ...where, unfurl_links: false, unfurl_media: false });
  else await client.chat.postEphemeral({ ...where, user });
};

const expired = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged']);

const isForm = (view: View): boolean =>
  view.blocks.some((block) => block.type === 'actions' && block.actions.some(({ press }) => press.do === 'begin'));

const noticeOf = (text: string): View => ({ text, blocks: [] });

/** A form for a new one asks where it shall live, unless it was opened in a thread. */
const drawModal = (view: View, { channel, thread }: SlackReference, options: RenderOptions): ModalView => {
  const place = { ...(channel === '' ? {} : { channel }), ...(thread === undefined ? {} : { thread }) };
  const modal = toModal(view, { title: 'Plumbline', meta: place, ...options });
  return isForm(view) && thread === undefined ? withWhere(modal, channel === '' ? undefined : channel) : modal;
};

/**
 * A window opens at once, because a press holds for three seconds; its pictures come when Slack has them. Never throws: without
 * them the words stand. What was pressed in it meanwhile stands too, since the hash is of the window as it was opened.
 */
const illuminate = async (
  { clientOf, linksOf, illustrate, pace, log }: ReplierOptions,
  { reference }: To,
  view: View,
  { id, hash }: { id?: string; hash?: string } = {},
): Promise<void> => {
  if (id === undefined || hash === undefined || !view.blocks.some(({ type }) => type === 'picture')) return;
  try {
    const client = await clientOf(reference);
    const links = await linksOf(reference, view);
    await illustrate({ reference, client, pace }, view, async (pictures) => {
      if (pictures.size > 0) await client.views.update({ view_id: id, hash, view: drawModal(view, reference, { links, pictures }) });
    });
  } catch (error) {
    log({ level: 'info', event: 'slack.no-picture', channel: reference.channel, error });
  }
};

const publishHome = async ({ clientOf, linksOf, illustrate, pace }: ReplierOptions, to: To, view: View): Promise<void> => {
  const { reference, user } = to;
  const { channel } = reference;
  const links = await linksOf(reference, view);
  const client = await clientOf(reference);
  await illustrate({ reference, client, pace }, view, (pictures) =>
    client.views.publish({ user_id: user, view: toHome(view, { channel, links, pictures }) }),
  );
};

export const createReplier = (options: ReplierOptions): Replier => {
  const { clientOf, linksOf, log } = options;
  const messages = async (reference: SlackReference, view: View) => sendable(toMessages(view, { links: await linksOf(reference, view) }));
  const modal = async (reference: SlackReference, view: View) => drawModal(view, reference, { links: await linksOf(reference, view) });
  const direct = async (reference: SlackReference, user: string): Promise<SlackReference> => {
    const { thread: _, ...there } = reference;
    const { channel } = await (await clientOf(reference)).conversations.open({ users: user });
    return { ...there, channel: channel?.id ?? '' };
  };
  const show = async ({ reference, user }: To, view: View): Promise<void> => {
    const client = await clientOf(reference);
    const place = reference.channel === '' ? await direct(reference, user) : reference;
    for (const message of await messages(place, view)) await whisper(client, place, user, message);
  };
  /** A press that came too late for a window gets a fresh button. */
  const open = async (to: To, view: View): Promise<void> => {
    const { reference, trigger, window, press } = to;
    const drawn = await modal(reference, view);
    // A window cannot be spread over several, messages can.
    if (modalFaultsOf(drawn).length > 0) return await show(to, view);
    const client = await clientOf(reference);
    try {
      const opened = await (window === undefined
        ? client.views.open({ trigger_id: trigger ?? '', view: drawn })
        : client.views.update({ view_id: window, view: drawn }));
      await illuminate(options, to, view, opened.view);
    } catch (error) {
      if (window === undefined && !expired.has(reasonOf(error) ?? '')) throw error;
      await show(to, press === undefined ? view : tooLateView(press));
    }
  };
  const kept = async ({ reference: { channel } }: To, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log({ level: 'warn', event: 'slack.reply-lost', channel, error });
    }
  };
  return {
    messages,
    modal,
    direct,
    /** Never throws: what the conversation committed stands, whether or not this answer arrives. */
    say: (to, reply) =>
      kept(to, async () => {
        if (reply.kind === 'notice') await show(to, noticeOf(reply.text));
        // The card itself is repainted for everybody by the update that follows; a window shows what it was pressed for.
        if (reply.kind === 'card' && to.window !== undefined) await open(to, await reply.draw());
        if (reply.kind !== 'view') return;
        const opens = to.window !== undefined || (reply.shows === 'panel' && to.trigger !== undefined);
        await (opens ? open : show)(to, reply.view);
      }),
    publish: (to, view) => kept(to, () => publishHome(options, to, view)),
    form: (to) => kept({ ...to, press: { do: 'assess' } }, () => open({ ...to, press: { do: 'assess' } }, beginForm(false))),
    prompts: (reference) => kept({ reference, user: '' }, async () => suggestPrompts(await clientOf(reference), reference.channel)),
  };
};
