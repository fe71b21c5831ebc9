/** A turn's item to and from DynamoDB attributes. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { CardRef, EffectBody, PendingEffect } from '../turn/effects.ts';
import type { Item } from './store.ts';
import { keyOf } from './table.ts';

type Attributes = Record<string, AttributeValue>;

const StoredCard = z.tuple([z.string(), z.string()]);

export function effectToAttribute(effect: PendingEffect): AttributeValue {
  return { M: { b: { S: JSON.stringify(effect.body) }, o: { S: effect.owner }, l: { N: String(effect.lease) } } };
}

export function effectsFromAttribute(attribute: AttributeValue | undefined): PendingEffect[] {
  const effects = Object.entries(attribute?.M ?? {}).map(([id, value]) => ({
    id,
    body: JSON.parse(value.M?.['b']?.S ?? 'null') as EffectBody,
    owner: value.M?.['o']?.S ?? '',
    lease: Number(value.M?.['l']?.N ?? 0),
  }));
  return effects.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

export function cardToAttribute(card: CardRef): AttributeValue {
  return { S: JSON.stringify([card.conversation, card.message]) };
}

function cardsFromAttribute(attribute: AttributeValue | undefined): Record<string, CardRef> {
  return Object.fromEntries(
    Object.entries(attribute?.M ?? {}).map(([name, value]) => {
      const [conversation, message] = StoredCard.parse(JSON.parse(value.S ?? 'null'));
      return [name, { conversation, message }];
    }),
  );
}

export function projectionToAttribute(projection: Record<string, string | number>): AttributeValue {
  return {
    M: Object.fromEntries(
      Object.entries(projection).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]),
    ),
  };
}

export function projectionFromAttribute(attribute: AttributeValue | undefined): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(attribute?.M ?? {}).map(([name, value]) => [name, value.N === undefined ? (value.S ?? '') : Number(value.N)]),
  );
}

export function itemFromAttributes(attributes: Attributes): Item {
  return {
    key: keyOf(attributes['pk']?.S ?? ''),
    version: Number(attributes['v']?.N ?? 0),
    snapshot: attributes['snap']?.B ?? new Uint8Array(),
    seen: attributes['seen']?.B ?? new Uint8Array(),
    head: Buffer.from(attributes['head']?.B ?? new Uint8Array()).toString('hex'),
    effects: effectsFromAttribute(attributes['fx']),
    cards: cardsFromAttribute(attributes['cards']),
    projection: projectionFromAttribute(attributes['pj']),
  };
}
