/** Socket Mode: connects to Slack in place of being reached by it. What is heard goes the same way as behind the door. */
import { type App, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { listenOn, quietLogger, type SlackDoorOptions } from './door.ts';
import { WorkspaceError } from './settings.ts';

export interface SocketOptions extends SlackDoorOptions {
  appToken: string;
  /** Only tests set it; production speaks to Slack's own address. */
  slackApiUrl?: string | undefined;
  deadlineMs?: number | undefined;
  /** The first wait before connecting again; the next ones are longer. */
  againMs?: number | undefined;
}

const longestMs = 30_000;

/** Words by which Slack says that trying again will not help. */
const hopeless = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'not_allowed_token_type', 'missing_scope', 'token_revoked']);

const createReceiver = ({ appToken, log, slackApiUrl, deadlineMs = 10_000 }: SocketOptions): SocketModeReceiver =>
  new SocketModeReceiver({
    appToken,
    logger: quietLogger(log),
    // Its own way of connecting again ends the process when the network is away for a moment.
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        timeout: deadlineMs,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
        ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
      },
    },
    // What is not acknowledged is delivered again.
    processEventErrorHandler: async ({ error }) => {
      log({ level: 'error', event: 'slack.turn-failed', error: 'original' in error ? error.original : error });
      return false;
    },
  });

/** Bolt acknowledges an event before anybody has heard it; here that waits until the turn has committed, as behind the door. */
const acknowledgingLast = (socket: SocketModeReceiver): Receiver => ({
  init(app) {
    const processEvent = async (event: ReceiverEvent): Promise<void> => {
      const held: { answer?: unknown[] } = {};
      const ack = async (...answer: unknown[]): Promise<void> => {
        held.answer ??= answer;
      };
      await app.processEvent({ ...event, ack });
      if (held.answer !== undefined) await event.ack(...(held.answer as Parameters<ReceiverEvent['ack']>));
    };
    // It calls nothing else of the app.
    socket.init({ processEvent } as App);
  },
  start: () => socket.start(),
  stop: () => socket.stop(),
});

/** Connects, and stays connected until the returned function is called. */
export const connectSocket = async (options: SocketOptions): Promise<() => Promise<void>> => {
  const { log, againMs = 500 } = options;
  const receiver = createReceiver(options);
  listenOn(acknowledgingLast(receiver), options);
  const { client } = receiver;
  const state: { stopped: boolean; failures: number; timer?: NodeJS.Timeout | undefined } = { stopped: false, failures: 0 };

  const connect = async (): Promise<void> => {
    await client.start();
    state.failures = 0;
    log({ level: 'info', event: 'slack.socket-connected' });
  };
  const again = (): void => {
    if (state.stopped || state.timer !== undefined) return;
    state.failures += 1;
    const wait = Math.min(againMs * 2 ** (state.failures - 1), longestMs);
    state.timer = setTimeout(() => {
      state.timer = undefined;
      connect().catch(lost);
    }, wait);
  };
  const lost = (error: unknown): void => {
    log({ level: 'warn', event: 'slack.socket-lost', error });
    again();
  };

  // Slack asks for a new connection every few hours, and the old one then ends.
  client.on('disconnected', again);
  await connect().catch((error: unknown) => {
    if (error instanceof WebAPIPlatformError && hopeless.has(error.data.error)) {
      state.stopped = true;
      throw new WorkspaceError(`PLUMBLINE_SLACK: Slack does not take "appToken": ${error.data.error}.`);
    }
    lost(error);
  });
  return async () => {
    state.stopped = true;
    clearTimeout(state.timer);
    await client.disconnect();
  };
};
