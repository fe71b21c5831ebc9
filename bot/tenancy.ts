/** Joins the parts that know tenants: whose an organisation is, which two were joined, who is one person on both sides. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { RecordStore } from '../workflows/store/records.ts';
import { type Aliases, createAliases } from '../workflows/tenancy/aliases.ts';
import { createChallenges } from '../workflows/tenancy/challenges.ts';
import { createJoins } from '../workflows/tenancy/joins.ts';
import { type Border, createBorder } from './border.ts';
import type { Tenancy } from './conversation/talk.ts';

/** Thirty-two, without those that are taken for one another. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Sixty bits in three groups of four: `k7mq-2xpr-h9ta`. */
function secret(): string {
  const letters = [...randomBytes(12)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

export function createTenancy(
  records: RecordStore,
  now: () => number,
): Pick<Tenancy, 'joins' | 'challenges'> & Aliases & { border: Border } {
  const challenges = createChallenges({ records, now, secret });
  const joins = createJoins({ records, challenges, now });
  const aliases = createAliases({ records, now, unused: () => randomUUID().slice(0, 8) });
  return { joins, challenges, ...aliases, border: createBorder({ aliases, joins }) };
}
