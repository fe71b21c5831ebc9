/** The shapes of what we know: controls, questions, choices, sources, clauses. Data files are checked against these at load. */
import { z } from 'zod';

export const layers = ['infrastructure', 'identity-data', 'ai-application'] as const;
export const phases = ['foundational', 'enhanced', 'advanced'] as const;
export const useCases = ['answers', 'connects', 'acts'] as const;
export const disciplines = ['governance-compliance', 'legal-privacy', 'risk-management', 'controls', 'resilience'] as const;
export const dimensions = [
  'identity-context',
  'data-memory-state',
  'audit-logging',
  'agent-fm-controls',
  'agency-perimeters',
  'orchestration',
] as const;

export type Layer = (typeof layers)[number];
export type Phase = (typeof phases)[number];
export type UseCase = (typeof useCases)[number];
export type Discipline = (typeof disciplines)[number];
export type Dimension = (typeof dimensions)[number];

/** How firmly a statement stands: in AWS text we read, in a secondary source, or our own reading. */
export const Basis = z.enum(['aws', 'secondary', 'ours']);
export type Basis = z.infer<typeof Basis>;

const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const sentence = z.string().trim().min(3).max(400);
const checkId = z.string().regex(/^[A-Z]+(-[A-Z]+)?-\d{2}$/, 'a check id such as BR-GRD-02');
const questionName = z.string().regex(/^q[1-9]\d?$/);
const level = z.int().min(1).max(3);

/** A choice of a question. `credit` is what it is worth for the control; `means` says so in words. */
export const Choice = z.strictObject({
  id: kebab,
  text: z.string().trim().min(3).max(120),
  credit: z.enum(['yes', 'partly', 'no']),
  means: sentence,
});
export type Choice = z.infer<typeof Choice>;

/** One question of a control. "Don't know" and "not applicable" are always offered and never listed here. */
export const Question = z.strictObject({
  id: questionName,
  text: z.string().trim().min(10).max(180),
  why: z.string().trim().min(10).max(220),
  example: sentence,
  asks: z.string().trim().min(3).max(120),
  choices: z.array(Choice).min(3).max(5),
});
export type Question = z.infer<typeof Question>;

/**
 * The choice that a check's verdict implies: `pass` where it and every other check of the question passed, `fail` where
 * what it looked at failed, `some` where it failed and a part passed all the same, here or at another check of the question.
 * A verdict that implies no choice is left out; a check that implies none at all (`{}`) must still have nothing against a pass of the others.
 */
export const ImpliedChoice = z.strictObject({ pass: kebab.optional(), some: kebab.optional(), fail: kebab.optional() });
export type ImpliedChoice = z.infer<typeof ImpliedChoice>;

/** What a read-only check proves of the control. `check` is an id of the check list, built or not yet. */
export const CheckEvidence = z.strictObject({
  check: checkId,
  proves: sentence,
  /** By question of the same control. */
  answers: z.record(questionName, ImpliedChoice).optional(),
});

/** The outside frameworks, in the order in which they are shown. */
export const frameworkIds = [
  'nist-ai-rmf-1.0',
  'nist-ai-600-1',
  'owasp-llm-2025',
  'owasp-agentic-2026',
  'mitre-atlas-5.6',
  'iso-42001-2023',
  'eu-ai-act',
  'aws-genai-lens',
  'aws-agentic-lens',
] as const;

/** Which clauses a check bears on, by framework: always one precondition of the clause, never the whole of it. */
export const CheckCrosswalks = z.record(checkId, z.partialRecord(z.enum(frameworkIds), z.array(z.string().min(3)).min(1)));
export type CheckCrosswalks = z.infer<typeof CheckCrosswalks>;

export const Crosswalk = z.strictObject({
  framework: z.enum(frameworkIds),
  clause: z.string().min(3),
  /** `supports`: doing the control helps to meet the clause; `partial`: it covers one stated part of it. */
  relation: z.enum(['supports', 'partial']),
  reason: z.string().trim().min(10).max(200),
});
export type Crosswalk = z.infer<typeof Crosswalk>;

