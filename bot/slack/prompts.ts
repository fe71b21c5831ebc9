/** What is offered to say in an empty chat with us. */
import type { WebClient } from '@slack/web-api';
import { words } from '../conversation/words/en.ts';

/** Slack shows four at most. */
export const suggestPrompts = async (client: WebClient, channel: string): Promise<void> => {
  const { title, assess, list, help } = words.entry.prompts;
  await client.assistant.threads.setSuggestedPrompts({ channel_id: channel, title, prompts: [assess, list, help] });
};
