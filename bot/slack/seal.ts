/** Seals tokens before they are stored, so that the table alone opens no workspace. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** What was sealed does not open, or there is no key to seal with; the message says what to set and shows nothing of a secret. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** A key service can take the place of keys from the configuration. */
export interface Seal {
  /** `owner` names what the secret belongs to: copied to another, it does not open. */
  close(secret: string, owner: string): Promise<string>;
  open(sealed: string, owner: string): Promise<string>;
}

interface SealKey {
  id: string;
  key: Buffer;
}

const keyBytes = 32;
const nonceBytes = 12;
const form = 'v1';

/** A key is named by its own digest, so that nobody has to think of names when keys are changed. */
const nameOf = (key: Buffer): string => createHash('sha256').update('plumbline seal').update(key).digest('hex').slice(0, 8);

/** `PLUMBLINE_SEAL_KEY`: keys in base64, parted by commas. The first one seals, all of them open. */
export const parseSealKeys = (text: string): SealKey[] =>
  text.split(',').map((one) => {
    const trimmed = one.trim();
    const key = Buffer.from(trimmed, 'base64');
    if (key.length !== keyBytes || key.toString('base64').replace(/=+$/, '') !== trimmed.replace(/=+$/, ''))
      throw new SealError('PLUMBLINE_SEAL_KEY holds keys of 32 bytes in base64, parted by commas. "openssl rand -base64 32" makes one.');
    return { id: nameOf(key), key };
  });

const bound = (owner: string, id: string): Buffer => Buffer.from(JSON.stringify([form, id, owner]));

/** AES-256-GCM. `random` gives the nonce of each sealing. */
export const createSeal = (keys: readonly SealKey[], random: (size: number) => Buffer): Seal => ({
  async close(secret, owner) {
    const [first] = keys;
    if (first === undefined) throw new SealError('Set PLUMBLINE_SEAL_KEY: tokens are not stored in the clear.');
    const nonce = random(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(bound(owner, first.id));
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [form, first.id, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.');
  },

  async open(sealed, owner) {
    const [version, id, ...rest] = sealed.split('.');
    const [nonce, tag, body] = rest.map((part) => Buffer.from(part, 'base64url'));
    if (version !== form || nonce?.length !== nonceBytes || tag?.length !== 16 || body === undefined || rest.length !== 3)
      throw new SealError(`What is stored for ${owner} is not sealed as it should be.`);
    const known = keys.find((key) => key.id === id);
    if (known === undefined) throw new SealError(`${owner} is sealed with the key ${id}, which PLUMBLINE_SEAL_KEY does not hold.`);
    try {
      const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, { authTagLength: 16 }).setAAD(bound(owner, known.id));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SealError(`What is stored for ${owner} was changed or belongs to another.`, { cause });
    }
  },
});
