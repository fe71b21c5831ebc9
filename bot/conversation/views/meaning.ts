/** What a scope means, in our own words, beside its neighbours and what the matrix asks for there. */
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import { type ScopeAxis, scopeAxes } from '../../../workflows/interview/scoping/scope.ts';
import type { Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { fieldsOf, type MatrixName } from './matrix.ts';
import { backToCard, type Shown, viewOf } from './shown.ts';

const say = words.meaning;

/** `x` is the axis: `genai`, `agentic`, `useCase` or `phase`. */
export function meaningView(shown: Shown, x: string): View {
  const axis = scopeAxes.find((one) => one === x) ?? 'genai';
  const { workload } = questioningOf(shown.catalogue, shown.context).scope;
  const value = workload[axis];
  const meanings: Record<string | number, string> = say[axis];
  const blocks: Block[] = [
    { type: 'title', text: say.title({ axis: words.scope.axes[axis], value: words.scope.value(axis, value) }) },
    { type: 'text', text: meanings[value] ?? '' },
    ...asksFor(shown, axis, value),
    { type: 'heading', text: say.steps },
    { type: 'list', items: neighbours(axis, value, meanings) },
    { type: 'actions', actions: [backToCard(shown)] },
  ];
  return viewOf(shown, blocks, say.typing);
}

/** All other values of the axis, in their order. */
function neighbours(axis: ScopeAxis, value: number | string, meanings: Record<string | number, string>): Rich[] {
  return Object.entries(meanings)
    .filter(([other]) => other !== String(value))
    .map(([other, text]) => [{ strong: words.scope.value(axis, other) }, `: ${text}`]);
}

function asksFor({ catalogue }: Shown, axis: ScopeAxis, value: number | string): Block[] {
  if ((axis !== 'genai' && axis !== 'agentic') || value === 0) return [];
  const items = matrixRows(axis).flatMap((row, index): Rich[] => {
    const field = fieldsOf(catalogue.matrices, axis, Number(value))[index];
    return field === undefined ? [] : [say.line({ row, outline: field.outline, basis: words.common.basisShort[field.basis] })];
  });
  return [{ type: 'details', id: 'asks', label: say.asks, blocks: [{ type: 'list', items }] }];
}

function matrixRows(which: MatrixName): string[] {
  return Object.values(which === 'genai' ? words.result.disciplines : words.result.dimensions);
}
