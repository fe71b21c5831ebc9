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

/** Every cell of one matrix. */
const placesOf = <Row extends string, Scope extends number>(
  entry: Entry<{ cells: Record<Row, Record<Scope, MatrixCell>> }> | undefined,
  rows: readonly Row[],
  scopes: readonly Scope[],
  applies: (control: Control, scope: number) => boolean,
  primary: (control: Control, row: Row) => boolean,
): Place[] =>
  entry === undefined
    ? []
    : rows.flatMap((row) =>
        scopes.map((scope) => ({
          entry,
          row,
          scope,
          cell: entry.value.cells[row][scope],
          applies: (control) => applies(control, scope),
          primary: (control) => primary(control, row),
        })),
      );

export const cellsHold: Rule = ({ controls, genai, agentic }) => {
  const byId = new Map(controls.map(({ value }) => [value.id, value]));
  const places = [
    ...placesOf(
      genai,
      disciplines,
      [1, 2, 3, 4, 5] as const,
      ({ applies }, scope) => applies.genaiScopes.some((one) => one === scope),
      ({ discipline }, row) => discipline === row,
    ),
    ...placesOf(
      agentic,
      dimensions,
      [1, 2, 3, 4] as const,
      ({ applies }, scope) => applies.agenticScopes.some((one) => one === scope),
      ({ dimension }, row) => dimension === row,
    ),
  ];
  return places.flatMap((place) => lookAt(place, byId));
};
