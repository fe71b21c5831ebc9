/** What every chat surface must do, whatever its platform: read events, draw views, speak. Each surface runs it with its own natives. */
import { describe, expect, it } from 'vitest';
import { type Incoming, type Place, SendError, type Sender } from '../../bot/conversation/surface.ts';
import type { Press, View } from '../../bot/conversation/view.ts';

/** How the platform takes a call: a status of HTTP, or no answer at all. */
export type Weather = 429 | 403 | 404 | 502 | 'silence';

export type Stranger = 'guest' | 'other tenant' | 'nobody';

export interface Natives {
  /** An event as the platform delivers it. `over` says what is special about it. */
  text(text: string, over?: { id?: string; as?: Stranger }): unknown;
  /** Who else is refused where the event alone tells; elsewhere the roster does. */
  strangers: Stranger[];
  /** Somebody presses a button that a drawn message carries. */
  press(carried: unknown, inputs: Record<string, string>): unknown;
  joined(): unknown;
  nonsense: unknown[];
}

export interface Surface {
  name: string;
  natives: Natives;
  /** What the conversation would hear of a native event; null where it is refused or none of our business. */
  hear(native: unknown): Promise<Incoming | null>;
  /** The native messages that show a view. */
  draw(view: View): unknown[];
  /** All words that a person reads in a message, as plain text. */
  wordsOf(message: unknown): string;
  /** What each button of a message carries, in the order of reading. */
  carriedIn(message: unknown): unknown[];
  /** What the platform finds wrong with a message. */
  faultsOf(message: unknown): string[];
  /** Places in a message where the platform would read the text of people as markup. */
  liveIn(message: unknown): string[];
  /** A sender at a place of the platform. */
  stage(): Promise<Stage>;
}

export interface Stage {
  sender: Sender;
  place: Place;
  /** Somebody who can be reached from there. */
  person: string;
  /** How the next calls are taken; afterwards all goes well. */
  next(...weather: Weather[]): void;
  /** How many calls reached the platform. */
  calls(): number;
  stop(): void | Promise<void>;
}

const start: Press = { do: 'answer', a: 'a1', q: 'c:infra-wall/q1', c: 'anybody', r: 3, x: 'more' };

/** Every kind of block once. */
const whole: View = {
  text: 'All blocks, one by one.',
  version: 3,
  blocks: [
    { type: 'title', text: ['Title of ', { said: 'Support agent' }] },
    { type: 'heading', text: 'Heading' },
    { type: 'text', text: ['Plain and ', { strong: 'strong' }, ' words'], subtle: true },
    { type: 'status', tone: 'attention', word: 'Careful', text: 'with this' },
    { type: 'facts', facts: [{ name: 'Owner', value: [{ person: 'p1', name: 'Requester' }] }] },
    { type: 'progress', done: 4, total: 9, label: 'answered' },
    { type: 'list', items: ['first item', 'second item'], ordered: true },
    { type: 'table', head: ['Layer', 'Score'], rows: [['Infrastructure', 'half of it']] },
    {
      type: 'choice',
      id: 'choices',
      label: 'Which?',
      multi: false,
      options: [{ id: 'anybody', text: 'Anybody at all', hint: 'the street', press: start }],
    },
    { type: 'input', id: 'reason', label: 'Your reason', kind: 'text', max: 200, placeholder: 'We have none.' },
    { type: 'details', id: 'more', label: 'More about this', blocks: [{ type: 'text', text: 'folded words' }] },
    {
      type: 'actions',
      actions: [
        { label: 'Go on', press: { do: 'start', a: 'a1' }, style: 'primary', inputs: true },
        { label: 'Pause', press: { do: 'pause', a: 'a1' } },
      ],
    },
  ],
};

const shown = [
  'Title of Support agent',
  'Heading',
  'Plain and strong words',
  'Careful',
  'with this',
  'Owner',
  'Requester',
  '4 of 9',
  'first item',
  'second item',
  'Layer',
  'Infrastructure',
  'half of it',
  'Anybody at all',
  'the street',
  'Your reason',
  'More about this',
  'folded words',
  'Go on',
  'Pause',
];

const markup =
  '<at>Lead</at> <!channel> **b** _i_ ~s~ [x](https://evil.example) <https://evil.example|x> `c` {{DATE(2026-11-22T10:00:00Z)}} &amp;';

const view = (text: string): View => ({
  text,
  blocks: [
    { type: 'title', text: [{ said: text }] },
    { type: 'text', text: [{ said: text }] },
  ],
});

export function surfaceContract(surface: Surface): void {
  describe(`${surface.name} reads`, () => readingContract(surface));
  describe(`${surface.name} draws`, () => drawingContract(surface));
  describe(`${surface.name} speaks`, () => speakingContract(surface));
}

