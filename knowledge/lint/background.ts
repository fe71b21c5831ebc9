/** Reads what the rules compare the catalogue with: reference questions, words of the trade, released ids. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Background } from './problem.ts';

const Words = z.record(z.string(), z.int().min(1));
const Lines = z.array(z.string());

export const readBackground = (root: URL): Background => {
  const read = (name: string): unknown => parse(readFileSync(new URL(name, root), 'utf8'));
  return {
    referenceQuestions: new Set(Lines.parse(read('lint/reference-questions.json'))),
    domainWords: new Map(Object.entries(Words.parse(read('lint/domain-words.yaml')))),
    releasedIds: Lines.parse(read('ids.json')),
  };
};
