/** What typed words mean: the table in test/cases/interview/typed.yaml, and that no text at all breaks the reading. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { choiceIn } from '../../../bot/conversation/choices.ts';
import { commandIn } from '../../../bot/conversation/understand.ts';
import { cpuMs } from '../../support/cpu.ts';

const Table = z.record(z.string(), z.unknown());
const { commands, answers, choices } = z
  .strictObject({
    commands: Table,
    answers: z.array(z.string()),
    choices: z.strictObject({ question: z.array(z.strictObject({ id: z.string(), text: z.string() })), single: Table, multi: Table }),
  })
  .parse(parse(readFileSync(new URL('../../cases/interview/typed.yaml', import.meta.url), 'utf8')));

describe('a whole sentence that is a command', () => {
  test.each(Object.entries(commands))('%s', (text, meant) => expect(commandIn(text)).toEqual(meant));
  test.each(Object.entries(commands))('%s, with space around it', (text, meant) => expect(commandIn(`  ${text}\n`)).toEqual(meant));
});

describe('an answer is no command', () => {
  test.each(answers)('%s', (text) => expect(commandIn(text)).toBeNull());
});

describe('words for a choice', () => {
  test.each(Object.entries(choices.single))('%s', (text, meant) => expect(choiceIn(text, choices.question, false)).toEqual(meant));
});

describe('words for several choices', () => {
  test.each(Object.entries(choices.multi))('%s', (text, meant) => expect(choiceIn(text, choices.question, true)).toEqual(meant));
});

test('a command in the middle of a longer sentence is none', () => {
  const word = fc.constantFrom('back', 'pause', 'cancel', 'finish', 'undo', 'help', 'list', 'skip', 'status', 'start');
  const around = fc.stringMatching(/^[b-z]{3,8}$/);
  fc.assert(
    fc.property(
      around,
      word,
      around,
      (before, command, after) =>
        commandIn(`${before} ${command} ${after}`) === null || /^(?:ask|assess|invite|rename|switch|comment)$/.test(before),
    ),
  );
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.mixedCase(fc.constantFrom(...Object.keys(commands))),
);

test('no text breaks the reading, and a choice is always one of the offered', () => {
  const ids: string[] = choices.question.map(({ id }) => id);
  fc.assert(
    fc.property(text, fc.boolean(), (words, multi) => {
      commandIn(words);
      const understood = choiceIn(words, choices.question, multi);
      return understood === null || (understood.choices.length > 0 && understood.choices.every((id) => ids.includes(id)));
    }),
    { numRuns: 2_000 },
  );
});

test('the longest allowed text of one letter, space or mark is read in a blink', async () => {
  for (const unit of [' ', 'a', 'a ', '"', '.', '\n', 'rename ', 'not applicable ', 'assess ']) {
    const long = `rename ${unit.repeat(8_000 / unit.length)}\nx`;
    const spent = await cpuMs(() => {
      commandIn(long);
      commandIn(long.slice(7));
      choiceIn(long, choices.question, true);
    });
    expect(spent, unit).toBeLessThan(500);
  }
});

test('a name that is too long for a title is kept whole in the description', () => {
  const what = 'the assistant that nobody ever found a shorter name for than this very long one here';
  const long = `assistant ${'x'.repeat(80)}`;
  expect(commandIn(`assess ${long}`)).toEqual({ do: 'assess', workload: `A${long.slice(1, 60)}`, about: long });
  expect(commandIn(`assess ${what}`)).toEqual({ do: 'assess', workload: 'Assistant', about: what });
});
