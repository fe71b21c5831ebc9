/** Runs the scoping cases that an expert wrote down, one test per case, over the real trees and the real controls. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadScoping } from '../../../knowledge/load-scoping.ts';
import { Control, phases, useCases } from '../../../knowledge/schema.ts';
import { scopeAxes } from '../../../workflows/interview/scoping/scope.ts';
import { applicableControls, deriveScope, nextScopingSteps } from '../../../workflows/interview/scoping/scoping.ts';

const root = new URL('../../../', import.meta.url);
const folder = new URL('test/cases/scoping/', root);
const read = (url: URL): unknown => parse(readFileSync(url, 'utf8'));

const trees = loadScoping(new URL('knowledge/scoping', root));
const controlFolder = new URL('knowledge/controls/', root);
const controls = readdirSync(controlFolder).map((file) => Control.parse(read(new URL(file, controlFolder))));

const Answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const Profiles = z.strictObject({ workload: Answers, components: z.record(z.string(), Answers) });
const names = z.array(z.string()).default([]);
const Expected = z.strictObject({
  genai: z.int().optional(),
  genaiScopes: z.array(z.int()).optional(),
  agentic: z.int().optional(),
  useCase: z.enum(useCases).optional(),
  phase: z.enum(phases).default('enhanced'),
  agentControlsToLastPhase: z.boolean().default(false),
  riskFacts: z.record(z.string(), z.boolean()).optional(),
  driver: z.partialRecord(z.enum(scopeAxes), z.string()).default({}),
  flags: names,
  adds: names,
  differs: names,
  findings: names,
  assumed: names,
  outside: names,
  open: z.int().default(0),
});
const Case = z.strictObject({
  name: z.string(),
  why: z.string(),
  components: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
  workload: Answers.default({}),
  expect: Expected,
  counts: z.record(z.enum(phases), z.int()).optional(),
});
type Case = z.infer<typeof Case>;

const profiles = Profiles.parse(read(new URL('profiles.yaml', folder)));
const files = readdirSync(folder).filter((file) => file !== 'profiles.yaml');

const answersOf = ({ components, workload }: Case) => ({
  components: Object.entries(components).map(([id, { like, ...own }]) => ({
    id,
    name: id,
    answers: { ...(like === undefined ? {} : profiles.components[String(like)]), ...own },
  })),
  workload: { ...profiles.workload, ...workload },
});

const byText = (one: string, two: string): number => (one < two ? -1 : 1);
const differsLines = (ids: string[]): string[] => ids.map((id) => trees.differs[id] ?? id).toSorted(byText);
const given = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

describe.each(files)('cases of %s', (file) => {
  const cases = z.array(Case).parse(read(new URL(file, folder)));
  test.each(cases)('$name', (one) => {
    const answers = answersOf(one);
    const { genai, genaiScopes, agentic, useCase, phase, agentControlsToLastPhase, riskFacts, flags } = one.expect;
    const scope = deriveScope(trees, answers);
    expect(scope.workload).toMatchObject(
      given({ genai, genaiScopes, agentic, useCase, phase, agentControlsToLastPhase, riskFacts, flags }),
    );
    expect([...new Set(scope.components.flatMap(({ adds }) => adds))]).toEqual(one.expect.adds);
    expect(scope.differs.toSorted(byText)).toEqual(differsLines(one.expect.differs));
    expect(scope.findings.map(({ control }) => control)).toEqual(one.expect.findings);
    expect(scope.assumed.map(({ question }) => question)).toEqual(one.expect.assumed);
    expect(scope.outside).toEqual(one.expect.outside);
    expect(scope.incomplete).toBe(false);
    for (const axis of scopeAxes)
      if (one.expect.driver[axis] !== undefined) expect(scope.drivers[axis].component).toBe(one.expect.driver[axis]);
    expect(nextScopingSteps(trees, answers)).toHaveLength(one.expect.open);
    if (one.counts) expect(countsUpTo(one)).toEqual(one.counts);
  });
});

/** How many controls apply up to each phase, whatever the target. */
const countsUpTo = (one: Case): Record<string, number> => {
  const scope = deriveScope(trees, answersOf(one));
  const all = applicableControls(controls, { ...scope, workload: { ...scope.workload, phase: 'advanced' } });
  const upTo = (last: number): number => all.filter(({ phase }) => phases.indexOf(phase) <= last).length;
  return Object.fromEntries(phases.map((phase, index) => [phase, upTo(index)]));
};

