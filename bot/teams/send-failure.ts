/** Says of a failed call to Teams whether the message may have arrived, and when to try again. */
import { z } from 'zod';
import { SendError } from '../conversation/surface.ts';

/** What the SDK's errors hold, as far as they come from an answer. */
const failure = z.looseObject({
  statusCode: z.number().optional(),
  response: z
    .looseObject({ headers: z.custom<Headers>((value) => typeof value === 'object' && value !== null && 'get' in value) })
    .optional(),
});

interface Headers {
  get(name: string): string | null | undefined;
}

const statusOf = (error: unknown): number | undefined => failure.safeParse(error).data?.statusCode;

/** True when Teams says that the message or the conversation is not there. */
export const isMissing = (error: unknown): boolean => statusOf(error) === 404;

/** True when Teams refused the content itself. */
export const isBadRequest = (error: unknown): boolean => statusOf(error) === 400;

export const isForbidden = (error: unknown): boolean => statusOf(error) === 403;

const retryAfter = (error: unknown, now: number): number | undefined => {
  const value = failure.safeParse(error).data?.response?.headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

/** Statuses by which Teams says that it took nothing in. A 408 or a 5xx may come after the message was stored. */
const refused = (status: number): boolean => status >= 400 && status < 500 && status !== 408;

export const toSendError = (what: string, error: unknown, now: number): SendError => {
  if (error instanceof SendError) return error;
  const status = statusOf(error);
  if (status === undefined) return new SendError(`${what}: Teams did not answer`, { arrived: 'unknown', cause: error });
  // "Too many" without a time is no refusal for good either.
  const retryAfterMs = retryAfter(error, now) ?? (status === 429 ? 0 : undefined);
  return new SendError(`${what}: Teams answered ${status}`, {
    arrived: refused(status) ? 'no' : 'unknown',
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};
