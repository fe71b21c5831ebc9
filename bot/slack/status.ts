/** Says that we are at work where an answer takes long; a message of ours takes it away, and so do we. */
import type { WebClient } from '@slack/web-api';
import { words } from '../conversation/words/en.ts';
import type { Log } from './log.ts';
import type { SlackReference } from './reference.ts';

export type WhileWorking = <T>(reference: SlackReference, work: () => Promise<T>) => Promise<T>;

export interface StatusOptions {
  clientOf(reference: SlackReference): Promise<WebClient>;
  log: Log;
  /** How long an answer may take unannounced. */
  afterMs?: number;
}

export const createStatus = ({ clientOf, log, afterMs = 1_000 }: StatusOptions): WhileWorking => {
  const say = async ({ channel, thread, ...reference }: SlackReference, status: string): Promise<void> => {
    if (thread === undefined) return;
    try {
      const client = await clientOf({ channel, ...reference });
      await client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status });
    } catch (error) {
      log({ level: 'info', event: 'slack.status-lost', channel, error });
    }
  };
  return async (reference, work) => {
    let said: Promise<void> | undefined;
    const timer = setTimeout(() => {
      said = say(reference, words.entry.working);
    }, afterMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      // In its order, and without holding up the acknowledgement.
      if (said !== undefined) void said.then(() => say(reference, ''));
    }
  };
};
