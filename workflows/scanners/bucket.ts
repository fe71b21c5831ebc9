/** A token bucket as the service keeps it, seen from here: how many calls it surely still allows, and what refusals teach about it. */

/** The calls that one service counts together: those of one service in one Region. */
export interface Bucket {
  name: string;
  perSecond: number;
  burst: number;
}

export type Rate = Omit<Bucket, 'name'>;

export interface Tokens {
  readonly given: Rate;
  /** What is believed by now. */
  perSecond: number;
  burst: number;
  /** Calls that may start. */
  level: number;
  /** When `level` was true. */
  at: number;
  underWay: number;
  loweredAt: number;
}

/** A part of a token that is a rounding error. */
const hair = 1e-6;
const lowering = 0.6;
/** A bucket never learns to stand still. */
const leastShare = 0.02;
/** Of the given rate, how much comes back in a second without a refusal. */
const recovery = 0.02;

export const fullTokens = (given: Rate, now: number): Tokens => ({
  given,
  perSecond: given.perSecond,
  burst: given.burst,
  level: given.burst,
  at: now,
  underWay: 0,
  loweredAt: Number.NEGATIVE_INFINITY,
});

/**
 * The service counts a call when it arrives, which may be any time before its answer does. So a call under way keeps its token's place:
 * nothing flows in for it until it is answered, and however late calls arrive, a bucket that is as large as we believe never runs dry.
 */
function refill(tokens: Tokens, now: number): void {
  const seconds = Math.max(0, now - tokens.at) / 1_000;
  const room = Math.max(0, tokens.burst - tokens.underWay);
  tokens.level = Math.min(room, tokens.level + seconds * tokens.perSecond);
  tokens.perSecond = Math.min(tokens.given.perSecond, tokens.perSecond + seconds * recovery * tokens.given.perSecond);
  tokens.at = now;
}

/** Milliseconds until a call may start; for ever where only an answer can help. */
export function waitOf(tokens: Tokens, now: number): number {
  refill(tokens, now);
  if (tokens.level + hair >= 1) return 0;
  if (tokens.burst - tokens.underWay + hair < 1) return Number.POSITIVE_INFINITY;
  return ((1 - tokens.level) / tokens.perSecond) * 1_000;
}

export function take(tokens: Tokens, now: number): void {
  refill(tokens, now);
  tokens.level = Math.max(0, tokens.level - 1);
  tokens.underWay += 1;
}

/** A call was answered, whatever the answer. */
export function answered(tokens: Tokens, now: number): void {
  refill(tokens, now);
  tokens.underWay -= 1;
}

/** A call was refused. Those that started before the last lesson have nothing new to teach. */
export function learn(tokens: Tokens, startedAt: number, now: number): void {
  refill(tokens, now);
  tokens.level = 0;
  if (startedAt < tokens.loweredAt) return;
  tokens.loweredAt = now;
  tokens.perSecond = Math.max(tokens.given.perSecond * leastShare, tokens.perSecond * lowering);
  tokens.burst = Math.max(1, Math.floor(tokens.burst * lowering));
}
