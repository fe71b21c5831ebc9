/** Loads the scoping questions and trees, or says which file and line to mend. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { scopingProblems } from './scoping-rules.ts';
import {
  AgenticTree,
  ContentTree,
  GenaiTree,
  PhaseTree,
  ScopingNotes,
  ScopingQuestions,
  type ScopingTrees,
  UseCaseTree,
} from './scoping-schema.ts';
import { checkShape, type Entry, type Problem, parseYamlFile } from './yaml-file.ts';

export class ScopingError extends Error {
  constructor(message: string, options: { cause: readonly Problem[] }) {
    super(message, options);
    this.name = 'ScopingError';
  }
}

/** File texts by name, such as `genai.yaml`. */
export type ScopingTexts = ReadonlyMap<string, string>;

const questionFiles = ['genai', 'agentic', 'use-case', 'content', 'phase'].map((name) => `${name}-questions.yaml`);
const files = ['genai.yaml', 'agentic.yaml', 'use-case.yaml', 'content.yaml', 'phase.yaml', 'notes.yaml', ...questionFiles];

export const readScopingTexts = (folder: URL | string): ScopingTexts => {
  const root = folder instanceof URL ? fileURLToPath(folder) : folder;
  const names = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith('.yaml')) : [];
  return new Map(names.toSorted().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
};

export interface ScopingReading {
  /** Missing as soon as there is a problem. */
  trees: ScopingTrees | undefined;
  problems: Problem[];
}

const place = (name: string): string => `knowledge/scoping/${name}`;

export const readScoping = (texts: ScopingTexts): ScopingReading => {
  const problems: Problem[] = [...texts.keys()]
    .filter((name) => !files.includes(name))
    .map((name) => ({
      file: place(name),
      line: 1,
      rule: 'scoping',
      message: 'nothing reads this file',
      fix: 'move it into one that is read',
    }));
  const read = <T>(name: string, shape: z.ZodType<T>): Entry<T> | undefined => {
    const text = texts.get(name);
    if (text === undefined) {
      problems.push({ file: place(name), line: 1, rule: 'scoping', message: 'the file is missing', fix: 'put it back' });
      return undefined;
    }
    const result = checkShape(parseYamlFile(place(name), text), shape);
    if (!Array.isArray(result)) return result;
    problems.push(...result);
    return undefined;
  };
  const genai = read('genai.yaml', GenaiTree);
  const agentic = read('agentic.yaml', AgenticTree);
  const useCase = read('use-case.yaml', UseCaseTree);
  const content = read('content.yaml', ContentTree);
  const phase = read('phase.yaml', PhaseTree);
  const notes = read('notes.yaml', ScopingNotes);
  const questions = questionFiles.flatMap((name) => read(name, ScopingQuestions) ?? []);
  const whole = questions.length === questionFiles.length;
  if (!genai || !agentic || !useCase || !content || !phase || !notes || !whole) return { trees: undefined, problems };
  const trees = [
    { name: 'genai' as const, entry: genai },
    { name: 'agentic' as const, entry: agentic },
    { name: 'use-case' as const, entry: useCase },
    { name: 'content' as const, entry: content },
    { name: 'phase' as const, entry: phase },
  ];
  problems.push(...scopingProblems({ questions, trees, phase, notes }));
  if (problems.length > 0) return { trees: undefined, problems };
  const all = questions.flatMap(({ value }) => value.questions);
  return {
    trees: {
      ...notes.value,
      questions: Object.fromEntries(all.map((question) => [question.id, question])),
      genai: genai.value,
      agentic: agentic.value,
      useCase: useCase.value,
      content: content.value,
      phase: phase.value,
    },
    problems,
  };
};

/** `folder` holds the scoping files themselves: `knowledge/scoping`. */
export const loadScoping = (folder: URL | string): ScopingTrees => {
  const { trees, problems } = readScoping(readScopingTexts(folder));
  if (trees) return trees;
  const lines = problems.map(({ file, line, message, fix }) => `${file}:${line}: ${message}; ${fix}`);
  throw new ScopingError(`The scoping trees cannot be loaded.\n${lines.join('\n')}`, { cause: problems });
};
