/** Which choice typed words mean. Pure; no model decides here. */
import type { Option } from './view.ts';

export type Understood =
  /** A number, a letter or the very words of a choice: an answer. */
  | { sure: true; choices: string[] }
  /** Words in common with one choice clearly more than with the others: shown first, then confirmed. */
  | { sure: false; choices: string[] }
  | null;

const letters = 'abcdefghijkl';

export function choiceIn(text: string, options: readonly Pick<Option, 'id' | 'text'>[], multi: boolean): Understood {
  const parts = multi
    ? text
        .split(/[,;&]|\band\b/i)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : [text.trim()];
  const exact = parts.map((part) => exactChoice(part, options));
  if (exact.length > 0 && exact.every((choice) => choice !== null)) {
    return { sure: true, choices: [...new Set(exact.filter((choice) => choice !== null))] };
  }
  const near = nearestChoice(text, options);
  return near === null ? null : { sure: false, choices: [near] };
}

function exactChoice(part: string, options: readonly Pick<Option, 'id' | 'text'>[]): string | null {
  const mark = part.toLowerCase().replace(/^\(|[).]$/g, '');
  const index = /^\d{1,2}$/.test(mark) ? Number(mark) - 1 : mark.length === 1 ? letters.indexOf(mark) : -1;
  if (index >= 0) return options[index]?.id ?? null;
  return options.find((option) => wordsOf(option.text).join(' ') === wordsOf(part).join(' '))?.id ?? null;
}

const stopWords = new Set([
  'a',
  'an',
  'the',
  'it',
  'is',
  'are',
  'we',
  'our',
  'to',
  'of',
  'in',
  'on',
  'and',
  'or',
  'for',
  'with',
  'by',
  'that',
  'this',
  'they',
  'its',
  'be',
]);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** The choice that shares at least two telling words (or the only one said) and clearly more than the next. */
function nearestChoice(text: string, options: readonly Pick<Option, 'id' | 'text'>[]): string | null {
  const said = new Set(
    wordsOf(text)
      .filter((word) => !stopWords.has(word))
      .map(stem),
  );
  if (said.size === 0) return null;
  const scored = options
    .map((option) => {
      const telling = new Set(
        wordsOf(option.text)
          .filter((word) => !stopWords.has(word))
          .map(stem),
      );
      const shared = [...telling].filter((word) => said.has(word)).length;
      return { id: option.id, shared, share: shared / Math.max(1, telling.size) };
    })
    .toSorted((one, other) => other.shared - one.shared || other.share - one.share);
  const [best, next] = scored;
  if (best === undefined || best.shared < Math.min(2, said.size)) return null;
  return best.shared === (next?.shared ?? 0) ? null : best.id;
}

/** Folds the commonest English endings, so that "approves" and "approval" meet. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s|al|e)$/, '').slice(0, 7) : word;
}
