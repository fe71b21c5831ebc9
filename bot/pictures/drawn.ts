/** A board as the picture that is sent. */
import type { Picture } from '../conversation/view.ts';
import { type Board, boardSvg, boardWidth, padding } from './board.ts';
import { svgToPng, textWidth } from './png.ts';
import { fitted } from './title.ts';

export interface Drawn extends Picture {
  svg: string;
}

export const inner = boardWidth - 2 * padding;

/** The name as far as it fits, or a plain word where the font has none of its signs; the whole name is in the text. */
export const titleOf = (name: string): string => fitted(name, inner, (text) => textWidth(text, 15, 600)) || 'This workload';

export const drawn = async (board: Board, alt: string): Promise<Drawn> => {
  const svg = boardSvg(board);
  const { bytes, width, height } = await svgToPng(svg);
  return { png: bytes, alt, width, height, svg };
};
