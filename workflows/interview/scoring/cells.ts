/** Sums control lines into cells: layer by phase, discipline, dimension and the whole. */
import {
  type Dimension,
  type Discipline,
  dimensions,
  disciplines,
  type Layer,
  layers,
  type Phase,
  phases,
} from '../../../knowledge/schema.ts';
import type { Cell, ControlLine } from './types.ts';

export const layerNames: Record<Layer, string> = {
  infrastructure: 'Infrastructure security',
  'identity-data': 'Identity and data security',
  'ai-application': 'AI application security',
};
export const phaseNames: Record<Phase, string> = { foundational: 'Foundational', enhanced: 'Enhanced', advanced: 'Advanced' };
export const disciplineNames: Record<Discipline, string> = {
  'governance-compliance': 'Governance and compliance',
  'legal-privacy': 'Legal and privacy',
  'risk-management': 'Risk management',
  controls: 'Controls',
  resilience: 'Resilience',
};
export const dimensionNames: Record<Dimension, string> = {
  'identity-context': 'Identity context',
  'data-memory-state': 'Data, memory and state',
  'audit-logging': 'Audit and logging',
  'agent-fm-controls': 'Agent and model controls',
  'agency-perimeters': 'Agency perimeters and policies',
  orchestration: 'Orchestration',
};

/** All cells of one result. `dimensions` is empty when nothing in the workload is an agent. */
export interface Cells {
  whole: Cell;
  grid: Cell[];
  disciplines: Cell[];
  dimensions: Cell[];
}

/** Six digits are plenty for a share and keep the bytes of equal results equal to the eye as well. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const total = (lines: readonly ControlLine[], value: (line: ControlLine) => number): number =>
  lines.reduce((sum, line) => sum + value(line), 0);

const emptyNote = (lines: readonly ControlLine[], beyondTarget: boolean): string => {
  if (lines.length > 0) return 'Everything here was said not to apply.';
  return beyondTarget ? 'Beyond the target phase.' : 'No control of this catalogue applies here.';
};

/** Sums in the order of ids, so that neither the catalogue's nor the answers' order can move a digit. */
export const sumCell = (key: string, title: string, unordered: readonly ControlLine[], beyondTarget = false): Cell => {
  const lines = unordered.toSorted((one, two) => (one.id < two.id ? -1 : 1));
  const counted = lines.filter((line) => line.status !== 'not-applicable');
  const weight = total(counted, (line) => line.inherent.weight);
  const credit = total(counted, (line) => line.inherent.weight * line.credit);
  const covered = total(counted, (line) => line.inherent.weight * line.seen);
  return {
    key,
    title,
    weight,
    credit: rounded(credit),
    covered: rounded(covered),
    accepted: total(counted, (line) => (line.status === 'accepted' ? line.inherent.weight : 0)),
    score: weight === 0 ? null : { score: rounded(credit / weight), coverage: rounded(covered / weight) },
    note: weight === 0 ? emptyNote(lines, beyondTarget) : null,
    controls: lines.map((line) => line.id),
    open: counted.filter((line) => line.status !== 'yes').map((line) => line.id),
  };
};

export const sumCells = (lines: readonly ControlLine[], scope: { agentic: number; phase: Phase }): Cells => {
  const beyond = (phase: Phase): boolean => phases.indexOf(phase) > phases.indexOf(scope.phase);
  return {
    whole: sumCell('whole', 'The whole workload', lines),
    grid: layers.flatMap((layer) =>
      phases.map((phase) => {
        const own = lines.filter((line) => line.layer === layer && line.phase === phase);
        return sumCell(`${layer}/${phase}`, `${layerNames[layer]}, ${phaseNames[phase]}`, own, beyond(phase));
      }),
    ),
    disciplines: disciplines.map((discipline) => {
      const own = lines.filter((line) => line.discipline === discipline);
      return sumCell(`discipline/${discipline}`, disciplineNames[discipline], own);
    }),
    dimensions:
      scope.agentic === 0
        ? []
        : dimensions.map((dimension) => {
            const own = lines.filter((line) => line.dimension === dimension);
            return sumCell(`dimension/${dimension}`, dimensionNames[dimension], own);
          }),
  };
};

export const allCells = (cells: Cells): Cell[] => [cells.whole, ...cells.grid, ...cells.disciplines, ...cells.dimensions];
