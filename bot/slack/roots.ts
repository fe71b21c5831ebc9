/** The message in whose thread an assessment lives that was not asked for in a thread: by a command, a window, or on the Home tab. */
import type { WebClient } from '@slack/web-api';
import type { View } from '../conversation/view.ts';
import { words } from '../conversation/words/en.ts';
import type { Log } from './log.ts';
import type { SlackReference } from './reference.ts';
import type { SlackMessage } from './render.ts';
import { reasonOf, toSendError } from './send-failure.ts';

export type Root = { kind: 'thread'; thread: string } | { kind: 'not-here' };

export interface Roots {
  /** Posts it once for an event, however often the event is delivered to this process. */
  post(reference: SlackReference, event: { id: string; person: { id: string; name: string }; moves: boolean }): Promise<Root>;
  /** Takes it away where nothing came of it. */
  drop(reference: SlackReference, eventId: string): Promise<void>;
}

export interface RootsOptions {
  clientOf(reference: SlackReference): Promise<WebClient>;
  draw(view: View): SlackMessage[];
  log: Log;
}

/** Words by which Slack says that we are not in a channel; of a private one it does not say more. */
const notHere = new Set(['not_in_channel', 'channel_not_found']);
const remembered = 1_000;

export const createRoots = ({ clientOf, draw, log }: RootsOptions): Roots => {
  const posted = new Map<string, Promise<Root>>();
  const send = async (reference: SlackReference, view: View, event: string): Promise<Root> => {
    const client = await clientOf(reference);
    const [message] = draw(view);
    const metadata = { event_type: 'plumbline_root', event_payload: { event } };
    try {
      const { ts } = await client.chat.postMessage({ channel: reference.channel, text: view.text, ...message, metadata });
      return ts === undefined ? { kind: 'not-here' } : { kind: 'thread', thread: ts };
    } catch (error) {
      if (notHere.has(reasonOf(error) ?? '')) return { kind: 'not-here' };
      throw toSendError('root', error);
    }
  };
  return {
    async post(reference, { id, person, moves }) {
      const known = posted.get(id);
      if (known !== undefined) return await known;
      const who = { person: person.id, name: person.name };
      const text = moves ? words.entry.rootMoved(who) : words.entry.root(who);
      const root = send(
        reference,
        { text: `${person.name} ${moves ? 'continues' : 'starts'} an assessment.`, blocks: [{ type: 'text', text }] },
        id,
      );
      posted.set(id, root);
      root.catch(() => posted.delete(id));
      if (posted.size > remembered) posted.delete(posted.keys().next().value ?? '');
      return await root;
    },
    async drop(reference, eventId) {
      const root = await posted.get(eventId)?.catch(() => undefined);
      posted.delete(eventId);
      if (root?.kind !== 'thread') return;
      try {
        await (await clientOf(reference)).chat.delete({ channel: reference.channel, ts: root.thread });
      } catch (error) {
        log({ level: 'warn', event: 'slack.root-left', channel: reference.channel, error });
      }
    },
  };
};
