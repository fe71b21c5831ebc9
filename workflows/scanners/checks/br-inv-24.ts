/** BR-INV-24: flows are encrypted with a working key of their owner, and their inline code holds nothing that looks like a secret. The code stays in the look. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { type Key, keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { looksSecret } from '../redact.ts';
import { fail, pass } from '../verdict.ts';

const Code = z.object({ inlineCode: z.object({ code: z.string() }).optional() });
const Step = z.object({ name: z.string(), configuration: Code.optional() });
const Node = Step.extend({
  configuration: Code.extend({ loop: z.object({ definition: z.object({ nodes: z.array(Step) }) }).optional() }).optional(),
});

interface Facts {
  key: Key | null;
  /** Names of steps that run code, and of those whose code looks like it holds a secret. */
  coded: readonly string[];
  secret: readonly string[];
}

export const brInv24 = defineCheck({
  id: 'BR-INV-24',
  scope: 'region',
  reads: {
    ...keyReads,
    'bedrock-agent:ListFlows': z.object({ id: z.string(), arn: z.string() }),
    'bedrock-agent:GetFlow': z.object({
      arn: z.string(),
      customerEncryptionKeyArn: z.string().optional(),
      definition: z.object({ nodes: z.array(Node).default([]) }).optional(),
    }),
  },
  why: 'Code inside a flow passes by the review that other code gets, and a secret in it is readable for everybody who may look at the flow.',
  fix: 'Give the flow a customer managed key, take secrets out of its code and change them, and move code that matters into a function with a review.',
  blind: 'Published versions of the flow, which may differ from the draft that is judged, and what the code does.',
  equivalents: {},
  none: 'There is no flow in this Region.',
  async collect(look) {
    const flows = await look.list('bedrock-agent:ListFlows');
    return await look.each(
      flows,
      ({ arn }) => arn,
      async ({ id: flowIdentifier }): Promise<Facts> => {
        const { customerEncryptionKeyArn: key, definition } = await look.get('bedrock-agent:GetFlow', { flowIdentifier });
        const steps = (definition?.nodes ?? []).flatMap((node) => [node, ...(node.configuration?.loop?.definition.nodes ?? [])]);
        const coded = steps.flatMap(({ name, configuration }) =>
          configuration?.inlineCode === undefined ? [] : [{ name, isSecret: looksSecret(configuration.inlineCode.code) }],
        );
        return {
          key: key === undefined ? null : await keyOf(look, key),
          coded: coded.map(({ name }) => name),
          secret: coded.filter(({ isSecret }) => isSecret).map(({ name }) => name),
        };
      },
    );
  },
  judge({ key, coded, secret }) {
    const facts = { key: key?.arn ?? 'none', code: coded, secrets: secret };
    const wrong = key === null ? 'it is not encrypted with a key of yours' : keyFault(key);
    const faults = [
      ...(secret.length === 0 ? [] : [`code that looks like it holds a secret stands in ${secret.join(', ')}`]),
      ...(wrong === null ? [] : [wrong]),
    ];
    if (faults.length > 0) return fail(`About this flow: ${faults.join(', ')}.`, facts);
    return pass(
      facts,
      ...(coded.length === 0 ? [] : [`Steps run code inside the flow; see that somebody reviewed it: ${coded.join(', ')}.`]),
    );
  },
});
