/** What holds for any scoping answers at all. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadScoping } from '../../../knowledge/load-scoping.ts';
import { phases, useCases } from '../../../knowledge/schema.ts';
import type { ScopingQuestion } from '../../../knowledge/scoping-schema.ts';
import type { Scope, ScopingAnswers, ScopingChoice } from '../../../workflows/interview/scoping/scope.ts';
import { deriveScope, nextScopingSteps, scopingPath } from '../../../workflows/interview/scoping/scoping.ts';

const trees = loadScoping(new URL('../../../knowledge/scoping', import.meta.url));
const questionsAt = (level: ScopingQuestion['level']): ScopingQuestion[] =>
  Object.values(trees.questions).filter((question) => question.level === level);

const choiceOf = ({ kind, choices }: ScopingQuestion): fc.Arbitrary<ScopingChoice> => {
  const ids = choices.map(({ id }) => id);
  const known = kind === 'single' ? fc.constantFrom(...ids) : fc.subarray(ids, { minLength: 1 });
  return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.constant('unknown') });
};

const answersTo = (questions: ScopingQuestion[], requiredKeys: [] | undefined): fc.Arbitrary<Record<string, ScopingChoice>> => {
  const model = Object.fromEntries(questions.map((question) => [question.id, choiceOf(question)]));
  if (!requiredKeys) return fc.record(model);
  return fc
    .record(model, { requiredKeys })
    .map((given) => Object.fromEntries(Object.entries(given).flatMap(([id, choice]) => (choice === undefined ? [] : [[id, choice]]))));
};

const workloads = (requiredKeys?: []): fc.Arbitrary<ScopingAnswers> =>
  fc.record({
    components: fc
      .array(answersTo(questionsAt('component'), requiredKeys), { minLength: 1, maxLength: 3 })
      .map((all) => all.map((answers, index) => ({ id: `c${index}`, name: `Part ${index}`, answers }))),
    workload: answersTo(questionsAt('workload'), requiredKeys),
  });

interface Heights {
  genai: number;
  agentic: number;
  useCase: number;
  phase: number;
}
const heightsOf = ({ workload }: Scope): Heights => ({
  // Scope 1 has no contract behind it, so a workload whose agreement is forgotten falls to it and is held to more.
  genai: workload.genai === 2 || workload.genaiScopes.includes(1) ? Math.max(workload.genai, 2) : workload.genai,
  agentic: workload.agentic,
  useCase: useCases.indexOf(workload.useCase),
  phase: phases.indexOf(workload.phase),
});

const withUnknown = (answers: ScopingAnswers, pick: number): ScopingAnswers => {
  const path = scopingPath(trees, answers);
  const step = path[pick % path.length];
  if (!step) return answers;
  const forget = (given: Record<string, ScopingChoice>) => ({ ...given, [step.question.id]: 'unknown' });
  return {
    components: answers.components.map((one) => (one.id === step.component ? { ...one, answers: forget(one.answers) } : one)),
    workload: step.component === null ? forget(answers.workload) : answers.workload,
  };
};

test('forgetting an answer never lowers a scope, the use case or the target phase', () => {
  fc.assert(
    fc.property(workloads(), fc.nat(), (answers, pick) => {
      const before = heightsOf(deriveScope(trees, answers));
      const after = heightsOf(deriveScope(trees, withUnknown(answers, pick)));
      for (const axis of ['genai', 'agentic', 'useCase', 'phase'] as const) expect(after[axis]).toBeGreaterThanOrEqual(before[axis]);
    }),
    { numRuns: 2000 },
  );
});

const fill = (questions: ScopingQuestion[], given: Record<string, ScopingChoice>) =>
  Object.fromEntries(questions.map(({ id }) => [id, given[id] ?? 'unknown']));

test('an answer not yet given counts as one not known', () => {
  fc.assert(
    fc.property(workloads([]), (answers) => {
      const filled = {
        components: answers.components.map((one) => ({ ...one, answers: fill(questionsAt('component'), one.answers) })),
        workload: fill(questionsAt('workload'), answers.workload),
      };
      const { assumed: _, incomplete: __, ...early } = deriveScope(trees, answers);
      const { assumed: ___, incomplete, ...late } = deriveScope(trees, filled);
      expect(early).toEqual(late);
      expect(incomplete).toBe(false);
    }),
  );
});

test('the order of the components never matters for the workload and its reasons', () => {
  fc.assert(
    fc.property(workloads([]), (answers) => {
      const turned = { ...answers, components: [...answers.components].toReversed() };
      const [one, two] = [deriveScope(trees, answers), deriveScope(trees, turned)];
      expect(JSON.stringify(two.workload)).toBe(JSON.stringify(one.workload));
      expect(JSON.stringify(two.drivers)).toBe(JSON.stringify(one.drivers));
      expect(two.differs).toEqual(one.differs);
    }),
  );
});

test('answers off the path never count', () => {
  fc.assert(
    fc.property(workloads([]), (answers) => {
      const path = scopingPath(trees, answers);
      const keep = (component: string | null, given: Record<string, ScopingChoice>) =>
        Object.fromEntries(
          Object.entries(given).filter(([id]) => path.some((step) => step.component === component && step.question.id === id)),
        );
      const pruned = {
        components: answers.components.map((one) => ({ ...one, answers: keep(one.id, one.answers) })),
        workload: keep(null, answers.workload),
      };
      expect(JSON.stringify(deriveScope(trees, pruned))).toBe(JSON.stringify(deriveScope(trees, answers)));
    }),
  );
});

const turn = (given: Record<string, ScopingChoice>) =>
  Object.fromEntries(
    Object.entries(given)
      .toReversed()
      .map(([id, choice]) => [id, Array.isArray(choice) ? choice.toReversed() : choice]),
  );

test('the order in which answers were given never matters', () => {
  fc.assert(
    fc.property(workloads([]), (answers) => {
      const turned = {
        components: answers.components.map((one) => ({ ...one, answers: turn(one.answers) })),
        workload: turn(answers.workload),
      };
      expect(JSON.stringify(deriveScope(trees, turned))).toBe(JSON.stringify(deriveScope(trees, answers)));
    }),
  );
});

/** What storage or another program may hand us, whatever the types say. */
const anything: fc.Arbitrary<Record<string, ScopingChoice>> = fc
  .dictionary(
    fc.oneof(fc.constantFrom(...Object.keys(trees.questions), '__proto__', 'constructor'), fc.string()),
    fc.oneof(fc.string(), fc.array(fc.string()), fc.constant('unknown'), fc.jsonValue()),
  )
  .map((given) => JSON.parse(JSON.stringify(given)));

