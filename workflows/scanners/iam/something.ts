/**
 * Whether something is allowed on anything at all. Statements cannot tell the general member of a pattern from the others that the same
 * patterns hold, so it is enough to ask about one member for each way of being named: by an Allow of every layer, and by what each Deny
 * leaves out. What a Deny names, or an Allow leaves out, needs no member: the general one lies outside unless all do.
 */
import { type Answer, askAll, type Line, type Need } from './layer.ts';
import { everything, generalResource, type Pattern, shared } from './pattern.ts';

const rank = { yes: 0, depends: 1, no: 2 };

/** The best answer first; among equals a Deny, then the one that needs least. */
const byAnswer = (one: Answer, other: Answer): number =>
  rank[one.answer] - rank[other.answer] || Number(other.explicit) - Number(one.explicit) || one.needs.length - other.needs.length;

/** More places than this are not gone through: then it depends. */
const mostPlaces = 300;

const nothing: Answer = { answer: 'no', explicit: false, by: [], needs: [] };

export function askSomething(layers: readonly (readonly Line[])[]): Answer {
  const { places, open } = placesOf(layers);
  // Without a place there is still a Deny to be named.
  const asked = places.length === 0 ? [everything] : places;
  let best = nothing;
  for (const code of asked) {
    const answer = askAll(layers, generalResource(code));
    if (byAnswer(answer, best) < 0) best = answer;
    if (best.answer === 'yes') return best;
  }
  if (best.answer !== 'no') return best;
  const possible = open.filter((pair) => mayBeAllowed(layers, pair));
  if (possible.length === 0) return best;
  const patterns = [...new Set(possible.flat().map(inWords))].toSorted();
  const needs: Need[] = [{ kind: 'resource', where: 'resources that meet in part', effect: 'Allow', patterns }];
  return { answer: 'depends', explicit: false, by: [], needs };
}

const inWords = (code: string): string => code.replaceAll(everything, '*').replaceAll('\ue003', '?');

/** Two patterns whose common part no single pattern can say. */
type Pair = readonly [string, string];

function placesOf(layers: readonly (readonly Line[])[]): { places: string[]; open: Pair[] } {
  const open: Pair[] = [];
  let places: string[] = [everything];
  for (const layer of layers) places = meeting(places, codesOf(layer.filter(({ effect }) => effect === 'Allow')), open);
  for (const { effect, resource } of layers.flat()) {
    if (effect === 'Allow' || resource?.not !== true) continue;
    const left = resource.patterns.map(({ code }) => code);
    places = [...new Set([...places, ...meeting(places, left, open)])];
  }
  return { places: places.toSorted(), open };
}

/** What the Allows of a layer name. "All but these" begins with everything. */
const codesOf = (lines: readonly Line[]): string[] => [
  ...new Set(
    lines.flatMap(({ resource }) => (resource === null || resource.not ? [everything] : resource.patterns.map(({ code }) => code))),
  ),
];

function meeting(places: readonly string[], codes: readonly string[], open: Pair[]): string[] {
  const found = new Set<string>();
  for (const place of places) {
    for (const code of codes) {
      const common = shared(place, code);
      if (common === null || found.has(common)) continue;
      if (common !== 'several' && found.size < mostPlaces) found.add(common);
      else open.push([place, code]);
    }
  }
  return [...found];
}

/** Whether the common part of both may be allowed by every layer, as far as each of the two alone can tell. */
function mayBeAllowed(layers: readonly (readonly Line[])[], pair: Pair): boolean {
  const meets = ({ code }: Pattern): boolean => pair.every((one) => shared(code, one) !== null);
  const holdsAll = ({ code, varies }: Pattern): boolean => !varies && pair.some((one) => shared(code, one) === one);
  const allowed = layers.every((lines) =>
    lines.some(({ effect, resource }) => {
      if (effect === 'Deny') return false;
      return resource === null || (resource.not ? !resource.patterns.some(holdsAll) : resource.patterns.some(meets));
    }),
  );
  const denied = layers.flat().some(({ effect, truth, resource }) => {
    if (effect === 'Allow' || truth !== 'yes' || resource === null) return false;
    return resource.not ? !resource.patterns.some(meets) : resource.patterns.some(holdsAll);
  });
  return allowed && !denied;
}
