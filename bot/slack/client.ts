/** One client of Slack's Web API for each workspace: it waits ten seconds, and repeats nothing by itself. */
import { WebClient } from '@slack/web-api';
import { SendError } from '../conversation/surface.ts';

export interface ClientOptions {
  tokenOf(team: string, enterprise?: string): Promise<{ token: string; bot: string } | null>;
  /** Only tests set it; production speaks to Slack's own address. */
  slackApiUrl?: string;
  deadlineMs?: number;
}

export type ClientOf = (at: { team: string; enterprise?: string | undefined }) => Promise<WebClient>;

/** A workspace without an installation is refused before anything is sent. */
export const createClients = ({ tokenOf, slackApiUrl, deadlineMs = 10_000 }: ClientOptions): ClientOf => {
  const made = new Map<string, { token: string; client: WebClient }>();
  return async ({ team, enterprise }) => {
    const installed = await tokenOf(team, enterprise);
    if (installed === null) throw new SendError('Slack: this workspace has not installed the app', { arrived: 'no' });
    const known = made.get(team);
    if (known?.token === installed.token) return known.client;
    const client = new WebClient(installed.token, {
      timeout: deadlineMs,
      // A repeated post may arrive twice, and only the relay knows what was sent.
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    });
    made.set(team, { token: installed.token, client });
    return client;
  };
};
