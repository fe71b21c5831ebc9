/** One client of Slack's Web API for each workspace: it waits ten seconds, and repeats nothing by itself. */
import { type FetchFunction, WebClient } from '@slack/web-api';
import { SendError } from '../conversation/surface.ts';
import { callWithin } from './call.ts';

export interface ClientOptions {
  tokenOf(team: string, enterprise?: string): Promise<{ token: string; bot: string } | null>;
  /** Slack no longer takes the token of this workspace. */
  refused?(team: string, enterprise?: string): void;
  /** Only tests set it; production speaks to Slack's own address. */
  slackApiUrl?: string;
  deadlineMs?: number;
}

export type ClientOf = (at: { team: string; enterprise?: string | undefined }) => Promise<WebClient>;

/** Slack's words for a token that has ended. They come in a short answer, so that long ones are not searched. */
const ended = /"error": ?"(?:token_revoked|token_expired|invalid_auth|account_inactive|not_authed)"/;
const shortest = 1_000;

/** A token that was taken back is not kept for the rest of its minute. */
const watching =
  (call: FetchFunction, refused: () => void): FetchFunction =>
  async (address, init) => {
    const answer = await call(address, init);
    const text = await answer.text();
    if (text.length < shortest && ended.test(text)) refused();
    return answer;
  };

/** A workspace without an installation is refused before anything is sent. */
export const createClients = ({ tokenOf, refused, slackApiUrl, deadlineMs = 10_000 }: ClientOptions): ClientOf => {
  const made = new Map<string, { token: string; client: WebClient }>();
  return async ({ team, enterprise }) => {
    const installed = await tokenOf(team, enterprise);
    if (installed === null) throw new SendError('Slack: this workspace has not installed the app', { arrived: 'no' });
    const name = enterprise ?? team;
    const known = made.get(name);
    if (known?.token === installed.token) return known.client;
    const client = new WebClient(installed.token, {
      fetch: watching(callWithin(deadlineMs), () => refused?.(team, enterprise)),
      // A repeated post may arrive twice, and only the relay knows what was sent.
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    });
    made.set(name, { token: installed.token, client });
    return client;
  };
};
