/** Whatever comes in, the person gets a clear answer, and nothing is stored, logged or sent elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incoming, Reply } from '../../bot/conversation/surface.ts';
import type { Press } from '../../bot/conversation/view.ts';
import { words } from '../../bot/conversation/words/en.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import { fingerprint } from '../support/app-rows.ts';
import { cpuMs } from '../support/cpu.ts';
import type { PersonHere } from '../support/people.ts';
import { answersUntil, begins, finishes } from '../support/people-journeys.ts';

let ground: Ground;
let world: World;
let me: PersonHere;
let stranger: PersonHere;
let elsewhere: PersonHere;
/** The assessment in the group, at its first question; the stranger's own; and a finished one. */
let ours = '';
let theirs = '';
let done = '';
/** A press of the first card, long overtaken. */
let overtaken: Incoming;

const idOn = (person: PersonHere, label: string): string => {
  const { what } = person.press(label);
  return what.kind === 'press' ? (what.press.a ?? '') : '';
};

beforeAll(async () => {
  ground = await startGround();
  world = await ground.world();
  stranger = world.person('Stranger');
  elsewhere = world.person('Requester', 'group', 'other-tenant');
  me = world.person('Requester', 'group');
  const closer = world.person('Closer', 'other-group');
  await elsewhere.says('help');
  await begins(stranger, 'assess the vault');
  theirs = idOn(stranger, 'Pause');
  await finishes(closer, 'assess the archive');
  done = idOn(closer, 'Change an answer');
  await begins(me);
  overtaken = me.press('As small as a grain of rice');
  await answersUntil(me, (labels) => labels.includes("That's right"));
  await me.presses("That's right");
  ours = idOn(me, 'Pause');
});
afterAll(() => ground.stop());

const wordsOf = (reply: Reply): string => (reply.kind === 'view' ? reply.view.text : reply.kind === 'notice' ? reply.text : '');
const everything = () => ['group', 'chat with stranger', 'other-group', 'chat with requester'].flatMap((id) => world.platform.messages(id));

/** Sends it and gives back what the person reads, after a look at whether anything else happened. */
async function reads(person: PersonHere, incoming: Incoming): Promise<string> {
  const [stored, sent, files] = [await fingerprint(world), JSON.stringify(everything()), world.platform.files.length];
  // Not on a screen: what an answer to a text adds there is not at question here.
  const reply = await world.hears({ ...incoming, actor: { id: person.id, name: person.name } });
  expect(await fingerprint(world)).toBe(stored);
  expect(JSON.stringify(everything())).toBe(sent);
  expect(world.platform.files).toHaveLength(files);
  expect(world.log).toEqual([]);
  expect(await world.store.quarantined('tenant')).toEqual([]);
  return wordsOf(reply);
}

const { movedOn, notYours, unknownButton } = words.notes;
const first = 'c:infra-wall/q1';
const press = (over: Partial<Press> & { do: string }): Press => ({ a: ours, ...over });

type Row = [what: string, press: () => Press, sees: string, inputs?: Record<string, string>];

