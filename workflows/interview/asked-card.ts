/** The names of the cards beside the main one: what shows a question to a colleague, and what shows a scan. */
import type { QuestionKey } from './context.ts';

/** The name of the card that shows one question to a colleague. */
export function askedCard(key: QuestionKey): string {
  return `ask ${key}`;
}

export function keyOfAskedCard(card: string): QuestionKey | null {
  return card.startsWith('ask ') ? card.slice(4) : null;
}

/** The card of the scan: where it looks, how far it is, and what came of it. */
export const scanCard = 'scan';
