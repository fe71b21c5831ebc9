/** AC-25: keys and secrets that agents use for outside services were changed in the last 90 days. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const Provider = z.object({ name: z.string(), credentialProviderArn: z.string() });
const SecretArn = z.object({ secretArn: z.string() });

const reads = {
  'bedrock-agentcore-control:ListApiKeyCredentialProviders': Provider,
  'bedrock-agentcore-control:ListOauth2CredentialProviders': Provider,
  'bedrock-agentcore-control:GetApiKeyCredentialProvider': z.object({ credentialProviderArn: z.string(), apiKeySecretArn: SecretArn }),
  'bedrock-agentcore-control:GetOauth2CredentialProvider': z.object({ credentialProviderArn: z.string(), clientSecretArn: SecretArn }),
  'secrets-manager:DescribeSecret': z.object({
    ARN: z.string(),
    CreatedDate: z.date().optional(),
    LastChangedDate: z.date().optional(),
    LastRotatedDate: z.date().optional(),
  }),
};

interface Facts {
  kind: 'API key' | 'OAuth client secret';
  /** Milliseconds since 1970; `null` where the answer does not say. */
  changed: number | null;
}

/** Only dates are read; the value of a secret never is. */
async function changeOf(look: Look<typeof reads>, secret: string): Promise<number | null> {
  const there = look.from(secret.split(':')[3] ?? look.region);
  const { LastRotatedDate, LastChangedDate, CreatedDate } = await there.get('secrets-manager:DescribeSecret', { SecretId: secret });
  const dates = [CreatedDate, LastChangedDate, LastRotatedDate].flatMap((date) => date?.getTime() ?? []);
  return dates.length === 0 ? null : Math.max(...dates);
}

const dayMs = 86_400_000;
const longest = 90;

export const ac25 = defineCheck({
  id: 'AC-25',
  scope: 'region',
  reads,
  why: 'A key that never changes works for everybody who has ever seen it, such as people who left or a log that kept it.',
  fix: 'Make a new key or client secret at the outside service, put it into the credential provider of AgentCore Identity, and take the old one out of use.',
  blind: 'Whether the old value was made void at the outside service, and whether the last change was of the value.',
  equivalents: {},
  none: 'No credential provider exists in this Region.',
  async collect(look) {
    const [keys, clients] = await together([
      look.list('bedrock-agentcore-control:ListApiKeyCredentialProviders'),
      look.list('bedrock-agentcore-control:ListOauth2CredentialProviders'),
    ]);
    const found = await together([
      look.each(
        keys,
        ({ credentialProviderArn }) => credentialProviderArn,
        async ({ name }): Promise<Facts> => {
          const { apiKeySecretArn } = await look.get('bedrock-agentcore-control:GetApiKeyCredentialProvider', { name });
          return { kind: 'API key', changed: await changeOf(look, apiKeySecretArn.secretArn) };
        },
      ),
      look.each(
        clients,
        ({ credentialProviderArn }) => credentialProviderArn,
        async ({ name }): Promise<Facts> => {
          const { clientSecretArn } = await look.get('bedrock-agentcore-control:GetOauth2CredentialProvider', { name });
          return { kind: 'OAuth client secret', changed: await changeOf(look, clientSecretArn.secretArn) };
        },
      ),
    ]);
    return found.flat();
  },
  judge({ kind, changed }, { now }) {
    if (changed === null) return notAssessed(`The answer does not say when the ${kind} was changed.`, { kind });
    const days = Math.floor((now - changed) / dayMs);
    const facts = { kind, days };
    if (days > longest) return fail(`The ${kind} was last changed ${days} days ago (more than ${longest}).`, facts);
    return pass(facts, ...(kind === 'API key' ? ['A fixed API key works for whoever copies it; OAuth or an IAM role does not.'] : []));
  },
});