test('any answers whatever give a scope that survives being stored', () => {
  const workload = fc.record({
    components: fc.array(fc.record({ id: fc.string(), name: fc.string(), answers: anything })),
    workload: anything,
  });
  fc.assert(
    fc.property(workload, (answers) => {
      const scope = deriveScope(trees, answers);
      expect(JSON.parse(JSON.stringify(scope))).toEqual(scope);
      expect(scopingPath(trees, answers).length).toBeGreaterThanOrEqual(answers.components.length);
    }),
    { numRuns: 500 },
  );
});

test('what is asked next is on the path and open, and there is something to ask exactly while the scope is incomplete', () => {
  fc.assert(
    fc.property(workloads([]), (answers) => {
      const path = scopingPath(trees, answers).map(({ component, question }) => `${component}/${question.id}`);
      const next = nextScopingSteps(trees, answers);
      const open = deriveScope(trees, answers).assumed.filter(({ reason }) => reason === 'unanswered');
      for (const { component, question } of next) {
        expect(path).toContain(`${component}/${question.id}`);
        expect(open).toContainEqual({ component, question: question.id, reason: 'unanswered' });
      }
      expect(next.length > 0).toBe(deriveScope(trees, answers).incomplete);
    }),
  );
});

test('answering whatever is asked next always comes to an end', () => {
  fc.assert(
    fc.property(workloads(), (answers) => {
      let given: ScopingAnswers = { components: answers.components.map((one) => ({ ...one, answers: {} })), workload: {} };
      let turns = 0;
      for (let [step] = nextScopingSteps(trees, given); step; [step] = nextScopingSteps(trees, given)) {
        const { component, question } = step;
        const from = component === null ? answers.workload : answers.components.find(({ id }) => id === component)?.answers;
        const choice = from?.[question.id] ?? 'unknown';
        const components = given.components.map((one) =>
          one.id === component ? { ...one, answers: { ...one.answers, [question.id]: choice } } : one,
        );
        given = { components, workload: component === null ? { ...given.workload, [question.id]: choice } : given.workload };
        turns += 1;
        expect(turns).toBeLessThan(60);
      }
      expect(JSON.stringify(deriveScope(trees, given))).toBe(JSON.stringify(deriveScope(trees, answers)));
    }),
  );
});
