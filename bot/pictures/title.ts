/** People's names inside a picture: only signs that the font has, and never wider than the panel. */

/** Scripts that the shipped font covers whole; anything else would be drawn as empty boxes. */
const undrawable = /[^\u0020-\u007e\u00a0-\u017f\u0400-\u0482\u048a-\u0513\u1ea0-\u1ef9\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122]/gu;

const greek = /[\u0391-\u03a1\u03a3-\u03ce]/u;

/** What can be drawn of a name; empty when nothing can. Accents are composed first, where a composed sign exists. */
export const drawable = (name: string): string =>
  [...name.normalize('NFC').replace(/\s+/gu, ' ')]
    .filter((sign) => greek.test(sign) || sign.replace(undrawable, '') !== '')
    .join('')
    .replace(/[\u00ad]/gu, '')
    .replace(/ {2,}/gu, ' ')
    .trim();

/** A name cut to a width with an ellipsis; `measure` says how wide a text would be. */
export const fitted = (name: string, width: number, measure: (text: string) => number): string => {
  const signs = [...drawable(name)].slice(0, 200);
  const cut = (length: number): string => (length === signs.length ? signs.join('') : `${signs.slice(0, length).join('').trimEnd()}…`);
  let [fits, tooLong] = [0, signs.length + 1];
  while (tooLong - fits > 1) {
    const half = Math.floor((fits + tooLong) / 2);
    if (measure(cut(half)) <= width) fits = half;
    else tooLong = half;
  }
  return signs.length === 0 ? '' : cut(fits);
};
