/** The signs of a second idea, and the counting behind the reading level. */
import { describe, expect, test } from 'vitest';
import { readBackground } from '../../knowledge/lint/background.ts';
import { grade, hardWords, syllables } from '../../knowledge/lint/readability.ts';
import { secondIdea } from '../../knowledge/lint/two-ideas.ts';

const pairs: { sign: string; bad: string; good: string }[] = [
  {
    sign: 'two question marks',
    bad: 'May the vendor keep your data? Can you opt out?',
    good: 'May the vendor keep your data?',
  },
  {
    sign: 'a semicolon',
    bad: 'Who approves changes; is it written down?',
    good: 'Who approves changes to the prompt?',
  },
  { sign: '"and/or"', bad: 'Are inputs and/or outputs logged?', good: 'Are inputs and outputs logged?' },
  {
    sign: '"as well as"',
    bad: 'Is the store private as well as backed up?',
    good: 'How well is the store closed to outsiders?',
  },
  {
    sign: 'a second question word',
    bad: 'Which tools are there, and who may call them?',
    good: 'Who or what may start the agent?',
  },
  {
    sign: 'a second question word',
    bad: 'Does the alarm ring and how fast?',
    good: 'When the agent stops, who is told?',
  },
  {
    sign: 'a second verb',
    bad: 'Is the bucket private and is it encrypted?',
    good: 'Is it written down what the agent is and is not allowed to do?',
  },
  {
    sign: 'a second verb',
    bad: 'Can outsiders call the model, or do they need a key?',
    good: 'What stops an agent that loops or does too much?',
  },
  {
    sign: 'a second verb',
    bad: 'Is the bucket public or is access limited?',
    good: 'Can the product act for people, or does it only answer?',
  },
  {
    sign: 'two demands',
    bad: 'Are prompts logged and reviewed?',
    good: 'Can the agent read and write the table?',
  },
];

describe('a question with', () => {
  test.each(pairs)('$sign asks two things: $bad', ({ sign, bad }) => {
    expect(secondIdea(bad)).toBe(sign);
  });

  test.each(pairs)('one idea passes: $good', ({ good }) => {
    expect(secondIdea(good)).toBeUndefined();
  });
});

describe('syllables are counted as spoken', () => {
  const words: [string, number][] = [
    ['key', 1],
    ['the', 1],
    ['used', 1],
    ['uses', 2],
    ['stored', 1],
    ['needed', 2],
    ['table', 2],
    ['rule', 1],
    ['actions', 2],
    ['idea', 3],
    ['queue', 1],
    ['deleted', 3],
    ['accountability', 6],
    ['KMS', 1],
    ['S3', 1],
    ["agent's", 2],
  ];
  test.each(words)('%s has %i', (word, count) => {
    expect(syllables(word, new Map())).toBe(count);
  });

  test('a word of the trade counts as the list says, in the plural too', () => {
    const domain = new Map([['authentication', 2]]);
    expect(syllables('authentication', new Map())).toBe(5);
    expect(syllables('Authentications', domain)).toBe(2);
  });
});

describe('the words of the trade', () => {
  const { domainWords } = readBackground(new URL('../../knowledge/', import.meta.url));

  test.each([...domainWords])('%s is listed because it would count for more than %i', (word, count) => {
    expect(syllables(word, new Map())).toBeGreaterThan(count);
  });
});

describe('the reading grade', () => {
  test('is low for short words in a short sentence', () => {
    expect(grade('Who can open the door?', new Map())).toBeLessThan(2);
  });

  test('is the Flesch-Kincaid grade', () => {
    // 11 words, 2 sentences, 14 syllables.
    expect(grade('The agent reads the page. It then writes a letter again.', new Map())).toBeCloseTo(
      0.39 * (11 / 2) + 11.8 * (14 / 11) - 15.59,
      6,
    );
  });

  test('of nothing is zero', () => {
    expect(grade('?', new Map())).toBe(0);
  });

  test('comes with the hardest words first', () => {
    expect(hardWords('Accountability of every employee, accountability', new Map())).toEqual(['accountability', 'employee']);
  });
});
