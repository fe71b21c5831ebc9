/** Reads cards with Microsoft's own parser, and adds the checks that the parser leaves out. */
import { createRequire } from 'node:module';
import type { AdaptiveCard } from '../../../bot/teams/card.ts';

interface Validation {
  phase: number;
  message: string;
}

interface Official {
  AdaptiveCard: new () => { parse(json: unknown, context: unknown): void; validateProperties(): { validationEvents: Validation[] } };
  SerializationContext: new (version: unknown) => { eventCount: number; getEventAt(index: number): Validation };
  Versions: { v1_5: unknown };
}

// The package's own entry cannot be imported by Node; this build can.
const official = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Official;

/** Everything that is wrong with a card; an empty list is a good card. */
export const faultsOf = (card: AdaptiveCard): string[] => {
  const context = new official.SerializationContext(official.Versions.v1_5);
  const parsed = new official.AdaptiveCard();
  parsed.parse(card, context);
  const faults = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  faults.push(...parsed.validateProperties().validationEvents.map(({ message }) => message));
  const ids = [...JSON.stringify(card.body).matchAll(/"id":"([^"]*)"/g)].map(([, id]) => id);
  if (new Set(ids).size !== ids.length) faults.push('an id is used twice');
  if (card.version !== '1.5') faults.push('a version that Teams does not draw');
  return faults;
};

/** All words of a card or activity, in order. */
export const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  const { text, title, value: inner, altText, label } = value as Record<string, unknown>;
  const own = [altText, label, title, text, inner].filter((word) => typeof word === 'string').join('');
  const deeper = Object.entries(value)
    .filter(([key, child]) => typeof child === 'object' && key !== 'selectAction' && key !== 'fallback')
    .map(([, child]) => wordsOf(child))
    .join('');
  return own + deeper;
};
