/** How many messages that nobody asked for an organisation gets in a day at most. */

/** One digest a person and day: more people who all have something waiting are more likely a fault of ours than one organisation. */
export const usualDigestCap = 5_000;

const most = 1_000_000;

/** The usual cap where nothing is given. A text in the answer says what cannot be read. */
export function readDigestCap(text: string | undefined): number | string {
  if (text === undefined) return usualDigestCap;
  const cap = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(cap) && cap >= 1 && cap <= most) return cap;
  return `is "${text}"; the most unasked messages a day and organisation is a whole number from 1 to ${most}`;
}
