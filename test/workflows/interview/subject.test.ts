/** The assessment as a thing that turns: long texts outside, results written, the catalogue it began with. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Said } from '../../../workflows/interview/context.ts';
import type { InterviewEvent } from '../../../workflows/interview/events.ts';
import { longText, longTextStart } from '../../../workflows/interview/limits.ts';
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import { resultText } from '../../../workflows/interview/result-text.ts';
import { createAssessmentSubject, textIdOf } from '../../../workflows/interview/subject.ts';
import { RestoreError } from '../../../workflows/turn/subject.ts';
import {
  act,
  answerAll,
  type BareEvent,
  beginEvent,
  eventBy,
  firstMoment,
  hour,
  minute,
  must,
  type Play,
  play,
  pocketCatalogue,
  stagePlay,
  type Who,
} from '../../support/interview.ts';
import { oddWords } from '../../support/interview-chance.ts';
import { createInterviewWorld, assessmentKey as key } from '../../support/interview-world.ts';

const catalogue = pocketCatalogue(1);
const subject = createAssessmentSubject((hash) => Promise.resolve(hash === catalogue.hash ? catalogue : null));
const long = 'x'.repeat(longText + 1);
const said = (text: string): Said => ({ text });

test.each<[string, BareEvent]>([
  ['about', { type: 'begin', id: 'a1', catalogue: '', workload: 'w', about: said(long), home: { conversation: 'talk', kind: 'group' } }],
  ['about', { type: 'describe', intake: { about: said(long) } }],
  ['comment', { type: 'comment', key: 'k', comment: said(long) }],
  ['reason', { type: 'answer', key: 'k', value: { kind: 'not-applicable', reason: said(long) }, rev: 0 }],
])('a long %s goes outside and leaves its beginning', (field, bare) => {
  const { event, texts } = subject.outside({ id: 'e1', event: eventBy('ana', 1, bare) });
  expect(texts).toEqual([{ id: textIdOf('e1', field), body: long }]);
  expect(JSON.stringify(event)).toContain(
    JSON.stringify({ textId: textIdOf('e1', field), start: long.slice(0, longTextStart) }).slice(1, -1),
  );
  expect(JSON.stringify(event)).not.toContain(long);
});

test('a text of the allowed length stays where it is', () => {
  const event = eventBy('ana', 1, { type: 'comment', key: 'k', comment: said(long.slice(1)) });
  expect(subject.outside({ id: 'e1', event })).toEqual({ event, texts: [] });
});

test('a retry writes the same text under the same id', () => {
  const input = { id: 'e1', event: eventBy('ana', 1, { type: 'comment', key: 'k', comment: said(long) }) };
  expect(subject.outside(input)).toEqual(subject.outside(input));
});

test('only beginning brings an assessment to life, and only with a catalogue that is known', async () => {
  const events: InterviewEvent[] = [
    eventBy('ana', firstMoment, { type: 'show' }),
    { ...beginEvent(catalogue), catalogue: 'unknown' } as InterviewEvent,
    beginEvent(catalogue),
  ];
  const steps = await Promise.all(events.map(async (event) => subject.step(key, await subject.fresh(key, event), event).changed));
  expect(steps).toEqual([false, false, true]);
});

test('an assessment of a catalogue that is nowhere is not opened', async () => {
  const lost = createAssessmentSubject(() => Promise.resolve(null));
  const { engine, snapshot } = stagePlay(catalogue, 'asking');
  await expect(lost.open(key, subject.close({ engine, snapshot }))).rejects.toThrow(RestoreError);
});

test('a told event gets the tenant of its item', async () => {
  const event = beginEvent(catalogue);
  const { effects } = subject.step(key, await subject.fresh(key, event), event);
  expect(effects.find(({ kind }) => kind === 'tell')).toMatchObject({ to: { tenant: key.tenant, kind: 'conversation', id: 'talk' } });
});

test('the list shows name, state and how far it is', () => {
  const paused = must(stagePlay(catalogue, 'short'), 'ana', { type: 'pause' });
  expect(subject.project(paused)).toMatchObject({ name: 'Support agent', state: 'paused', asked: 11, answered: 4, requester: 'ana' });
});

test('a name that ends in half a character is whole in the list', () => {
  const renamed = must(stagePlay(catalogue, 'short'), 'ana', { type: 'rename', workload: 'Otter \ud83e' });
  expect(subject.project(renamed)['name']).toBe('Otter \ufffd');
});

test('finishing writes the result once, and nothing else does', () => {
  const reviewing = stagePlay(catalogue, 'reviewing');
  const finished = must(reviewing, 'ana', { type: 'finish', resultId: 'result-1' });
  expect(subject.results(key, reviewing, finished, 'e1')).toEqual([
    { id: finished.snapshot.context.result?.id, body: resultText(finished) },
  ]);
  expect(finished.snapshot.context.result?.id).toMatch(/^result-1\.[\w-]{10}$/);
  const reopened = must(finished, 'ana', { type: 'reopen' });
  expect(subject.results(key, finished, reopened, 'e2')).toEqual([]);
  expect(subject.results(key, reopened, must(reopened, 'ana', { type: 'finish', resultId: 'result-2' }), 'e3')).toHaveLength(1);
});

test('hidden answers are kept and do not count in the result', () => {
  const asking = answerAll(stagePlay(catalogue, 'asking'), 'detail');
  const small = must(asking, 'ana', { type: 'answer', key: 's:c1:agency', value: { kind: 'choice', choices: ['small'] }, rev: 1 });
  const shelf = must(small, 'ana', { type: 'answer', key: 's:c1:shelf', value: { kind: 'choice', choices: ['small'] }, rev: 0 });
  expect(shelf.snapshot.context.answers['c:ai-tools/q1']).toBeDefined();
  expect(resultText(shelf)).not.toContain('ai-tools');
  const back = must(shelf, 'ana', { type: 'answer', key: 's:c1:agency', value: { kind: 'choice', choices: ['big'] }, rev: 2 });
  expect(resultText(back)).toContain('ai-tools');
});

/** What does not touch an answer, strewn between the answers. */
const noise: [Who, BareEvent][] = [
  ['cleo', { type: 'pause' }],
  ['ana', { type: 'resume' }],
  ['ana', { type: 'back' }],
  ['cleo', { type: 'show' }],
  ['ana', { type: 'review' }],
  ['ana', { type: 'keep-asking' }],
  ['ana', { type: 'propose', key: 'c:ai-door/q2', choices: ['anybody'], quote: 'hm' }],
];

