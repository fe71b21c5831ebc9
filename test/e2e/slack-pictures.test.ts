/** Every card as Slack shows it: drawn by a Block Kit renderer in a real browser, with nothing dropped and every word there. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlockKit, openBlockKit } from '../support/block-kit.ts';
import { missingIn } from '../support/block-kit-words.ts';
import { browserMissing } from '../support/browser.ts';
import { fewOfEach, ordinary, type SlackCard, slackCards } from '../support/slack-cards.ts';

/** `PLUMBLINE_PICTURES=docs/pictures npx vitest run test/e2e/slack-pictures.test.ts` makes the pictures anew. */
const picturesFolder = process.env['PLUMBLINE_PICTURES'];

/** One card of each kind, of which a picture is kept. */
const kept: Record<string, string> = {
  help: 'help',
  list: 'list',
  intake: 'start',
  'window: scope → edit ': 'change',
  question: 'question',
  multi: 'question-of-many',
  proposal: 'understood',
  'deep asked': 'asked',
  'window: scope → colleague s::impact': 'ask-a-colleague',
  'window: review → na c:ai-input-validation/q1': 'not-applicable',
  'window: review → comment c:ai-input-validation/q1': 'comment',
  scope: 'scope',
  'matrix agentic': 'matrix',
  shortDone: 'short-path',
  waiting: 'waiting',
  review: 'review',
  'window: review → answers 0': 'answers',
  result: 'result',
  'window: review → gaps 0': 'gaps',
  'window: review → gap iam-agent-tool-permissions': 'gap',
  'window: review → why whole': 'why',
  'window: scope → next ': 'next',
  'note: conflict': 'conflict',
  'note: kept': 'kept',
  paused: 'paused',
  home: 'home',
  'window: form: begin': 'begin',
  settings: 'settings',
  'window: form: settings-add': 'settings-add',
  'window: form: settings-due': 'settings-due',
  'join to confirm': 'join',
  'code to bind': 'bind',
};

const people = [ordinary.anna, ordinary.bob].map((one) => ({ id: 'by' in one ? one.by : one.id, name: one.name }));
const names = new Map(people.map(({ id, name }) => [id, name]));

describe.skipIf(browserMissing !== undefined)(`a card in Slack${browserMissing === undefined ? '' : ` (${browserMissing})`}`, () => {
  let kit: BlockKit;
  let cards: SlackCard[];

  beforeAll(async () => {
    const shown = await slackCards(ordinary);
    const few = new Set(fewOfEach(shown.cards));
    cards = shown.cards.filter((card) => few.has(card) || card.name in kept);
    kit = await openBlockKit({ people, files: shown.files });
  });

  afterAll(async () => {
    await kit?.close();
  });

  it('is drawn whole, whichever it is', async () => {
    const drawn = await kit.draw(cards.map((card) => card.drawn));
    const lost = cards.flatMap(({ name, drawn: { blocks } }, index) =>
      missingIn(blocks as never, drawn[index] ?? [], names).map((what) => `${name}: ${what}`),
    );
    expect(lost).toEqual([]);
    expect(kit.errors).toEqual([]);
  });

  it('asks nothing of the world', () => {
    expect(kit.refused).toEqual([]);
  });

  it('of each kind is there for a picture', async () => {
    const found = cards.filter(({ name }) => name in kept);
    expect(found.map(({ name }) => name).toSorted()).toEqual(Object.keys(kept).toSorted());
    if (picturesFolder === undefined) return;
    for (const { name, drawn } of found) {
      await kit.draw([drawn]);
      await kit.picture(join(picturesFolder, `slack-${kept[name]}.png`));
    }
  });
});
