/** Changes tokens that end after twelve hours, in time and one process at a time: a refresh token works only once. */
import { z } from 'zod';
import { InstallationError, type Installations, type Stored } from './installations.ts';
import type { Log } from './log.ts';
import { reasonOf } from './send-failure.ts';

export interface RotationPorts {
  installations: Installations;
  /** `oauth.v2.access` with a refresh token; throws when Slack refuses or does not answer within its deadline. */
  refresh(token: string): Promise<unknown>;
  /** Names this process. */
  owner: string;
  pause(ms: number): Promise<void>;
  clock: () => number;
  log: Log;
}

export interface Rotation {
  /** The same installation with a token that lasts. Throws when there is none: what was to be done is tried again. */
  fresh(found: Stored): Promise<Stored>;
}

const minute = 60_000;
/** Long before the end, so that there is time to try again. */
const ampleMs = 120 * minute;
/** Outlasts the longest call to Slack (10 s) and the writes after it. After a failure it keeps everybody from trying at once. */
const leaseMs = minute;
const aliveMs = minute;
const pauseMs = 200;
const mostPauses = 8;

const answer = z.looseObject({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number().positive() });

export const createRotation = (ports: RotationPorts): Rotation => {
  const { clock } = ports;
  const running = new Map<string, Promise<Stored>>();
  const isAmple = ({ refresh, ends }: Stored): boolean => refresh === undefined || ends === undefined || ends - clock() > ampleMs;
  return {
    fresh(found) {
      if (isAmple(found)) return Promise.resolve(found);
      const known = running.get(found.id);
      if (known !== undefined) return known;
      const renewing = renew(ports, found.id, isAmple).finally(() => running.delete(found.id));
      running.set(found.id, renewing);
      return renewing;
    },
  };
};

/** The one who wrote the lease asks Slack; the others go on with the token that still works, or wait for the new one. */
async function renew(ports: RotationPorts, id: string, isAmple: (stored: Stored) => boolean): Promise<Stored> {
  const { installations, owner, pause, clock } = ports;
  for (let pauses = 0; pauses < mostPauses; ) {
    const current = await installations.read(id);
    if (current === null) throw new InstallationError(`The installation of ${id} was removed.`);
    if (isAmple(current)) {
      installations.forget(id);
      return current;
    }
    if (current.lease !== undefined && current.lease.until > clock()) {
      if ((current.ends ?? 0) - clock() > aliveMs) return current;
    } else {
      const lease = { by: owner, until: clock() + leaseMs };
      if ((await installations.change(current, current, lease)) === 'written') {
        const renewed = await renewHeld(ports, { ...current, rev: current.rev + 1, lease });
        if (renewed !== null) return renewed;
      }
    }
    pauses += 1;
    await pause(pauseMs);
  }
  throw new InstallationError(`The token of ${id} is being changed by another process.`);
}

/**
 * Null when somebody wrote in between: a new grant, or a removal. If this process dies after Slack answered and before the write,
 * the new tokens are lost: the old token works until its end, and then the app must be installed again, which the log says.
 */
async function renewHeld(ports: RotationPorts, held: Stored): Promise<Stored | null> {
  const { installations, refresh, clock, log } = ports;
  try {
    const { access_token: token, refresh_token: next, expires_in: seconds } = answer.parse(await refresh(held.refresh ?? ''));
    const renewed = { ...held, token, refresh: next, ends: clock() + seconds * 1000 };
    const { lease: _, ...kept } = renewed;
    if ((await installations.change(held, kept)) === 'conflict') return null;
    return { ...kept, rev: held.rev + 1 };
  } catch (error) {
    const reason = reasonOf(error) ?? String(error);
    const isAlive = (held.ends ?? 0) - clock() > aliveMs;
    log({ level: isAlive ? 'warn' : 'error', event: 'slack.token-not-changed', installation: held.id, reason, installAgain: !isAlive });
    if (isAlive) return held;
    throw new InstallationError(`The token of ${held.id} has ended and could not be changed. Install the app again at /slack/install.`, {
      cause: error,
    });
  }
}
