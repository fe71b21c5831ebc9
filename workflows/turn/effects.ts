/** What a turn wants done in the world, as data: ids and parameters, never a rendered message. */

/** The kinds of item that turn; each has its subject. */
export const itemKinds = ['assessment', 'conversation', 'person', 'settings', 'gap', 'roadmap'] as const;

/** The address of a turn's item. The tenant is part of every key. */
export interface ItemKey {
  tenant: string;
  kind: (typeof itemKinds)[number];
  id: string;
}

/**
 * What is due is worked off calendar by calendar. `digest` holds what makes the product speak to people unasked: at the platforms' pace,
 * capped by day, and moved to another day beyond that, so an item must not take a fired row for the day it asked for. Everything else
 * is `general` and waits for no platform.
 */
export type Calendar = 'general' | 'digest';

/** An event that one item tells another, or that a schedule fires. JSON-safe; `id` and time are added when it is sent. */
export interface ToldEvent {
  type: string;
  [field: string]: unknown;
}

export type EffectBody =
  /** Bring a card up to date: update the message that is known, or post it when none is. `fresh` posts below the talk. */
  | { kind: 'paint'; card: string; conversation: string; fresh?: boolean }
  /** Show a card to one person in their personal chat, reached through a conversation where the bot met them. */
  | { kind: 'direct'; card: string; person: string; via: string }
  /** A one-off message in a conversation, drawn from its name and parameters; with a person, to them alone, reached through it. */
  | { kind: 'say'; what: string; conversation: string; params: Record<string, string>; person?: string }
  /** A file for one person alone. */
  | { kind: 'file'; format: string; person: string; via: string }
  | { kind: 'schedule'; id: string; at: number; event: ToldEvent; calendar?: 'digest' }
  | { kind: 'cancel'; id: string; at: number; calendar?: 'digest' }
  | { kind: 'tell'; to: ItemKey; event: ToldEvent }
  /** Begin or end slow work beside the turns; what comes of it comes in as an event. */
  | { kind: 'scan'; scan: string; attempt: number }
  | { kind: 'stop-scan'; scan: string }
  | { kind: 'try'; trial: string; attempt: number }
  | { kind: 'prove'; proof: string; attempt: number }
  | { kind: 'recheck'; scan: string; attempt: number }
  | { kind: 'ticket'; job: number; attempt: number }
  /** Enters what the item says of itself in its tenant's portfolio. */
  | { kind: 'publish' }
  /** Seals the turn in the log; always the first effect of its turn. */
  | { kind: 'audit'; prev: string; event: AuditedEvent };

/** Work that takes longer than a turn may. */
export type BackgroundEffect = Extract<EffectBody, { kind: 'scan' | 'stop-scan' | 'try' | 'prove' | 'recheck' | 'ticket' }>;

/** The event as it is sealed; its row, with digest and seal, is made from it and from the seal before (`prev`, hex). */
export interface AuditedEvent {
  type: string;
  by: string;
  at: number;
}

export interface AuditRow {
  seq: number;
  prev: string;
  at: number;
  actor: string;
  type: string;
  /** SHA-256 of the payload, so that the payload may be erased and the chain still verifies. */
  digest: string;
}

/** An effect as it stands in the item: `lease` is the time (ms) until which `owner` may perform it. */
export interface PendingEffect {
  id: string;
  body: EffectBody;
  owner: string;
  lease: number;
}

/** Where a card was posted. */
export interface CardRef {
  conversation: string;
  message: string;
}

const maxEffectBytes = 1024;
/** An audit row carries the event itself: people's words within the limits of the conversation fit in any script, escaped twice. */
const maxAuditBytes = 32 * 1024;

/** An effect that is too large to live in an item: a fault of ours, found in tests, never a person's. */
export class EffectTooLargeError extends Error {
  override readonly name = 'EffectTooLargeError';
}

/** Ids come from the item's version and the place in the turn, never from time, retries or a model. Sorts in order. */
export function effectId(version: number, index: number): string {
  return `${version.toString(36).padStart(5, '0')}.${index.toString(36).padStart(2, '0')}`;
}

export function versionOf(id: string): number {
  return Number.parseInt(id.slice(0, id.indexOf('.')), 36);
}

export function checkSize(body: EffectBody): EffectBody {
  const size = Buffer.byteLength(JSON.stringify(body));
  const limit = body.kind === 'audit' ? maxAuditBytes : maxEffectBytes;
  if (size > limit) throw new EffectTooLargeError(`An effect of kind ${body.kind} has ${size} bytes; ${limit} is the most.`);
  return body;
}

/** The full name of an effect, unique over all items: what travels with a message as its idempotency key. */
export function effectName(key: ItemKey, id: string): string {
  return `${itemName(key)}:${id}`;
}

/** Whose effect it is, read from its full name. */
export function ownerIn(name: string): { tenant: string; kind: string } {
  const [tenant = '', kind = ''] = name.split('#');
  return { tenant, kind };
}

export function itemName(key: ItemKey): string {
  return `${key.tenant}#${key.kind}#${key.id}`;
}
