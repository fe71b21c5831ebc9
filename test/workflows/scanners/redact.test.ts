/** The last look at facts: planted secrets do not leave the scanner. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksSecret, redactFacts } from '../../../workflows/scanners/redact.ts';

/** Made up for this test, in the shapes that secrets have. */
const planted = [
  ['an access key', `AKIA${'ABCDEFGH'.repeat(2)}`],
  ['a Bedrock API key', `ABSK${'QmVkcm9ja0FQ'.repeat(3)}`],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a token of Atlassian', `ATATT3${'xF0_a1-B2='.repeat(9)}`],
  ['a token of Slack', `xoxb-${'1234567890'.repeat(2)}`],
  ['a key of a model provider', `sk-${'abcd1234'.repeat(4)}`],
  ['a signed token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOi.c2lnbmF0dXJl`],
  ['a password in a setting', 'DB_PASSWORD=correct-horse'],
  ['a password in an address', 'postgres://admin:correct-horse@db.example.com/app'],
] as const;

describe('redacting facts', () => {
  it.each(planted)('withholds %s', (_, secret) => {
    const facts = redactFacts({ setting: secret, list: ['fine', `before ${secret} after`] });
    expect(JSON.stringify(facts)).not.toContain(secret.slice(4, 16));
    expect(facts).toMatchObject({ setting: '(withheld: looks like a secret)' });
  });

  it('leaves names, ARNs, numbers and switches as they are', () => {
    const facts = { key: 'arn:aws:kms:us-east-1:111122223333:key/1b2c', days: 90, on: true, names: ['orders-tool', 'refund'] };
    const named = { secret: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:orders/db-a1B2c3' };
    expect(redactFacts(facts)).toEqual(facts);
    expect(redactFacts(named)).toEqual(named);
  });

  it('finds a secret wherever it stands among other words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...planted.map(([, secret]) => secret)), fc.string(), fc.string(), (secret, before, after) => {
        expect(looksSecret(`${before} ${secret} ${after}`)).toBe(true);
      }),
    );
  });

  it('keeps facts small: long texts and long lists are cut, and say so', () => {
    const facts = redactFacts({ text: 'a'.repeat(1000), list: Array.from({ length: 100 }, (_, index) => `item ${index}`) });
    expect(String(facts['text']).length).toBeLessThan(210);
    expect(facts['list']).toHaveLength(21);
    expect((facts['list'] as string[]).at(-1)).toBe('and 80 more');
  });
});
