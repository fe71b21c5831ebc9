/** Keeps each signing key parsed: version 4.23 of the SDK reads it from its text for every single request. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';

interface Metadata {
  getKey(id: string): Promise<{ key: string | KeyObject; endorsements?: string[] } | null>;
}

const { OpenIdMetadata } = createRequire(import.meta.url)('botframework-connector/lib/auth/openIdMetadata') as {
  OpenIdMetadata: { prototype: Metadata };
};

/** By the key's own text, so that a key that was replaced is never taken for its successor. */
const parsed = new Map<string, KeyObject>();
const mostKeys = 100;

const parse = (text: string): KeyObject => {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= mostKeys) parsed.clear();
  const key = createPublicKey(text);
  parsed.set(text, key);
  return key;
};

const asText = OpenIdMetadata.prototype.getKey;

OpenIdMetadata.prototype.getKey = async function getKey(this: Metadata, id) {
  const found = await asText.call(this, id);
  return typeof found?.key === 'string' ? { ...found, key: parse(found.key) } : found;
};