const ids = (list: { id: string; outlook: boolean }[], outlook = false) =>
  list.filter((one) => one.outlook === outlook).map(({ id }) => id);

describe('what applies', () => {
  const base = { name: 'it', why: 'it', workload: {}, expect: Expected.parse({}) };
  const applying = (one: Pick<Case, 'components'> & Partial<Case>) =>
    applicableControls(controls, deriveScope(trees, answersOf({ ...base, ...one })));

  test('the phase after the target is outlook, and the one after that is left out', () => {
    const list = applying({ components: { bot: { like: 'chatbot' } }, workload: { stage: 'prototype' } });
    expect(new Set(list.filter(({ outlook }) => !outlook).map(({ phase }) => phase))).toEqual(new Set(['foundational']));
    expect(new Set(list.filter(({ outlook }) => outlook).map(({ phase }) => phase))).toEqual(new Set(['enhanced']));
  });

  test('an agent of scope 4 brings its agent controls in up to the last phase, and no others', () => {
    const list = applying({ components: { agent: { like: 'self-starter' } } });
    const advanced = controls.filter(({ phase }) => phase.name === 'advanced');
    const inScope = new Set(ids(list));
    expect(advanced.filter(({ id }) => inScope.has(id)).map(({ id }) => id)).toContain('ai-multi-agent-trust');
    expect(advanced.filter(({ id }) => inScope.has(id)).map(({ id }) => id)).toContain('ai-agent-registry');
    const scope = deriveScope(trees, answersOf({ ...base, components: { agent: { like: 'self-starter' } } }));
    const plain = advanced.map((control) => ({ ...control, dimension: null }));
    expect(ids(applicableControls(plain, scope))).toEqual([]);
  });

  test('a component outside the matrix brings no control', () => {
    expect(applying({ components: { score: { like: 'classic' } } })).toEqual([]);
  });

  test('components in different scopes bring the union of their controls', () => {
    const apart = [{ like: 'private-chat' }, { like: 'rag' }, { like: 'reader' }].map((one) => ids(applying({ components: { one } })));
    const together = applying({ components: { a: { like: 'private-chat' }, b: { like: 'rag' }, c: { like: 'reader' } } });
    expect(new Set(ids(together))).toEqual(new Set(apart.flat()));
  });

  test('two components never borrow from each other to reach a control that fits neither', () => {
    const tunedChat = { like: 'chatbot', weights: 'changed', origin: 'somebody-elses' };
    const together = applying({ components: { tunedChat, scripts: { like: 'private-chat' } } });
    expect(ids(together)).toEqual(ids(applying({ components: { tunedChat } })));
  });

  test('a reading agent that starts itself has limits added although the matrix alone would not ask for them', () => {
    const attended = ids(applying({ components: { night: { like: 'reader' } } }));
    const nightly = ids(applying({ components: { night: { like: 'reader', starter: 'schedule' } } }));
    expect(attended).not.toContain('ai-agent-bounds');
    expect(nightly).toEqual(expect.arrayContaining(['ai-agent-bounds', 'ai-agent-tracing', 'ai-runtime-monitoring']));
  });

  test('a withdrawn control does not apply', () => {
    const scope = deriveScope(trees, answersOf({ ...base, components: { bot: { like: 'chatbot' } } }));
    expect(
      applicableControls(
        controls.map((control) => ({ ...control, withdrawn: true })),
        scope,
      ),
    ).toEqual([]);
  });

  test('every control that a flag names exists', () => {
    const known = new Set(controls.map(({ id }) => id));
    const named = Object.values(trees.flags).flatMap(({ adds, finding }) => [...(adds?.controls ?? []), ...(finding ? [finding] : [])]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});
