/** What the loader refuses: each fault is put into the real files, and must be named with its file and line. */
import { describe, expect, test } from 'vitest';
import { loadScoping, readScoping, readScopingTexts, ScopingError } from '../../../knowledge/load-scoping.ts';

const folder = new URL('../../../knowledge/scoping', import.meta.url);
const texts = readScopingTexts(folder);

/** What is wrong once `from` reads `to` in one file. */
const faults = (file: string, from: string, to: string): string[] => {
  const text = texts.get(file) ?? '';
  expect(text).toContain(from);
  const line = text.slice(0, text.indexOf(from)).split('\n').length;
  const { trees, problems } = readScoping(new Map([...texts, [file, text.replace(from, () => to)]]));
  expect(trees).toBeUndefined();
  for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
  return problems.map((problem) => `${problem.file}${problem.line <= line ? '' : ' (later)'}: ${problem.message}`);
};

test('the files as they are have no problem', () => {
  expect(readScoping(texts).problems).toEqual([]);
});

test('an unreadable folder is refused with every missing file', () => {
  expect(() => loadScoping('/nowhere/at/all')).toThrow(ScopingError);
  expect(readScoping(new Map()).problems).toHaveLength(11);
});

test('a file that nothing reads is refused', () => {
  const { problems } = readScoping(new Map([...texts, ['extra.yaml', 'x: 1']]));
  expect(problems).toMatchObject([{ file: 'knowledge/scoping/extra.yaml', message: 'nothing reads this file' }]);
});

describe.each([
  [
    'a choice that no case handles',
    'agentic.yaml',
    'any: [acts], to: tools',
    'any: [switched-off], to: tools',
    'product-acts: does not handle acts',
  ],
  [
    'a case for a choice that does not exist',
    'agentic.yaml',
    'any: [gaps, open], to: acting',
    'any: [gaps, open, ajar], to: acting',
    'sandbox: names ajar, which is no choice',
  ],
  ['a fact value that no case handles', 'agentic.yaml', "any: ['3', '4', '5']", "any: ['3', '4']", 'in-matrix: does not handle 5'],
  [
    'a way to a node that does not exist',
    'genai.yaml',
    'to: weights, because: You build',
    'to: wieghts, because: You build',
    'kind: leads to wieghts, which does not exist',
  ],
  [
    'a circle',
    'genai.yaml',
    'to: origin, because: Your data changed',
    'to: kind, because: Your data changed',
    'kind can be reached from itself',
  ],
  ['a node that nothing leads to', 'use-case.yaml', 'to: company-data', 'result: answers', 'nothing leads to company-data'],
  ['a start that does not exist', 'phase.yaml', 'start: stage', 'start: age', 'starts at age, which does not exist'],
  [
    'a question that does not exist',
    'content.yaml',
    'question: untrusted-content',
    'question: content',
    'untrusted-content: reads the question content, which does not exist',
  ],
  [
    'a question of the wrong level',
    'content-questions.yaml',
    'level: component',
    'level: workload',
    'untrusted-content: reads a question that is not asked per component',
  ],
  ['a fact that is decided later', 'agentic.yaml', 'fact: genai', 'fact: agentic', 'in-matrix: reads agentic, which is decided later'],
  ['a flag that is not explained', 'notes.yaml', '  rule_gated:', '  rule_based:', 'a tree uses rule_gated, which is not explained'],
  ['a flag that no tree uses', 'notes.yaml', '  rule_gated:', '  rule_based:', 'no tree uses rule_based'],
  ['a difference that is not explained', 'notes.yaml', '  rag: ', '  retrieval: ', 'a tree uses rag, which is not explained'],
  [
    'a question that nothing reads',
    'phase.yaml',
    'asks: [users, data-classes, impact]',
    'asks: [users, data-classes]',
    'no tree reads impact',
  ],
  [
    'a raise by a choice that does not exist',
    'phase.yaml',
    'any: [partners, public-signed-in, public-anonymous]',
    'any: [strangers]',
    'strangers is no choice of users',
  ],
  [
    'a risk fact from a question that does not exist',
    'notes.yaml',
    'sensitiveData: { question: data-classes',
    'sensitiveData: { question: data',
    'data is no workload question',
  ],
  [
    'two questions under one id',
    'use-case-questions.yaml',
    'id: company-data',
    'id: tools',
    'tools is already used in knowledge/scoping/agentic-questions.yaml',
  ],
  ['two choices under one id', 'use-case-questions.yaml', 'id: own-upload', 'id: nothing', 'company-data has two choices nothing'],
  [
    'a single choice that excludes others',
    'use-case-questions.yaml',
    '      - id: own-upload',
    '      - excludes: true\n        id: own-upload',
    'company-data takes one answer, so no choice can exclude others',
  ],
  ['an edge that both ends and goes on', 'use-case.yaml', 'to: company-data', 'to: company-data, result: answers', 'nodes.in-matrix'],
  ['a node that does not say where "don\'t know" leads', 'content.yaml', '    unknown:', '    # unknown:', 'nodes.untrusted-content'],
  ['a result outside the scale', 'genai.yaml', 'result: 5', 'result: 6', 'nodes.origin'],
])('%s', (_, file, from, to, message) => {
  test('is refused', () => {
    expect(faults(file, from, to).some((fault) => fault.includes(message))).toBe(true);
  });
});

test('a fault is named with the line of its node', () => {
  const text = texts.get('genai.yaml') ?? '';
  const { problems } = readScoping(new Map([...texts, ['genai.yaml', text.replace('any: [from-scratch]', 'any: [part-own]')]]));
  const node = text.split('\n').indexOf('  origin:') + 2;
  expect(problems).toMatchObject([{ file: 'knowledge/scoping/genai.yaml', line: node, message: 'origin: does not handle from-scratch' }]);
});

test('the error for people lists file, line and remedy', () => {
  expect(() => loadScoping('/nowhere/at/all')).toThrow('knowledge/scoping/genai.yaml:1: the file is missing; put it back');
});
