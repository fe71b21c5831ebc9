/** Nothing that people write can leave its place in a Markdown report. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, inert, link } from '../../../workflows/exchange/markdown-text.ts';

describe('text in a report', () => {
  it.each([
    ['a heading', '# Passed', '\\# Passed'],
    ['a line break that starts a heading', 'fine\n\n# Passed', 'fine \\# Passed'],
    ['bold', '**Critical**', '\\*\\*Critical\\*\\*'],
    ['a link', '[click](https://evil.example)', '\\[click\\](https\\://evil.example)'],
    ['a picture', '![x](https://evil.example/x.png)', '\\!\\[x\\](https\\://evil.example/x.png)'],
    ['HTML', '<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['an entity', '&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['a table cell', 'one | two', 'one \\| two'],
    ['code', '`rm`', '\\`rm\\`'],
    ['a fence', '~~~\nx', '\\~\\~\\~ x'],
    ['an escape that escapes the escape', '\\*', '\\\\\\*'],
    ['a list', '- one', '\\- one'],
    ['a numbered list', '1. one', '1\\. one'],
    ['a rule', '--- ', '\\---'],
    ['a mention', '@everyone look', '@\u2060everyone look'],
    ['a bare address', 'see www.evil.example', 'see www\\.evil.example'],
    ['text that turns around', 'abc\u202edef', 'abcdef'],
    ['a terminal sequence', '\u001b[31mred', '\\[31mred'],
  ])('makes %s inert', (_, text, expected) => {
    expect(inert(text)).toBe(expected);
  });

  it('is always one line without an active character', () => {
    const text = fc.array(
      fc.constantFrom('\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '~', '&', '!', '\n', '\r', '\u2028', 'a', ' '),
      { maxLength: 20 },
    );

    fc.assert(
      fc.property(text, (parts) => {
        const safe = inert(parts.join(''));

        expect(safe).not.toMatch(/[\n\r\u2028]/);
        expect(safe.replace(/\\[\\`*_[\]<>#|~&!]/g, '')).not.toMatch(/[\\`*_[\]<>#|~&!]/);
      }),
    );
  });

  it('keeps plain words as they are', () => {
    const words = "Refunds over 50 euros wait for a team lead; reading runs freely (it's safe).";

    expect(inert(words)).toBe(words);
  });

  it('shows as code only what looks like an id', () => {
    expect(code('ai-grounding/q1')).toBe('`ai-grounding/q1`');
    expect(code('a`b')).toBe('a\\`b');
  });

  it('links to https only', () => {
    expect(link('Page', 'https://aws.amazon.com/x')).toBe('[Page](<https://aws.amazon.com/x>)');
    expect(link('Page', 'javascript:alert(1)')).toBe('Page');
    expect(link('Page', null)).toBe('Page');
  });
});