function readingContract({ natives, hear, draw, carriedIn }: Surface): void {
  it('typed words, with who wrote them and where', async () => {
    expect(await hear(natives.text('assess our agent'))).toMatchObject({
      what: { kind: 'text', text: 'assess our agent' },
      actor: { id: expect.stringMatching(/./), name: expect.stringMatching(/./) },
      tenant: expect.stringMatching(/./),
      conversation: { id: expect.stringMatching(/./) },
    });
  });

  it('the same event under the same id, however often it comes, and another under another', async () => {
    const one = await hear(natives.text('hi', { id: '1' }));
    const again = await hear(natives.text('hi', { id: '1' }));
    const other = await hear(natives.text('hi', { id: '2' }));
    expect(one?.eventId).toBe(again?.eventId);
    expect(one?.eventId).not.toBe(other?.eventId);
  });

  it('who and where from the envelope alone, whatever the words say', async () => {
    const plain = await hear(natives.text('hi', { id: '1' }));
    const sly = await hear(natives.text('{"tenant":"t2","actor":"lead"}', { id: '1' }));
    expect([sly?.tenant, sly?.actor, sly?.conversation]).toEqual([plain?.tenant, plain?.actor, plain?.conversation]);
  });

  it.each(['other tenant', 'nobody', ...natives.strangers] as const)('nothing of: %s', async (as) => {
    expect(await hear(natives.text('assess our agent', { as }))).toBeNull();
  });

  it('nothing of what is no event', async () => {
    for (const nonsense of natives.nonsense) expect([nonsense, await hear(nonsense)]).toEqual([nonsense, null]);
  });

  it('words without control marks and without marks that turn the direction of reading', async () => {
    expect((await hear(natives.text('pay\u202eroll\u0000 b\u2066ot')))?.what).toMatchObject({ text: 'payroll bot' });
  });

  it('no words beyond what anybody would answer with', async () => {
    expect(await hear(natives.text('x'.repeat(20_001)))).toBeNull();
  });

  it('a press as it was drawn', async () => {
    const [carried] = draw(whole).flatMap(carriedIn);
    expect((await hear(natives.press(carried, {})))?.what).toMatchObject({ kind: 'press', press: start });
  });

  it('a press that sends, with what was filled in', async () => {
    const [, carried] = draw(whole).flatMap(carriedIn);
    expect((await hear(natives.press(carried, { reason: 'We have none.' })))?.what).toEqual({
      kind: 'press',
      press: { do: 'start', a: 'a1' },
      inputs: { reason: 'We have none.' },
    });
  });

  it('that it was let in', async () => {
    expect((await hear(natives.joined()))?.what).toEqual({ kind: 'joined' });
  });
}

function drawingContract({ draw, wordsOf, carriedIn, faultsOf, liveIn, hear, natives }: Surface): void {
  it('every block with all its words', () => {
    const read = draw(whole).map(wordsOf).join('\n');
    expect(shown.filter((part) => !read.includes(part))).toEqual([]);
  });

  it('every button with what it carries', async () => {
    const presses: (Incoming['what'] | undefined)[] = [];
    for (const carried of draw(whole).flatMap(carriedIn)) presses.push((await hear(natives.press(carried, {})))?.what);
    expect(presses.map((what) => (what?.kind === 'press' ? what.press.do : null))).toEqual(['answer', 'start', 'pause']);
  });

  it('messages that the platform takes', () => {
    expect([whole, view(markup), view('word '.repeat(40_000))].flatMap(draw).flatMap(faultsOf)).toEqual([]);
  });

  it('the words of people as they were written, and inert', () => {
    const messages = draw(view(markup));
    expect(messages.map(wordsOf).join('\n')).toContain('https://evil.example');
    expect(messages.flatMap(liveIn)).toEqual([]);
  });

  it('a view of any size in as many messages as it takes, with every word', () => {
    const many = Array.from({ length: 4000 }, (_, index) => `word${index}`);
    const read = draw(view(many.join(' ')))
      .map(wordsOf)
      .join(' ');
    expect(many.filter((word) => !read.includes(word))).toEqual([]);
  });

  it('the same view the same way every time', () => {
    expect(draw(whole)).toEqual(draw(whole));
  });
}

function speakingContract({ stage }: Surface): void {
  const on = async (work: (stage: Stage) => Promise<void>) => {
    const made = await stage();
    try {
      await work(made);
    } finally {
      await made.stop();
    }
  };
  const failure = async (work: Promise<unknown>) => {
    const error: unknown = await work.catch((caught: unknown) => caught);
    return error instanceof SendError ? { arrived: error.arrived, again: error.retryAfterMs !== undefined } : error;
  };

  it('posts and changes the message in place', () =>
    on(async ({ sender, place }) => {
      const { message } = await sender.post(place, view('one'), 'effect-1');
      expect(await sender.update(place, message, view('two'))).toBe('updated');
    }));

  it('says of a message that is gone that it is gone', () =>
    on(async ({ sender, place, next }) => {
      const { message } = await sender.post(place, view('one'), 'effect-1');
      next(404);
      expect(await sender.update(place, message, view('two'))).toBe('gone');
    }));

  it.each([
    ['too busy to take it', 429, { arrived: 'no', again: true }],
    ['not willing to take it', 403, { arrived: 'no', again: false }],
    ['broken, and may have taken it', 502, { arrived: 'unknown', again: false }],
    ['silent, and may have taken it', 'silence', { arrived: 'unknown', again: false }],
  ] as const)('and says what became of a post when the platform is %s, which it asks once', (_, weather, told) =>
    on(async ({ sender, place, next, calls }) => {
      next(weather);
      const before = calls();
      expect(await failure(sender.post(place, view('one'), 'effect-1'))).toEqual(told);
      expect(calls() - before).toBe(1);
    }),
  );

  it('opens the personal chat of a person', () =>
    on(async ({ sender, place, person }) => {
      const chat = await sender.direct(place, person);
      expect(chat.tenant).toBe(place.tenant);
      expect(chat.conversation).not.toBe(place.conversation);
      expect(await sender.post(chat, view('one'), 'effect-1')).toMatchObject({ message: expect.stringMatching(/./) });
    }));

  it('refuses a place of another organisation', () =>
    on(async ({ sender, place, calls }) => {
      const before = calls();
      expect(await failure(sender.post({ ...place, tenant: 'another' }, view('one'), 'effect-1'))).toEqual({ arrived: 'no', again: false });
      expect(calls()).toBe(before);
    }));
}
