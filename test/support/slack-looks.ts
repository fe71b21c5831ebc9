/** What people saw of Slack in a story, each message and window once; drawn by a Block Kit renderer, and some of it kept as pictures. */
import { join } from 'node:path';
import { type DrawnBlock, openBlockKit } from './block-kit.ts';
import { missingIn } from './block-kit-words.ts';
import type { Posted } from './slack-emulator.ts';
import type { SlackPerson } from './slack-people.ts';
import { readBlocks } from './slack-screen.ts';

/** `PLUMBLINE_PICTURES=docs/pictures npx vitest run test/world/slack-….test.ts` makes the pictures anew. */
const picturesFolder = process.env['PLUMBLINE_PICTURES'];

type Seen = { name: string | null; drawn: { blocks: never[] } };

export interface SlackLooks {
  /**
   * Keeps what is in front of the person now. Their window takes the name, or else the newest message; the newest one that says
   * `words` where they are given.
   */
  look(person: SlackPerson, name?: string | null, words?: string): void;
  /** Keeps a page of somebody's own. */
  page(name: string, blocks: Posted['blocks']): void;
  /** Draws all of it, with what was uploaded. Pictures are named `${prefix}-${name}.png`. */
  draw(people: readonly { id: string; name: string }[], prefix: string, files?: ReadonlyMap<string, Uint8Array>): Promise<Drawn>;
}

export interface Drawn {
  count: number;
  /** Words, buttons and pictures that did not arrive on the page. */
  lost: string[];
  errors: string[];
  refused: string[];
}

export function createSlackLooks(): SlackLooks {
  const seen = new Map<string, Seen>();
  return {
    look(person, name = null, words = '') {
      const window = person.window();
      const messages = person.screen().filter(({ user, blocks }) => user === 'UBOT' && blocks.length > 0);
      const card = words === '' ? person.card() : messages.findLast(({ blocks }) => readBlocks(blocks).includes(words));
      if (words !== '' && card === undefined) throw new Error(`${person.id} sees no "${words}" in ${person.channel}.`);
      const named = window === null || words !== '' ? card : window;
      for (const one of [...messages, ...(window === null ? [] : [window])]) {
        const key = JSON.stringify(one.blocks);
        const known = seen.get(key)?.name ?? null;
        const drawn = 'hash' in one ? { ...one, type: 'modal' } : { blocks: one.blocks };
        seen.set(key, { name: known ?? (one.blocks === named?.blocks ? name : null), drawn: drawn as never });
      }
    },
    page(name, blocks) {
      seen.set(JSON.stringify(blocks), { name, drawn: { blocks: blocks as never[] } });
    },
    async draw(people, prefix, files = new Map()) {
      const kit = await openBlockKit({ people: [...people], files });
      try {
        const all = [...seen.values()];
        const drawn = await kit.draw(all.map((one) => one.drawn));
        for (const one of picturesFolder === undefined ? [] : all) {
          if (one.name === null) continue;
          await kit.draw([one.drawn]);
          await kit.picture(join(picturesFolder ?? '', `${prefix}-${one.name}.png`));
        }
        return { count: all.length, lost: lostIn(all, drawn, people), errors: kit.errors, refused: kit.refused };
      } finally {
        await kit.close();
      }
    },
  };
}

function lostIn(all: readonly Seen[], drawn: readonly DrawnBlock[][], people: readonly { id: string; name: string }[]): string[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return all.flatMap((one, index) =>
    missingIn(one.drawn.blocks, drawn[index] ?? [], names).map((what) => `${index} ${one.name ?? ''}: ${what}`),
  );
}
