/** Names under which models are called, and the foundation models behind them. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';

export const profileReads = {
  'bedrock:ListInferenceProfiles': z.object({
    inferenceProfileArn: z.string(),
    inferenceProfileId: z.string(),
    type: z.enum(['SYSTEM_DEFINED', 'APPLICATION']),
    models: z.array(z.object({ modelArn: z.string() })),
  }),
};

export interface Profile {
  arn: string;
  id: string;
  type: 'SYSTEM_DEFINED' | 'APPLICATION';
  /** ARNs of foundation models, one for each Region that calls may go to. */
  models: readonly string[];
}

/** The profiles of AWS and those of the account. */
export async function profilesOf(look: Look<typeof profileReads>): Promise<Profile[]> {
  const lists = await together(
    ['SYSTEM_DEFINED', 'APPLICATION'].map((typeEquals) => look.list('bedrock:ListInferenceProfiles', { typeEquals })),
  );
  return lists.flat().map(({ inferenceProfileArn: arn, inferenceProfileId: id, type, models }) => ({
    arn,
    id,
    type,
    models: models.map(({ modelArn }) => modelArn),
  }));
}

/** What a name stands for. `other` are models that are not foundation models: custom, imported, reserved, routed, of the marketplace. */
export type Named = { kind: 'foundation'; arns: readonly string[] } | { kind: 'other' } | { kind: 'unknown' };

const foundationId = /^[a-z0-9-]+\.[a-z0-9][a-zA-Z0-9.:_-]*$/;
/** A prefix of a geography, as profiles of AWS have it. */
const geography = /^(?:us|us-gov|eu|apac|au|jp|ca|sa|global)\./;

/** A name is an id or an ARN of a model or of a profile. */
export function named(look: Look<object>, name: string, profiles: readonly Profile[]): Named {
  const profile = profiles.find(({ arn, id }) => name === arn || name === id || name.endsWith(`/${id}`));
  if (profile !== undefined) return { kind: 'foundation', arns: profile.models };
  if (/:foundation-model\//.test(name)) return { kind: 'foundation', arns: [name] };
  if (name.startsWith('arn:')) return /:(?:application-)?inference-profile\//.test(name) ? { kind: 'unknown' } : { kind: 'other' };
  if (!foundationId.test(name) || geography.test(name)) return { kind: 'unknown' };
  return { kind: 'foundation', arns: [`arn:${look.partition}:bedrock:${look.region}::foundation-model/${name}`] };
}
