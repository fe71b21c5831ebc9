/** The steps of a flow as far as checks look at them, those inside loops among them. Texts of prompts and code do not pass. */
import { z } from 'zod';

export const GuardrailInUse = z.object({ guardrailIdentifier: z.string().optional(), guardrailVersion: z.string().optional() });

const Configuration = z.object({
  prompt: z
    .object({
      guardrailConfiguration: GuardrailInUse.optional(),
      sourceConfiguration: z.object({
        inline: z.object({ modelId: z.string() }).optional(),
        resource: z.object({ promptArn: z.string() }).optional(),
      }),
    })
    .optional(),
  knowledgeBase: z
    .object({
      knowledgeBaseId: z.string(),
      modelId: z.string().optional(),
      guardrailConfiguration: GuardrailInUse.optional(),
    })
    .optional(),
  inlineCode: z.object({ language: z.string() }).optional(),
  lambdaFunction: z.object({ lambdaArn: z.string() }).optional(),
});

const plainTypes = [
  'Agent',
  'Collector',
  'Condition',
  'InlineCode',
  'Input',
  'Iterator',
  'KnowledgeBase',
  'LambdaFunction',
  'Lex',
  'LoopController',
  'LoopInput',
  'Output',
  'Prompt',
  'Retrieval',
  'Storage',
] as const;

const node = <const T extends string>(types: readonly T[]) => ({ name: z.string(), type: z.enum(types) });

/** A loop inside a loop is unknown to the service. */
const Step = z.object({ ...node(plainTypes), configuration: Configuration.optional() });
const Loop = z.object({
  ...node(['Loop']),
  configuration: z.object({ loop: z.object({ definition: z.object({ nodes: z.array(Step) }) }) }),
});

/** What a flow's answer holds under `definition`. */
export const FlowDefinition = z.object({ nodes: z.array(z.union([Step, Loop])).default([]) });

type FlowStep = z.output<typeof Step>;

export const stepsOf = (definition: z.output<typeof FlowDefinition> | undefined): FlowStep[] =>
  (definition?.nodes ?? []).flatMap((one) => (one.type === 'Loop' ? one.configuration.loop.definition.nodes : [one]));

/** A step in which a model writes: a prompt, or a knowledge base that answers instead of only fetching. */
interface WritingStep {
  name: string;
  /** The model, where the step names it. */
  modelId?: string;
  /** The managed prompt whose model it takes. */
  promptArn?: string;
  grounded: boolean;
  guardrail: { identifier: string; version: string } | null;
}

const guardrailOf = (given: z.output<typeof GuardrailInUse> | undefined): WritingStep['guardrail'] =>
  given?.guardrailIdentifier === undefined ? null : { identifier: given.guardrailIdentifier, version: given.guardrailVersion ?? 'DRAFT' };

export const writingSteps = (steps: readonly FlowStep[]): WritingStep[] =>
  steps.flatMap(({ name, configuration: { prompt, knowledgeBase } = {} }): WritingStep[] => {
    if (prompt !== undefined) {
      const { inline, resource } = prompt.sourceConfiguration;
      const model = inline === undefined ? {} : { modelId: inline.modelId };
      const managed = resource === undefined ? {} : { promptArn: resource.promptArn };
      return [{ name, ...model, ...managed, grounded: false, guardrail: guardrailOf(prompt.guardrailConfiguration) }];
    }
    if (knowledgeBase?.modelId === undefined) return [];
    const { modelId, guardrailConfiguration } = knowledgeBase;
    return [{ name, modelId, grounded: true, guardrail: guardrailOf(guardrailConfiguration) }];
  });

/** Whether the steps draw on a knowledge base, whoever writes with what it finds. */
export const drawsOnKnowledge = (steps: readonly FlowStep[]): boolean => steps.some(({ type }) => type === 'KnowledgeBase');
