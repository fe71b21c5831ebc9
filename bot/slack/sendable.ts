/** The last look before a message leaves: what Slack would refuse is not sent, and the log says why. */
import { SendError } from '../conversation/surface.ts';
import { messageFaultsOf } from './check-blocks.ts';
import type { SlackMessage } from './render.ts';

/** The messages as they are. Throws where Slack would refuse one: half a view says something else than the whole. */
export const sendable = (messages: SlackMessage[]): SlackMessage[] => {
  const faults = messages.flatMap((message, part) => messageFaultsOf(message).map((fault) => `message ${part + 1}, ${fault}`));
  if (faults.length > 0) throw new SendError(`Slack would refuse it: ${faults.join('; ')}`, { arrived: 'no' });
  return messages;
};
