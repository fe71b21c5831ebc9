/** BR-INV-21: managed prompts have numbered versions, a key of their owner, and nothing in them that looks like a secret. The texts stay in the look. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { type Key, keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { looksSecret } from '../redact.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Text = z.object({ text: z.string().optional() });

const Template = z.union([
  z.object({ text: z.object({ text: z.string() }) }),
  z.object({ chat: z.object({ messages: z.array(z.object({ content: z.array(Text) })), system: z.array(Text).default([]) }) }),
]);

const reads = {
  ...keyReads,
  'bedrock-agent:ListPrompts': z.object({ id: z.string(), arn: z.string(), version: z.string() }),
  'bedrock-agent:GetPrompt': z.object({
    arn: z.string(),
    version: z.string(),
    customerEncryptionKeyArn: z.string().optional(),
    variants: z.array(z.object({ name: z.string(), templateConfiguration: Template })).default([]),
  }),
};

const textsOf = (template: z.output<typeof Template>): string[] => {
  if ('text' in template) return [template.text.text];
  const { messages, system } = template.chat;
  return [...system, ...messages.flatMap(({ content }) => content)].flatMap(({ text }) => text ?? []);
};

interface Prompt {
  numbered: number;
  key: Key | null;
  /** Where something looks like a secret: version and variant. */
  secrets: readonly string[];
}

async function promptOf(look: Look<typeof reads>, promptIdentifier: string): Promise<Prompt> {
  const versions = (await look.list('bedrock-agent:ListPrompts', { promptIdentifier })).map(({ version }) => version);
  const numbered = versions.filter((version) => version !== 'DRAFT');
  const draft = await look.get('bedrock-agent:GetPrompt', { promptIdentifier });
  const published = await together(
    numbered.map((promptVersion) => look.get('bedrock-agent:GetPrompt', { promptIdentifier, promptVersion })),
  );
  const secrets = [draft, ...published].flatMap(({ version, variants }) =>
    variants.flatMap(({ name, templateConfiguration }) =>
      textsOf(templateConfiguration).some(looksSecret) ? [`${version === 'DRAFT' ? 'draft' : `version ${version}`}, variant ${name}`] : [],
    ),
  );
  const key = draft.customerEncryptionKeyArn;
  return { numbered: numbered.length, key: key === undefined ? null : await keyOf(look, key), secrets };
}

export const brInv21 = defineCheck({
  id: 'BR-INV-21',
  scope: 'region',
  reads,
  why: 'A prompt that is only a draft changes without notice. A key that stands in a prompt can be talked out of the model by anybody.',
  fix: 'Take secrets out of the prompt and change them, publish a version and use its number, and give the prompt a customer managed key.',
  blind: 'Prompts in code, secrets that look like plain words, and which version an app uses.',
  equivalents: {
    prowler: ['bedrock_prompt_encrypted_with_cmk', 'bedrock_prompt_management_exists'],
    awsSample: ['BR-07'],
    other: ['FMI-05'],
  },
  none: 'There is no managed prompt in this Region.',
  async collect(look) {
    const prompts = await look.list('bedrock-agent:ListPrompts');
    return await look.each(
      prompts,
      ({ arn }) => arn,
      ({ id }) => promptOf(look, id),
    );
  },
  judge({ numbered, key, secrets }) {
    const facts = { versions: numbered, key: key?.arn ?? 'none', secrets };
    const wrong = key === null ? 'it is not encrypted with a key of yours' : keyFault(key);
    const faults = [
      ...(secrets.length === 0 ? [] : [`it holds something that looks like a secret (${secrets.join('; ')})`]),
      ...(numbered === 0 ? ['it is only a draft'] : []),
      ...(wrong === null ? [] : [wrong]),
    ];
    return faults.length === 0 ? pass(facts) : fail(`About this prompt: ${faults.join(', ')}.`, facts);
  },
});
