/** What is asked when, what decided a scope, and what would move it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadScoping } from '../../../knowledge/load-scoping.ts';
import { Control } from '../../../knowledge/schema.ts';
import type { ScopingAnswers, ScopingChoice } from '../../../workflows/interview/scoping/scope.ts';
import {
  applicableControls,
  deriveScope,
  nextScopingSteps,
  scopeMoves,
  scopingPath,
} from '../../../workflows/interview/scoping/scoping.ts';

const knowledge = new URL('../../../knowledge/', import.meta.url);
const trees = loadScoping(new URL('scoping', knowledge));
const controlFolder = new URL('controls/', knowledge);
const controls = readdirSync(controlFolder).map((file) => Control.parse(parse(readFileSync(new URL(file, controlFolder), 'utf8'))));

const calm = { stage: 'live', scale: ['none'], users: 'internal', 'data-classes': ['internal'], impact: ['none'] };
const own = { generative: 'generative', kind: 'own-software', weights: 'unchanged-provider' };
const tickets = {
  ...own,
  tools: ['read', 'write'],
  'who-chooses': 'model',
  starter: 'person',
  approval: 'prompt-only',
  'untrusted-content': ['none'],
};
const of = (answers: Record<string, ScopingChoice>, workload: Record<string, ScopingChoice> = calm): ScopingAnswers => ({
  components: [{ id: 'bot', name: 'Bot', answers }],
  workload,
});
const asked = (answers: ScopingAnswers) => nextScopingSteps(trees, answers).map(({ question }) => question.id);
const path = (answers: ScopingAnswers) => scopingPath(trees, answers).map(({ question }) => question.id);

test('the first question of all is whether a generative model takes part', () => {
  expect(asked(of({}))[0]).toBe('generative');
});

test('the tool list is asked before any other agentic question', () => {
  expect(asked(of(own))).toContain('tools');
  expect(asked(of(own))).not.toContain('who-chooses');
});

test('somebody else may answer the other open branches meanwhile', () => {
  expect(asked(of(own, {}))).toEqual(['tools', 'untrusted-content', 'stage', 'users', 'data-classes', 'impact']);
});

test('what a later branch depends on is settled first', () => {
  expect(asked(of({ generative: 'generative' }))).toEqual(['kind']);
});

test('a workload can be asked about before its components are told', () => {
  expect(asked({ components: [], workload: {} })).toEqual(['stage', 'users', 'data-classes', 'impact']);
});

test('"don\'t know" beside other choices is "don\'t know"', () => {
  const scope = deriveScope(trees, of(tickets, { ...calm, 'data-classes': ['public', 'unknown'] }));
  expect(scope.assumed).toEqual([{ component: null, question: 'data-classes', reason: 'unknown' }]);
});

test('"none of these" beside one of these is dropped', () => {
  expect(deriveScope(trees, of(tickets, { ...calm, scale: ['none', 'critical'] })).drivers.phase.choice).toEqual(['critical']);
});

test('a component without tools is asked no further agentic question', () => {
  expect(path(of({ ...own, tools: ['none'], starter: 'schedule' }))).not.toContain('starter');
});

test('a prototype is not asked about its scale', () => {
  expect(path(of(tickets, { ...calm, stage: 'prototype' }))).not.toContain('scale');
});

test('a workload of which no part is in the matrix is asked nothing more', () => {
  expect(path(of({ generative: 'classic' }))).toEqual(['generative']);
});

test('a choice that no longer exists is asked again', () => {
  const answers = of({ ...tickets, approval: 'was-renamed' });
  expect(asked(answers)).toEqual(['approval']);
  expect(deriveScope(trees, answers).incomplete).toBe(true);
});

test('a list of one is as good as the one', () => {
  const listed = of({ ...tickets, approval: ['prompt-only'] }, { ...calm, stage: ['live'] });
  expect(JSON.stringify(deriveScope(trees, listed))).toBe(JSON.stringify(deriveScope(trees, of(tickets))));
});

test('two answers to a question that takes one are asked again', () => {
  expect(asked(of({ ...tickets, approval: ['enforced', 'none'] }))).toEqual(['approval']);
});

test('a workload without components is incomplete', () => {
  expect(deriveScope(trees, { components: [], workload: calm }).incomplete).toBe(true);
});

test('the reason for the agentic scope is the approval that is only in the prompt', () => {
  const { agentic } = deriveScope(trees, of(tickets)).drivers;
  expect(agentic).toEqual({
    component: 'bot',
    question: 'approval',
    choice: 'prompt-only',
    because: 'It acts without an enforced approval: only its prompt tells it to ask.',
  });
});

test('the reason for "acts" is that the model chooses', () => {
  expect(deriveScope(trees, of(tickets)).drivers.useCase).toMatchObject({ question: 'who-chooses', choice: 'model' });
});

test('a raised target phase names what raised it', () => {
  const scope = deriveScope(trees, of(tickets, { ...calm, stage: 'prototype', users: 'partners' }));
  expect(scope.drivers.phase).toMatchObject({ component: null, question: 'users', choice: 'partners' });
});

test('a target phase raised by an agent names the component and its answer', () => {
  const scope = deriveScope(trees, of(tickets, { ...calm, stage: 'prototype' }));
  expect(scope.drivers.phase).toMatchObject({ component: 'bot', question: 'approval', choice: 'prompt-only' });
});

test('with an enforced approval the ticket agent would be in scope 2', () => {
  const [best] = scopeMoves(trees, of(tickets)).filter(({ axis, question }) => axis === 'agentic' && question === 'approval');
  expect(best).toEqual({ axis: 'agentic', component: 'bot', question: 'approval', choice: 'enforced', from: 3, to: 2, opens: [] });
});

test('the lowest result of an axis comes first', () => {
  const agentic = scopeMoves(trees, of(tickets)).filter(({ axis }) => axis === 'agentic');
  expect(agentic[0]).toMatchObject({ question: 'tools', choice: ['none'], to: 0 });
  const free = agentic.filter(({ question }) => trees.questions[question]?.identity === undefined).map(({ to }) => Number(to));
  expect(free).toEqual(free.toSorted((one, two) => one - two));
});

test('a move by an answer that nobody would change comes last', () => {
  const agentic = scopeMoves(trees, of(tickets)).filter(({ axis }) => axis === 'agentic');
  expect(agentic.at(-1)?.question).toBe('generative');
});

test('dropping the one writing tool is offered as the small change that it is', () => {
  const answers = of({ ...tickets, tools: ['read', 'remember', 'write'] });
  const moves = scopeMoves(trees, answers).filter(({ axis, question, to }) => axis === 'agentic' && question === 'tools' && to === 1);
  expect(moves).toMatchObject([{ choice: ['read', 'remember'] }]);
});

test('a move says which questions it would open', () => {
  const [move] = scopeMoves(trees, of(tickets)).filter(({ axis, question }) => axis === 'genai' && question === 'weights');
  expect(move).toMatchObject({ choice: 'changed', to: 5, opens: ['origin'] });
});

test('every move does what it says', () => {
  const answers = of(tickets);
  const moves = scopeMoves(trees, answers, controls);
  const count = (given: ScopingAnswers) => applicableControls(controls, deriveScope(trees, given)).filter(({ outlook }) => !outlook).length;
  expect(moves.length).toBeGreaterThan(5);
  for (const { axis, component, question, choice, to, controlsDelta } of moves) {
    const moved = component === null ? of(tickets, { ...calm, [question]: choice }) : of({ ...tickets, [question]: choice });
    expect(deriveScope(trees, moved).workload[axis]).toBe(to);
    expect(count(moved) - count(answers)).toBe(controlsDelta);
  }
});

test('a scope that another component also has is not moved by one answer of the first', () => {
  const twins = { components: ['a', 'b'].map((id) => ({ id, name: id, answers: tickets })), workload: calm };
  expect(scopeMoves(trees, twins).filter(({ axis, to }) => axis === 'agentic' && Number(to) < 3)).toEqual([]);
});
