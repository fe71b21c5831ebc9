/** The rows of a scan as they are kept: compressed, under an id that names their content. */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Row } from './verdict.ts';

export interface Evidence {
  id: string;
  body: Uint8Array;
}

/** The same rows give the same id: whoever scans twice keeps once, and nobody's rows are mixed with another's. */
export function packRows(scan: string, rows: readonly Row[]): Evidence {
  const text = JSON.stringify(rows);
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  return { id: `${scan}.${digest}`, body: deflateRawSync(text) };
}

export function unpackRows(body: Uint8Array): Row[] {
  return JSON.parse(inflateRawSync(body).toString('utf8')) as Row[];
}
