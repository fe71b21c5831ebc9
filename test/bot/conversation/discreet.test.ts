/** What anybody may read names no account: ids and ARNs are hidden wherever they stand, and nothing that is not read is touched. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { discreet, hideAccounts, isOpen } from '../../../bot/conversation/discreet.ts';
import type { View } from '../../../bot/conversation/view.ts';

const id = '123456789012';

describe('an account', () => {
  it.each([
    [`runs in ${id}.`, 'runs in [account id hidden].'],
    ['runs in 1234-5678-9012', 'runs in [account id hidden]'],
    ['runs in 1234 5678 9012', 'runs in [account id hidden]'],
    [`${id},${id}`, '[account id hidden],[account id hidden]'],
    [`logs-${id}-eu`, 'logs-[account id hidden]-eu'],
    [`${id}.dkr.ecr.eu-west-1.amazonaws.com/app`, '[account id hidden].dkr.ecr.eu-west-1.amazonaws.com/app'],
    ['runs in １２３４５６７８９０１２', 'runs in [account id hidden]'],
    [`role arn:aws:iam::${id}:role/Reader, then`, 'role [ARN hidden], then'],
    ['(arn:aws-us-gov:s3:::a-bucket/with/a/path)', '([ARN hidden])'],
    ['ARN:AWS:s3:::loud', '[ARN hidden]'],
  ])('is hidden in %s', (text, shown) => {
    expect(hideAccounts(text)).toBe(shown);
  });

  it.each(['since 2026-11-29', 'order 1234567890123', 'port 65535 of 127.0.0.1', 'learn: more', 'call +41 44 123 45 67'])(
    'is none: %s stays',
    (text) => {
      expect(hideAccounts(text)).toBe(text);
    },
  );

  test('is hidden in any words around it', () => {
    const around = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Nd}/u.test(text));
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(around, digits, around, (before, account, after) => {
        expect(hideAccounts(`${before}${account}${after}`)).not.toContain(account);
      }),
    );
  });
});

describe('a view for everybody', () => {
  const press = { do: 'show', a: id, x: `arn:aws:s3:::${id}` };
  const view: View = {
    text: `All of ${id}`,
    version: 3,
    blocks: [
      { type: 'title', text: [{ said: id }, { strong: id }, { open: id, press }, { person: id, name: `Ana ${id}` }] },
      { type: 'facts', facts: [{ name: 'Accounts', value: [{ said: `arn:aws:iam::${id}:root` }] }] },
      { type: 'table', head: ['Where'], rows: [[id]] },
      { type: 'input', id: 'accounts', label: 'Accounts', kind: 'line', max: 300, value: id },
      { type: 'input', id: 'name', label: 'Name', kind: 'line', max: 60, value: 'Agent' },
      { type: 'details', id: 'more', label: 'More', blocks: [{ type: 'text', text: id }] },
      { type: 'choice', id: 'who', label: 'Who', multi: false, options: [{ id, text: id, press }] },
      { type: 'actions', actions: [{ label: `Open ${id}`, press }] },
    ],
  };
  const shown = discreet(view);

  it('shows no account anywhere', () => {
    const words = JSON.stringify(shown, (field, inner: unknown) => (['press', 'id', 'person'].includes(field) ? undefined : inner));
    expect(words).not.toContain(id);
    expect(words).not.toContain('arn:');
    expect(words).toContain('account id hidden');
  });

  it('leaves what a press carries as it is, so that every button still works', () => {
    const presses = (one: View) => JSON.stringify(one).match(/"press":\{[^}]*\}/g);
    expect(presses(shown)).toEqual(presses(view));
    expect(shown.blocks[6]).toMatchObject({ options: [{ id }] });
    expect(shown.version).toBe(3);
  });

  it('empties a field rather than have what is shown instead saved over what stands there', () => {
    expect(shown.blocks[3]).not.toHaveProperty('value');
    expect(shown.blocks[4]).toMatchObject({ value: 'Agent' });
  });
});

describe('a conversation', () => {
  it.each([
    ['a chat with one person', { kind: 'personal' }, false],
    ['a group chat', { kind: 'group' }, false],
    ['a channel that is private', { kind: 'channel', audience: 'private' }, false],
    ['a channel that is public', { kind: 'channel', audience: 'public' }, true],
    ['a channel of which nobody says', { kind: 'channel' }, true],
    ['a channel of which nobody ever said', { kind: 'channel', audience: null }, true],
  ] as const)('is open or not: %s', (_, conversation, open) => {
    expect(isOpen(conversation)).toBe(open);
  });
});
