/** An item's state to and from its compressed bytes. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export function pack(envelope: unknown): Uint8Array {
  return deflateRawSync(Buffer.from(JSON.stringify(envelope)), { level: 6 });
}

export function unpack(bytes: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(bytes).toString('utf8'));
}
