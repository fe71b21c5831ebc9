/** The portfolio asked for: typed it comes to whoever asks in their own chat, pressed it is shown to whoever presses. */
import type { Reply } from './surface.ts';
import { askedFor, type Talk } from './talk.ts';
import type { Press } from './view.ts';
import { words } from './words/en.ts';

export const isAboutPortfolio = ({ do: verb }: Press): boolean => verb === 'portfolio';

export async function hearPortfolio({ incoming, screens }: Talk, { x }: Press): Promise<Reply> {
  const { tenant, actor } = incoming;
  const refused = await screens.portfolio.whyNot(tenant, actor.id);
  if (refused !== null) return { kind: 'notice', text: refused };
  return { kind: 'view', view: await screens.portfolio.view(tenant, actor.id, x), shows: 'panel' };
}

/** Others may read where it was typed, so it is shown where nobody else does. */
export async function sendPortfolio(talk: Talk): Promise<Reply> {
  const { tenant, actor, conversation } = talk.incoming;
  const refused = await talk.screens.portfolio.whyNot(tenant, actor.id);
  if (refused !== null) return { kind: 'notice', text: refused };
  const reply = await askedFor(talk, 'portfolio', { reader: actor.id }, 'alone');
  return reply.kind === 'nothing' && conversation.kind !== 'personal' ? { kind: 'notice', text: words.portfolio.sent } : reply;
}