const forged: Row[] = [
  ['a button that nobody drew', () => press({ do: 'explode' }), unknownButton],
  ['a button without a name', () => press({ do: '' }), unknownButton],
  ['a button of no assessment', () => ({ do: 'start' }), unknownButton],
  ['a button of an assessment that does not exist', () => press({ do: 'start', a: 'nowhere' }), notYours.text],
  ['a button of an empty assessment', () => press({ do: 'start', a: '' }), unknownButton],
  ['a button of an assessment with an endless name', () => press({ do: 'start', a: 'a'.repeat(100_000) }), unknownButton],
  ['a button of an assessment elsewhere', () => press({ do: 'pause', a: theirs }), notYours.text],
  ['a panel of an assessment elsewhere', () => press({ do: 'answers', a: theirs, x: '0' }), notYours.text],
  ['a report of an assessment elsewhere', () => press({ do: 'export', a: theirs, x: 'json' }), notYours.text],
  ['a choice that does not exist', () => press({ do: 'answer', q: first, c: 'never', r: 0 }), movedOn.text],
  ['a choice with an endless name', () => press({ do: 'answer', q: first, c: 'c'.repeat(100_000), r: 0 }), movedOn.text],
  ['a choice that every object has', () => press({ do: 'answer', q: first, c: '__proto__', r: 0 }), movedOn.text],
  [
    'several choices of a question that takes one',
    () => press({ do: 'answer', q: first, r: 0 }),
    words.notes.doesNotFit,
    { choices: 'only-team,anybody' },
  ],
  [
    'choices that exclude each other',
    () => press({ do: 'answer', q: 's:c1:guests', r: 1 }),
    words.notes.doesNotFit,
    { choices: 'nobody,postman' },
  ],
  ['no choice at all', () => press({ do: 'answer', q: first, r: 0 }), words.notes.empty.choices, { choices: ' , ' }],
  ['a question that is not asked here', () => press({ do: 'answer', q: 's:c1:shelf', c: 'small', r: 0 }), 'is not asked any more'],
  ['a question that does not exist', () => press({ do: 'answer', q: 'c:none/q1', c: 'small', r: 0 }), 'is not asked any more'],
  ['a part that does not exist', () => press({ do: 'answer', q: 's:c9:model', c: 'small', r: 0 }), 'is not asked any more'],
  [
    'a question with an endless name',
    () => press({ do: 'answer', q: `c:${'q'.repeat(100_000)}`, c: 'small', r: 0 }),
    'is not asked any more',
  ],
  ['a revision below zero', () => press({ do: 'answer', q: first, c: 'anybody', r: -1 }), movedOn.text],
  ['a revision to come', () => press({ do: 'answer', q: first, c: 'anybody', r: 2 ** 53 }), movedOn.text],
  ['an answer on top of another one', () => press({ do: 'answer', q: 's:c1:model', c: 'big', r: 0 }), 'Answered meanwhile'],
  ['a scope that was never shown', () => press({ do: 'confirm', x: 'x'.repeat(100_000) }), movedOn.scope],
  ['a scope of no name', () => press({ do: 'confirm' }), unknownButton],
  ['a yes to nothing', () => press({ do: 'yes', q: first, r: 0 }), movedOn.text],
  ['a no to nothing', () => press({ do: 'no', q: first }), movedOn.text],
  ['a finish before its time', () => press({ do: 'finish' }), movedOn.text],
  ['a way back into a result that is not there', () => press({ do: 'reopen' }), movedOn.text],
  ['a resumption of what is not paused', () => press({ do: 'resume' }), movedOn.text],
  ['a bringing back of what is not cancelled', () => press({ do: 'undo' }), movedOn.text],
  ['a question handed back that nobody handed over', () => press({ do: 'back-to-asker', q: first }), movedOn.text],
  ['a question handed to oneself', () => press({ do: 'ask', q: first }), 'I know nobody here', { known: 'requester' }],
  ['a question handed to nobody', () => press({ do: 'ask', q: first }), words.notes.empty.person],
  [
    'a question handed to a name that every object has',
    () => press({ do: 'ask', q: first }),
    'I know nobody here',
    { person: '__proto__' },
  ],
  ['a reason that is blank', () => press({ do: 'na-save', q: first, r: 0 }), words.notes.empty.words, { reason: ' \n ' }],
  ['a reason for a question of the scope', () => press({ do: 'na-save', q: 's:c1:model', r: 1 }), movedOn.text, { reason: 'none' }],
  ['a comment on what is not answered', () => press({ do: 'comment-save', q: first }), movedOn.text, { comment: 'hm' }],
  [
    'a comment that is too long',
    () => press({ do: 'comment-save', q: 's:c1:model' }),
    'This has 8001 characters',
    { comment: 'x'.repeat(8001) },
  ],
  ['a name that is blank', () => press({ do: 'rename-save' }), words.notes.empty.words, { name: ' ' }],
];

