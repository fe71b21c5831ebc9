/** Why something changed nothing, told from where the assessment stands. */
import { expect, test } from 'vitest';
import { refusalOf } from '../../../bot/conversation/refusal.ts';
import {
  act,
  answerEvent,
  type BareEvent,
  eventBy,
  minute,
  must,
  type Play,
  pocketCatalogue,
  stagePlay,
  type Who,
} from '../../support/interview.ts';

const catalogue = pocketCatalogue(1);
const asking = stagePlay(catalogue, 'asking');
const door = 'c:ai-door/q1';
const taken = must(asking, 'cleo', answerEvent(asking.snapshot.context, door, 'anybody'));
const answerNow: BareEvent = { type: 'answer', key: door, value: { kind: 'choice', choices: ['only-team'] }, rev: 0 };
const handOff: BareEvent = { type: 'hand-off', keys: [door], to: { id: 'ben', name: 'Ben' }, via: 'talk' };
const finished = stagePlay(catalogue, 'finished');
const after = (now: Play, who: Who, ...events: BareEvent[]) => events.reduce((play, bare) => must(play, who, bare), now);

test.each<[string, Play, Who, BareEvent, object]>([
  ['a stranger is told nothing', asking, 'dan', answerNow, { why: 'not-yours' }],
  [
    'only the one who asked may cancel',
    asking,
    'cleo',
    { type: 'cancel' },
    { why: 'only-requester', requester: { id: 'ana', name: 'Ana' } },
  ],
  [
    'only the one who asked may hand it over',
    asking,
    'cleo',
    { type: 'hand-over', to: { id: 'ben', name: 'Ben' } },
    { why: 'only-requester' },
  ],
  [
    'nothing is answered while it is paused',
    after(asking, 'ana', { type: 'pause' }),
    'ana',
    answerNow,
    { why: 'not-active', activity: 'paused' },
  ],
  [
    'nothing is answered once it is cancelled',
    after(asking, 'ana', { type: 'cancel' }),
    'ana',
    answerNow,
    { why: 'not-active', activity: 'cancelled' },
  ],
  [
    'somebody answered since, and both answers are shown',
    taken,
    'ana',
    answerNow,
    {
      why: 'conflict',
      key: door,
      theirs: { kind: 'choice', choices: ['anybody'] },
      by: 'cleo',
      at: taken.at,
      yours: { kind: 'choice', choices: ['only-team'] },
      rev: 1,
    },
  ],
  ['only a finished one is assessed again', asking, 'ana', { type: 'assess-again' }, { why: 'not-finished' }],
  [
    'a gate leads to a later phase',
    finished,
    'ana',
    { type: 'assess-again', target: 'enhanced' },
    { why: 'not-further', target: 'enhanced' },
  ],
  ['there is no old result to go back to', asking, 'ana', { type: 'keep-baseline' }, { why: 'no-baseline' }],
  [
    'a press from the round before is no answer in this one',
    after(finished, 'ana', { type: 'assess-again' }),
    'ana',
    { type: 'answer', key: 's:c1:model', value: { kind: 'unknown' }, rev: 0 },
    { why: 'moved-on' },
  ],
  [
    'a hidden question is not asked now',
    asking,
    'ana',
    { type: 'answer', key: 's:c1:shelf', value: { kind: 'unknown' }, rev: 0 },
    { why: 'not-asked-now', key: 's:c1:shelf' },
  ],
  [
    'no such question is not asked now',
    asking,
    'ana',
    { type: 'answer', key: 'c:no/q1', value: { kind: 'unknown' }, rev: 0 },
    { why: 'not-asked-now', key: 'c:no/q1' },
  ],
  ['an older scope moved on', asking, 'ana', { type: 'confirm-scope', scope: 'old' }, { why: 'scope-moved' }],
  ['nothing stands before the first question', stagePlay(catalogue, 'scoping'), 'ana', { type: 'back' }, { why: 'nothing-before' }],
  ['a question is with somebody already', after(asking, 'ana', handOff), 'cleo', handOff, { why: 'already-asked' }],
  ['a finished one has moved on', finished, 'ana', { type: 'finish', resultId: 'r' }, { why: 'moved-on' }],
  [
    'an answer to a finished one has moved on',
    finished,
    'ana',
    { type: 'answer', key: door, value: { kind: 'unknown' }, rev: 1 },
    { why: 'moved-on' },
  ],
])('%s', (_, now, who, bare, why) => {
  expect(act(now, who, bare).changed).toBe(false);
  expect(refusalOf(now, eventBy(who, now.at + minute, bare))).toMatchObject(why);
});

test('what does not exist looks like what is not yours', () => {
  expect(refusalOf(null, eventBy('ana', 1, answerNow))).toEqual({ why: 'not-yours' });
});

test('an invited person elsewhere hears the real reason', () => {
  const invited = after(taken, 'ana', { type: 'invite', person: { id: 'ben', name: 'Ben' } });
  expect(refusalOf(invited, eventBy('ben', invited.at + minute, answerNow)).why).toBe('conflict');
});
