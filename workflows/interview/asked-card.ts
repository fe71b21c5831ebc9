/** The card that shows one question to a colleague: its name, and the question in it. */
import type { QuestionKey } from './context.ts';

/** The name of the card that shows one question to a colleague. */
export function askedCard(key: QuestionKey): string {
  return `ask ${key}`;
}

export function keyOfAskedCard(card: string): QuestionKey | null {
  return card.startsWith('ask ') ? card.slice(4) : null;
}
