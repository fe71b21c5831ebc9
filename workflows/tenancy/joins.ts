/**
 * Two tenants that were joined, and people known on both sides. What is kept stays with the tenant in which it began: a join only lets
 * bound people of one reach the other, so that parting loses nothing.
 */
import { z } from 'zod';
import type { RecordChange, RecordStore, StoredRecord } from '../store/records.ts';
import type { RecordKey } from '../store/table.ts';
import type { Answered, Challenges, Side } from './challenges.ts';

/** One tenant as seen from another. */
export interface Partner {
  tenant: string;
  surface: 'slack' | 'teams';
  /** Names the join: what was bound under another join counts no more. */
  join: string;
}

/** The account of the same person on the other side. */
export interface Bound {
  tenant: string;
  account: string;
  name: string;
}

export interface JoinPorts {
  records: RecordStore;
  challenges: Challenges;
  now(): number;
}

export interface Joins {
  /** A consistent read. */
  partnersOf(tenant: string): Promise<Partner[]>;
  /** As it was within the last minute: only to find what is then decided on a consistent read. */
  partnersAtHand(tenant: string): Promise<Partner[]>;
  /** By an admin of each side, who was shown who answered. False when somebody was faster or it is spent. */
  join(answered: Answered): Promise<boolean>;
  part(tenant: string, other: string): Promise<boolean>;
  /** Who this account is on the other side; null when nobody, or under another join. */
  boundTo(tenant: string, account: string, partner: Partner): Promise<Bound | null>;
  bind(answered: Answered, partner: Partner): Promise<boolean>;
  unbind(tenant: string, account: string, partner: Partner): Promise<boolean>;
}

const partnerBody = z.object({ surface: z.enum(['slack', 'teams']), join: z.string() });
const boundBody = z.object({ account: z.string(), name: z.string(), join: z.string() });

const joinKey = (tenant: string, other: string): RecordKey => ({ tenant, kind: 'join', id: other });
const identityKey = (tenant: string, account: string, other: string): RecordKey => ({
  tenant,
  kind: 'identity',
  id: JSON.stringify([account, other]),
});

const warmMs = 60_000;
const mostKept = 10_000;

export function createJoins({ records, challenges, now }: JoinPorts): Joins {
  const kept = new Map<string, { partners: Partner[]; until: number }>();
  const halves = pairs(records, now);

  const partnersOf = async (tenant: string): Promise<Partner[]> => {
    const found = await records.listRecords(tenant, 'join', now());
    const partners = found.map(({ key, body }) => ({ tenant: key.id, ...partnerBody.parse(body) }));
    kept.delete(tenant);
    kept.set(tenant, { partners, until: now() + warmMs });
    const oldest = kept.keys().next().value;
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return partners;
  };

  return {
    partnersOf,

    async partnersAtHand(tenant) {
      const known = kept.get(tenant);
      return known !== undefined && known.until > now() ? known.partners : await partnersOf(tenant);
    },

    async join({ purpose, asked, answered, digest, rev }) {
      return await halves.write(
        { key: challenges.keyOf(purpose, asked), expected: rev, body: null },
        [joinKey(asked.tenant, answered.tenant), { surface: answered.surface, join: digest }],
        [joinKey(answered.tenant, asked.tenant), { surface: asked.surface, join: digest }],
      );
    },

    part: async (tenant, other) => await halves.remove(joinKey(tenant, other), joinKey(other, tenant)),

    async boundTo(tenant, account, partner) {
      const found = await records.readRecord(identityKey(tenant, account, partner.tenant), now());
      if (found === null) return null;
      const { join, ...bound } = boundBody.parse(found.body);
      if (join !== partner.join) return null;
      // Each half must name the other: an account that was bound anew lets go of whom it was bound to before.
      const back = await records.readRecord(identityKey(partner.tenant, bound.account, tenant), now());
      return back !== null && boundBody.parse(back.body).account === account ? { tenant: partner.tenant, ...bound } : null;
    },

    async bind({ purpose, asked, answered, rev }, partner) {
      const half = ({ account, name }: Side) => ({ account, name, join: partner.join });
      return await halves.write(
        { key: challenges.keyOf(purpose, asked), expected: rev, body: null },
        [identityKey(asked.tenant, asked.account, answered.tenant), half(answered)],
        [identityKey(answered.tenant, answered.account, asked.tenant), half(asked)],
      );
    },

    async unbind(tenant, account, partner) {
      const found = await records.readRecord(identityKey(tenant, account, partner.tenant), now());
      if (found === null) return false;
      const { account: theirs } = boundBody.parse(found.body);
      return await halves.remove(identityKey(tenant, account, partner.tenant), identityKey(partner.tenant, theirs, tenant));
    },
  };
}

type Half = readonly [RecordKey, Record<string, unknown>];

/** What stands on both sides or on neither. */
function pairs(records: RecordStore, now: () => number) {
  const both = async (one: RecordKey, other: RecordKey) =>
    await Promise.all([records.readRecord(one, now()), records.readRecord(other, now())]);
  const revOf = (found: StoredRecord | null): number => found?.rev ?? 0;
  return {
    /** Spends the challenge and writes both halves, or nothing. */
    async write(spent: RecordChange, [one, body]: Half, [other, otherBody]: Half): Promise<boolean> {
      const [here, there] = await both(one, other);
      const changes = [spent, { key: one, expected: revOf(here), body }, { key: other, expected: revOf(there), body: otherBody }];
      return (await records.writeRecords(changes, now())) === 'written';
    },

    async remove(one: RecordKey, other: RecordKey): Promise<boolean> {
      const found = await both(one, other);
      const changes = found.flatMap((half) => (half === null ? [] : [{ key: half.key, expected: half.rev, body: null }]));
      return changes.length > 0 && (await records.writeRecords(changes, now())) === 'written';
    },
  };
}
