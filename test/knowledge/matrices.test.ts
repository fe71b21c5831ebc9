/** Every cell of both scoping matrices leads to controls of the catalogue, or says why none does. */
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../knowledge/load.ts';
import { dimensions, disciplines, type MatrixCell } from '../../knowledge/schema.ts';

const { controls, matrices } = loadCatalogue(new URL('../../knowledge/', import.meta.url));
const byId = new Map(controls.map((control) => [control.id, control]));

interface Place {
  row: string;
  scope: number;
  cell: MatrixCell;
}

const genai: Place[] = disciplines.flatMap((row) =>
  ([1, 2, 3, 4, 5] as const).map((scope) => ({ row, scope, cell: matrices.genai.cells[row][scope] })),
);
const agentic: Place[] = dimensions.flatMap((row) =>
  ([1, 2, 3, 4] as const).map((scope) => ({ row, scope, cell: matrices.agentic.cells[row][scope] })),
);

const answered = ({ cell }: Place): boolean =>
  (cell.controls ?? []).length > 0 || cell.none?.startsWith('no control in this catalogue: because ') === true;

describe('the generative AI matrix', () => {
  test('has 25 cells', () => {
    expect(genai).toHaveLength(25);
  });

  test.each(genai)('$row, scope $scope, is answered', (place) => {
    expect(place.cell.outline).not.toBe('');
    expect(answered(place)).toBe(true);
  });

  test.each(genai)('$row, scope $scope, names only controls of that scope', ({ scope, cell }) => {
    for (const id of cell.controls ?? []) expect(byId.get(id)?.applies.genaiScopes, id).toContain(scope);
  });

  test.each(genai)('$row, scope $scope, names a control of its own discipline', ({ row, cell }) => {
    expect(cell.controls?.map((id) => byId.get(id)?.discipline)).toContain(row);
  });

  test('says something different in every cell', () => {
    expect(new Set(genai.map(({ cell }) => cell.outline)).size).toBe(25);
  });
});

describe('the agentic AI matrix', () => {
  test('has 24 cells', () => {
    expect(agentic).toHaveLength(24);
  });

  test.each(agentic)('$row, scope $scope, is answered', (place) => {
    expect(place.cell.outline).not.toBe('');
    expect(answered(place)).toBe(true);
  });

  test.each(agentic)('$row, scope $scope, names only controls of that scope', ({ scope, cell }) => {
    for (const id of cell.controls ?? []) expect(byId.get(id)?.applies.agenticScopes, id).toContain(scope);
  });

  test.each(agentic)('$row, scope $scope, names a control of its own dimension', ({ row, cell }) => {
    expect(cell.controls?.map((id) => byId.get(id)?.dimension)).toContain(row);
  });

  test('says something different in every cell', () => {
    expect(new Set(agentic.map(({ cell }) => cell.outline)).size).toBe(24);
  });
});
