/** Reads the knowledge folders into checked entries; what does not fit its shape becomes a problem with its line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readScoping } from './load-scoping.ts';
import { Offer } from './next-steps.ts';
import { AgenticMatrix, CheckCrosswalks, CheckName, Control, Framework, GenaiMatrix, Source } from './schema.ts';
import { ScopingNotes, ScopingQuestions, type ScopingTrees } from './scoping-schema.ts';
import { checkShape, type Entry, type Problem, parseYamlFile, type YamlFile } from './yaml-file.ts';

const Sources = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Source);
const Checks = z.array(CheckName);
const Offers = z.array(Offer).min(1);

interface ScopingKnowledge {
  trees: ScopingTrees;
  questions: Entry<z.infer<typeof ScopingQuestions>>[];
  notes: Entry<ScopingNotes>[];
}

export interface Knowledge {
  controls: Entry<Control>[];
  /** Read once more by file, because the rules need lines. Missing when the scoping has problems of its own. */
  scoping: ScopingKnowledge | undefined;
  frameworks: Entry<Framework>[];
  sources: Entry<Record<string, Source>> | undefined;
  checks: Entry<CheckName[]> | undefined;
  checkCrosswalks: Entry<CheckCrosswalks> | undefined;
  offers: Entry<Offer[]> | undefined;
  genai: Entry<GenaiMatrix> | undefined;
  agentic: Entry<AgenticMatrix> | undefined;
  /** What did not have its shape. */
  problems: Problem[];
}

/** File texts by their path inside the knowledge folder, such as `controls/ai-grounding.yaml`. */
export type Texts = ReadonlyMap<string, string>;

const folders = ['controls', 'crosswalks', 'frameworks', 'matrices', 'scoping'];

export const readTexts = (folder: URL | string): Texts => {
  const root = folder instanceof URL ? fileURLToPath(folder) : folder;
  const inFolders = folders.flatMap((name) =>
    existsSync(join(root, name)) ? readdirSync(join(root, name)).map((file) => `${name}/${file}`) : [],
  );
  const names = ['sources.yaml', 'checks.yaml', 'next-steps.yaml', ...inFolders].filter(
    (name) => name.endsWith('.yaml') && existsSync(join(root, name)),
  );
  return new Map(names.toSorted().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
};

const under = (texts: Texts, folder: string): [string, string][] => [...texts].filter(([name]) => name.startsWith(`${folder}/`));

export const readKnowledge = (texts: Texts): Knowledge => {
  const problems: Problem[] = [];
  const check = <T>(file: YamlFile, shape: z.ZodType<T>): Entry<T>[] => {
    const result = checkShape(file, shape);
    if (!Array.isArray(result)) return [result];
    problems.push(...result);
    return [];
  };
  const all = <T>(folder: string, shape: z.ZodType<T>, ending = '.yaml'): Entry<T>[] =>
    under(texts, folder)
      .filter(([name]) => name.endsWith(ending))
      .flatMap(([name, text]) => check(parseYamlFile(`knowledge/${name}`, text), shape));
  const one = <T>(name: string, shape: z.ZodType<T>): Entry<T> | undefined => {
    const text = texts.get(name);
    if (text !== undefined) return check(parseYamlFile(`knowledge/${name}`, text), shape)[0];
    const file = `knowledge/${name}`;
    problems.push({ file, line: 1, rule: 'schema', message: 'the file is missing', fix: 'put it back' });
    return undefined;
  };
  const scoping = readScoping(new Map(under(texts, 'scoping').map(([name, text]) => [name.slice('scoping/'.length), text])));
  problems.push(...scoping.problems);
  const { trees } = scoping;
  return {
    controls: all('controls', Control),
    scoping: trees && {
      trees,
      questions: all('scoping', ScopingQuestions, '-questions.yaml'),
      notes: all('scoping', ScopingNotes, 'notes.yaml'),
    },
    frameworks: all('frameworks', Framework),
    sources: one('sources.yaml', Sources),
    checks: one('checks.yaml', Checks),
    checkCrosswalks: one('crosswalks/checks.yaml', CheckCrosswalks),
    offers: one('next-steps.yaml', Offers),
    genai: one('matrices/genai.yaml', GenaiMatrix),
    agentic: one('matrices/agentic.yaml', AgenticMatrix),
    problems,
  };
};
