/** What single checks ask of one version of an agent: the settings they look at, and what they remark. The check of stale versions asks them all again. */
import { z } from 'zod';
import { looksSecret } from '../redact.ts';
import type { Remark } from './live-agents.ts';

const given = (text: string | undefined): text is string => text !== undefined && text !== '';

/** Never the text itself, only whether it looks as if it held a secret. */
const secretIn = z
  .string()
  .optional()
  .transform((text) => text !== undefined && looksSecret(text));

export const guardrailShape = {
  guardrailConfiguration: z
    .object({ guardrailIdentifier: z.string().optional(), guardrailVersion: z.string().optional() })
    .refine(({ guardrailIdentifier, guardrailVersion }) => !given(guardrailIdentifier) || given(guardrailVersion))
    .optional(),
};
type Guardrail = z.output<z.ZodObject<typeof guardrailShape>>;

export const hasGuardrail = ({ guardrailConfiguration }: Guardrail): boolean => given(guardrailConfiguration?.guardrailIdentifier);

export const guardrailRemark = (settings: Guardrail): Remark => (hasGuardrail(settings) ? {} : { problem: 'has no guardrail' });

export const pinRemark = (settings: Guardrail): Remark =>
  hasGuardrail(settings) && settings.guardrailConfiguration?.guardrailVersion === 'DRAFT'
    ? { problem: 'uses the working draft of its guardrail, which changes without a new version' }
    : {};

export const idleShape = { idleSessionTTLInSeconds: z.number() };
const longestIdle = 3_600;

export const idleRemark = ({ idleSessionTTLInSeconds: seconds }: { idleSessionTTLInSeconds: number }): Remark =>
  seconds > longestIdle ? { problem: `keeps an idle session open for ${seconds} seconds, more than an hour` } : {};

export const memoryShape = {
  memoryConfiguration: z
    .object({ enabledMemoryTypes: z.array(z.enum(['SESSION_SUMMARY'])), storageDays: z.number().optional() })
    .optional(),
  customerEncryptionKeyArn: z.string().optional(),
};
type Memory = z.output<z.ZodObject<typeof memoryShape>>;
/** What AWS documents for a memory without a number of days. */
const documentedDays = 30;
const mostDays = 30;

export const remembers = ({ memoryConfiguration }: Memory): boolean => (memoryConfiguration?.enabledMemoryTypes.length ?? 0) > 0;

export const memoryRemark = (settings: Memory): Remark => {
  if (!remembers(settings)) return {};
  const days = settings.memoryConfiguration?.storageDays;
  const problems = [
    ...((days ?? documentedDays) > mostDays ? [`remembers conversations for ${days} days, more than ${mostDays}`] : []),
    ...(given(settings.customerEncryptionKeyArn) ? [] : ['remembers conversations without a key of yours']),
  ];
  if (problems.length > 0) return { problem: problems.join(' and ') };
  return days === undefined ? { caveats: ['No number of days is set for the memory; AWS documents 30 as the default.'] } : {};
};

export const promptShape = {
  ...guardrailShape,
  instruction: secretIn,
  promptOverrideConfiguration: z
    .object({
      overrideLambda: z.string().optional(),
      promptConfigurations: z.array(
        z.object({
          promptType: z.enum([
            'PRE_PROCESSING',
            'ORCHESTRATION',
            'POST_PROCESSING',
            'KNOWLEDGE_BASE_RESPONSE_GENERATION',
            'MEMORY_SUMMARIZATION',
          ]),
          promptCreationMode: z.enum(['DEFAULT', 'OVERRIDDEN']).optional(),
          promptState: z.enum(['ENABLED', 'DISABLED']).optional(),
          parserMode: z.enum(['DEFAULT', 'OVERRIDDEN']).optional(),
          basePromptTemplate: secretIn,
        }),
      ),
    })
    .optional(),
};
type Prompts = z.output<z.ZodObject<typeof promptShape>>;

export const promptRemark = (settings: Prompts): Remark => {
  const prompts = settings.promptOverrideConfiguration?.promptConfigurations ?? [];
  const unscreened = prompts.some(({ promptType, promptState }) => promptType === 'PRE_PROCESSING' && promptState === 'DISABLED');
  const parsed = prompts.some(({ parserMode }) => parserMode === 'OVERRIDDEN');
  const problems = [
    ...(unscreened && !hasGuardrail(settings) ? ['has its input pre-processing switched off and no guardrail in its place'] : []),
    ...(settings.instruction ? ['has instructions that hold a text that looks like a secret'] : []),
    // Templates that AWS wrote hold no secret of anybody.
    ...(prompts.some(({ promptCreationMode, basePromptTemplate }) => promptCreationMode === 'OVERRIDDEN' && basePromptTemplate)
      ? ['has a prompt template that holds a text that looks like a secret']
      : []),
  ];
  if (problems.length > 0) return { problem: problems.join(' and ') };
  return { caveats: parsed ? ['A function of yours reads what the model answers; who may call it is another check (AG-04).'] : [] };
};
