/** A scoping matrix as it stands for this workload: what each row asks for at this scope, and how much of it is in place. */
import { type Basis, dimensions, disciplines, type MatrixCell } from '../../../knowledge/schema.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import type { Cell } from '../../../workflows/interview/scoring/types.ts';
import type { Action, Block, Picture, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { cellWords } from './heat-map.ts';
import { emptyResult } from './result-none.ts';
import { backToCard, nameSpan, type Pictures, press, resultShown, type Shown, viewOf } from './shown.ts';

const say = words.matrix;
export type MatrixName = 'genai' | 'agentic';

/** `x` is `genai` or `agentic`. */
export function matrixView(shown: Shown, x: string, pictures: Pictures = {}): View {
  const result = resultShown(shown);
  if (result === null) return emptyResult(shown);
  const which: MatrixName = x === 'agentic' ? 'agentic' : 'genai';
  const scope = result.scope.workload[which];
  const cells = which === 'genai' ? result.cells.disciplines : result.cells.dimensions;
  const title = say[which]({ name: nameSpan(shown), scope });
  const blocks: Block[] =
    scope === 0 ? [{ type: 'text', text: which === 'genai' ? say.notGenai : say.notAgentic }] : table(shown, result, which, cells);
  const show = scope === 0 ? [] : cells.filter(({ open }) => open.length > 0).map((cell) => fieldAction(shown, cell));
  const all: Block[] = [
    { type: 'title', text: title },
    ...(scope === 0 ? [] : pictureBlock(pictures[which])),
    ...blocks,
    { type: 'actions', actions: [...show, backToCard(shown)] },
  ];
  return viewOf(shown, all, words.gap.typing);
}

function pictureBlock(picture: Picture | undefined): Block[] {
  return picture === undefined ? [] : [{ type: 'picture', picture }];
}

function fieldAction(shown: Shown, { key, title }: Cell): Action {
  return { label: title, press: press(shown, 'cell', { x: key }), aria: words.cell.field(title) };
}

function table({ catalogue }: Shown, { scope }: AssessmentResult, which: MatrixName, cells: readonly Cell[]): Block[] {
  const fields = fieldsOf(catalogue.matrices, which, scope.workload[which]);
  const rows = cells.map((cell, index): Rich[] => {
    const field = fields[index];
    return [
      cell.title,
      field === undefined ? '' : say.outline(shownField(field)),
      cellWords(cell),
      say.open({ open: cell.open.length, all: cell.controls.length }),
    ];
  });
  return [
    { type: 'table', head: say.head[which], rows },
    { type: 'text', text: say.ownWords, subtle: true },
  ];
}

function shownField({ outline, basis }: MatrixCell): { outline: string; basis: string | null } {
  return { outline, basis: basisNote(basis) };
}

/** AWS text that we read needs no note. */
function basisNote(basis: Basis): string | null {
  return basis === 'aws' ? null : words.common.basisShort[basis];
}

/** One column of a matrix: the field of each row at this scope, in the order of the rows. */
export function fieldsOf({ genai, agentic }: Shown['catalogue']['matrices'], which: MatrixName, scope: number): (MatrixCell | undefined)[] {
  const column = (row: Record<number, MatrixCell>): MatrixCell | undefined => row[scope];
  return which === 'genai' ? disciplines.map((name) => column(genai.cells[name])) : dimensions.map((name) => column(agentic.cells[name]));
}
