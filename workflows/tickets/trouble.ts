/** Says of whatever GitHub answers, or does not, what it means for people and when to try again. */
import { looksSecret } from '../scanners/redact.ts';
import type { Trouble } from './ticket.ts';
import { troubleWords } from './words.ts';

/** What came back: an answer with a status, or none at all. */
export type Reply =
  | { kind: 'answered'; status: number; headers: Readonly<Record<string, unknown>>; data: unknown; message: string }
  | { kind: 'unheard' };

export interface Asked {
  place: string;
  /** The issue that was asked about; absent where it was about the repository. */
  number?: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const longestMessage = 160;

const trouble = (kind: Trouble['kind'], reason: string, retryAfterMs: number | null = null): Trouble => ({ kind, reason, retryAfterMs });

/** GitHub asks for at least a minute where it names no time. */
export const limited = (pauseMs: number): Trouble => trouble('limited', troubleWords.limited(), pauseMs);
export const unheard = (): Trouble => trouble('unheard', troubleWords.unheard(), minuteMs);
export const unreadable = (): Trouble => trouble('unreadable', troubleWords.unreadable(), 10 * minuteMs);
export const unsearchable = (place: string): Trouble => trouble('unsearchable', troubleWords.unsearchable(place));
export const archived = (place: string): Trouble => trouble('gone', troubleWords.archived(place));
export const switchedOff = (place: string): Trouble => trouble('gone', troubleWords.gone(place));

/** Null where it is what was hoped for. `now` is ms. */
export function troubleIn(reply: Reply, { place, number }: Asked, now: number): Trouble | null {
  if (reply.kind === 'unheard') return unheard();
  const { status } = reply;
  if (status >= 200 && status < 300) return null;
  if (isLimited(reply)) return limited(pauseAsked(reply.headers, now) ?? minuteMs);
  if (status >= 500) return trouble('unavailable', troubleWords.unavailable(), pauseAsked(reply.headers, now) ?? minuteMs);
  if (status >= 300 && status < 400)
    return trouble('moved', number === undefined ? troubleWords.moved(place) : troubleWords.movedIssue(place, number));
  switch (status) {
    case 401:
      return trouble('unauthorised', troubleWords.unauthorised());
    case 403:
      return trouble('forbidden', troubleWords.forbidden(place));
    case 404:
      return trouble('missing', number === undefined ? troubleWords.missing(place) : troubleWords.missingIssue(place, number));
    case 410:
      return trouble('gone', number === undefined ? troubleWords.gone(place) : troubleWords.goneIssue(place, number));
    case 408:
      return unheard();
    default:
      return trouble('refused', troubleWords.refused(theirs(reply.message)));
  }
}

/** GitHub says "too fast" in several ways; without permission it says 403 too, but neither of these. */
function isLimited({ status, headers, message }: Extract<Reply, { kind: 'answered' }>): boolean {
  if (status === 429) return true;
  if (status !== 403 && status !== 422) return false;
  return (
    headers['retry-after'] !== undefined || isSpent(headers) || /secondary rate limit|abuse detection|submitted too quickly/i.test(message)
  );
}

const isSpent = (headers: Readonly<Record<string, unknown>>): boolean => wholeIn(headers['x-ratelimit-remaining']) === 0;

/** A pause that somebody else names is kept within a second and a day. */
function pauseAsked(headers: Readonly<Record<string, unknown>>, now: number): number | null {
  const after = wholeIn(headers['retry-after']);
  if (after !== null) return within(after * 1_000);
  const reset = isSpent(headers) ? wholeIn(headers['x-ratelimit-reset']) : null;
  return reset === null ? null : within(reset * 1_000 - now);
}

const within = (ms: number): number => Math.min(Math.max(ms, 1_000), dayMs);

const wholeIn = (value: unknown): number | null => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : null;
};

/** GitHub's own words about what it did not take: one line, and nothing that looks like a secret. */
function theirs(message: string): string {
  const plain = message.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (plain === '' || looksSecret(plain)) return '';
  const signs = [...plain];
  return signs.length > longestMessage ? `${signs.slice(0, longestMessage - 1).join('')}…` : plain;
}
