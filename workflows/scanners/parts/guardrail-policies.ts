/** What a guardrail's policies stop, side by side for its draft and its versions: the settings that count, and where they are weak. */
import { z } from 'zod';

const Strength = z.enum(['NONE', 'LOW', 'MEDIUM', 'HIGH']);
const BlockOrNot = z.enum(['BLOCK', 'NONE']);
const Masking = z.enum(['BLOCK', 'ANONYMIZE', 'NONE']);

const Filter = z.object({
  type: z.string(),
  inputStrength: Strength,
  inputAction: BlockOrNot.optional(),
  inputEnabled: z.boolean().optional(),
  outputStrength: Strength,
  outputAction: BlockOrNot.optional(),
  outputEnabled: z.boolean().optional(),
});

const Private = z.object({
  action: Masking,
  inputAction: Masking.optional(),
  inputEnabled: z.boolean().optional(),
  outputAction: Masking.optional(),
  outputEnabled: z.boolean().optional(),
});

const Grounding = z.object({
  type: z.enum(['GROUNDING', 'RELEVANCE']),
  threshold: z.number(),
  action: BlockOrNot.optional(),
  enabled: z.boolean().optional(),
});

/** The filters of a guardrail; patterns, words and messages do not pass. */
export const contentPolicyShape = z.object({
  filters: z.array(Filter),
  tier: z.object({ tierName: z.enum(['CLASSIC', 'STANDARD']) }).optional(),
});
export const privacyPolicyShape = z.object({
  piiEntities: z.array(Private.extend({ type: z.string() })).default([]),
  regexes: z.array(Private).default([]),
});
export const groundingPolicyShape = z.object({ filters: z.array(Grounding) });

type ContentPolicy = z.output<typeof contentPolicyShape>;
type PrivacyPolicy = z.output<typeof privacyPolicyShape>;
type GroundingPolicy = z.output<typeof groundingPolicyShape>;

/** What is wrong with the prompt-attack filter, or `null`. Where the answer leaves them out, action and switch default to block and on. */
export function promptAttackFault(policy: ContentPolicy | undefined): string | null {
  const filter = policy?.filters.find(({ type }) => type === 'PROMPT_ATTACK');
  if (filter === undefined) return 'The guardrail has no prompt-attack filter.';
  const { inputStrength: strength, inputAction: action = 'BLOCK', inputEnabled: enabled = true } = filter;
  if (!enabled) return 'The prompt-attack filter is switched off.';
  if (action === 'NONE') return 'The prompt-attack filter only notices attacks and lets them through.';
  return strength === 'NONE' || strength === 'LOW' ? `The prompt-attack filter is set to ${strength.toLowerCase()} strength.` : null;
}

const harms = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'] as const;

type Side = Pick<z.output<typeof Filter>, 'inputStrength' | 'inputAction' | 'inputEnabled'>;

const sideFault = ({ inputStrength: strength, inputAction: action = 'BLOCK', inputEnabled: enabled = true }: Side): string | null => {
  if (!enabled) return 'switched off';
  if (action === 'NONE') return 'only noticed';
  return strength === 'NONE' || strength === 'LOW' ? `${strength.toLowerCase()} strength` : null;
};

/** Each harm and side that is not blocked at medium strength or above, such as `hate in answers: low strength`. */
export const harmFaults = (policy: ContentPolicy | undefined): string[] =>
  harms.flatMap((harm) => {
    const filter = policy?.filters.find(({ type }) => type === harm);
    const name = harm.toLowerCase();
    if (filter === undefined) return [`${name}: no filter`];
    const { outputStrength: inputStrength, outputAction: inputAction, outputEnabled: inputEnabled } = filter;
    const prompts = sideFault(filter);
    const answers = sideFault({ inputStrength, inputAction, inputEnabled });
    return [
      ...(prompts === null ? [] : [`${name} in prompts: ${prompts}`]),
      ...(answers === null ? [] : [`${name} in answers: ${answers}`]),
    ];
  });

type PrivateFilter = z.output<typeof Private>;

const actsOnPrompts = ({ action, inputAction = action, inputEnabled = true }: PrivateFilter): boolean =>
  inputEnabled && inputAction !== 'NONE';
const actsOnAnswers = ({ action, outputAction = action, outputEnabled = true }: PrivateFilter): boolean =>
  outputEnabled && outputAction !== 'NONE';

/** What is wrong with the filters for private data, or `null`: something must be blocked or masked on each side. */
export function privacyFault(policy: PrivacyPolicy | undefined): string | null {
  const filters = [...(policy?.piiEntities ?? []), ...(policy?.regexes ?? [])];
  if (filters.length === 0) return 'The guardrail has no filter for private data or secrets.';
  const sides = [...(filters.some(actsOnPrompts) ? [] : ['prompts']), ...(filters.some(actsOnAnswers) ? [] : ['answers'])];
  return sides.length === 0 ? null : `No filter for private data blocks or masks anything in ${sides.join(' or ')}.`;
}

/** Kinds of secrets that are not stopped in both directions. */
export const openSecrets = (policy: PrivacyPolicy | undefined): string[] =>
  ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'PASSWORD'].filter(
    (kind) => !(policy?.piiEntities ?? []).some((one) => one.type === kind && actsOnPrompts(one) && actsOnAnswers(one)),
  );

/** Below this score of 1 an answer that the sources do not support gets through too easily. */
const leastThreshold = 0.7;

/** What is wrong with the grounding filters, each in a few words. */
export const groundingFaults = (policy: GroundingPolicy | undefined): string[] =>
  (['GROUNDING', 'RELEVANCE'] as const).flatMap((kind) => {
    const filter = policy?.filters.find(({ type }) => type === kind);
    const name = kind.toLowerCase();
    if (filter === undefined) return [`no ${name} filter`];
    const { threshold, action = 'BLOCK', enabled = true } = filter;
    if (!enabled) return [`the ${name} filter is switched off`];
    if (action === 'NONE') return [`the ${name} filter only notices`];
    return threshold < leastThreshold ? [`the ${name} threshold is ${threshold}, below ${leastThreshold}`] : [];
  });

/** All of a guardrail's filters that a version and a draft are compared by. */
export const filtersShape = z.object({
  guardrailArn: z.string(),
  version: z.string(),
  contentPolicy: contentPolicyShape.optional(),
  sensitiveInformationPolicy: privacyPolicyShape.optional(),
  contextualGroundingPolicy: groundingPolicyShape.optional(),
});

/** Every weak spot under a name of its own, so that two versions can be compared. */
export function weakSpots(guardrail: z.output<typeof filtersShape>): Map<string, string> {
  const { contentPolicy, sensitiveInformationPolicy, contextualGroundingPolicy } = guardrail;
  const attack = promptAttackFault(contentPolicy);
  const privacy = privacyFault(sensitiveInformationPolicy);
  return new Map([
    ...(attack === null ? [] : [['prompt attacks', 'prompt attacks'] as const]),
    ...harmFaults(contentPolicy).map((fault) => [fault.split(':')[0] ?? fault, fault] as const),
    ...(privacy === null ? [] : [['private data', 'private data'] as const]),
    ...groundingFaults(contextualGroundingPolicy).map((fault) => [fault.includes('grounding') ? 'grounding' : 'relevance', fault] as const),
  ]);
}
