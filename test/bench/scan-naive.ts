/** The ways in which scanners usually make their calls, played in virtual time against the same account and the same buckets. */
import { createDispatcher } from '../../workflows/scanners/dispatcher.ts';
import type { Reading } from '../../workflows/scanners/reading.ts';
import { createThrottlingService } from '../support/throttling-service.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';
import {
  type Ask,
  answerMs,
  asks,
  bucketReads,
  buckets,
  checksOf,
  homeRegion,
  rateOf,
  refusalMs,
  regions,
  thingsIn,
  usualPage,
} from './scan-world.ts';

export interface Strategy {
  name: string;
  /** Every check makes its own calls, or all share what was asked once. */
  isShared: boolean;
  slots: number;
  attempts: number;
  /** A call takes its token while it holds a slot; without it nobody looks at rates. */
  isPaced?: true;
  /** Ours, with the same per-role reads. */
  isDispatched?: true;
}

export const strategies: readonly Strategy[] = [
  { name: 'one by one, each check by itself', isShared: false, slots: 1, attempts: 3 },
  { name: 'one by one, shared', isShared: true, slots: 1, attempts: 3 },
  { name: 'each check by itself, 8 at once, 3 attempts', isShared: false, slots: 8, attempts: 3 },
  { name: 'each check by itself, 128 at once, 3 attempts', isShared: false, slots: 128, attempts: 3 },
  { name: 'each check by itself, 128 at once, 10 attempts', isShared: false, slots: 128, attempts: 10 },
  { name: 'shared, 32 at once, 3 attempts', isShared: true, slots: 32, attempts: 3 },
  { name: 'shared, 128 at once, 3 attempts', isShared: true, slots: 128, attempts: 3 },
  { name: 'shared, 128 at once, 10 attempts', isShared: true, slots: 128, attempts: 10 },
  { name: 'shared, 32 at once, token taken while holding a slot', isShared: true, slots: 32, attempts: 3, isPaced: true },
  { name: 'our dispatcher, 8 at once', isShared: true, slots: 8, attempts: 3, isDispatched: true },
  { name: 'our dispatcher, 32 at once', isShared: true, slots: 32, attempts: 3, isDispatched: true },
  { name: 'our dispatcher, 128 at once', isShared: true, slots: 128, attempts: 3, isDispatched: true },
];

export interface Played {
  ms: number;
  calls: number;
  throttled: number;
  lost: number;
  /** Pairs of check and Region that would judge without having seen everything. */
  wrong: number;
}

/** Brings one question to the service; false where it was given up. */
type Send = (bucket: string, ahead?: number) => Promise<boolean>;

export async function playStrategy(strategy: Strategy, roles: number): Promise<Played> {
  const clock = createVirtualClock();
  const tally = { calls: 0, throttled: 0, lost: 0 };
  const service = createThrottlingService(rateOf, clock.now);
  const attempt = async (bucket: string): Promise<boolean> => {
    tally.calls += 1;
    const isIn = service.lets(bucket);
    await clock.sleep(isIn ? answerMs : refusalMs);
    if (!isIn) tally.throttled += 1;
    return isIn;
  };
  const send = strategy.isDispatched === true ? dispatched(strategy, clock, attempt, tally) : plain(strategy, clock, attempt, tally);
  const wrong = await clock.through(lookAtAll(strategy, send, roles));
  return { ms: clock.now(), ...tally, wrong };
}

