/** Sends a view with its pictures. Where Slack does not show them after all, the words beside them stand alone. */
import type { Picture, View } from '../conversation/view.ts';
import { createPictures, type PicturesOptions } from './pictures.ts';
import { reasonOf } from './send-failure.ts';
import type { Line } from './spot.ts';

export type Illustrate = <T>(line: Line, view: View, send: (pictures: ReadonlyMap<Picture, string>) => Promise<T>) => Promise<T>;

/** A file that was stored just now takes Slack a moment. */
const settleMs = 1_000;

export const createIllustrator = ({ pause, ...options }: PicturesOptions & { pause: (ms: number) => Promise<void> }): Illustrate => {
  const pictures = createPictures(options);
  return async (line, view, send) => {
    const known = await pictures.of(line, view);
    for (let left = known.size === 0 ? 0 : 2; left > 0; left -= 1) {
      try {
        return await send(known);
      } catch (error) {
        if (reasonOf(error) !== 'invalid_blocks') throw error;
        if (left > 1) await pause(settleMs);
      }
    }
    if (known.size > 0) pictures.forget(line, view);
    return await send(new Map());
  };
};
