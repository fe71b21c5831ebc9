/** What Slack granted to each workspace or organisation: kept sealed in the table, found by what an envelope names. */
import { z } from 'zod';
import type { Home } from './parse.ts';
import type { Seal } from './seal.ts';

export interface RowKey {
  tenant: string;
  kind: 'installation' | 'sign-in';
  id: string;
}

export interface RowChange {
  key: RowKey;
  /** The revision that was read; 0 when there must be none. */
  expected: number;
  body: Record<string, unknown> | null;
  expires?: number;
}

/** Small rows with a revision, changed together or not at all. */
export interface Rows {
  readRecord(key: RowKey, now: number): Promise<{ rev: number; body: Record<string, unknown> } | null>;
  writeRecords(changes: readonly RowChange[], now: number): Promise<'written' | 'conflict'>;
}

/** Who an installation belongs to: a workspace, or a whole organisation. */
export interface Owner {
  team?: string | undefined;
  enterprise?: string | undefined;
  /** Whether it covers every workspace of the organisation. */
  wide: boolean;
}

export interface Tokens {
  token: string;
  /** Only where tokens are changed every few hours. */
  refresh?: string | undefined;
  /** When the token ends, in milliseconds. */
  ends?: number | undefined;
}

export interface Installation extends Owner, Tokens {
  /** The name of the workspace or organisation, as its people know it. */
  name: string;
  /** Our own user id there. */
  bot: string;
  app: string;
  scopes: string[];
  installer: string;
  /** When it was granted, in milliseconds. */
  at: number;
}

export interface Stored extends Installation {
  id: string;
  rev: number;
  /** Who is changing its tokens at this moment, and until when nobody else tries. */
  lease?: { by: string; until: number } | undefined;
}

export interface Installations {
  /** The one that an envelope names; a warm copy of at most a minute. */
  find(home: Home): Promise<Stored | null>;
  /** As stored at this moment. */
  read(id: string): Promise<Stored | null>;
  /** A new installation, or a new grant to an old one: it takes the place of what was there. */
  keep(installation: Installation): Promise<void>;
  /** Only when nobody wrote in between. */
  change(from: Stored, to: Installation, lease?: Stored['lease']): Promise<'written' | 'conflict'>;
  /** What was granted before `before` is gone; a later grant stays. True when something was taken away. */
  remove(id: string, before: number): Promise<boolean>;
  /** The next look is at the table. */
  forget(id: string): void;
}

/** An installation could not be written; it may be tried again. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}

const warmMs = 60_000;
const mostWarm = 2_000;
const tries = 5;

const stored = z.object({
  team: z.string().optional(),
  enterprise: z.string().optional(),
  wide: z.boolean(),
  name: z.string(),
  bot: z.string(),
  app: z.string(),
  scopes: z.array(z.string()),
  installer: z.string(),
  at: z.number(),
  ends: z.number().optional(),
  sealed: z.string(),
  lease: z.object({ by: z.string(), until: z.number() }).optional(),
});

const secrets = z.object({ token: z.string(), refresh: z.string().optional() });

/** Events of sibling workspaces carry other workspaces, so an installation for all of them is found by the organisation. */
export const installationId = ({ team, enterprise, wide }: Owner): string => {
  const id = wide ? enterprise : team;
  if (!id) throw new InstallationError('Slack named neither a workspace nor an organisation.');
  return id;
};

/** Workspaces of one organisation belong together, though each has installed the app by itself. */
export const orgOf = ({ team, enterprise }: Pick<Owner, 'team' | 'enterprise'>): string => enterprise ?? team ?? '';

const keyOf = (id: string): RowKey => ({ tenant: '', kind: 'installation', id });
const ownerName = (id: string): string => `slack installation ${id}`;

export interface InstallationPorts {
  rows: Rows;
  seal: Seal;
  clock: () => number;
}

const bodyOf = async (seal: Seal, id: string, { token, refresh, ...open }: Installation, lease: Stored['lease']) => ({
  ...stored.omit({ sealed: true, lease: true }).parse(open),
  sealed: await seal.close(JSON.stringify({ token, refresh }), ownerName(id)),
  ...(lease === undefined ? {} : { lease }),
});

export const createInstallations = ({ rows, seal, clock }: InstallationPorts): Installations => {
  const warm = new Map<string, { found: Promise<Stored | null>; until: number }>();

  const read = async (id: string): Promise<Stored | null> => {
    const row = await rows.readRecord(keyOf(id), clock());
    if (row === null) return null;
    const { sealed, ...open } = stored.parse(row.body);
    return { ...open, ...secrets.parse(JSON.parse(await seal.open(sealed, ownerName(id)))), id, rev: row.rev };
  };

  const forget = (id: string): void => {
    warm.delete(id);
  };

  const write = async (id: string, expected: number, installation: Installation, lease?: Stored['lease']) => {
    const body = await bodyOf(seal, id, installation, lease);
    const written = await rows.writeRecords([{ key: keyOf(id), expected, body }], clock());
    forget(id);
    return written;
  };

  return {
    read,
    forget,

    find({ team, enterprise }) {
      const id = enterprise ?? team;
      const known = warm.get(id);
      if (known !== undefined && known.until > clock()) return known.found;
      const found = read(id);
      warm.delete(id);
      warm.set(id, { found, until: clock() + warmMs });
      if (warm.size > mostWarm) warm.delete(warm.keys().next().value ?? '');
      const drop = (): void => {
        if (warm.get(id)?.found === found) warm.delete(id);
      };
      // Whoever installs the app expects an answer at once, so that there was nothing is not remembered.
      found.then((one) => one === null && drop(), drop);
      return found;
    },

    async keep(installation) {
      const id = installationId(installation);
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const before = await rows.readRecord(keyOf(id), clock());
        if ((await write(id, before?.rev ?? 0, installation)) === 'written') return;
      }
      throw new InstallationError(`The installation of ${id} is being changed by others; please try again.`);
    },

    change: async (from, to, lease) => await write(from.id, from.rev, to, lease),

    async remove(id, before) {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const row = await rows.readRecord(keyOf(id), clock());
        forget(id);
        if (row === null || stored.parse(row.body).at > before) return false;
        if ((await rows.writeRecords([{ key: keyOf(id), expected: row.rev, body: null }], clock())) === 'written') return true;
      }
      throw new InstallationError(`The installation of ${id} is being changed by others.`);
    },
  };
};
