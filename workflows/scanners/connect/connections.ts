/** The accounts that a tenant let us look at: who connected each, its role and its external id. Small records, decided by their revision. */
import { z } from 'zod';
import type { RecordStore } from '../../store/records.ts';
import type { RecordKey } from '../../store/table.ts';
import type { Asker } from '../job.ts';

const Body = z.object({
  account: z.string(),
  role: z.string(),
  externalId: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.number(),
  /** When the role was tried and held what it must; null while it was not. */
  provenAt: z.number().nullable(),
  /** Permissions that were missing at the last look. */
  missing: z.array(z.string()),
  simulated: z.boolean(),
});

export type Connection = z.infer<typeof Body>;

export interface Connections {
  /** The account's connection, begun now where there is none. Its external id stays the same however often it is asked for. */
  begin(tenant: string, wanted: Pick<Connection, 'account' | 'role' | 'by' | 'simulated'>): Promise<Connection>;
  find(tenant: string, account: string): Promise<Connection | null>;
  list(tenant: string): Promise<Connection[]>;
  /** Notes that the role was tried, and what it lacks. */
  proven(tenant: string, account: string, missing: readonly string[]): Promise<Connection | null>;
  forget(tenant: string, account: string): Promise<void>;
}

export interface ConnectionPorts {
  records: RecordStore;
  now(): number;
  /** 128 bits or more that nobody can guess, in letters and digits. */
  secret(): string;
}

/** It is for whoever connected it, and for admins of the tenant. */
export const mayUse = ({ by }: Pick<Connection, 'by'>, { id, isAdmin }: Asker): boolean => isAdmin || id === by.id;

const keyOf = (tenant: string, account: string): RecordKey => ({ tenant, kind: 'connection', id: account });

export function createConnections({ records, now, secret }: ConnectionPorts): Connections {
  const read = async (tenant: string, account: string) => {
    const row = await records.readRecord(keyOf(tenant, account), now());
    return row === null ? null : { rev: row.rev, connection: Body.parse(row.body) };
  };
  const write = async (tenant: string, account: string, expected: number, body: Connection | null) =>
    await records.writeRecords([{ key: keyOf(tenant, account), expected, body }], now());

  const connections: Connections = {
    async begin(tenant, wanted) {
      const known = await read(tenant, wanted.account);
      if (known !== null) return known.connection;
      const fresh: Connection = { ...wanted, externalId: secret(), at: now(), provenAt: null, missing: [] };
      // Whoever was faster has made the id that counts.
      return (await write(tenant, wanted.account, 0, fresh)) === 'written' ? fresh : await connections.begin(tenant, wanted);
    },
    async find(tenant, account) {
      return (await read(tenant, account))?.connection ?? null;
    },
    async list(tenant) {
      return (await records.listRecords(tenant, 'connection', now())).map(({ body }) => Body.parse(body));
    },
    async proven(tenant, account, missing) {
      const known = await read(tenant, account);
      if (known === null) return null;
      const next = { ...known.connection, provenAt: now(), missing: [...missing] };
      return (await write(tenant, account, known.rev, next)) === 'written' ? next : await connections.proven(tenant, account, missing);
    },
    async forget(tenant, account) {
      const known = await read(tenant, account);
      if (known !== null) await write(tenant, account, known.rev, null);
    },
  };
  return connections;
}
