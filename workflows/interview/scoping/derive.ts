/** Turns scoping answers into the workload's scope: total, pure, and the same bytes for the same answers. */
import { type Phase, phases, useCases } from '../../../knowledge/schema.ts';
import { type ComponentAxis, componentAxes, type RiskFactSource, type ScopingTrees } from '../../../knowledge/scoping-schema.ts';
import { askedOfComponent, type ComponentWalks, type WorkloadWalk, walkComponent, walkWorkload } from './path.ts';
import type { Assumption, ComponentScope, Driver, RiskFacts, Scope, ScopeAxis, ScopingAnswers } from './scope.ts';
import { type Asked, isKnown, type Reading, type Walk } from './walk.ts';

interface Placed {
  scope: ComponentScope;
  walks: ComponentWalks;
}

const sortedSet = <T extends string | number>(values: readonly T[]): T[] =>
  values.length < 2 ? [...values] : [...new Set(values)].toSorted((one, two) => (one < two ? -1 : 1));

const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T => {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Error(`A scoping tree ends with ${String(value)}, which is none of ${allowed.join(', ')}.`);
  return found;
};

const placeComponent = (trees: ScopingTrees, component: ScopingAnswers['components'][number]): Placed => {
  const walks = walkComponent(trees, component);
  const genai = Number(walks.genai.result);
  const agentic = Number(walks.agentic.result);
  const genaiScopes = sortedSet([genai, ...walks.genai.also.map(Number)]);
  const flags = sortedSet(componentAxes.flatMap((axis) => walks[axis].flags.map(({ flag }) => flag)));
  const adds = flags.flatMap((flag) => {
    const more = trees.flags[flag]?.adds;
    return more?.genaiScopes.some((one) => genaiScopes.includes(one)) ? more.controls : [];
  });
  return {
    walks,
    scope: {
      id: component.id,
      name: component.name,
      genai,
      genaiScopes,
      agentic,
      useCase: oneOf(useCases, walks.useCase.result),
      flags,
      adds: sortedSet(adds),
      agentControlsToLastPhase: agentic >= trees.phase.agentControlsToLastPhase,
    },
  };
};

const choiceOf = (reading: Reading, multi: boolean): Driver['choice'] => {
  if (!isKnown(reading)) return 'unknown';
  return multi ? [...reading] : (reading[0] ?? null);
};

/** A result read from an earlier tree was decided by the question that decided that one, or by the one the tree names. */
const driverOf = (
  trees: ScopingTrees,
  component: string | null,
  walks: Pick<ComponentWalks, 'genai' | 'agentic'> | null,
  walk: Walk,
): Driver => {
  const { because, reason } = walk.decided;
  const earlier = walk.decided.fact === null ? undefined : walks?.[walk.decided.fact];
  const named = reason === undefined ? undefined : earlier?.asked.find(({ question }) => question.id === reason);
  if (earlier && !named) return { ...driverOf(trees, component, walks, earlier), because };
  const question = named?.question.id ?? walk.decided.question;
  if (question === null) return nothing(because);
  const choice = choiceOf(named?.reading ?? walk.decided.reading, trees.questions[question]?.kind === 'multi');
  return { component, question, choice, because };
};

const nothing = (because: string): Driver => ({ component: null, question: null, choice: null, because });

/** The highest component decides; among equals the one whose id comes first, so that their order does not matter. */
const decisive = (trees: ScopingTrees, placed: readonly Placed[], axis: Exclude<ComponentAxis, 'content'>): Driver => {
  const height = ({ scope }: Placed): number => (axis === 'useCase' ? useCases.indexOf(scope.useCase) : scope[axis]);
  const isHigher = (one: Placed, two: Placed): boolean => {
    if (one.scope.genai > 0 !== two.scope.genai > 0) return one.scope.genai > 0;
    return height(one) !== height(two) ? height(one) > height(two) : one.scope.id < two.scope.id;
  };
  let top: Placed | undefined;
  for (const one of placed) if (!top || isHigher(one, top)) top = one;
  return top ? driverOf(trees, top.scope.id, top.walks, top.walks[axis]) : nothing('No component is described yet.');
};

const readingOf = (asked: readonly Asked[], question: string): Reading =>
  asked.find((one) => one.question.id === question)?.reading ?? 'unanswered';

