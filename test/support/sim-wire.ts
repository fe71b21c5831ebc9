/** The wire between a simulated process and the world: every call may be slow, fail, or meet a crash before or after it took effect. */
import { StoreFailedError } from '../../workflows/store/store.ts';
import type { World } from './sim-world.ts';

/** How rough the world is; chances per call. */
export interface Chaos {
  crash: number;
  /** A call fails, half the time after it took effect. */
  failure: number;
  /** A process sleeps for longer than its leases last. */
  freeze: number;
  slow: number;
}

export const calm: Chaos = { crash: 0, failure: 0, freeze: 0, slow: 0 };
export const rough: Chaos = { crash: 0.006, failure: 0.012, freeze: 0.008, slow: 0.03 };
/** Processes sleep for longer than their leases last, again and again. */
export const sleepy: Chaos = { crash: 0.004, failure: 0.012, freeze: 0.1, slow: 0.03 };
/** Hardly a process lives for a minute. */
export const deadly: Chaos = { crash: 0.03, failure: 0.03, freeze: 0.004, slow: 0.03 };

/** One start of a process. A crash ends the life; a restart is another. */
export interface Life {
  owner: string;
  alive: boolean;
  frozenUntil: number;
  /** How far this machine's clock is off. */
  skew: number;
}

export interface CrashPoint {
  point: number;
  when: 'before' | 'after';
}

export interface Wire {
  call<T>(life: Life, label: string, effect: () => Promise<T> | T): Promise<T>;
  /** How many calls were made so far: each is a point where a crash may be put, twice. */
  points(): number;
  crashes(): number;
  /** From here on nothing fails any more. */
  calmDown(): void;
}

export interface WirePorts {
  world: World;
  chaos: Chaos;
  /** Crashes at exact points, on top of chance. */
  planned: readonly CrashPoint[];
  crashed(life: Life): void;
}

export function createWire({ world, chaos: given, planned, crashed }: WirePorts): Wire {
  let chaos = given;
  let points = 0;
  let crashes = 0;
  const plan = new Set(planned.map(({ point, when }) => `${point}${when}`));
  const chance = (of: number) => of > 0 && world.random() < of;
  const delay = () => 1 + world.random() * (chance(chaos.slow) ? 3000 : 20);
  const crash = (life: Life) => {
    crashes += 1;
    life.alive = false;
    crashed(life);
  };

  /** Brings an answer back to its process, once that is awake. A dead one never hears it. */
  const answer = (life: Life, back: () => void) => {
    world.after(delay(), () => {
      if (chance(chaos.freeze)) life.frozenUntil = world.now() + 30_000 + world.random() * 60_000;
      const wait = () => {
        if (!life.alive) return;
        if (world.now() < life.frozenUntil) world.after(life.frozenUntil - world.now(), wait);
        else back();
      };
      wait();
    });
  };

  return {
    points: () => points,
    crashes: () => crashes,
    calmDown() {
      chaos = calm;
    },
    call(life, label, effect) {
      points += 1;
      const point = points;
      return new Promise((resolve, reject) => {
        if (!life.alive) return;
        if (plan.has(`${point}before`) || chance(chaos.crash)) return crash(life);
        const failure = chance(chaos.failure) ? (chance(0.5) ? 'before' : 'after') : null;
        world.after(delay(), () => {
          // What a process sent before it died may still arrive.
          if (!life.alive && chance(0.5)) return;
          if (failure === 'before') return answer(life, () => reject(new StoreFailedError(`${label} failed.`)));
          const taken = (async () => effect())();
          taken.catch(() => undefined);
          if (life.alive && (plan.has(`${point}after`) || chance(chaos.crash))) return crash(life);
          taken.then(
            (value) => answer(life, () => (failure === 'after' ? reject(new StoreFailedError(`${label} got no answer.`)) : resolve(value))),
            (error: unknown) => answer(life, () => reject(error instanceof Error ? error : new Error(String(error)))),
          );
        });
      });
    },
  };
}
