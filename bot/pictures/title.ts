/** People's names inside a picture: only signs that the font has, and never wider than the panel. */

/** What the shipped font covers: Latin, Greek, Cyrillic and the usual marks. Any other sign would be an empty box. */
const covered =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u017f\u0391-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u0513\u1ea0-\u1ef9\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122]$/u;

/** Longer than any panel is wide, so that a very long name costs no time. */
const most = 200;

/** What can be drawn of a name; empty when nothing can. Accents are composed first, where a composed sign exists. */
export const drawable = (name: string): string =>
  [
    ...name
      .slice(0, most * 4)
      .normalize('NFC')
      .replace(/\s/gu, ' '),
  ]
    .filter((sign) => covered.test(sign))
    .join('')
    .replace(/ {2,}/gu, ' ')
    .trim();

/** A name cut to a width with an ellipsis; `measure` says how wide a text would be. */
export const fitted = (name: string, width: number, measure: (text: string) => number): string => {
  const signs = [...drawable(name)].slice(0, most);
  const cut = (length: number): string => (length === signs.length ? signs.join('') : `${signs.slice(0, length).join('').trimEnd()}…`);
  if (signs.length === 0 || measure(cut(signs.length)) <= width) return cut(signs.length);
  let [fits, tooLong] = [0, signs.length];
  while (tooLong - fits > 1) {
    const half = Math.floor((fits + tooLong) / 2);
    if (measure(cut(half)) <= width) fits = half;
    else tooLong = half;
  }
  return cut(fits);
};
