/** The shapes of the scoping questions and of the decision trees that turn their answers into scopes. */
import { z } from 'zod';
import { type Phase, phases, type UseCase, useCases } from './schema.ts';

const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const snake = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'lower-case words joined by underscores');
const sentence = z.string().trim().min(10).max(300);

/** The axes on which a component is placed, in the order in which they are decided: later trees may read earlier results. */
export const componentAxes = ['genai', 'agentic', 'useCase', 'content'] as const;
export type ComponentAxis = (typeof componentAxes)[number];

const contents = ['trusted', 'untrusted'] as const;
type Content = (typeof contents)[number];

/** The answer that everybody may give to every question. */
export const unknownAnswer = 'unknown';

const ScopingQuestionChoice = z.strictObject({
  id: kebab.refine((id) => id !== unknownAnswer, 'the program offers this one itself'),
  text: z.string().trim().min(3).max(120),
  means: sentence,
  /** In a multiple choice: this one says that none of the others holds. */
  excludes: z.literal(true).optional(),
});

export const ScopingQuestion = z.strictObject({
  id: kebab,
  text: z.string().trim().min(10).max(180),
  why: z.string().trim().min(10).max(220),
  example: sentence,
  asks: z.string().trim().min(3).max(120),
  kind: z.enum(['single', 'multi']),
  level: z.enum(['component', 'workload']),
  /** Says what the thing is. Nobody changes that to lower a scope, so such a move is shown last. */
  identity: z.literal(true).optional(),
  choices: z.array(ScopingQuestionChoice).min(3).max(12),
});
export type ScopingQuestion = z.infer<typeof ScopingQuestion>;

export const ScopingQuestions = z.strictObject({ questions: z.array(ScopingQuestion).min(1) });

const edge = {
  /** The next node of the same tree; otherwise `result` ends it. */
  to: kebab.optional(),
  because: sentence,
  flags: z.array(snake).optional(),
  differs: z.array(kebab).optional(),
};
const oneWayOut = ({ to, result }: { to?: string | undefined; result?: unknown }): boolean => (to === undefined) !== (result === undefined);
const oneWayOutHint = 'give either to or result';

const treeOf = <R extends z.ZodType>(result: R) => {
  const end = { ...edge, result: result.optional(), /** Further scopes whose duties hold too. */ also: z.array(result).optional() };
  const Case = z
    .strictObject({
      ...end,
      /** Taken when any of these was chosen. */
      any: z.array(z.string()).min(1).optional(),
      /** Taken when all of these were chosen. */
      all: z.array(z.string()).min(1).optional(),
    })
    .refine(oneWayOut, oneWayOutHint)
    .refine(({ any, all }) => (any === undefined) !== (all === undefined), 'give either any or all');
  const Unknown = z.strictObject(end).refine(oneWayOut, oneWayOutHint);
  const AskNode = z.strictObject({
    question: kebab,
    /** Tried in order; the first that fits is taken. */
    cases: z.array(Case).min(1),
    unknown: Unknown,
    /** Flags that a choice sets whichever case is taken. */
    marks: z.array(z.strictObject({ any: z.array(kebab).min(1), flags: z.array(snake).min(1) })).optional(),
  });
  /** Reads what an earlier tree found instead of asking. */
  const FactNode = z.strictObject({
    fact: z.enum(['genai', 'agentic']),
    cases: z.array(Case).min(1),
    /** The question that people see as the reason; otherwise the one that decided the fact. */
    reason: kebab.optional(),
  });
  return z.strictObject({ start: kebab, nodes: z.record(kebab, z.union([AskNode, FactNode])) });
};

export const GenaiTree = treeOf(z.int().min(0).max(5));
export const AgenticTree = treeOf(z.int().min(0).max(4));
export const UseCaseTree = treeOf(z.enum(useCases));
export const ContentTree = treeOf(z.enum(contents));

/** What raises the target phase by one step; however many apply, it is raised once. */
const Raise = z
  .strictObject({
    question: kebab.optional(),
    any: z.array(kebab).min(1).optional(),
    /** Applies from this agentic scope on. */
    agentic: z.int().min(1).max(4).optional(),
    because: sentence,
  })
  .refine(({ question, any }) => (question === undefined) === (any === undefined), 'question and any go together')
  .refine(({ question, agentic }) => (question === undefined) !== (agentic === undefined), 'give either question or agentic');

export const PhaseTree = treeOf(z.enum(phases)).extend({
  raise: z.strictObject({ from: z.enum(phases), when: z.array(Raise).min(1) }),
  /** Workload questions that every assessment asks, beside those of the tree; later raises and the scoring read them. */
  asks: z.array(kebab),
  /** From this agentic scope on, controls of the agentic dimensions are assessed up to the last phase. */
  agentControlsToLastPhase: z.int().min(1).max(4),
});
export type PhaseTree = z.infer<typeof PhaseTree>;

/** Which choices make a fact of the risk adjustment true. "Don't know" makes every one but the calming ones true. */
export const RiskFactSource = z.strictObject({ question: kebab, any: z.array(kebab).min(1), unknown: z.boolean() });
export type RiskFactSource = z.infer<typeof RiskFactSource>;
const riskFactNames = ['sensitiveData', 'moneyOrSafety', 'exposed', 'internalTestOnly'] as const;

const ScopingFlag = z.strictObject({
  means: sentence,
  /** Controls that apply because of the flag, for components in these GenAI scopes. */
  adds: z.strictObject({ controls: z.array(kebab).min(1), genaiScopes: z.array(z.int().min(1).max(5)).min(1) }).optional(),
  /** The control under which the flag is a finding of its own. */
  finding: kebab.optional(),
});

export const ScopingNotes = z.strictObject({
  flags: z.record(snake, ScopingFlag),
  /** Why we place something elsewhere than popular tables do. */
  differs: z.record(kebab, sentence),
  riskFacts: z.record(z.enum(riskFactNames), RiskFactSource),
});
export type ScopingNotes = z.infer<typeof ScopingNotes>;

export type ScopingResult = number | UseCase | Phase | Content;

/** An edge as the walker sees it, whatever the axis. */
export interface ScopingEdge {
  to?: string | undefined;
  result?: ScopingResult | undefined;
  also?: ScopingResult[] | undefined;
  because: string;
  flags?: string[] | undefined;
  differs?: string[] | undefined;
}
export interface ScopingCase extends ScopingEdge {
  any?: string[] | undefined;
  all?: string[] | undefined;
}
interface AskNode {
  question: string;
  cases: ScopingCase[];
  unknown: ScopingEdge;
  marks?: { any: string[]; flags: string[] }[] | undefined;
}
export interface FactNode {
  fact: 'genai' | 'agentic';
  cases: ScopingCase[];
  reason?: string | undefined;
}
export type ScopingNode = AskNode | FactNode;
export interface ScopingTree {
  start: string;
  nodes: Record<string, ScopingNode>;
}

/** Everything the rules read; plain data, so that it can be stored and hashed with the catalogue. */
export interface ScopingTrees extends ScopingNotes {
  questions: Record<string, ScopingQuestion>;
  genai: ScopingTree;
  agentic: ScopingTree;
  useCase: ScopingTree;
  content: ScopingTree;
  phase: PhaseTree;
}
