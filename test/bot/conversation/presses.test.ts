/** Every button's verb leads to the event it stands for; anything else is nonsense and changes nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Wanted, wantedBy } from '../../../bot/conversation/presses.ts';
import type { Press } from '../../../bot/conversation/view.ts';
import { textIdOf } from '../../../workflows/interview/subject.ts';

const q = 'c:ai-door/q1';
const event = (bare: object) => ({ kind: 'event', event: bare });

const table: [Press, Record<string, string>, unknown][] = [
  [{ do: 'start' }, {}, event({ type: 'start' })],
  [{ do: 'back' }, {}, event({ type: 'back' })],
  [{ do: 'review' }, {}, event({ type: 'review' })],
  [{ do: 'reopen' }, {}, event({ type: 'reopen' })],
  [{ do: 'assess-again' }, {}, event({ type: 'assess-again' })],
  [{ do: 'assess-again', x: 'enhanced' }, {}, event({ type: 'assess-again', target: 'enhanced' })],
  [{ do: 'assess-again', x: 'the moon' }, {}, { kind: 'nonsense' }],
  [{ do: 'keep-baseline' }, {}, event({ type: 'keep-baseline' })],
  [{ do: 'still', q, r: 2 }, {}, { kind: 'still', key: q, rev: 2 }],
  [{ do: 'still' }, {}, { kind: 'nonsense' }],
  [{ do: 'pause' }, {}, event({ type: 'pause' })],
  [{ do: 'resume' }, {}, event({ type: 'resume' })],
  [{ do: 'cancel' }, {}, event({ type: 'cancel' })],
  [{ do: 'show' }, {}, event({ type: 'show' })],
  [{ do: 'deeper' }, {}, event({ type: 'go-deeper' })],
  [{ do: 'keep' }, {}, event({ type: 'keep-asking' })],
  [{ do: 'undo' }, {}, event({ type: 'undo-cancel' })],
  [{ do: 'confirm', x: 'digest' }, {}, event({ type: 'confirm-scope', scope: 'digest' })],
  [{ do: 'finish' }, {}, event({ type: 'finish', resultId: textIdOf('e1', 'result') })],
  [{ do: 'export', x: 'json' }, {}, event({ type: 'export', format: 'json' })],
  [{ do: 'export' }, {}, event({ type: 'export', format: 'markdown' })],
  [{ do: 'rename-save' }, { name: ' Helpdesk ' }, event({ type: 'rename', workload: 'Helpdesk' })],
  [
    { do: 'save' },
    { name: 'Helpdesk', owner: ' Ana ', goLive: '' },
    event({ type: 'describe', workload: 'Helpdesk', intake: { owner: 'Ana' } }),
  ],
  [{ do: 'save' }, { about: 'It answers mails.' }, event({ type: 'describe', intake: { about: { text: 'It answers mails.' } } })],
  [{ do: 'save' }, { components: 'Bot\n\n Reader \nBot' }, event({ type: 'describe', intake: {}, components: ['Bot', 'Reader'] })],
  [{ do: 'answer', q, c: 'anybody', r: 2 }, {}, event({ type: 'answer', key: q, value: { kind: 'choice', choices: ['anybody'] }, rev: 2 })],
  [
    { do: 'answer', q },
    { choices: 'mail, web,' },
    event({ type: 'answer', key: q, value: { kind: 'choice', choices: ['mail', 'web'] }, rev: 0 }),
  ],
  [{ do: 'unknown', q, r: 1 }, {}, event({ type: 'answer', key: q, value: { kind: 'unknown' }, rev: 1 })],
  [
    { do: 'na-save', q },
    { reason: ' no tools ' },
    event({ type: 'answer', key: q, value: { kind: 'not-applicable', reason: { text: 'no tools' } }, rev: 0 }),
  ],
  [{ do: 'comment-save', q }, { comment: 'since May' }, event({ type: 'comment', key: q, comment: { text: 'since May' } })],
  [{ do: 'revisit', q }, {}, event({ type: 'revisit', key: q })],
  [{ do: 'yes', q, r: 3 }, {}, event({ type: 'accept-proposal', key: q, rev: 3 })],
  [{ do: 'no', q }, {}, event({ type: 'drop-proposal', key: q })],
  [{ do: 'back-to-asker', q }, {}, event({ type: 'hand-back', key: q })],
  [{ do: 'ask', q }, { person: ' ben ' }, { kind: 'ask', person: 'ben', all: false }],
  [
    { do: 'ask', q },
    { person: '', known: '29:ben' },
    { kind: 'ask', person: '29:ben', all: false },
  ],
  [{ do: 'ask-all' }, { person: 'ben' }, { kind: 'ask', person: 'ben', all: true }],
  [{ do: 'help' }, {}, { kind: 'read', panel: 'help' }],
  [{ do: 'list' }, {}, { kind: 'read', panel: 'list' }],
  [{ do: 'gaps' }, {}, { kind: 'panel', panel: 'gaps' }],
];

describe('a press and what it asks for', () => {
  test.each(table)('%j with %j', (press, inputs, wanted) => expect(wantedBy(press, inputs, 'e1')).toEqual(wanted));
});

test.each<[string, Press, Record<string, string>]>([
  ['an unknown verb', { do: 'explode' }, {}],
  ['an unknown verb about a question', { do: 'explode', q }, {}],
  ["a verb that is the name of an object's own parts", { do: '__proto__', q }, {}],
  ['an answer without a question', { do: 'answer', c: 'anybody' }, {}],
  ['a scope without its digest', { do: 'confirm' }, {}],
  ['a question whose key is none', { do: 'revisit', q: '__proto__' }, {}],
])('%s is nonsense', (_, press, inputs) => {
  expect(wantedBy(press, inputs, 'e1')).toEqual({ kind: 'nonsense' });
});

test.each<[string, Press, Record<string, string>, string]>([
  ['"not applicable"', { do: 'na-save', q }, { reason: '  ' }, 'words'],
  ['a comment', { do: 'comment-save', q }, {}, 'words'],
  ['a new name', { do: 'rename-save' }, { name: ' ' }, 'words'],
  ['a choice of several', { do: 'answer', q }, { choices: ' , ' }, 'choices'],
  ['a colleague', { do: 'ask', q }, { person: ' ' }, 'person'],
])('%s with nothing filled in asks for it', (_, press, inputs, what) => {
  expect(wantedBy(press, inputs, 'e1')).toEqual({ kind: 'empty', what });
});

test('no press breaks the reading, and its inputs are cut to what fits a card', () => {
  const press = fc.record(
    {
      do: fc.oneof(fc.constantFrom(...table.map(([{ do: verb }]) => verb)), fc.string()),
      q: fc.string(),
      c: fc.string(),
      r: fc.integer(),
      x: fc.string(),
    },
    { requiredKeys: ['do'] },
  );
  const inputs = fc.dictionary(
    fc.constantFrom('name', 'about', 'owner', 'goLive', 'components', 'reason', 'comment', 'choices', 'person'),
    fc.string({ maxLength: 900 }),
  );
  const fits = (wanted: Wanted) => {
    if (wanted.kind !== 'event') return true;
    if (wanted.event.type === 'rename') return wanted.event.workload.length <= 60;
    if (wanted.event.type !== 'describe') return true;
    const { workload = '', components = [], intake } = wanted.event;
    return workload.length <= 60 && components.every((name) => name.length <= 60) && (intake.owner ?? '').length <= 300;
  };
  fc.assert(
    fc.property(press, inputs, (pressed, given) => fits(wantedBy(pressed, given, 'e1'))),
    { numRuns: 1_000 },
  );
});

test('the same press of the same event names the same result', () => {
  expect(wantedBy({ do: 'finish' }, {}, 'e1')).toEqual(wantedBy({ do: 'finish' }, {}, 'e1'));
  expect(wantedBy({ do: 'finish' }, {}, 'e1')).not.toEqual(wantedBy({ do: 'finish' }, {}, 'e2'));
});