export const Control = z.strictObject({
  id: kebab,
  title: z.string().trim().min(10).max(150),
  layer: z.enum(layers),
  phase: z.strictObject({ name: z.enum(phases), basis: Basis }),
  content: Basis,
  applies: z.strictObject({
    useCases: z.array(z.enum(useCases)).min(1),
    genaiScopes: z.array(z.int().min(1).max(5)).min(1),
    agenticScopes: z.array(z.int().min(0).max(4)).min(1),
  }),
  discipline: z.enum(disciplines),
  dimension: z.enum(dimensions).nullable(),
  risk: z.strictObject({ impact: level, likelihood: level }),
  why: sentence,
  questions: z.array(Question).min(1),
  evidence: z.strictObject({
    checks: z.array(CheckEvidence),
    /** Why no check can see any part of it. Given where `checks` is empty, and only there. */
    noCheck: z
      .string()
      .regex(/^because \S/, 'start with "because"')
      .max(160)
      .optional(),
    /** What no scan of an AWS account can show about this control. */
    unseen: sentence,
    /** What a person can show instead. */
    show: z.array(z.string().trim().min(3).max(160)).min(1),
  }),
  remediation: z.strictObject({
    firstStep: z.string().trim().min(10).max(200),
    steps: z.array(z.string().trim().min(5).max(240)).min(1).max(6),
    services: z.array(z.string().min(2)),
    tools: z.array(z.string().min(2)),
    effort: z.enum(['S', 'M', 'L']),
  }),
  sources: z.array(kebab).min(1),
  crosswalks: z.array(Crosswalk),
  /** Earlier ids of this control. Ids are forever: a renamed control keeps answering to its old name. */
  aliases: z.array(kebab).optional(),
  /** A withdrawn control is kept for old records and asked no more. */
  withdrawn: z.boolean().optional(),
});
export type Control = z.infer<typeof Control>;

export const Source = z.strictObject({
  title: z.string().min(3),
  url: z.url().nullable(),
  tier: z.enum(['primary', 'aws-sample', 'secondary', 'external']),
  read: z.string().min(3),
});
export type Source = z.infer<typeof Source>;

export const Clause = z.strictObject({ id: z.string().min(3), outline: z.string().min(3).max(160) });
export const Framework = z.strictObject({
  id: kebab.or(z.string().regex(/^[a-z0-9.-]+$/)),
  title: z.string().min(3),
  url: z.url(),
  note: z.string().optional(),
  clauses: z.array(Clause).min(1),
});
export type Framework = z.infer<typeof Framework>;

/** A check's name and standing. What it reads and how it judges lives with the check itself, never here. */
export const CheckName = z.strictObject({
  id: checkId,
  title: z.string().trim().min(10).max(120),
  layer: z.enum(layers),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  /** Part of the first release. */
  launch: z.boolean(),
  /** There is code for it. */
  built: z.boolean(),
});
export type CheckName = z.infer<typeof CheckName>;

/** One cell of a scoping matrix: what it asks for, and which controls answer it, or why none does. */
export const MatrixCell = z
  .strictObject({
    outline: z.string().trim().min(10).max(240),
    basis: Basis,
    controls: z.array(kebab).min(1).optional(),
    none: z
      .string()
      .regex(/^no control in this catalogue: because \S/, 'start with "no control in this catalogue: because"')
      .optional(),
  })
  .refine((cell) => (cell.controls === undefined) !== (cell.none === undefined), {
    message: 'give either controls or none',
  });
export type MatrixCell = z.infer<typeof MatrixCell>;

export const GenaiMatrix = z.strictObject({
  id: z.literal('genai'),
  title: z.string().min(3),
  cells: z.record(z.enum(disciplines), z.strictObject({ 1: MatrixCell, 2: MatrixCell, 3: MatrixCell, 4: MatrixCell, 5: MatrixCell })),
});
export type GenaiMatrix = z.infer<typeof GenaiMatrix>;

export const AgenticMatrix = z.strictObject({
  id: z.literal('agentic'),
  title: z.string().min(3),
  cells: z.record(z.enum(dimensions), z.strictObject({ 1: MatrixCell, 2: MatrixCell, 3: MatrixCell, 4: MatrixCell })),
});
export type AgenticMatrix = z.infer<typeof AgenticMatrix>;
