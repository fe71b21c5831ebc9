/** Catalogues of any length of words and any number of controls, made from the small one: what the cards must bear. */
import fc from 'fast-check';
import { type Catalogue, sealCatalogue } from '../../knowledge/catalogue.ts';
import { pocketCatalogue } from './interview.ts';

/** The fields that people read, with the most that their schema allows. */
const most: Record<string, number> = {
  title: 150,
  text: 180,
  why: 240,
  asks: 120,
  example: 240,
  means: 160,
  firstStep: 200,
  unseen: 240,
  because: 240,
};

const words = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('the', 'agent', 'reads', 'every', 'ticket', 'before', 'it', 'answers', 'and', 'acts') },
    { weight: 2, arbitrary: fc.constantFrom('R&D', '<prod>', '*all*', 'a_b', '10:30', '`id`', 'Größe', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'שלום', '{{x}}', '&lt;') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 20, maxLength: 60 }).map((text) => text.replace(/\s/g, '')) },
  ),
  { minLength: 4, maxLength: 60 },
);

const reworded = (value: unknown, next: () => string, key = ''): unknown => {
  if (typeof value === 'string') {
    const limit = most[key];
    return limit === undefined
      ? value
      : `${value} ${next()}`
          .slice(0, limit)
          .trim()
          .replace(/\p{Surrogate}/gu, '');
  }
  if (Array.isArray(value)) return value.map((one) => reworded(one, next, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, reworded(inner, next, name)]));
};

/** Controls are copied under further ids, each with words of its own. */
export const catalogues: fc.Arbitrary<Catalogue> = fc
  .record({ pieces: fc.array(words, { minLength: 3, maxLength: 30 }), copies: fc.integer({ min: 0, max: 8 }) })
  .map(({ pieces, copies }) => {
    let at = 0;
    const next = (): string => (pieces[at++ % pieces.length] ?? []).join(' ');
    const { hash: _, ...small } = pocketCatalogue(1);
    const controls = [
      ...small.controls,
      ...Array.from({ length: copies }, (__, copy) =>
        small.controls.map((control) => ({ ...control, id: `${control.id}-${copy}` })),
      ).flat(),
    ];
    return sealCatalogue(reworded({ ...small, controls }, next) as typeof small);
  });
