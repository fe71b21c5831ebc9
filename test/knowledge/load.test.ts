/** Loading the catalogue: order, identity, the stored form, and refusals that name the place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { compileCatalogue, indexCatalogue, parseCatalogue, questionId } from '../../knowledge/catalogue.ts';
import { clausesThroughChecks } from '../../knowledge/crosswalks.ts';
import { CatalogueError, loadCatalogue } from '../../knowledge/load.ts';
import type { Texts } from '../../knowledge/read.ts';
import { layers, phases } from '../../knowledge/schema.ts';
import { controlText, smallTexts, spoilt } from './small-catalogue.ts';

const folders: string[] = [];

const write = (texts: Texts): string => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  folders.push(folder);
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

const refusal = (texts: Texts): CatalogueError => {
  try {
    loadCatalogue(write(texts));
  } catch (error) {
    if (error instanceof CatalogueError) return error;
    throw error;
  }
  throw new Error('the catalogue was loaded');
};

const hashOf = (texts: Texts): string => loadCatalogue(write(texts)).hash;

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the catalogue we ship', () => {
  const catalogue = loadCatalogue(new URL('../../knowledge/', import.meta.url));

  test('has 70 controls with 133 questions', () => {
    expect(catalogue.controls).toHaveLength(70);
    expect(catalogue.controls.flatMap((control) => control.questions)).toHaveLength(133);
  });

  test('knows 131 checks and the 218 clauses of nine frameworks', () => {
    expect(catalogue.checks).toHaveLength(131);
    expect(catalogue.checks.filter((check) => check.launch)).toHaveLength(100);
    expect(catalogue.frameworks.map(({ id, clauses }) => [id, clauses.length])).toEqual([
      ['aws-agentic-lens', 9],
      ['aws-genai-lens', 10],
      ['eu-ai-act', 7],
      ['iso-42001-2023', 38],
      ['mitre-atlas-5.6', 50],
      ['nist-ai-600-1', 12],
      ['nist-ai-rmf-1.0', 72],
      ['owasp-agentic-2026', 10],
      ['owasp-llm-2025', 10],
    ]);
  });

  test('says of at least 15 questions which checks answer them', () => {
    const answered = catalogue.controls.flatMap(({ id, evidence }) =>
      evidence.checks.flatMap(({ answers = {} }) =>
        Object.entries(answers).flatMap(([question, implies]) => (Object.keys(implies).length === 0 ? [] : [`${id}/${question}`])),
      ),
    );
    expect(new Set(answered).size).toBeGreaterThanOrEqual(15);
  });

  test('lets a control bear in part on the clauses of its checks, and leaves out those it names itself', () => {
    const control = catalogue.controls.find(({ id }) => id === 'ai-tool-policy-enforcement');
    if (control === undefined) throw new Error('The control is gone.');
    const clauses = clausesThroughChecks(catalogue, control);
    expect(clauses.find(({ clause }) => clause === 'AGENTSEC02')).toMatchObject({
      framework: 'aws-agentic-lens',
      relation: 'partial',
      through: [
        { check: 'AC-08', proves: "The gateway's policy engine refuses calls that no policy allows." },
        { check: 'AC-14' },
        { check: 'AG-04' },
      ],
    });
    const named = control.crosswalks.map(({ framework, clause }) => `${framework} ${clause}`);
    expect(named).toContain('owasp-agentic-2026 ASI02');
    expect(clauses.filter(({ framework, clause }) => named.includes(`${framework} ${clause}`))).toEqual([]);
  });

  test('has no clauses through checks where they were stored before there were any', () => {
    expect(catalogue.controls.flatMap((control) => clausesThroughChecks({}, control))).toEqual([]);
  });

  test('orders its controls by layer, then phase, then id', () => {
    const places = catalogue.controls.map(({ layer, phase, id }) => `${layers.indexOf(layer)} ${phases.indexOf(phase.name)} ${id}`);
    expect(places).toEqual(places.toSorted());
  });

  test('comes back from its stored form with the same hash and the same content', () => {
    const back = parseCatalogue(compileCatalogue(catalogue));
    expect(back).toEqual(catalogue);
  });

  test('is walked in the same order whether it was loaded or stored', () => {
    const back = parseCatalogue(compileCatalogue(catalogue));
    expect(JSON.stringify(back)).toBe(JSON.stringify(catalogue));
  });
});

describe('the hash', () => {
  const hash = hashOf(smallTexts);

  test('is a SHA-256', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('does not depend on how the files are laid out', () => {
    const moved = controlText.replace('content: aws\n', '').concat('content: aws\n# a remark\n');
    expect(hashOf(new Map([...smallTexts, ['controls/ai-door.yaml', moved]]))).toBe(hash);
  });

  test.each([
    ['a choice', 'controls/ai-door.yaml', 'Anybody who knows', 'Everybody who knows'],
    ['a source', 'sources.yaml', 'House rules', 'Rules of the house'],
    ['a clause', 'frameworks/owasp-llm-2025.yaml', 'Secrets come out', 'Secrets get out'],
    ['the clauses of a check', 'crosswalks/checks.yaml', ", 'LLM03:2025'", ''],
    ['a check', 'checks.yaml', 'severity: high', 'severity: low'],
    ['a scoping tree', 'scoping/genai.yaml', 'Size does not matter', 'Size never matters'],
    ['a matrix', 'matrices/genai.yaml', 'minds the door', 'watches the door'],
  ])('changes with %s', (_, file, from, to) => {
    expect(hashOf(spoilt(file, from, to))).not.toBe(hash);
  });

  test('of a stored catalogue shows that it was altered', () => {
    const json = compileCatalogue(loadCatalogue(write(smallTexts)));
    expect(parseCatalogue(json.replace('Anybody', 'Nobody')).hash).not.toBe(hash);
  });
});

describe('a catalogue is refused, with the place and what to do,', () => {
  test('when a control lacks a field', () => {
    const error = refusal(spoilt('controls/ai-door.yaml', 'asks: The team lead', 'means: ask around'));
    expect(error.message).toContain('knowledge/controls/ai-door.yaml:15: questions.0.asks: ');
    expect(error.message).toContain('; add it');
    expect(error.cause).toContainEqual(expect.objectContaining({ line: 15, rule: 'schema' }));
  });

  test('when a file is not YAML', () => {
    const error = refusal(spoilt('controls/ai-door.yaml', 'why: An open', 'why: Note: an open'));
    expect(error.message).toMatch(/knowledge\/controls\/ai-door\.yaml:13: .*; mend the YAML/);
  });

  test('when a file is missing', () => {
    const error = refusal(new Map([...smallTexts].filter(([name]) => name !== 'matrices/genai.yaml')));
    expect(error.message).toContain('knowledge/matrices/genai.yaml:1: the file is missing; put it back');
  });

  test('when the scoping is broken', () => {
    const error = refusal(spoilt('scoping/genai.yaml', 'start: size', 'start: nowhere'));
    expect(error.message).toContain('knowledge/scoping/genai.yaml:1: starts at nowhere, which does not exist; name a node');
  });

  test('when two controls share a name', () => {
    const error = refusal(new Map([...smallTexts, ['controls/b.yaml', controlText]]));
    expect(error.message).toContain('ai-door is already used in knowledge/controls/ai-door.yaml');
  });
});

describe('the index', () => {
  const catalogue = loadCatalogue(write(spoilt('controls/ai-door.yaml', 'sources:', 'aliases: [ai-gate]\nsources:')));
  const index = indexCatalogue(catalogue);

  test('finds a control by its id', () => {
    expect(index.control('ai-door')).toBe(catalogue.controls[0]);
    expect(index.control('ai-window')).toBeUndefined();
  });

  test('finds a control by an earlier id', () => {
    expect(index.control('ai-gate')).toBe(catalogue.controls[0]);
  });

  test('finds a question by control and number', () => {
    const question = catalogue.controls[0]?.questions[0];
    expect(questionId('ai-door', 'q1')).toBe('ai-door/q1');
    expect(index.question('ai-door/q1')).toBe(question);
    expect(index.question('ai-gate/q1')).toBe(question);
    expect(index.question('ai-door/q2')).toBeUndefined();
  });

  test('lists the questions of a control', () => {
    expect(index.questionsOf('ai-door').map(({ id }) => id)).toEqual(['q1']);
    expect(index.questionsOf('ai-window')).toEqual([]);
  });

  test('is built once for a catalogue', () => {
    expect(indexCatalogue(catalogue)).toBe(index);
    expect(indexCatalogue({ ...catalogue })).not.toBe(index);
  });
});
