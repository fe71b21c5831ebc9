/** Says of a failed call to Slack whether the message may have arrived, and when to try again. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { SendError } from '../conversation/surface.ts';

/** Slack's own word for what was wrong, such as `channel_not_found`. */
export const reasonOf = (error: unknown): string | undefined => {
  const inner = error instanceof SendError ? error.cause : error;
  return inner instanceof WebAPIPlatformError ? inner.data.error : undefined;
};

/** Words by which Slack says that nothing can be written there any more. */
const closedPlaces = new Set(['is_archived', 'not_in_channel', 'channel_not_found', 'is_inactive']);

/** Faults of Slack's own, after which nobody can say what became of the call. */
const ownFaults = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

export const toSendError = (what: string, error: unknown): SendError => {
  if (error instanceof SendError) return error;
  if (error instanceof WebAPIRateLimitedError)
    return new SendError(`${what}: Slack is asked too often`, { arrived: 'no', retryAfterMs: error.retryAfter * 1000, cause: error });
  if (error instanceof WebAPIPlatformError) {
    const reason = error.data.error;
    // The word comes without a time, and passes.
    if (reason === 'ratelimited')
      return new SendError(`${what}: Slack is asked too often`, { arrived: 'no', retryAfterMs: 0, cause: error });
    const arrived = ownFaults.has(reason) ? 'unknown' : 'no';
    return new SendError(`${what}: Slack answered ${reason}`, { arrived, closed: closedPlaces.has(reason), cause: error });
  }
  if (error instanceof WebAPIHTTPError) {
    const { statusCode } = error;
    const refused = statusCode >= 400 && statusCode < 500 && statusCode !== 408;
    return new SendError(`${what}: Slack answered ${statusCode}`, { arrived: refused ? 'no' : 'unknown', cause: error });
  }
  return new SendError(`${what}: Slack did not answer`, { arrived: 'unknown', cause: error });
};