const targetPhase = (
  trees: ScopingTrees,
  workload: WorkloadWalk,
  agentic: number,
  agenticDriver: Driver,
): { phase: Phase; driver: Driver } => {
  const base = oneOf(phases, workload.tree.result);
  const { from, when } = trees.phase.raise;
  const raise =
    base === from
      ? when.find(({ question, any, agentic: least }) => {
          if (question === undefined) return least !== undefined && agentic >= least;
          const reading = readingOf(workload.asked, question);
          return !isKnown(reading) || reading.some((id) => any?.includes(id));
        })
      : undefined;
  if (!raise) return { phase: base, driver: driverOf(trees, null, null, workload.tree) };
  const phase = phases[Math.min(phases.indexOf(base) + 1, phases.length - 1)] ?? base;
  if (raise.question === undefined) return { phase, driver: { ...agenticDriver, because: raise.because } };
  const multi = trees.questions[raise.question]?.kind === 'multi';
  const choice = choiceOf(readingOf(workload.asked, raise.question), multi);
  return { phase, driver: { component: null, question: raise.question, choice, because: raise.because } };
};

const riskFactsOf = (trees: ScopingTrees, workload: WorkloadWalk | null, flags: readonly string[]): RiskFacts => {
  const holds = ({ question, any, unknown }: RiskFactSource): boolean => {
    if (!workload) return false;
    const reading = readingOf(workload.asked, question);
    return isKnown(reading) ? reading.some((id) => any.includes(id)) : unknown;
  };
  const { sensitiveData, moneyOrSafety, exposed, internalTestOnly } = trees.riskFacts;
  return {
    sensitiveData: holds(sensitiveData),
    moneyOrSafety: holds(moneyOrSafety),
    exposed: holds(exposed),
    untrustedContent: flags.includes('untrusted_content'),
    internalTestOnly: holds(internalTestOnly),
  };
};

const assumptionsIn = (component: string | null, asked: readonly Asked[]): Assumption[] =>
  asked.flatMap(({ question, reading }) => (isKnown(reading) ? [] : [{ component, question: question.id, reason: reading }]));

const findingsOf = (trees: ScopingTrees, { scope, walks }: Placed): Scope['findings'] =>
  scope.flags.flatMap((flag) => {
    const control = trees.flags[flag]?.finding;
    const reasons = componentAxes.flatMap((axis) => walks[axis].flags).filter((one) => one.flag === flag);
    return control === undefined ? [] : reasons.slice(0, 1).map(({ because }) => ({ control, flag, component: scope.id, because }));
  });

/** Private accounts in one component stay visible behind a company plan in another. */
const workloadFlags = (components: readonly ComponentScope[], genaiScopes: readonly number[]): string[] =>
  sortedSet([
    ...components.flatMap(({ flags }) => flags),
    ...(genaiScopes.includes(1) && genaiScopes.includes(2) ? ['consumer_use_beside_enterprise'] : []),
  ]);

const highest = (values: number[]): number => Math.max(0, ...values);

export const deriveScope = (trees: ScopingTrees, answers: ScopingAnswers): Scope => {
  const placed = answers.components.map((component) => placeComponent(trees, component));
  const workload = walkWorkload(
    trees,
    answers,
    placed.map(({ walks }) => walks),
  );
  const components = placed.map(({ scope }) => scope);
  const inside = components.filter(({ genai }) => genai > 0);
  const genaiScopes = sortedSet(inside.flatMap((one) => one.genaiScopes));
  const agentic = highest(inside.map((one) => one.agentic));
  const flags = workloadFlags(components, genaiScopes);
  const agenticDriver = decisive(trees, placed, 'agentic');
  const target = workload
    ? targetPhase(trees, workload, agentic, agenticDriver)
    : { phase: phases[0], driver: nothing('No part of it is in the matrices.') };
  const drivers: Record<ScopeAxis, Driver> = {
    genai: decisive(trees, placed, 'genai'),
    agentic: agenticDriver,
    useCase: decisive(trees, placed, 'useCase'),
    phase: target.driver,
  };
  const assumed = [
    ...placed.flatMap(({ scope, walks }) => assumptionsIn(scope.id, askedOfComponent(walks))),
    ...assumptionsIn(null, workload?.asked ?? []),
  ];
  const differs = sortedSet(placed.flatMap(({ walks }) => componentAxes.flatMap((axis) => walks[axis].differs)));
  return {
    components,
    workload: {
      genai: highest(inside.map((one) => one.genai)),
      genaiScopes,
      agentic,
      useCase: oneOf(useCases, useCases[highest(inside.map((one) => useCases.indexOf(one.useCase)))]),
      phase: target.phase,
      agentControlsToLastPhase: inside.some((one) => one.agentControlsToLastPhase),
      flags,
      riskFacts: riskFactsOf(trees, workload, flags),
    },
    drivers,
    assumed,
    differs: differs.flatMap((id) => trees.differs[id] ?? []),
    findings: placed.flatMap((one) => findingsOf(trees, one)),
    outside: components.filter(({ genai }) => genai === 0).map(({ id }) => id),
    incomplete: components.length === 0 || assumed.some(({ reason }) => reason === 'unanswered'),
  };
};
