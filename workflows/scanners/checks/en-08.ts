/** EN-08: keys of agents, guardrails and knowledge bases work, rotate and are not open to everybody. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { isOutside, isPublic } from '../iam/confine.ts';
import { whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import type { Look } from '../look.ts';
import { dataSources } from '../parts/knowledge-bases.ts';
import { agentArn, agentSettings } from '../parts/live-agents.ts';
import { type Used, usedBy } from '../parts/used-by.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const agents = agentSettings({ customerEncryptionKeyArn: z.string().optional() });
const sources = dataSources({ serverSideEncryptionConfiguration: z.object({ kmsKeyArn: z.string().optional() }).optional() });

const reads = {
  ...agents.reads,
  ...sources.reads,
  'bedrock:ListGuardrails': z.object({ id: z.string(), arn: z.string() }),
  'bedrock:GetGuardrail': z.object({ guardrailArn: z.string(), kmsKeyArn: z.string().optional() }),
  'kms:DescribeKey': z.object({
    KeyMetadata: z.object({
      Arn: z.string(),
      KeyManager: z.enum(['AWS', 'CUSTOMER']),
      KeyState: z.string(),
      Origin: z.string(),
      KeySpec: z.string(),
    }),
  }),
  'kms:GetKeyRotationStatus': z.object({ KeyRotationEnabled: z.boolean() }),
  'kms:GetKeyPolicy': z.object({ Policy: z.string() }),
};

const given = (keys: readonly (string | undefined)[]): string[] => keys.filter((key) => key !== undefined && key !== '') as string[];

async function keysInUse(look: Look<typeof reads>): Promise<Used[]> {
  const [live, loaded, guardrails] = await together([
    agents.collect(look),
    sources.collect(look, ({ serverSideEncryptionConfiguration }) => serverSideEncryptionConfiguration?.kmsKeyArn ?? null),
    look.list('bedrock:ListGuardrails'),
  ]);
  const guarded = await look.each(
    guardrails,
    ({ arn }) => arn,
    ({ id }) => look.get('bedrock:GetGuardrail', { guardrailIdentifier: id }),
  );
  return usedBy([
    ...live.map(({ facts: { id, versions } }) => ({
      by: agentArn(look, id),
      resources: given(versions.map(({ settings }) => settings.customerEncryptionKeyArn)),
    })),
    ...loaded.flatMap(({ usedBy: users = [], facts }) => users.map((by) => ({ by, resources: given([facts]) }))),
    ...guarded.map(({ resource, facts }) => ({ by: resource, resources: given([facts.kmsKeyArn]) })),
  ]);
}

interface Key {
  state: string;
  /** `null` where a key of this kind cannot rotate by itself. */
  rotates: boolean | null;
  policy: Read;
}

/** `null` for a key of AWS, which AWS looks after. */
async function keyOf(look: Look<typeof reads>, arn: string): Promise<Key | null> {
  const there = look.from(arn.startsWith('arn:') ? (arn.split(':')[3] ?? look.region) : look.region);
  const { KeyMetadata: key } = await there.get('kms:DescribeKey', { KeyId: arn });
  if (key.KeyManager === 'AWS') return null;
  const canRotate = key.Origin === 'AWS_KMS' && key.KeySpec === 'SYMMETRIC_DEFAULT';
  const [rotation, { Policy }] = await together([
    canRotate ? there.get('kms:GetKeyRotationStatus', { KeyId: key.Arn }) : null,
    there.get('kms:GetKeyPolicy', { KeyId: key.Arn, PolicyName: 'default' }),
  ]);
  return { state: key.KeyState, rotates: rotation === null ? null : rotation.KeyRotationEnabled, policy: readPolicy(Policy) };
}

export const en08 = defineCheck({
  id: 'EN-08',
  scope: 'region',
  reads,
  why: 'A key that is about to be deleted takes the data with it. A key that everybody may use protects nothing, and one that never rotates has more and more behind it.',
  fix: 'Cancel the deletion or move to another key, switch on automatic rotation, and take everybody out of the policy of the key.',
  blind: 'Grants on the key, rights of your own identities, and keys of buckets, stores, logs and AgentCore.',
  equivalents: { awsSample: ['AC-26', 'AC-36', 'BR-55'] },
  none: 'No agent, guardrail or data source in this Region names a key of yours.',
  async collect(look) {
    return await look.eachUsed(
      await keysInUse(look),
      (used) => used,
      ({ resource }) => keyOf(look, resource),
    );
  },
  judge({ state, rotates, policy }, { account }) {
    const facts = { state, ...(rotates === null ? {} : { rotates }) };
    const grants = whoMay({ name: 'policy', policy });
    const readable = 'kind' in grants ? [] : grants;
    const problems = [
      ...(state === 'Enabled' || state === 'Updating' ? [] : [`it does not work (its state is ${state})`]),
      ...(rotates === false ? ['it does not rotate'] : []),
      ...(readable.some((grant) => isPublic(grant, { account }) === 'yes') ? ['its policy lets anybody use it'] : []),
    ];
    if (problems.length > 0) return fail(`Of the key: ${problems.join('; ')}.`, facts);
    if ('kind' in grants) return notAssessed(`The policy of the key was not understood (${grants.why}).`, facts);
    if (readable.some((grant) => isPublic(grant, { account }) === 'depends'))
      return notAssessed('The policy of the key has conditions that we cannot weigh.', facts);
    const foreign = readable.some((grant) => isOutside(grant, { account }) !== 'no');
    return pass(
      facts,
      ...(foreign ? ['Another account may use the key.'] : []),
      ...(rotates === null ? ['A key of this kind does not rotate by itself.'] : []),
    );
  },
});