/** Numbers that look random and are the same each time. */
const chance = () => {
  let state = 7;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** A throttled call waits as the SDK's usual retries do, in its slot. */
function plain({ slots, attempts, isPaced }: Strategy, clock: VirtualClock, attempt: Send, tally: { lost: number }): Send {
  const random = chance();
  const waiting: (() => void)[] = [];
  let free = slots;
  const tokens = new Map<string, { level: number; at: number }>();
  const token = async (bucket: string): Promise<void> => {
    const { perSecond, burst } = rateOf(bucket);
    const { level, at } = tokens.get(bucket) ?? { level: burst, at: clock.now() };
    const now = Math.min(burst, level + ((clock.now() - at) / 1_000) * perSecond) - 1;
    tokens.set(bucket, { level: now, at: clock.now() });
    if (now < 0) await clock.sleep((-now / perSecond) * 1_000);
  };
  return async (bucket) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    let isIn = false;
    for (let tries = 0; tries < attempts && !isIn; tries += 1) {
      if (tries > 0) await clock.sleep(Math.min(20_000, random() * 2 ** tries * 500));
      if (isPaced === true) await token(bucket);
      isIn = await attempt(bucket);
    }
    if (!isIn) tally.lost += 1;
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
    return isIn;
  };
}

function dispatched({ slots }: Strategy, clock: VirtualClock, attempt: Send, tally: { lost: number }): Send {
  const dispatcher = createDispatcher({ slots, overall: { perSecond: 1_000, burst: 1_000 }, ...clock, random: chance() });
  return async (bucket, ahead) => {
    const reading = await dispatcher.run(
      { name: bucket, ...rateOf(bucket) },
      bucket,
      async (): Promise<Reading> => {
        const isIn = await attempt(bucket);
        return isIn ? { kind: 'answer', answer: null, partial: false } : { kind: 'throttled', action: bucket, detail: '' };
      },
      ahead,
    );
    tally.lost = dispatcher.stats().lost;
    return reading.kind === 'answer';
  };
}

async function lookAtAll({ isShared, slots }: Strategy, send: Send, roles: number): Promise<number> {
  const known = new Map<string, Promise<boolean>>();
  const once = (name: string, ask: () => Promise<boolean>): Promise<boolean> => {
    if (!isShared) return ask();
    const found = known.get(name) ?? ask();
    known.set(name, found);
    return found;
  };
  const one = (operation: string, region: string, thing = '') =>
    once(`${operation} ${region} ${thing}`, () => send(`${operation.split(':')[0]} ${region}`, aheadOf(operation)));
  const many = async (things: readonly string[], ask: (thing: string) => Promise<boolean>): Promise<boolean> => {
    const all: boolean[] = [];
    if (slots > 1) all.push(...(await Promise.all(things.map(ask))));
    else for (const thing of things) all.push(await ask(thing));
    return all.every(Boolean);
  };
  const look = async ({ operation, input, of }: Ask, region: string): Promise<boolean> => {
    if (of === undefined) return await one(operation, region, JSON.stringify(input ?? {}));
    // A list that was lost holds nothing to ask about.
    if (!(await one(of.operation, region, '{}'))) return false;
    return await many(names(thingsIn(region)), (thing) => one(operation, region, thing));
  };
  const checks: (() => Promise<boolean>)[] = [
    ...checksOf().flatMap((three) =>
      regions.map((region) => () => many(['0', '1', '2'], (index) => look(three[Number(index)] as Ask, region))),
    ),
    ...bucketReads.map((read) => async () => await many(names(buckets), (thing) => one(read, homeRegion, thing))),
    ...['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'].map((read) => async () => {
      for (let page = 0; page * usualPage < roles; page += 1) if (!(await one('iam:ListRoles', homeRegion, `${page}`))) return false;
      return await many(names(roles), (thing) => one(read, homeRegion, thing));
    }),
  ];
  let wrong = 0;
  const run = async (check: () => Promise<boolean>) => {
    if (!(await check())) wrong += 1;
  };
  if (slots > 1) await Promise.all(checks.map(run));
  else for (const check of checks) await run(check);
  return wrong;
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`);

/** As the reader guesses. */
function aheadOf(operation: string): number {
  if (operation.startsWith('iam:List')) return 100;
  return asks.some((one) => one.operation === operation && one.of === undefined) ? 10 : 0;
}
