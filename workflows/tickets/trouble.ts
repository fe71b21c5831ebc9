/** Says of whatever a tracker answers, or does not, what it means for people and when to try again. */
import { looksSecret } from '../scanners/redact.ts';
import type { Trouble } from './ticket.ts';
import type { TroubleWords } from './words.ts';

export interface Answered {
  kind: 'answered';
  status: number;
  headers: Readonly<Record<string, unknown>>;
  data: unknown;
  message: string;
}

/** What came back: an answer with a status, or none at all. */
export type Reply = Answered | { kind: 'unheard' };

export interface Asked {
  place: string;
  /** The issue that was asked about; absent where it was about the place. */
  number?: number;
}

/** How a tracker says what all of them say. */
export interface Manner {
  words: TroubleWords;
  /** It does not know who asks. */
  isStranger(reply: Answered): boolean;
  /** It was asked too often. */
  isLimited(reply: Answered): boolean;
  /** When to come back, ms from now; null where it does not say. */
  pause(headers: Answered['headers'], now: number): number | null;
  /** Its own words about what it did not take. */
  said(reply: Answered): string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const longestMessage = 160;

export const troubleOf = (kind: Trouble['kind'], reason: string, retryAfterMs: number | null = null): Trouble => ({
  kind,
  reason,
  retryAfterMs,
});

/** A minute is waited where no time is named. */
export const limited = (words: TroubleWords, pauseMs: number): Trouble => troubleOf('limited', words.limited(), pauseMs);
export const unavailable = (words: TroubleWords, pauseMs = minuteMs): Trouble => troubleOf('unavailable', words.unavailable(), pauseMs);
export const unheard = ({ unheard: say }: Pick<TroubleWords, 'unheard'>): Trouble => troubleOf('unheard', say(), minuteMs);
export const unreadable = (words: TroubleWords): Trouble => troubleOf('unreadable', words.unreadable(), 10 * minuteMs);
export const unsearchable = (words: TroubleWords, place: string): Trouble => troubleOf('unsearchable', words.unsearchable(place));

/** Null where it is what was hoped for. `now` is ms. */
export function troubleIn(reply: Reply, { place, number }: Asked, now: number, manner: Manner): Trouble | null {
  const { words } = manner;
  if (reply.kind === 'unheard') return unheard(words);
  const { status, headers } = reply;
  if (status >= 200 && status < 300) return null;
  if (manner.isLimited(reply)) return limited(words, manner.pause(headers, now) ?? minuteMs);
  if (status >= 500) return unavailable(words, manner.pause(headers, now) ?? minuteMs);
  if (status >= 300 && status < 400) return troubleOf('moved', number === undefined ? words.moved(place) : words.movedIssue(place, number));
  if (manner.isStranger(reply)) return troubleOf('unauthorised', words.unauthorised());
  switch (status) {
    case 403:
      return troubleOf('forbidden', words.forbidden(place));
    case 404:
      return troubleOf('missing', number === undefined ? words.missing(place) : words.missingIssue(place, number));
    case 410:
      return troubleOf('gone', number === undefined ? words.gone(place) : words.goneIssue(place, number));
    case 408:
      return unheard(words);
    case 409:
      return unavailable(words);
    default:
      return troubleOf('refused', words.refused(theirs(manner.said(reply))));
  }
}

/** A pause that somebody else names is kept within a second and a day. */
export const within = (ms: number): number => Math.min(Math.max(ms, 1_000), dayMs);

export const wholeIn = (value: unknown): number | null => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : null;
};

/** Somebody else's words: one line, and nothing that looks like a secret. */
function theirs(message: string): string {
  const plain = message.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (plain === '' || looksSecret(plain)) return '';
  const signs = [...plain];
  return signs.length > longestMessage ? `${signs.slice(0, longestMessage - 1).join('')}…` : plain;
}
