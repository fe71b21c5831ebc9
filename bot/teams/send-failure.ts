/** Says of a failed call to Teams whether the message may have arrived, and when to try again. */
import { SendError } from '../conversation/surface.ts';

const statusOf = (error: unknown): number | undefined => {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
};

/** True when Teams says that the message or the conversation is not there. */
export const isMissing = (error: unknown): boolean => statusOf(error) === 404;

/** True when Teams refused the content itself. */
export const isBadRequest = (error: unknown): boolean => statusOf(error) === 400;

export const isForbidden = (error: unknown): boolean => statusOf(error) === 403;

interface Headers {
  get(name: string): string | null | undefined;
}

const retryAfter = (error: unknown, now: number): number | undefined => {
  const headers = (error as { response?: { headers?: Partial<Headers> } } | undefined)?.response?.headers;
  const value = headers?.get?.('retry-after');
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
  const retryAfterMs = retryAfter(error, now);
  return new SendError(`${what}: Teams answered ${status}`, {
    arrived: refused(status) ? 'no' : 'unknown',
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};
