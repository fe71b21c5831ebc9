/** Keeps what looks like a function of Adaptive Cards as the words that it is. */

/** Cards replace `{{DATE(…)}}` even in plain text; a zero-width space between the braces keeps the words as they are. */
export const withoutMacros = (text: string): string => text.replace(/\{(?=\{)/g, '{\u200b');
