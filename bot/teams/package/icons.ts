/** The icons of the Teams app: a plumb line, drawn as SVG so that every size is sharp. */
import { Resvg } from '@resvg/resvg-js';

/** The bob and its line. Drawn once, coloured twice. */
const plumb = (colour: string): string =>
  `<g fill="${colour}" stroke="none">` +
  '<rect x="24" y="8" width="48" height="7" rx="3.5"/>' +
  '<rect x="46.5" y="12" width="3" height="34"/>' +
  '<path d="M40 44h16v6H40z"/>' +
  '<path d="M34 50h28l-2.5 13L48 88 36.5 63z"/>' +
  '</g>';

const colour = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#0F4C5C"/><g transform="translate(16 16) scale(.667)">${plumb('#FFFFFF')}</g></svg>`;

const outline = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">${plumb('#FFFFFF')}</svg>`;

const draw = (svg: string, side: number): Uint8Array => new Resvg(svg, { fitTo: { mode: 'width', value: side } }).render().asPng();

/** 192 × 192, opaque. */
export const colourIcon = (): Uint8Array => draw(colour, 192);

/** 32 × 32, white on transparent. */
export const outlineIcon = (): Uint8Array => draw(outline, 32);
