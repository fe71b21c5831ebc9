/** Rules about the scoping matrices: each cell names controls that exist, apply to its scope, and come first there. */
import { type Control, dimensions, disciplines, type MatrixCell } from '../schema.ts';
import type { Entry, Problem } from '../yaml-file.ts';
import { at, type Rule } from './problem.ts';

interface Place {
  entry: Entry<unknown>;
  row: string;
  scope: number;
  cell: MatrixCell;
  /** Does the control apply to the column's scope? */
  applies: (control: Control) => boolean;
  /** Is the row the control's own discipline or dimension? */
  primary: (control: Control) => boolean;
}

const lookAt = (place: Place, controls: ReadonlyMap<string, Control>): Problem[] => {
  const path = ['cells', place.row, String(place.scope)];
  const name = `${place.row}, scope ${place.scope}`;
  const named = place.cell.controls ?? [];
  const wrong = named.flatMap((id, index) => {
    const control = controls.get(id);
    const here = [...path, 'controls', index];
    if (control === undefined) return [at(place.entry, here, 'matrix-control', `${name}: there is no control ${id}`, 'correct the id')];
    if (!place.applies(control))
      return [at(place.entry, here, 'matrix-scope', `${name}: ${id} does not apply to this scope`, 'name one that does')];
    return [];
  });
  const own = [...controls.values()].filter((control) => place.applies(control) && place.primary(control));
  if (own.length === 0 || own.some((control) => named.includes(control.id))) return wrong;
  const message = `${name}: none of its own controls is named`;
  return [...wrong, at(place.entry, path, 'matrix-primary', message, `name one of: ${own.map(({ id }) => id).join(', ')}`)];
};

export const cellsHold: Rule = ({ controls, genai, agentic }) => {
  const byId = new Map(controls.map(({ value }) => [value.id, value]));
  const places: Place[] = [];
  for (const row of genai ? disciplines : [])
    for (const scope of [1, 2, 3, 4, 5] as const)
      if (genai)
        places.push({
          entry: genai,
          row,
          scope,
          cell: genai.value.cells[row][scope],
          applies: (control) => control.applies.genaiScopes.includes(scope),
          primary: (control) => control.discipline === row,
        });
  for (const row of agentic ? dimensions : [])
    for (const scope of [1, 2, 3, 4] as const)
      if (agentic)
        places.push({
          entry: agentic,
          row,
          scope,
          cell: agentic.value.cells[row][scope],
          applies: (control) => control.applies.agenticScopes.includes(scope),
          primary: (control) => control.dimension === row,
        });
  return places.flatMap((place) => lookAt(place, byId));
};
