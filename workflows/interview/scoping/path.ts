/** Which scoping questions are on the path, and which of them can be asked now. */
import { type ComponentAxis, componentAxes, type ScopingQuestion, type ScopingTrees } from '../../../knowledge/scoping-schema.ts';
import type { ScopingAnswers, ScopingStep } from './scope.ts';
import { type Asked, readAnswer, type Walk, walkTree } from './walk.ts';

type Component = ScopingAnswers['components'][number];

export type ComponentWalks = Record<ComponentAxis, Walk>;

/** Later trees read what earlier ones found. */
export const walkComponent = (trees: ScopingTrees, { answers }: Pick<Component, 'answers'>): ComponentWalks => {
  const genai = walkTree(trees.genai, trees.questions, answers, { genai: 0, agentic: 0 });
  const owned = { genai: Number(genai.result), agentic: 0 };
  const agentic = walkTree(trees.agentic, trees.questions, answers, owned);
  const facts = { ...owned, agentic: Number(agentic.result) };
  return {
    genai,
    agentic,
    useCase: walkTree(trees.useCase, trees.questions, answers, facts),
    content: walkTree(trees.content, trees.questions, answers, facts),
  };
};

/** The questions of a component, each once, in the order of asking. */
export const askedOfComponent = (walks: ComponentWalks): Asked[] => {
  const asked = new Map<string, Asked>();
  for (const axis of componentAxes) for (const one of walks[axis].asked) if (!asked.has(one.question.id)) asked.set(one.question.id, one);
  return [...asked.values()];
};

export interface WorkloadWalk {
  tree: Walk;
  asked: Asked[];
}

/** Nothing is asked about a workload none of whose components is in the matrices. */
export const walkWorkload = (trees: ScopingTrees, answers: ScopingAnswers, components: readonly ComponentWalks[]): WorkloadWalk | null => {
  if (components.length > 0 && components.every(({ genai }) => genai.result === 0)) return null;
  const tree = walkTree(trees.phase, trees.questions, answers.workload, { genai: 0, agentic: 0 });
  const further = trees.phase.asks
    .map((id) => trees.questions[id])
    .filter((question): question is ScopingQuestion => question !== undefined && !tree.asked.some((asked) => asked.question === question))
    .map((question) => ({ question, reading: readAnswer(question, answers.workload) }));
  return { tree, asked: [...tree.asked, ...further] };
};

const walkAll = (trees: ScopingTrees, answers: ScopingAnswers) => {
  const walked = answers.components.map((component) => ({ id: component.id, walks: walkComponent(trees, component) }));
  const workload = walkWorkload(
    trees,
    answers,
    walked.map(({ walks }) => walks),
  );
  return { walked, workload };
};

/** Every question on the path, answered or not. Beyond an open question the path follows its stricter branch, so it mostly shrinks. */
export const scopingPath = (trees: ScopingTrees, answers: ScopingAnswers): ScopingStep[] => {
  const { walked, workload } = walkAll(trees, answers);
  return [
    ...walked.flatMap(({ id, walks }) => askedOfComponent(walks).map(({ question }) => ({ component: id, question }))),
    ...(workload?.asked ?? []).map(({ question }) => ({ component: null, question })),
  ];
};

const firstOpen = (asked: readonly Asked[]): ScopingQuestion[] =>
  asked
    .filter(({ reading }) => reading === 'unanswered')
    .slice(0, 1)
    .map(({ question }) => question);

/** The first open question of each tree whose way there is settled. */
const openOfComponent = (walks: ComponentWalks): ScopingQuestion[] => {
  const settled = (axis: 'genai' | 'agentic'): boolean => openIn(axis).length === 0 && walks[axis].facts.every(settled);
  const openIn = (axis: ComponentAxis): ScopingQuestion[] => firstOpen(walks[axis].asked);
  const open = componentAxes.filter((axis) => walks[axis].facts.every(settled)).flatMap(openIn);
  return [...new Set(open)];
};

/** All that can be asked now, in order; the first is the next question, none means complete. */
export const nextScopingSteps = (trees: ScopingTrees, answers: ScopingAnswers): ScopingStep[] => {
  const { walked, workload } = walkAll(trees, answers);
  const ofTree = workload?.tree.asked ?? [];
  const further = (workload?.asked ?? []).slice(ofTree.length).filter(({ reading }) => reading === 'unanswered');
  return [
    ...walked.flatMap(({ id, walks }) => openOfComponent(walks).map((question) => ({ component: id, question }))),
    ...[...firstOpen(ofTree), ...further.map(({ question }) => question)].map((question) => ({ component: null, question })),
  ];
};
