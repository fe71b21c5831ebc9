/** What travels back inside the acknowledgement of an invoke. */
import type { Reply } from '../conversation/surface.ts';
import { limits } from './limits.ts';
import { cardType, type RenderOptions, toCard } from './render.ts';
import { splitView } from './split.ts';

export interface InvokeAnswer {
  statusCode: number;
  type: string;
  value: unknown;
}

const message = (text: string): InvokeAnswer => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text });

/** The first card replaces the pressed one; what does not fit on it follows as messages. */
export const invokeAnswer = (reply: Reply, options: RenderOptions): InvokeAnswer => {
  if (reply.kind === 'notice') return message(reply.text);
  if (reply.kind === 'nothing') return message('Taken in.');
  const [first = reply.view] = splitView(reply.view, limits);
  return first.blocks.length === 0 ? message(first.text) : { statusCode: 200, type: cardType, value: toCard(first, options) };
};

export const invokeMessage = message;

export const invokeError = (text: string): InvokeAnswer => ({
  statusCode: 500,
  type: 'application/vnd.microsoft.error',
  value: { code: 'NotTakenIn', message: text },
});
