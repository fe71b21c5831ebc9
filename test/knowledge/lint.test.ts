/** Each rule of the linter refuses a spoilt catalogue, names file and line, and says what to do. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readBackground } from '../../knowledge/lint/background.ts';
import { fingerprint } from '../../knowledge/lint/normalise.ts';
import { lint } from '../../knowledge/lint/rules.ts';
import { readKnowledge, readTexts } from '../../knowledge/read.ts';
import { controlText, lineIn, lintTexts, smallTexts, spoilt } from './small-catalogue.ts';

const control = 'controls/ai-door.yaml';

interface Spoiling {
  name: string;
  file?: string;
  from: string;
  to: string;
  at?: string;
  rule: string;
  fix: string;
}

const spoilings: Spoiling[] = parse(readFileSync(new URL('../cases/lint/refused.yaml', import.meta.url), 'utf8'));

test('the catalogue we ship has no problems', () => {
  const root = new URL('../../knowledge/', import.meta.url);
  expect(lint(readKnowledge(readTexts(root)), readBackground(root))).toEqual([]);
});

test('the small catalogue has no problems', () => {
  expect(lintTexts(smallTexts)).toEqual([]);
});

describe('the linter refuses', () => {
  test.each(spoilings)('$name', ({ file = control, from, to, at, rule, fix }) => {
    const texts = spoilt(file, from, to);
    const found = lintTexts(texts).filter((problem) => problem.rule === rule);
    expect(found).toHaveLength(1);
    expect(found[0]?.file).toBe(`knowledge/${file}`);
    expect(found[0]?.line).toBe(lineIn(texts, file, at ?? to.split('\n')[0] ?? to));
    expect(found[0]?.fix).toContain(fix);
  });

  test('a question with the reference wording, however it is typed', () => {
    const referenceQuestions = new Set([fingerprint('WHO can open - the door to the Model')]);
    expect(lintTexts(smallTexts, { referenceQuestions })).toMatchObject([{ file: `knowledge/${control}`, line: 16, rule: 'own-words' }]);
  });

  test('a file that is missing', () => {
    const texts = new Map([...smallTexts].filter(([name]) => name !== 'checks.yaml'));
    expect(lintTexts(texts)).toMatchObject([{ file: 'knowledge/checks.yaml', line: 1, rule: 'schema' }]);
  });

  test('two controls of one id', () => {
    const texts = new Map([...smallTexts, ['controls/ai-door-2.yaml', controlText.replace('?', ' now?')]]);
    expect(lintTexts(texts)).toContainEqual(expect.objectContaining({ rule: 'id-unique', line: 1 }));
  });

  test('an alias that is the id of another control', () => {
    const other = controlText.replace('id: ai-door', 'id: ai-gate').replace('?', ' now?');
    const texts = new Map([...smallTexts, ['controls/ai-gate.yaml', `${other}aliases: [ai-door]\n`]]);
    expect(lintTexts(texts)).toMatchObject([
      { file: 'knowledge/controls/ai-gate.yaml', rule: 'id-unique', line: other.split('\n').length },
    ]);
  });

  test('the same question in two controls', () => {
    const other = controlText.replace('id: ai-door', 'id: ai-gate');
    const texts = new Map([...smallTexts, ['controls/ai-gate.yaml', other]]);
    expect(lintTexts(texts)).toMatchObject([{ file: 'knowledge/controls/ai-gate.yaml', rule: 'question-unique', line: 16 }]);
  });
});

/** The small catalogue with its control many times over, each under an id and a question of its own. */
const withDoors = (count: number) =>
  new Map([
    ...smallTexts,
    ...Array.from({ length: count - 1 }, (_, index): [string, string] => {
      const text = controlText.replace('id: ai-door', `id: ai-door-${index}`).replace('the model?', `model ${index}?`);
      return [`controls/ai-door-${index}.yaml`, text];
    }),
  ]);

describe('a choice text', () => {
  test('may stand under ten questions', () => {
    expect(lintTexts(withDoors(10))).toEqual([]);
  });

  test('is refused under eleven', () => {
    const found = lintTexts(withDoors(11));
    expect(found).toHaveLength(33);
    expect(found[0]).toMatchObject({ rule: 'choice-reused', line: 22 });
  });
});

describe('a released id', () => {
  const released = ['ai-door', 'ai-door/q1', 'ai-door/q1/anybody', 'scoping/genai-size/big'];

  test('that is still there is accepted', () => {
    expect(lintTexts(smallTexts, { releasedIds: released })).toEqual([]);
  });

  test('of a choice that was removed is refused in the file that lost it', () => {
    const texts = spoilt(control, 'id: anybody', 'id: everybody');
    expect(lintTexts(texts, { releasedIds: released })).toMatchObject([
      { file: `knowledge/${control}`, rule: 'id-removed', message: 'ai-door/q1/anybody was released and is gone' },
    ]);
  });

  test('of a control that was removed is refused in the ledger', () => {
    expect(lintTexts(smallTexts, { releasedIds: ['ai-door', 'ai-gate'] })).toMatchObject([
      { file: 'knowledge/ids.json', line: 3, rule: 'id-removed', fix: expect.stringContaining('forever') },
    ]);
  });

  test('of a scoping choice that was removed is refused', () => {
    const releasedIds = ['scoping/genai-size/huge'];
    expect(lintTexts(smallTexts, { releasedIds })).toMatchObject([{ rule: 'id-removed', line: 2 }]);
  });

  test('lives on as an alias of a renamed control', () => {
    const texts = spoilt(control, 'sources:', 'aliases: [ai-gate]\nsources:');
    expect(lintTexts(texts, { releasedIds: ['ai-gate', 'ai-gate/q1'] })).toEqual([]);
  });
});

describe('a matrix cell', () => {
  const narrowed = spoilt(control, 'genaiScopes: [1, 2, 3, 4, 5]', 'genaiScopes: [2, 3, 4, 5]');

  test('may not name a control that does not apply to its scope', () => {
    const found = lintTexts(narrowed);
    expect(found).toHaveLength(5);
    expect(found[0]).toMatchObject({ file: 'knowledge/matrices/genai.yaml', rule: 'matrix-scope' });
  });

  test('must name one of its own controls when there is one', () => {
    const because = "none: 'no control in this catalogue: because we forgot'";
    const text = smallTexts.get('matrices/agentic.yaml') ?? '';
    const at = text.indexOf('  orchestration:');
    const forgotten = text.slice(0, at) + text.slice(at).replace('controls: [ai-door]', because);
    const texts = new Map([...smallTexts, ['matrices/agentic.yaml', forgotten]]);
    expect(lintTexts(texts)).toMatchObject([
      { rule: 'matrix-primary', line: lineIn(texts, 'matrices/agentic.yaml', because), fix: 'name one of: ai-door' },
    ]);
  });

  test('may say that no control answers it when none is its own', () => {
    const because = "none: 'no control in this catalogue: because nobody asks'";
    expect(lintTexts(spoilt('matrices/genai.yaml', 'controls: [ai-door]', because))).toEqual([]);
  });
});
