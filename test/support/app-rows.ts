/** Looks through everything that is stored, sent and logged: whether it changed, and whether a secret stands anywhere in it. */
import { inflateRawSync } from 'node:zlib';
import { canonicalJson } from '../../knowledge/canonical.ts';
import type { World } from './app.ts';

/** Bytes as text, so that rows can be compared. */
const readable = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)]));
};

/** Equal when nothing was written in between. */
export async function fingerprint(world: World): Promise<string> {
  const rows = await world.rows();
  return rows
    .map((row) => canonicalJson(readable(row)))
    .toSorted()
    .join('\n');
}

const unpacked = (bytes: Uint8Array): string => {
  try {
    return inflateRawSync(bytes).toString('utf8');
  } catch {
    return '';
  }
};

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('latin1'), unpacked(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
};

/** All that a secret could have got into: the table with its bytes unpacked, the log, and what was sent. */
export async function traces(world: World, ...more: unknown[]): Promise<string> {
  const stored = (await world.rows()).flatMap(textsIn);
  const { platform } = world;
  const conversations = [...new Set(platform.spokenAt.map(({ conversation }) => conversation))];
  const sent = conversations.flatMap((id) => platform.messages(id));
  return [...stored, ...world.log, JSON.stringify(sent), JSON.stringify(platform.files), JSON.stringify(more)].join('\n');
}

/** The shapes in which a text may hide: itself, inside JSON, and in base64 at each of the three alignments. */
export function disguises(secret: string): string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const whole = Buffer.from(`${'x'.repeat(shift)}${secret}`).toString('base64');
    // The ends depend on what stands around the secret.
    return whole.slice(shift === 0 ? 0 : 4, -4);
  });
  return [secret, JSON.stringify(secret).slice(1, -1), ...encoded];
}
