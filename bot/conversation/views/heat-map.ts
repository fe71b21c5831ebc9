/** The heat map in words: layer by phase, each field with its standing, its score and its coverage. */
import { layers, type Phase, phases } from '../../../knowledge/schema.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import type { Cell } from '../../../workflows/interview/scoring/types.ts';
import type { Block } from '../view.ts';
import { words } from '../words/en.ts';

/** Never a score without its coverage; an empty field says why it is empty. */
export function cellWords({ score, note }: Cell): string {
  return score === null ? (note ?? '') : words.result.cell(score);
}

/** Phases in which nothing is assessed are left out, so that the table stays narrow on a phone. */
export function layerTable({ cells }: AssessmentResult): Block {
  const shown = phases.filter((phase) => cells.grid.some(({ key, controls }) => key.endsWith(`/${phase}`) && controls.length > 0));
  return {
    type: 'table',
    head: [words.result.layer, ...shown.map((phase) => words.result.phases[phase])],
    rows: layers.map((layer) => [words.result.layers[layer], ...shown.map((phase) => fieldOf(cells.grid, layer, phase))]),
  };
}

function fieldOf(grid: readonly Cell[], layer: string, phase: Phase): string {
  const cell = grid.find(({ key }) => key === `${layer}/${phase}`);
  return cell === undefined ? '' : cellWords(cell);
}
