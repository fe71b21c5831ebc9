/** The heat map in words: layer by phase, each field with its standing, its score and its coverage. */
import { layers, type Phase, phases } from '../../../knowledge/schema.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import type { Cell } from '../../../workflows/interview/scoring/types.ts';
import type { Block, Rich } from '../view.ts';
import { words } from '../words/en.ts';
import { press, type Shown } from './shown.ts';

/** Never a score without its coverage; an empty field says why it is empty. */
export function cellWords({ score, note }: Cell): string {
  return score === null ? (note ?? '') : words.result.cell(score);
}

/** Phases in which nothing is assessed are left out, so that the table stays narrow on a phone. */
export function layerTable(shown: Shown, { cells }: AssessmentResult): Block {
  const inUse = phases.filter((phase) => cells.grid.some(({ key, controls }) => key.endsWith(`/${phase}`) && controls.length > 0));
  return {
    type: 'table',
    head: [words.result.layer, ...inUse.map((phase) => words.result.phases[phase])],
    rows: layers.map((layer) => [words.result.layers[layer], ...inUse.map((phase) => fieldOf(shown, cells.grid, layer, phase))]),
  };
}

/** A field opens its controls with one press; an empty one has nothing to open. */
function fieldOf(shown: Shown, grid: readonly Cell[], layer: string, phase: Phase): Rich {
  const cell = grid.find(({ key }) => key === `${layer}/${phase}`);
  if (cell === undefined || cell.score === null) return cell === undefined ? '' : cellWords(cell);
  return [{ open: cellWords(cell), press: press(shown, 'cell', { x: cell.key }) }];
}
