/** Which tenant an organisation of a platform is. The name is our own: organisations only point at it, and nothing is read out of it. */
import { z } from 'zod';
import type { RecordStore } from '../store/records.ts';

/** An organisation as its platform names it: a workspace or an Enterprise Grid of Slack, a tenant of Entra. */
export interface Org {
  surface: 'slack' | 'teams';
  id: string;
}

export interface AliasPorts {
  records: Pick<RecordStore, 'readRecord' | 'writeRecords'>;
  now(): number;
  /** A short name that nobody has, for the rare organisation whose own name is taken. */
  unused(): string;
}

export interface Aliases {
  /** Finds the tenant, or makes one for an organisation that was never seen. Never changes once it is made, so it is kept. */
  tenantOf(org: Org): Promise<string>;
  /** The platform of the organisation that a tenant is; null for a tenant that nobody made here. */
  surfaceOf(tenant: string): Promise<Org['surface'] | null>;
}

const aliasBody = z.object({ tenant: z.string().min(1) });
/** The organisation as `nameOf` writes it, of which only the platform is told. */
const holderBody = z.object({ org: z.string().transform((name) => (name.startsWith('slack:') ? 'slack' : 'teams')) });
const mostKept = 10_000;

/** Others were at the same name again and again: the platform delivers the event once more. */
export class AliasError extends Error {
  override readonly name = 'AliasError';
}

export function createAliases(ports: AliasPorts): Aliases {
  const kept = new Map<string, Promise<string>>();
  return {
    tenantOf(org) {
      const name = nameOf(org);
      const known = kept.get(name);
      if (known !== undefined) return known;
      const found = findOrMake(ports, org);
      kept.set(name, found);
      // What failed is asked again by whoever comes next.
      found.catch(() => kept.delete(name));
      const oldest = kept.keys().next().value;
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return found;
    },
    async surfaceOf(tenant) {
      const held = await ports.records.readRecord(holderKey(tenant), ports.now());
      return held === null ? null : holderBody.parse(held.body).org;
    },
  };
}

const nameOf = ({ surface, id }: Org): string => `${surface}:${id}`;

const aliasKey = (org: Org) => ({ tenant: '', kind: 'alias' as const, id: nameOf(org) });

/** Says who holds a tenant's name, so that two organisations of the same name on two platforms never meet. */
const holderKey = (tenant: string) => ({ tenant, kind: 'alias' as const, id: 'first' });

async function findOrMake(ports: AliasPorts, org: Org): Promise<string> {
  // An organisation lends its name to its tenant: what was kept before there were aliases is found under it.
  for (const tenant of [org.id, `${org.id}~${ports.unused()}`, `${org.id}~${ports.unused()}`]) {
    const found = await ports.records.readRecord(aliasKey(org), ports.now());
    if (found !== null) return aliasBody.parse(found.body).tenant;
    const written = await ports.records.writeRecords(
      [
        { key: aliasKey(org), expected: 0, body: { tenant } },
        { key: holderKey(tenant), expected: 0, body: { org: nameOf(org) } },
      ],
      ports.now(),
    );
    if (written === 'written') return tenant;
  }
  const found = await ports.records.readRecord(aliasKey(org), ports.now());
  if (found === null) throw new AliasError(`No tenant could be made for ${nameOf(org)}.`);
  return aliasBody.parse(found.body).tenant;
}