/** Places where a press names something, each with a name that every object has. */
const inheriting = (name: string): Press[] => [
  press({ do: name, q: first }),
  ...['answer', 'revisit', 'back-to-asker', 'comment', 'na', 'colleague'].map((verb) => press({ do: verb, q: name, c: 'x', r: 0 })),
  ...[`s::${name}`, `s:${name}:model`, `c:${name}/q1`, `c:${name}`].flatMap((key) =>
    ['answer', 'revisit', 'back-to-asker', 'unknown'].map((verb) => press({ do: verb, q: key, c: 'x', r: 0 })),
  ),
  ...['cell', 'why', 'gap', 'gaps', 'matrix', 'meaning', 'answers'].map((panel) => press({ do: panel, x: name })),
];

describe('a forged press', () => {
  it.each(forged)('of %s is answered and changes nothing', async (_, made, sees, inputs = {}) => {
    expect(await reads(me, me.pressOf(made(), inputs))).toContain(sees);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'that names %s anywhere is answered and changes nothing',
    async (name) => {
      for (const made of inheriting(name)) expect(await reads(me, me.pressOf(made)), JSON.stringify(made)).not.toBe('');
    },
  );
});

describe('a press from where it does not belong', () => {
  const presses: [string, Partial<Press> & { do: string }][] = [
    ['an answer', { do: 'answer', q: first, c: 'anybody', r: 0 }],
    ['the card', { do: 'open' }],
    ['all answers', { do: 'answers', x: '0' }],
    ['the report', { do: 'export', x: 'markdown' }],
    ['a question to hand over', { do: 'colleague', q: first }],
    ['the end of it', { do: 'cancel' }],
  ];

  it.each(presses)('by a stranger, in their own chat, on a copied button for %s, finds no such assessment', async (_, made) => {
    expect(await reads(stranger, stranger.pressOf(press(made)))).toContain(notYours.text);
  });

  it.each(presses)('by another organisation, in a conversation of the same name, for %s, finds no such assessment', async (_, made) => {
    expect(await reads(elsewhere, elsewhere.pressOf(press(made)))).toContain(notYours.text);
  });

  it.each(['gaps', 'gap', 'why', 'cell', 'next', 'matrix', 'open'])(
    'on %s of a result of others finds no such assessment',
    async (panel) => {
      expect(await reads(me, me.pressOf({ do: panel, a: done, x: 'whole' }))).toContain(notYours.text);
    },
  );

  it('with the consent to a file of others finds no such assessment', async () => {
    const context = JSON.stringify({ a: theirs, f: 'json' });
    expect(await reads(me, me.text('', { what: { kind: 'file-accepted', upload: '{}', context } }))).toContain(notYours.text);
  });

  it.each(['', '{', '[]', 'null', '{"a":1,"f":2}', '"x"'])('with a consent to %j is told that it leads nowhere', async (context) => {
    expect(await reads(me, me.text('', { what: { kind: 'file-accepted', upload: '{}', context } }))).toContain(words.file.unknown);
  });
});

describe('an old card', () => {
  it('whose question was answered since shows both answers and changes nothing', async () => {
    expect(await reads(me, overtaken)).toContain('Answered meanwhile');
  });
});

describe('a text', () => {
  it.each([8001, 20_000, 250_000])('of %d characters is refused with its length', async (length) => {
    expect(await reads(me, me.text('x'.repeat(length)))).toContain(
      `This has ${length} characters; 8000 is the most I take in. Nothing was kept.`,
    );
  });

  it.each(['a.', 'eyJ-', 'aws ', 'password ', 'x://', 'secret=', '-----BEGIN '])('of nothing but "%s" is read in no time', async (part) => {
    let said = '';
    const spent = await cpuMs(async () => {
      said = await reads(me, me.text(part.repeat(200_000 / part.length)));
    });
    expect(said).toContain('8000 is the most');
    expect(spent).toBeLessThan(2000);
  });
});
