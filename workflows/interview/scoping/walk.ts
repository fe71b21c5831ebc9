/** Walks one decision tree with the answers at hand; what is not known takes the stricter branch. */
import type {
  FactNode,
  ScopingCase,
  ScopingEdge,
  ScopingNode,
  ScopingQuestion,
  ScopingResult,
  ScopingTree,
} from '../../../knowledge/scoping-schema.ts';
import { unknownAnswer } from '../../../knowledge/scoping-schema.ts';
import type { Assumption, ScopingChoice } from './scope.ts';

export type Given = Readonly<Record<string, ScopingChoice>>;
/** The chosen ids in the question's own order, or why there are none. */
export type Reading = readonly string[] | Assumption['reason'];
export type Facts = Readonly<Record<FactNode['fact'], number>>;

export interface Asked {
  question: ScopingQuestion;
  reading: Reading;
}

export interface Walk {
  result: ScopingResult;
  also: readonly ScopingResult[];
  /** Each question once, in the order in which the way meets them. */
  asked: Asked[];
  /** Earlier results that the way depends on. */
  facts: FactNode['fact'][];
  flags: { flag: string; because: string }[];
  differs: string[];
  /** What the last step read, and the reason it gave. */
  decided: { question: string | null; fact: FactNode['fact'] | null; reason?: string | undefined; reading: Reading; because: string };
}

/** An answer that fits the question. One that does not, such as a choice since removed, counts as not given. */
export const readAnswer = (question: ScopingQuestion, given: Given): Reading => {
  const raw: unknown = given[question.id];
  if (typeof raw === 'string') return readOne(question, raw);
  if (!Array.isArray(raw)) return 'unanswered';
  return raw.length === 1 ? readOne(question, raw[0]) : readSeveral(question, raw);
};

const readOne = (question: ScopingQuestion, raw: unknown): Reading => {
  if (raw === unknownAnswer) return 'unknown';
  return typeof raw === 'string' && question.choices.some(({ id }) => id === raw) ? [raw] : 'unanswered';
};

const readSeveral = (question: ScopingQuestion, raw: readonly unknown[]): Reading => {
  if (raw.includes(unknownAnswer)) return 'unknown';
  const chosen = question.choices.filter(({ id }) => raw.includes(id));
  if (question.kind === 'single' || chosen.length === 0 || chosen.length < new Set(raw).size) return 'unanswered';
  const including = chosen.filter(({ excludes }) => !excludes);
  return (including.length > 0 ? including : chosen).map(({ id }) => id);
};

export const isKnown = (reading: Reading): reading is readonly string[] => typeof reading !== 'string';

const fits = ({ any, all }: Pick<ScopingCase, 'any' | 'all'>, chosen: readonly string[]): boolean =>
  any ? any.some((id) => chosen.includes(id)) : (all ?? []).every((id) => chosen.includes(id));

interface Context {
  questions: Record<string, ScopingQuestion>;
  given: Given;
  facts: Facts;
}

/** What the node reads; a question that the way met before is not read again. */
const readNode = (node: ScopingNode, walk: Walk, { questions, given, facts }: Context): Reading => {
  if ('fact' in node) {
    walk.facts.push(node.fact);
    return [String(facts[node.fact])];
  }
  const before = walk.asked.find(({ question }) => question.id === node.question);
  if (before) return before.reading;
  const question = questions[node.question];
  if (!question) throw new Error(`There is no scoping question ${node.question}.`);
  const reading = readAnswer(question, given);
  walk.asked.push({ question, reading });
  return reading;
};

const edgeFor = (node: ScopingNode, reading: Reading): ScopingEdge => {
  const found = isKnown(reading) ? node.cases.find((one) => fits(one, reading)) : undefined;
  const edge = found ?? ('question' in node ? node.unknown : undefined);
  if (!edge) throw new Error(`A scoping tree does not handle ${String(reading)}.`);
  return edge;
};

const none: readonly string[] = [];

const marksOf = (node: ScopingNode, reading: Reading): readonly string[] => {
  if (!('question' in node) || !node.marks || !isKnown(reading)) return none;
  return node.marks.filter((mark) => fits(mark, reading)).flatMap(({ flags }) => flags);
};

export const walkTree = (tree: ScopingTree, questions: Record<string, ScopingQuestion>, given: Given, facts: Facts): Walk => {
  const walk: Walk = {
    result: 0,
    also: [],
    asked: [],
    facts: [],
    flags: [],
    differs: [],
    decided: { question: null, fact: null, reading: 'unanswered', because: '' },
  };
  const context = { questions, given, facts };
  let at: string | undefined = tree.start;
  while (at !== undefined) {
    const node: ScopingNode | undefined = tree.nodes[at];
    if (!node) throw new Error(`A scoping tree has no node ${at}.`);
    const reading = readNode(node, walk, context);
    const edge = edgeFor(node, reading);
    const { because } = edge;
    for (const flag of marksOf(node, reading)) walk.flags.push({ flag, because });
    for (const flag of edge.flags ?? none) walk.flags.push({ flag, because });
    for (const id of edge.differs ?? none) walk.differs.push(id);
    walk.decided =
      'fact' in node
        ? { question: null, fact: node.fact, reason: node.reason, reading, because }
        : { question: node.question, fact: null, reading, because };
    walk.result = edge.result ?? walk.result;
    walk.also = edge.also ?? walk.also;
    at = edge.to;
  }
  return walk;
};
