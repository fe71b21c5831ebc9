/** The catalogue as one value: its identity, its stored form, and quick ways to find things in it. */
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Offer } from './next-steps.ts';
import type { AgenticMatrix, CheckCrosswalks, CheckName, Control, Framework, GenaiMatrix, Question, Source } from './schema.ts';
import type { ScopingTrees } from './scoping-schema.ts';

/** All that a running assessment may depend on. */
export interface CatalogueContent {
  /** By layer, phase and id: the order in which they are asked and shown. */
  controls: Control[];
  sources: Record<string, Source>;
  frameworks: Framework[];
  checks: CheckName[];
  /** Missing in catalogues that were stored before checks had clauses. */
  checkCrosswalks?: CheckCrosswalks;
  /** What AWS offers next, in the order in which it is shown. */
  offers: Offer[];
  scoping: ScopingTrees;
  matrices: { genai: GenaiMatrix; agentic: AgenticMatrix };
}

export interface Catalogue extends CatalogueContent {
  /** SHA-256 over the content: equal hashes, equal catalogues. */
  hash: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The form in which a catalogue is stored: the very text its hash is made of. */
export const compileCatalogue = (catalogue: CatalogueContent): string => canonicalJson({ ...catalogue, hash: undefined });

/**
 * Reads back what `compileCatalogue` wrote. It was checked before it was written; the hash is made anew from the
 * text, so a stored catalogue that was altered no longer has the hash it was asked for by.
 */
export const parseCatalogue = (json: string): Catalogue => {
  const content: CatalogueContent = JSON.parse(json);
  return { ...content, hash: sha256(json) };
};

/** By way of the stored form, so that a loaded and a stored catalogue are walked in the same order. */
export const sealCatalogue = (content: CatalogueContent): Catalogue => parseCatalogue(compileCatalogue(content));

/** A question's id in the whole catalogue, such as `ai-grounding/q1`. */
export const questionId = (controlId: string, id: string): string => `${controlId}/${id}`;

export interface CatalogueIndex {
  /** Also finds a control by an earlier id. */
  control: (id: string) => Control | undefined;
  question: (id: string) => Question | undefined;
  questionsOf: (controlId: string) => readonly Question[];
}

const buildIndex = (catalogue: Catalogue): CatalogueIndex => {
  const controls = new Map<string, Control>();
  const questions = new Map<string, Question>();
  for (const control of catalogue.controls)
    for (const name of [control.id, ...(control.aliases ?? [])]) {
      controls.set(name, control);
      for (const question of control.questions) questions.set(questionId(name, question.id), question);
    }
  return {
    control: (id) => controls.get(id),
    question: (id) => questions.get(id),
    questionsOf: (controlId) => controls.get(controlId)?.questions ?? [],
  };
};

const indexes = new WeakMap<Catalogue, CatalogueIndex>();

export const indexCatalogue = (catalogue: Catalogue): CatalogueIndex => {
  const known = indexes.get(catalogue);
  if (known) return known;
  const index = buildIndex(catalogue);
  indexes.set(catalogue, index);
  return index;
};
