/** What an audit says in the same words on the command line and in every export. */
import type { Erasing } from './erasings.ts';

/** A time that nobody can have meant is shown as the number it is. */
export const timeOf = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at));

/** Who had it erased, when and why, as a record of erasing tells. */
export const erasedBy = ({ by, says, at, reason }: Erasing): string =>
  `by ${by}${says === undefined ? '' : `, who gave the name ${says},`} on ${timeOf(at)} because ${reason.replace(/[.\s]+$/, '')}`;
