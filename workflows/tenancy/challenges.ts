/**
 * A single-use challenge, confirmed on both sides: asked for on one platform, answered on the other with the code, and then
 * confirmed where it was asked for, by somebody who is shown who answered. Until then nothing crosses.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RecordStore } from '../store/records.ts';
import type { RecordKey } from '../store/table.ts';

export type Purpose = 'join' | 'bind';

/** Somebody who stands on one side. */
export interface Side {
  tenant: string;
  surface: 'slack' | 'teams';
  account: string;
  name: string;
}

export interface Answered {
  purpose: Purpose;
  asked: Side;
  answered: Side;
  /** Names the challenge ever after: part of what was made by it. */
  digest: string;
  rev: number;
}

export type AnswerRefusal = 'unknown' | 'same-platform';

export interface ChallengePorts {
  records: RecordStore;
  now(): number;
  /** Fifty bits or more that nobody can guess, in letters and digits that are easy to copy. */
  secret(): string;
}

export const challengeMs = 15 * 60_000;

export interface Challenges {
  /** Asks; what this account asked for before is void. */
  ask(purpose: Purpose, asked: Side): Promise<{ code: string; until: number }>;
  /** The code is spent by the first who answers. */
  answer(purpose: Purpose, code: string, answered: Side): Promise<Answered | AnswerRefusal>;
  /** What this account asked for and somebody answered; null while nobody did. */
  answeredFor(purpose: Purpose, asked: Pick<Side, 'tenant' | 'account'>): Promise<Answered | null>;
  /** Where the challenge stands, for the transaction that spends it. */
  keyOf(purpose: Purpose, asked: Pick<Side, 'tenant' | 'account'>): RecordKey;
}

const side = z.object({ tenant: z.string(), surface: z.enum(['slack', 'teams']), account: z.string(), name: z.string() });
const challenge = z.object({
  purpose: z.enum(['join', 'bind']),
  digest: z.string(),
  asked: side,
  answered: side.nullable(),
  until: z.number(),
});
const finder = z.object({ tenant: z.string(), account: z.string() });

/** What people copy: case and the marks between do not count. */
const digestOf = (purpose: Purpose, code: string): string =>
  createHash('sha256')
    .update(`${purpose} ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)
    .digest('base64url');

const keyOf = (purpose: Purpose, { tenant, account }: Pick<Side, 'tenant' | 'account'>): RecordKey => ({
  tenant,
  kind: 'challenge',
  id: `${purpose} ${account}`,
});

const finderKey = (digest: string): RecordKey => ({ tenant: '', kind: 'challenge', id: digest });

export function createChallenges({ records, now, secret }: ChallengePorts): Challenges {
  const read = async (purpose: Purpose, asked: Pick<Side, 'tenant' | 'account'>) => {
    const found = await records.readRecord(keyOf(purpose, asked), now());
    return found === null ? null : { rev: found.rev, ...challenge.parse(found.body) };
  };
  return {
    keyOf,

    async ask(purpose, asked) {
      const code = secret();
      const digest = digestOf(purpose, code);
      const until = now() + challengeMs;
      const body = { purpose, digest, asked, answered: null, until };
      for (let tries = 0; tries < 3; tries += 1) {
        const before = await records.readRecord(keyOf(purpose, asked), now());
        const written = await records.writeRecords(
          [
            { key: keyOf(purpose, asked), expected: before?.rev ?? 0, body, expires: until },
            { key: finderKey(digest), expected: 0, body: { tenant: asked.tenant, account: asked.account }, expires: until },
          ],
          now(),
        );
        if (written === 'written') return { code, until };
      }
      throw new ChallengeError('A challenge could not be written: the same account asks in several places at once.');
    },

    async answer(purpose, code, answered) {
      const digest = digestOf(purpose, code);
      const pointer = await records.readRecord(finderKey(digest), now());
      if (pointer === null) return 'unknown';
      const at = finder.parse(pointer.body);
      const open = await read(purpose, at);
      // A later question of the same account has replaced this one.
      if (open === null || open.digest !== digest || open.answered !== null) return 'unknown';
      if (open.asked.surface === answered.surface || open.asked.tenant === answered.tenant) return 'same-platform';
      const { rev, ...body } = open;
      const written = await records.writeRecords(
        [
          { key: keyOf(purpose, at), expected: rev, body: { ...body, answered }, expires: body.until },
          { key: finderKey(digest), expected: pointer.rev, body: null },
        ],
        now(),
      );
      return written === 'written' ? { purpose, asked: open.asked, answered, digest, rev: rev + 1 } : 'unknown';
    },

    async answeredFor(purpose, asked) {
      const open = await read(purpose, asked);
      if (open === null || open.answered === null) return null;
      return { purpose, asked: open.asked, answered: open.answered, digest: open.digest, rev: open.rev };
    },
  };
}

/** Nothing was asked for; it may be tried again. */
export class ChallengeError extends Error {
  override readonly name = 'ChallengeError';
}
