/** What is asked, in which order, and what people confirm: derived from the answers alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../knowledge/load.ts';
import { type Answer, type InterviewContext, noAssessment } from '../../../workflows/interview/context.ts';
import { shortPathPerLayer } from '../../../workflows/interview/limits.ts';
import {
  controlKey,
  currentKey,
  findQuestion,
  isAskedNow,
  minutesLeft,
  previousKey,
  questionIdOf,
  questioningOf,
  scopingKey,
} from '../../../workflows/interview/questioning.ts';
import { applicableControls } from '../../../workflows/interview/scoping/scoping.ts';
import { answerEvent, must, pocketCatalogue, stagePlay } from '../../support/interview.ts';

const pocket = pocketCatalogue(1);
const real = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
const asking = stagePlay(pocket, 'asking');

const answer = (choices: string[]): Answer => ({ value: { kind: 'choice', choices }, by: 'ana', at: 1, rev: 1, turn: 1 });

/** Random answers to the real scoping questions of two components. */
const contexts: fc.Arbitrary<InterviewContext> = fc
  .tuple(
    ...Object.values(real.scoping.questions).flatMap(({ id, level, choices }) => {
      const given = fc.constantFrom(...choices.map((choice) => choice.id));
      return (level === 'workload' ? [null] : ['c1', 'c2']).map((component) =>
        given.map((choice) => [scopingKey(component, id), answer([choice])] as const),
      );
    }),
  )
  .map((answers) => ({
    ...noAssessment,
    bornAt: 1,
    components: [
      { id: 'c1', name: 'Bot' },
      { id: 'c2', name: 'Reader' },
    ],
    answers: Object.fromEntries(answers),
  }));

const scopeOf = (context: InterviewContext) => {
  const { scope, scopeDigest } = questioningOf(real, context);
  return {
    scopeDigest,
    controls: JSON.stringify(applicableControls(real.controls, scope)),
    axes: JSON.stringify([scope.workload.phase, scope.workload.genaiScopes, scope.workload.agentic]),
  };
};

test('scopes with equal digests are equal in what they ask for', () => {
  const seen = new Map<string, string>();
  fc.assert(
    fc.property(contexts, (context) => {
      const { scopeDigest, controls, axes } = scopeOf(context);
      const before = seen.get(scopeDigest);
      seen.set(scopeDigest, controls + axes);
      return before === undefined || before === controls + axes;
    }),
    { numRuns: 2_000 },
  );
});

test('every question is asked once, and none that the catalogue does not know', () => {
  fc.assert(
    fc.property(contexts, (context) => {
      const { scoping, detail } = questioningOf(real, context);
      const keys = [...scoping, ...detail];
      return new Set(keys).size === keys.length && keys.every((key) => findQuestion(real, key) !== null);
    }),
    { numRuns: 200 },
  );
});

test('the short path asks the first question of at most three controls of each layer, and comes first', () => {
  fc.assert(
    fc.property(contexts, (context) => {
      const { short, detail } = questioningOf(real, context);
      return short.length <= 3 * shortPathPerLayer && detail.slice(0, short.length).join() === short.join();
    }),
    { numRuns: 200 },
  );
});

test('the weightiest controls come first on the short path', () => {
  expect(questioningOf(pocket, asking.snapshot.context).short).toEqual([
    'c:infra-wall/q1',
    'c:data-shelf/q1',
    'c:ai-tools/q1',
    'c:ai-door/q1',
  ]);
});

test('a withdrawn control is not asked', () => {
  const { context } = stagePlay(pocketCatalogue(2), 'asking').snapshot;
  expect(questioningOf(pocketCatalogue(2), context).detail).not.toContain('c:data-shelf/q1');
});

test('one context asks each catalogue its own questions', () => {
  const { context } = asking.snapshot;
  const other = pocketCatalogue(2);
  expect(questioningOf(pocket, context).detail).not.toEqual(questioningOf(other, context).detail);
  expect(questioningOf(pocket, context)).toBe(questioningOf(pocket, { ...context }));
});

test('an unborn assessment has no question on its card that is answered', () => {
  expect(previousKey(pocket, noAssessment)).toBeNull();
});

test('the card shows the first open question, or the one that somebody went to', () => {
  const { context } = must(asking, 'ana', answerEvent(asking.snapshot.context, 'c:infra-wall/q1', 'anybody')).snapshot;
  expect(currentKey(pocket, context, 'detail')).toBe('c:data-shelf/q1');
  expect(currentKey(pocket, { ...context, focus: 'c:infra-wall/q1' }, 'detail')).toBe('c:infra-wall/q1');
  expect(currentKey(pocket, { ...context, focus: 's:c1:shelf' }, 'detail')).toBe('c:data-shelf/q1');
});

test('keys lead back to their questions', () => {
  expect(questionIdOf(controlKey('ai-door', 'q1'))).toBe('ai-door/q1');
  expect(findQuestion(pocket, controlKey('ai-door', 'q1'))?.kind).toBe('control');
  expect(findQuestion(pocket, scopingKey('c1', 'model'))).toMatchObject({ kind: 'scoping', component: 'c1' });
  expect(findQuestion(pocket, scopingKey(null, 'stage'))).toMatchObject({ kind: 'scoping', component: null });
});

test.each(['', 'c:', 's:', 'nonsense', 's::__proto__', 's::constructor', 'c:ai-door', 'c:ai-door/q9', 'c:__proto__/q1'])(
  '"%s" is the key of no question',
  (key) => {
    expect(findQuestion(pocket, key)).toBeNull();
    expect(isAskedNow(pocket, asking.snapshot.context, key)).toBe(false);
  },
);

test.each([
  [0, 1],
  [1, 1],
  [3, 2],
  [60, 30],
])('%i open questions are about %i minutes', (open, minutes) => expect(minutesLeft(open)).toBe(minutes));
