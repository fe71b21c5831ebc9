/** EN-13: secrets that AI resources use are changed regularly, and their policies are not open. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { isOutside, isPublic } from '../iam/confine.ts';
import { whoMay } from '../iam/grants.ts';
import { type Read, readPolicy } from '../iam/policy.ts';
import { connectorReads, connectorSecrets, storeSecretReads, storeSecrets } from '../parts/knowledge-secrets.ts';
import { ageFault, daysSince, type Secret, secretOf, secretReads } from '../parts/secrets.ts';
import { usedBy } from '../parts/used-by.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

interface Seen extends Secret {
  /** `null` where the secret has no policy of its own. */
  policy: Read | null;
}

export const en13 = defineCheck({
  id: 'EN-13',
  scope: 'region',
  reads: {
    ...connectorReads,
    ...storeSecretReads,
    ...secretReads,
    'secrets-manager:GetResourcePolicy': z.object({ ARN: z.string(), ResourcePolicy: z.string().optional() }),
  },
  why: 'A secret that never changes works for everybody who ever saw it, and an open policy shows it to people outside.',
  fix: 'Switch rotation on or change the secret at least every 90 days, and take everybody and foreign accounts out of its policy.',
  blind: 'Secrets that only code names and those of AgentCore, who in your account may read the secret, and what it opens.',
  equivalents: {},
  none: 'No knowledge base in this Region uses a secret.',
  async collect(look) {
    const found = [...(await connectorSecrets(look)), ...(await storeSecrets(look))];
    const used = usedBy(found.flatMap(({ resource, usedBy: users }) => users.map((by) => ({ by, resources: [resource] }))));
    return await look.eachUsed(
      used,
      (one) => one,
      async ({ resource }): Promise<Seen> => {
        const there = look.from(resource.split(':')[3] ?? look.region);
        const [secret, { ResourcePolicy }] = await together([
          secretOf(look, resource),
          there.get('secrets-manager:GetResourcePolicy', { SecretId: resource }),
        ]);
        return { ...secret, policy: ResourcePolicy === undefined ? null : readPolicy(ResourcePolicy) };
      },
    );
  },
  judge({ policy, ...secret }, { account, now }) {
    const facts = { rotates: secret.rotates, days: daysSince(secret.changed, now), policy: policy !== null };
    const grants = policy === null ? [] : whoMay({ name: 'policy', policy });
    const readable = 'kind' in grants ? [] : grants;
    const open = readable.some((grant) => isPublic(grant, { account }) === 'yes');
    const foreign = readable.some((grant) => isOutside(grant, { account }) === 'yes');
    const age = ageFault(secret, now);
    const problems = [
      ...(age === null ? [] : [age]),
      ...(open ? ['its policy lets anybody in'] : foreign ? ['its policy lets another account in'] : []),
    ];
    if (problems.length > 0) return fail(`Of the secret: ${problems.join('; ')}.`, facts);
    if ('kind' in grants) return notAssessed(`The policy of the secret was not understood (${grants.why}).`, facts);
    if (readable.some((grant) => isPublic(grant, { account }) === 'depends' || isOutside(grant, { account }) === 'depends'))
      return notAssessed('The policy of the secret has conditions that we cannot weigh.', facts);
    return pass(facts);
  },
});
