/** The interview's numbers, each with its reason. */

const day = 86_400_000;

/** A question handed to a colleague comes back after three days: long enough for a weekend, short enough to be remembered. */
export const handOffMs = 3 * day;
/** A cancelled assessment can be brought back for a day. */
export const undoCancelMs = day;
/** One left alone for thirty days is closed with a note, and can be opened again. */
export const idleMs = 30 * day;
/** Texts above this many characters live outside the item. */
export const longText = 500;
/** What is kept of a long text in the item. */
export const longTextStart = 120;
/** After this many "don't know" in a row the open questions are offered to somebody who knows. */
export const unknownsBeforeOffer = 3;
/** The short path asks one question of each of this many controls per layer: about ten minutes with the scoping. */
export const shortPathPerLayer = 3;
/** An estimate of ours, shown with "about" and rounded up: half a minute to read a card and answer. */
export const secondsPerQuestion = 30;
/** So many questions go to a colleague at once: each is a message to them, and all of them are one turn. */
export const mostHandedOff = 20;
/** More components than this are parts of another assessment. */
export const mostComponents = 8;
/** A scan of which nothing was heard for a minute is started again: it tells something three times as often. */
export const scanSilentMs = 60_000;
/** After this many starts a scan that falls silent is given up. */
export const mostScanAttempts = 4;
/** A trial of a role takes seconds and is cut off after forty; of one that said nothing for a minute nobody hears any more. */
export const trialSilentMs = 60_000;
export const mostTrialAttempts = 3;
/** More missing permissions than this are no list to read; the scan's evidence has them all. */
export const mostMissing = 60;
/** More things outside a workload than this are no list to read either. */
export const mostOutside = 30;
/** A workload that spans more accounts is several assessments. */
export const mostAccounts = 20;
/** AWS has fewer Regions than this. */
export const mostRegions = 60;
/**
 * A result older than half a year offers to be assessed again: agents, models and teams change faster than the yearly audit that
 * would ask. Ours; no source that we read sets a number, and for no phase another.
 */
export const resultAgeMs = 180 * day;
/** "The scan is wrong" is said again after as long: by then the account and the check may both have changed. */
export const setAsideMs = 180 * day;
/** What was seen stands for a year and a month, so that a yearly look still has the last one beside it. */
export const evidenceMs = 400 * day;
