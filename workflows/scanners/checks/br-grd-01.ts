/** BR-GRD-01: where Bedrock is used there is a guardrail that is ready. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { bedrockUse, bedrockUseReads } from '../parts/bedrock-use.ts';
import { fail, pass } from '../verdict.ts';

export const brGrd01 = defineCheck({
  id: 'BR-GRD-01',
  scope: 'region',
  reads: {
    'bedrock:ListGuardrails': z.object({
      arn: z.string(),
      status: z.enum(['CREATING', 'UPDATING', 'VERSIONING', 'READY', 'FAILED', 'DELETING']),
    }),
    ...bedrockUseReads,
  },
  why: 'Without a guardrail in the Region, nothing filters what people send to a model there or what it answers.',
  fix: 'Create a guardrail in this Region, in the Bedrock console under Guardrails, and name it in each call and agent.',
  blind: 'That calls name the guardrail, and what it filters. Calls that are older than two weeks are not seen.',
  equivalents: { prowler: ['bedrock_guardrails_configured'], awsSample: ['BR-05'] },
  none: 'Bedrock was not used in this Region in the last two weeks, and nothing was built with it here.',
  async collect(look) {
    const guardrails = await look.list('bedrock:ListGuardrails');
    const ready = guardrails.filter(({ status }) => status === 'READY' || status === 'VERSIONING').length;
    const use = ready > 0 ? 'not looked for' : await bedrockUse(look);
    return use === null ? [] : [{ resource: `${look.account}/${look.region}`, facts: { guardrails: guardrails.length, ready, use } }];
  },
  judge({ guardrails, ready, use }) {
    if (ready > 0) return pass({ guardrails, ready });
    const facts = { guardrails, ready, use };
    return guardrails === 0
      ? fail(`Bedrock is used here (${use}), and there is no guardrail.`, facts)
      : fail(`Bedrock is used here (${use}), and none of the guardrails is ready.`, facts);
  },
});
