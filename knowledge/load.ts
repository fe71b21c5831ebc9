/** Loads the whole catalogue from its folder, or says which file and line to mend. */
import { type Catalogue, sealCatalogue } from './catalogue.ts';
import { idsUnique } from './lint/identity.ts';
import { readKnowledge, readTexts } from './read.ts';
import { type Control, layers, phases } from './schema.ts';
import type { Problem } from './yaml-file.ts';

export class CatalogueError extends Error {
  constructor(message: string, options: { cause: readonly Problem[] }) {
    super(message, options);
    this.name = 'CatalogueError';
  }
}

const byPlace = (one: Control, two: Control): number =>
  layers.indexOf(one.layer) - layers.indexOf(two.layer) ||
  phases.indexOf(one.phase.name) - phases.indexOf(two.phase.name) ||
  (one.id < two.id ? -1 : 1);

const refusal = (problems: readonly Problem[]): CatalogueError => {
  const lines = problems.map(({ file, line, message, fix }) => `${file}:${line}: ${message}; ${fix}`);
  return new CatalogueError(`The catalogue cannot be loaded.\n${lines.join('\n')}`, { cause: problems });
};

export const loadCatalogue = (folder: URL | string): Catalogue => {
  const knowledge = readKnowledge(readTexts(folder));
  // Two controls under one name would answer for each other, so nothing may be loaded then.
  const problems = [...knowledge.problems, ...idsUnique(knowledge)];
  const { sources, checks, checkCrosswalks, offers, scoping, genai, agentic } = knowledge;
  if (problems.length > 0 || !sources || !checks || !checkCrosswalks || !offers || !scoping || !genai || !agentic) throw refusal(problems);
  return sealCatalogue({
    controls: knowledge.controls.map(({ value }) => value).toSorted(byPlace),
    sources: sources.value,
    frameworks: knowledge.frameworks.map(({ value }) => value).toSorted((one, two) => (one.id < two.id ? -1 : 1)),
    checks: checks.value,
    checkCrosswalks: checkCrosswalks.value,
    offers: offers.value,
    scoping: scoping.trees,
    matrices: { genai: genai.value, agentic: agentic.value },
  });
};
