/** The interview's behaviour as sentences: each case in test/cases/interview plays through the real chart. */
import { describe, expect, test } from 'vitest';
import { noAssessment } from '../../../workflows/interview/context.ts';
import { createEngine, engineOf } from '../../../workflows/interview/engine.ts';
import { RestoreError } from '../../../workflows/turn/subject.ts';
import { act, beginPlay, firstMoment, type Play, pocketCatalogue, stagePlay } from '../../support/interview.ts';
import { factsOf, type InterviewCase, playLine, readCases } from '../../support/interview-cases.ts';

const catalogue = pocketCatalogue(1);

function tell({ from, lines }: InterviewCase): void {
  let now: Play = stagePlay(catalogue, from);
  for (const line of lines) {
    if ('holds' in line) expect(factsOf(now, line.holds)).toEqual(line.holds);
    else now = playLine(now, line);
  }
}

describe.each(['talking.yaml', 'together.yaml', 'life.yaml', 'again.yaml'])('%s', (file) => {
  test.each(readCases(file))('$name', tell);
});

test('beginning tells the conversation before the card is seen, so that words typed then are heard, and looks back in thirty days', () => {
  const begun = beginPlay(catalogue);
  expect(begun.effects).toEqual([
    { kind: 'tell', to: { tenant: '', kind: 'conversation', id: 'talk' }, event: { type: 'added', assessment: 'a1' } },
    { kind: 'paint', card: 'main', conversation: 'talk', fresh: true },
    { kind: 'schedule', id: 'idle', at: firstMoment + 30 * 86_400_000, event: { type: 'idle.checked' } },
    { kind: 'tell', to: { tenant: '', kind: 'person', id: 'ana' }, event: { type: 'joined', assessment: 'a1' } },
    { kind: 'publish' },
  ]);
});

test('its name is told to the portfolio while it has no result, and its end; nothing else costs that', () => {
  const publishes = (stage: 'scoping' | 'finished', event: Parameters<typeof act>[2]) =>
    act(stagePlay(catalogue, stage), 'ana', event).effects.some(({ kind }) => kind === 'publish');
  expect(publishes('scoping', { type: 'rename', workload: 'Post room' })).toBe(true);
  expect(publishes('scoping', { type: 'pause' })).toBe(false);
  expect(publishes('finished', { type: 'rename', workload: 'Post room' })).toBe(false);
});

test('what is typed shows the card anew, what is pressed paints it in place', () => {
  const asking = stagePlay(catalogue, 'asking');
  expect(act(asking, 'ana', { type: 'review', typed: true }).effects).toEqual([
    { kind: 'paint', card: 'main', conversation: 'talk', fresh: true },
  ]);
  expect(act(asking, 'ana', { type: 'review' }).effects).toEqual([{ kind: 'paint', card: 'main', conversation: 'talk' }]);
});

test('a step leaves the snapshot it was given as it was', () => {
  const asking = stagePlay(catalogue, 'asking');
  const before = JSON.stringify(asking.snapshot);
  act(asking, 'ana', { type: 'answer', key: 'c:infra-wall/q1', value: { kind: 'unknown' }, rev: 0 });
  expect(JSON.stringify(asking.snapshot)).toBe(before);
});

test.each<[string, unknown]>([
  ['a state that this build does not know', { interview: 'dreaming', activity: 'active', colleagues: 'nobodyAsked' }],
  ['a region that this build does not know', { interview: 'asking', activity: 'active', colleagues: 'nobodyAsked', weather: 'fine' }],
  ['a missing region', { interview: 'asking', activity: 'active' }],
  ['no state at all', {}],
  ['a word in place of a state', 'asking'],
])('%s is not restored', (_, value) => {
  expect(() => createEngine(catalogue).restore(value, noAssessment)).toThrow(RestoreError);
});

test('the engine of a catalogue is made once', () => {
  expect(engineOf(catalogue)).toBe(engineOf(catalogue));
});
