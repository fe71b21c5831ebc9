/** Says the answer that belongs to the acknowledgement, to the one who acted; it may be lost, and what follows repaints it. */

import type { ModalView } from '@slack/types';
import { ErrorCode, type WebClient } from '@slack/web-api';
import type { View } from '../conversation/view.ts';
import { modalFaultsOf } from './check-blocks.ts';
import type { Replier } from './door.ts';
import type { Log } from './log.ts';
import type { SlackReference } from './reference.ts';
import type { SlackMessage } from './render.ts';

export interface ReplierOptions {
  clientOf(reference: SlackReference): Promise<WebClient>;
  draw(view: View): SlackMessage[];
  modal(view: View, reference: SlackReference): ModalView;
  log: Log;
}

const isPersonal = ({ channel }: SlackReference): boolean => channel.startsWith('D');

const whisper = async (client: WebClient, reference: SlackReference, user: string, message: SlackMessage): Promise<void> => {
  const { channel, thread } = reference;
  const where = { channel, ...message, ...(thread === undefined ? {} : { thread_ts: thread }) };
  if (isPersonal(reference)) await client.chat.postMessage({ ...where, unfurl_links: false, unfurl_media: false });
  else await client.chat.postEphemeral({ ...where, user });
};

const isExpired = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== ErrorCode.PlatformError) return false;
  const reason = 'data' in error && typeof error.data === 'object' && error.data !== null && 'error' in error.data ? error.data.error : '';
  return reason === 'expired_trigger_id' || reason === 'exchanged_trigger_id' || reason === 'trigger_expired';
};

export const createReplier = ({ clientOf, draw, modal, log }: ReplierOptions): Replier => {
  const show = async (reference: SlackReference, user: string, view: View): Promise<void> => {
    const client = await clientOf(reference);
    for (const message of draw(view)) await whisper(client, reference, user, message);
  };
  const open = async (reference: SlackReference, user: string, view: View, trigger: string): Promise<void> => {
    const window = modal(view, reference);
    // A window cannot be spread over several, messages can.
    if (modalFaultsOf(window).length > 0) return await show(reference, user, view);
    const client = await clientOf(reference);
    try {
      await client.views.open({ trigger_id: trigger, view: window });
    } catch (error) {
      // A panel works as a message too, so a press that came too late for a window is still answered.
      if (!isExpired(error)) throw error;
      await show(reference, user, view);
    }
  };
  return {
    /** Never throws: what the conversation committed stands, whether or not this answer arrives. */
    async say(reference, user, reply, trigger) {
      try {
        if (reply.kind === 'notice') await show(reference, user, { text: reply.text, blocks: [] });
        // The card itself is repainted for everybody by the update that follows.
        if (reply.kind !== 'view' || reply.shows === 'card') return;
        if (reply.shows === 'panel' && trigger !== undefined) await open(reference, user, reply.view, trigger);
        else await show(reference, user, reply.view);
      } catch (error) {
        log({ level: 'warn', event: 'slack.reply-lost', channel: reference.channel, error });
      }
    },
  };
};
