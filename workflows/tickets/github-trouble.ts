/** How GitHub says that it was asked too often, and when to come back. */
import { type Answered, type Manner, wholeIn, within } from './trouble.ts';
import { githubTroubles } from './words.ts';

export const githubManner: Manner = {
  words: githubTroubles,
  isStranger: ({ status }) => status === 401,
  isLimited,
  pause: pauseAsked,
  said: ({ message }) => message,
};

/** GitHub says "too fast" in several ways; without permission it says 403 too, but neither of these. */
function isLimited({ status, headers, message }: Answered): boolean {
  if (status === 429) return true;
  if (status !== 403 && status !== 422) return false;
  return (
    headers['retry-after'] !== undefined || isSpent(headers) || /secondary rate limit|abuse detection|submitted too quickly/i.test(message)
  );
}

const isSpent = (headers: Answered['headers']): boolean => wholeIn(headers['x-ratelimit-remaining']) === 0;

function pauseAsked(headers: Answered['headers'], now: number): number | null {
  const after = wholeIn(headers['retry-after']);
  if (after !== null) return within(after * 1_000);
  const reset = isSpent(headers) ? wholeIn(headers['x-ratelimit-reset']) : null;
  return reset === null ? null : within(reset * 1_000 - now);
}
