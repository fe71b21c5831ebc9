/** The colours: vermilion to blue by way of sand, which every common kind of colour vision tells apart. */

/** How much is in place, as the words of `standingWord`, each with a fill and the filled part of its disc. */
export const levels = [
  { word: 'nothing in place', fill: '#f7b698', disc: 0 },
  { word: 'little in place', fill: '#fbd8bf', disc: 0.25 },
  { word: 'partly in place', fill: '#f7ecc6', disc: 0.5 },
  { word: 'mostly in place', fill: '#cfe3f5', disc: 0.75 },
  { word: 'in place', fill: '#94c4ea', disc: 1 },
  { word: 'not looked at', fill: '#eceff3', disc: 0 },
] as const;

export const palette = {
  panel: '#ffffff',
  border: '#c5ced8',
  text: '#16202c',
  /** Second lines inside a filled cell. */
  note: '#333f4d',
  /** Headings of columns in the background, footers. */
  muted: '#5a6675',
  /** Cells without a score, and columns of other scopes. */
  blank: '#f3f5f8',
  dash: '#aab4c0',
  /** The column that the workload stands in. */
  accent: '#1f5f99',
  onAccent: '#ffffff',
  also: '#d5e3f0',
  stripe: '#16202c',
} as const;

/** How strongly the stripes cover a cell: seen at a glance, and the words on them stay readable. */
export const stripeOpacity = 0.13;