test('the same answers give the same bytes, in whatever order they come and whatever happens between', () => {
  const asking = stagePlay(catalogue, 'asking');
  const { detail } = questioningOf(catalogue, asking.snapshot.context);
  const given = detail.map((question, index) => ({
    who: (index % 2 === 0 ? 'ana' : 'cleo') as Who,
    at: asking.at + hour + index * minute,
    bare: {
      type: 'answer',
      key: question,
      value: index === 2 ? { kind: 'unknown' } : { kind: 'choice', choices: ['whole-company'] },
      rev: 0,
    } as BareEvent,
  }));
  const finish = (now: Play): string => {
    const awake = act(now, 'ana', { type: 'resume' });
    const reviewing = act(awake.changed ? awake : now, 'ana', { type: 'review' });
    return resultText(play(reviewing, eventBy('ana', asking.at + 5 * hour, { type: 'finish', resultId: 'r' })));
  };
  const expected = finish(given.reduce((now, { who, at, bare }) => play(now, eventBy(who, at, bare)), asking));
  const order = fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length });
  fc.assert(
    fc.property(
      order,
      fc.array(fc.option(fc.constantFrom(...noise)), { minLength: given.length, maxLength: given.length }),
      (answers, between) => {
        let now = asking;
        answers.forEach(({ who, at, bare }, index) => {
          const [actor, odd] = between[index] ?? ['ana', { type: 'back' }];
          const after = act(now, actor, odd);
          const awake = after.snapshot.value.activity === 'active' ? after : act(after, 'ana', { type: 'resume' });
          now = play(awake, eventBy(who, at, bare));
          expect(now.changed).toBe(true);
        });
        expect(finish(now)).toBe(expected);
      },
    ),
    { numRuns: 100 },
  );
});

test('every text that a person may send fits its turn, in any script and however it must be escaped', async () => {
  const world = createInterviewWorld([catalogue, catalogue]);
  const [writer] = world.writers;
  await world.turn(writer, 'begin', beginEvent(catalogue));
  for (const [index, unit] of [...oddWords, '\u0001', '\\', '字', '\ud83e\udda6', '"', '\n'].entries()) {
    const text = (length: number) => (unit === '' ? 'x' : unit).repeat(length).slice(0, length);
    const intake = Object.fromEntries(['owner', 'channel', 'accounts', 'regions', 'goLive'].map((field) => [field, text(300)]));
    const components = Array.from({ length: 8 }, (_, part) => `${part}${text(59)}`);
    const bare: BareEvent = { type: 'describe', intake: { ...intake, about: said(text(longText)) }, workload: `w${text(59)}`, components };
    expect((await world.turn(writer, `e${index}`, eventBy('ana', firstMoment + index, bare))).kind).toBe('applied');
  }
});
