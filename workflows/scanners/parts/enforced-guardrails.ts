/** Guardrails that apply to every call whether the caller names them or not: by the account, and by the organization. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { effectivePolicy } from './json-text.ts';

const Mode = z.enum(['SELECTIVE', 'COMPREHENSIVE']);

export const accountEnforcedReads = {
  'bedrock:ListEnforcedGuardrailsConfiguration': z.object({
    configId: z.string(),
    guardrailArn: z.string(),
    guardrailVersion: z.string(),
    inputTags: z.enum(['HONOR', 'IGNORE']).optional(),
    selectiveContentGuarding: z.object({ system: Mode.optional(), messages: Mode.optional() }).optional(),
    modelEnforcement: z.object({ includedModels: z.array(z.string()), excludedModels: z.array(z.string()) }).optional(),
  }),
};

interface Enforced {
  guardrail: string;
  version: string;
  /** Only what callers marked is looked at, in some part of the prompt. */
  selective: boolean;
  /** Whether the answer says how much is looked at. */
  guardingIsSaid: boolean;
  /** Models that are left out; "all but" is said in words where only some are covered. */
  leftOut: readonly string[];
}

const isAll = (models: readonly string[]): boolean => models.some((model) => model.toUpperCase() === 'ALL');

/** What the account enforces in this Region. Policies of the organization never stand in this list. */
export async function accountEnforced(look: Look<typeof accountEnforcedReads>): Promise<Enforced[]> {
  const configurations = await look.list('bedrock:ListEnforcedGuardrailsConfiguration');
  return configurations.map(({ guardrailArn, guardrailVersion, inputTags, selectiveContentGuarding: guarding, modelEnforcement }) => ({
    guardrail: guardrailArn,
    version: guardrailVersion,
    selective: inputTags === 'HONOR' || guarding?.system === 'SELECTIVE' || guarding?.messages === 'SELECTIVE',
    guardingIsSaid: inputTags !== undefined || guarding !== undefined,
    // Without a choice of models every model is covered.
    leftOut: [
      ...(modelEnforcement === undefined || isAll(modelEnforcement.includedModels)
        ? []
        : [`all but ${modelEnforcement.includedModels.join(', ')}`]),
      ...(modelEnforcement?.excludedModels ?? []),
    ],
  }));
}

const lowerMode = z.enum(['selective', 'comprehensive']);
const OrganizationConfig = z.object({
  identifier: z.string(),
  input_tags: z.enum(['honor', 'ignore']).optional(),
  selective_content_guarding: z.object({ system: lowerMode.optional(), messages: lowerMode.optional() }).optional(),
  model_enforcement: z
    .object({ included_models: z.array(z.string()).default(['ALL']), excluded_models: z.array(z.string()).default([]) })
    .optional(),
});

/** By Region, then by a name of the policy's own. */
const BedrockPolicy = z.object({
  bedrock: z.object({ guardrail_inference: z.record(z.string(), z.record(z.string(), OrganizationConfig)) }),
});

const organizationEnforced = (policy: z.output<typeof BedrockPolicy>, region: string): Enforced[] =>
  Object.values(policy.bedrock.guardrail_inference[region] ?? {}).map(
    ({ identifier, input_tags: tags, selective_content_guarding: guarding, model_enforcement: models }) => ({
      guardrail: identifier.replace(/:[^:/]+$/, ''),
      version: /\/[^:]+:([^:]+)$/.exec(identifier)?.[1] ?? 'DRAFT',
      selective: tags === 'honor' || guarding?.system === 'selective' || guarding?.messages === 'selective',
      guardingIsSaid: tags !== undefined || guarding !== undefined,
      leftOut: [
        ...(models === undefined || isAll(models.included_models) ? [] : [`all but ${models.included_models.join(', ')}`]),
        ...(models?.excluded_models ?? []),
      ],
    }),
  );

export const organizationEnforcedReads = {
  'organizations:DescribeOrganization': z.object({ Organization: z.object({ Id: z.string() }) }),
  'organizations:DescribeEffectivePolicy': effectivePolicy(BedrockPolicy),
};

/** What the organization enforces in this Region, and whether it has such a policy at all; `null` for an account without organization. */
export async function enforcedFromAbove(
  look: Look<typeof organizationEnforcedReads>,
): Promise<{ hasPolicy: boolean; enforced: Enforced[] } | null> {
  if ((await look.find('organizations:DescribeOrganization')) === null) return null;
  const policy = await look.find('organizations:DescribeEffectivePolicy', { PolicyType: 'BEDROCK_POLICY' });
  if (policy === null) return { hasPolicy: false, enforced: [] };
  return { hasPolicy: true, enforced: organizationEnforced(policy.EffectivePolicy.PolicyContent, look.region) };
}

/** What keeps it from covering all models and all content, in words. */
export const enforcementGaps = ({ version, selective, leftOut }: Enforced): string[] => [
  ...(version === 'DRAFT' ? ['it is a draft, which can change at any time'] : []),
  ...(selective ? ['it looks only at content that callers mark'] : []),
  ...(leftOut.length === 0 ? [] : [`it leaves out models: ${leftOut.join(', ')}`]),
];
