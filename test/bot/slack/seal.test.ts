/** A sealed token opens only with its key and only where it belongs. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal, parseSealKeys } from '../../../bot/slack/seal.ts';

const fresh = () => randomBytes(32).toString('base64');
const sealWith = (...keys: string[]) => createSeal(parseSealKeys(keys.join(',')), randomBytes);

describe('a sealed token', () => {
  it('opens where it belongs, and shows nothing before', async () => {
    const seal = sealWith(fresh());
    const sealed = await seal.close('xoxb-secret', 'T1');
    expect(sealed).not.toContain('secret');
    expect(Buffer.from(sealed.split('.').at(-1) ?? '', 'base64url').toString()).not.toContain('secret');
    expect(await seal.open(sealed, 'T1')).toBe('xoxb-secret');
  });

  it('is another each time', async () => {
    const seal = sealWith(fresh());
    expect(await seal.close('xoxb-secret', 'T1')).not.toBe(await seal.close('xoxb-secret', 'T1'));
  });

  it('does not open when it is copied to another', async () => {
    const seal = sealWith(fresh());
    await expect(seal.open(await seal.close('xoxb-secret', 'T1'), 'T2')).rejects.toThrow('belongs to another');
  });

  it('does not open when any part of it was changed', async () => {
    const seal = sealWith(fresh());
    const sealed = await seal.close('xoxb-secret', 'T1');
    const parts = sealed.split('.');
    for (const [place, part] of parts.entries()) {
      const changed = parts.with(place, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`).join('.');
      await expect(seal.open(changed, 'T1'), `part ${place}`).rejects.toThrow(/T1/);
    }
    await expect(seal.open(`${parts.slice(0, 3).join('.')}.${parts[3]?.slice(0, 8)}.${parts[4]}`, 'T1')).rejects.toThrow(
      'not sealed as it should be',
    );
  });

  it('still opens after a new key was put before the old one, and not after the old one was taken away', async () => {
    const [old, young] = [fresh(), fresh()];
    const sealed = await sealWith(old).close('xoxb-secret', 'T1');
    expect(await sealWith(young, old).open(sealed, 'T1')).toBe('xoxb-secret');
    await expect(sealWith(young).open(sealed, 'T1')).rejects.toThrow('PLUMBLINE_SEAL_KEY does not hold');
  });
});

describe('a key', () => {
  it.each(['', 'short', randomBytes(31).toString('base64'), `${'*'.repeat(43)}=`, randomBytes(32).toString('hex')])(
    'is not "%s"',
    (text) => {
      expect(() => parseSealKeys(text)).toThrow('32 bytes in base64');
    },
  );
});
