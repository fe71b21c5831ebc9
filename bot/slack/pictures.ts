/** Puts the pictures of a view where Slack can show them. A card never fails, and never waits long, for want of its picture. */
import { createHash } from 'node:crypto';
import { SendError } from '../conversation/surface.ts';
import type { Block, Picture, View } from '../conversation/view.ts';
import type { Line } from './spot.ts';
import { keepPicture } from './upload.ts';

export interface Pictures {
  /** The Slack file of each picture; one that cannot be kept is missing, and the card says it in words. */
  of(spot: Line, view: View): Promise<ReadonlyMap<Picture, string>>;
  /** Slack shows these files no more. */
  forget(spot: Line, view: View): void;
}

export interface PicturesOptions {
  clock: () => number;
  /** How long a card waits; what comes later is there for the next one. */
  patienceMs?: number;
}

const mostKept = 2_000;
/** Without the permission, or while Slack stores nothing, it is not tried again with every card. */
const restMs = 600_000;

const picturesIn = (blocks: Block[]): Picture[] =>
  blocks.flatMap((block) => {
    if (block.type === 'picture') return [block.picture];
    return block.type === 'details' ? picturesIn(block.blocks) : [];
  });

/** The same picture is stored once for a workspace. */
const nameOf = ({ reference }: Line, { png, alt }: Picture): string =>
  `${reference.team} ${createHash('sha256').update(png).update(alt).digest('base64url')}`;

const within = async <T>(ms: number, work: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
};

export const createPictures = ({ clock, patienceMs = 4_000 }: PicturesOptions): Pictures => {
  const kept = new Map<string, { id: Promise<string | null>; until: number }>();
  const keep = async (spot: Line, picture: Picture, name: string): Promise<string | null> => {
    try {
      return await keepPicture(spot, picture);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      const known = kept.get(name);
      if (known !== undefined) known.until = clock() + restMs;
      return null;
    }
  };
  const find = (spot: Line, picture: Picture): Promise<string | null> => {
    const name = nameOf(spot, picture);
    const known = kept.get(name);
    if (known !== undefined && known.until > clock()) return known.id;
    const id = Promise.resolve().then(() => keep(spot, picture, name));
    kept.delete(name);
    kept.set(name, { id, until: Number.POSITIVE_INFINITY });
    const oldest = kept.keys().next().value;
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return id;
  };
  return {
    async of(spot, view) {
      const found = new Map<Picture, string>();
      const all = picturesIn(view.blocks).map(async (picture) => {
        const id = await find(spot, picture);
        if (id !== null) found.set(picture, id);
      });
      if (all.length > 0) await within(patienceMs, Promise.all(all));
      // What comes after the card went out must not change it any more.
      return new Map(found);
    },
    forget(spot, view) {
      for (const picture of picturesIn(view.blocks)) kept.delete(nameOf(spot, picture));
    },
  };
};
