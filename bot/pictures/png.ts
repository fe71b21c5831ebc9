/** SVG to PNG with our own font and no other, so that every machine makes the same bytes. */
import { createRequire } from 'node:module';
import type { ResvgRenderOptions } from '@resvg/resvg-js';
import { indexedPng } from './indexed-png.ts';
import { fontFamily } from './tile.ts';

/** A quarter larger than the logical size: sharp enough on a card, and small enough for the message around it. */
const zoom = 1.25;

const require = createRequire(import.meta.url);

/** Loaded with the first picture: the library is native code that no other turn needs. */
const library = (): typeof import('@resvg/resvg-js') => require('@resvg/resvg-js');

const font = (): ResvgRenderOptions['font'] => ({
  loadSystemFonts: false,
  fontFiles: ['Regular', 'Semibold'].map((weight) => require.resolve(`open-sans-fonts/open-sans/${weight}/OpenSans-${weight}.ttf`)),
  defaultFontFamily: fontFamily,
  sansSerifFamily: fontFamily,
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** How wide a line of a picture will be, in the font itself. */
export const textWidth = (text: string, size: number, weight: 400 | 600): number => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="${fontFamily}" font-weight="${weight}" font-size="${size}">${escaped(text)}</text></svg>`;
  const { Resvg } = library();
  return new Resvg(svg, { font: font() }).getBBox()?.width ?? 0;
};

interface Png {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** Drawn on the library's own thread: other conversations go on meanwhile. */
export const svgToPng = async (svg: string): Promise<Png> => {
  const image = await library().renderAsync(svg, { font: font(), fitTo: { mode: 'zoom', value: zoom } });
  const { width, height } = image;
  return { bytes: indexedPng({ rgba: image.pixels, width, height }), width, height };
};
