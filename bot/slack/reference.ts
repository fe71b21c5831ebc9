/** Where a conversation is in Slack, as it is kept to speak there again. */
import { z } from 'zod';

export const slackReference = z.object({
  surface: z.literal('slack'),
  /** The workspace that installed the app; tokens are found by it. */
  team: z.string(),
  /** Set for an installation that covers a whole organisation. */
  enterprise: z.string().optional(),
  /** The organisation, where it is another than these two tell: one workspace of several that installed the app by themselves. */
  org: z.string().optional(),
  channel: z.string(),
  /** The time stamp of the message that began the thread; absent where the bot speaks in the channel itself. */
  thread: z.string().optional(),
  /** Our own user id there. */
  bot: z.string(),
});

export type SlackReference = z.infer<typeof slackReference>;

/** An assessment lives in one thread, so a thread is a conversation of its own. The prefix keeps it apart from ids of other platforms. */
export const conversationId = (channel: string, thread?: string): string =>
  thread === undefined ? `slack:${channel}` : `slack:${channel}:${thread}`;
