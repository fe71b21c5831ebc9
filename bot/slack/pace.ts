/** When Slack may be called: about one new message a second in a channel, and not again before it said. Each place waits for itself alone. */
import { SendError } from '../conversation/surface.ts';

export interface PaceOptions {
  clock: () => number;
  pause: (ms: number) => Promise<void>;
}

/** What Slack counts by. */
export interface Destination {
  team: string;
  channel: string;
}

export interface Pace {
  /** Waits until so many new messages may begin in the channel. A longer wait is refused: the relay comes back then. */
  turn(to: Destination, messages: number): Promise<void>;
  /** Refuses at once what Slack does not want to hear yet. */
  check(method: string, to: Destination): void;
  /** Slack does not want to hear this for a while. */
  rests(method: string, to: Destination, ms: number): void;
}

const everyMs = 1_000;
/** With the time that a post may take this stays within the time that nobody else may send it. */
const mostWaitMs = 3_000;
const mostRemembered = 10_000;

const tooOften = (retryAfterMs: number): SendError => new SendError('Slack is asked too often', { arrived: 'no', retryAfterMs });

/** Times that pass by themselves; the oldest are forgotten first, which only means that Slack says it again. */
const createTimes = (clock: () => number) => {
  const until = new Map<string, number>();
  return {
    left: (key: string): number => Math.max(0, (until.get(key) ?? 0) - clock()),
    set(key: string, ms: number) {
      until.delete(key);
      until.set(key, clock() + ms);
      const oldest = until.keys().next().value;
      if (until.size > mostRemembered && oldest !== undefined) until.delete(oldest);
    },
  };
};

export const createPace = ({ clock, pause }: PaceOptions): Pace => {
  const busy = createTimes(clock);
  const resting = createTimes(clock);
  const keyOf = (method: string, { team, channel }: Destination): string => `${method} ${team} ${channel}`;
  return {
    async turn({ team, channel }, messages) {
      const key = `${team} ${channel}`;
      const wait = busy.left(key);
      if (wait > mostWaitMs) throw tooOften(wait);
      busy.set(key, wait + everyMs * messages);
      if (wait > 0) await pause(wait);
    },
    check(method, to) {
      const left = resting.left(keyOf(method, to));
      if (left > 0) throw tooOften(left);
    },
    rests(method, to, ms) {
      // Slack's word for it comes without a time now and then.
      resting.set(keyOf(method, to), Math.max(ms, everyMs));
    },
  };
};
