/** Reminds people in the background: what is due is worked off at the pace of each organisation's platform, within a day's cap. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../workflows/store/store.ts';
import type { Org } from '../workflows/tenancy/aliases.ts';
import { createDrain, type Drain, type DrainPorts } from '../workflows/turn/drain.ts';
import { ownerIn } from '../workflows/turn/effects.ts';
import type { Pace } from '../workflows/turn/pacer.ts';
import type { Outcome } from '../workflows/turn/turn.ts';
import { usualDigestCap } from './digest-cap.ts';

/** Less than the platforms take, because whoever presses or asks in the same minute is answered beside it. */
export const digestPaces: Readonly<Record<Org['surface'], Pace>> = {
  // Slack promises a workspace "several hundred a minute"; others do well with 525.
  slack: { perMinute: 300, atOnce: 5 },
  // Teams takes 50 requests a second from an app in a tenant, and a digest is two: opening the chat and writing in it.
  teams: { perMinute: 1_500, atOnce: 20 },
};

/** Whether the product speaks to somebody because of a turn. */
export const spokeIn = (outcome: Outcome<unknown>): { spoke: boolean } => ({
  spoke: outcome.kind === 'applied' && outcome.effects.some(({ kind }) => kind === 'direct' || kind === 'say'),
});

export interface RemindingPorts extends Pick<DrainPorts, 'owner' | 'fire'> {
  digestCap?: number;
  store: Store;
  now(): number;
  surfaceOf(tenant: string): Promise<Org['surface'] | null>;
  /** Only tests have other time. */
  pause?: DrainPorts['pause'];
  log(line: { level: 'warn' | 'error'; event: 'reminding'; [detail: string]: unknown }): void;
}

export interface Reminding extends Pick<Drain, 'look' | 'idle'> {
  /** Where a platform took no reminder because it is asked too often, that organisation gets none for as long as it said. */
  heed(note: { note: string; effect?: string; afterMs?: number }): void;
  /** Reminds whoever is to be reminded now. */
  remind(): Promise<void>;
  /** Looks every `everyMs`; returns how to stop, which resolves when nothing is under way. */
  keepReminding(everyMs: number): () => Promise<void>;
}

export function createReminding({ surfaceOf, pause = sleepBeside, log, digestCap = usualDigestCap, ...ports }: RemindingPorts): Reminding {
  const drain = createDrain({
    ...ports,
    cap: digestCap,
    pause,
    // An organisation that nobody knows the platform of is spoken to as slowly as any.
    pace: async (tenant) => digestPaces[(await surfaceOf(tenant)) ?? 'slack'],
    log: (note) => log({ level: 'warn', event: 'reminding', ...note }),
  });
  return {
    look: drain.look,
    idle: drain.idle,
    heed({ note, effect = '', afterMs = 0 }) {
      const { tenant, kind } = ownerIn(effect);
      if (note === 'later' && kind === 'person') drain.rest(tenant, afterMs);
    },
    async remind() {
      await drain.look();
      await drain.idle();
    },
    keepReminding(everyMs) {
      let looking: Promise<unknown> | null = null;
      const look = (): void => {
        looking ??= drain
          .look()
          .catch((error: unknown) => log({ level: 'error', event: 'reminding', error: String(error) }))
          .finally(() => {
            looking = null;
          });
      };
      const timer = setInterval(look, everyMs);
      return async () => {
        clearInterval(timer);
        await drain.stop();
        await looking;
      };
    },
  };
}

/** Nobody waits for it: a process that ends does not. */
async function sleepBeside(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
