/** Picks, of all answers that would move a scope, the few that help a person to check it: one an axis, the nearest to what decided. */
import type { Catalogue } from '../../../knowledge/catalogue.ts';
import { phases, useCases } from '../../../knowledge/schema.ts';
import type { InterviewContext } from '../../../workflows/interview/context.ts';
import { questioningOf, scopingAnswersOf } from '../../../workflows/interview/questioning.ts';
import type { Scope, ScopeAxis, ScopeMove } from '../../../workflows/interview/scoping/scope.ts';
import { scopeMoves } from '../../../workflows/interview/scoping/scoping.ts';

/** One other answer and every axis that it would move. */
export interface ShownMove {
  move: ScopeMove;
  to: [ScopeAxis, number | string][];
}

const mostShown = 3;
/** What people argue about most comes first. */
const mostTelling: readonly ScopeAxis[] = ['agentic', 'genai', 'phase', 'useCase'];

export function tellingMoves(catalogue: Catalogue, context: InterviewContext): ShownMove[] {
  const { scope } = questioningOf(catalogue, context);
  const inside = catalogue.controls.filter((control) => control.withdrawn !== true);
  const all = scopeMoves(catalogue.scoping, scopingAnswersOf(context), inside);
  const best = mostTelling.flatMap((axis) =>
    all
      .filter((move) => move.axis === axis)
      .toSorted(byTelling(scope, axis))
      .slice(0, 1),
  );
  return best
    .filter((move, index) => best.findIndex((other) => sameAnswer(move, other)) === index)
    .slice(0, mostShown)
    .map((move) => ({ move, to: all.filter((other) => sameAnswer(move, other)).map(({ axis, to }) => [axis, to]) }));
}

function sameAnswer(one: ScopeMove, other: ScopeMove): boolean {
  return one.component === other.component && one.question === other.question && String(one.choice) === String(other.choice);
}

/** First the question that decided, then answers that open nothing new, then the smallest step, downwards before upwards. */
function byTelling({ drivers }: Scope, axis: ScopeAxis): (one: ScopeMove, other: ScopeMove) => number {
  const driver = drivers[axis];
  const decides = (move: ScopeMove) => (move.question === driver.question && move.component === driver.component ? 0 : 1);
  const step = ({ from, to }: ScopeMove) => height(to) - height(from);
  return (one, other) =>
    decides(one) - decides(other) ||
    one.opens.length - other.opens.length ||
    Math.abs(step(one)) - Math.abs(step(other)) ||
    step(one) - step(other);
}

function height(value: number | string): number {
  if (typeof value === 'number') return value;
  const order: readonly string[] = [...phases, ...useCases];
  return order.indexOf(value);
}
