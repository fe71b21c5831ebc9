/** BR-INV-07: the account chose that Bedrock keeps nothing of prompts and answers. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { fail, pass } from '../verdict.ts';

const words = {
  provider_data_share: 'prompts and answers may be shared with the provider of the model',
  aws_review: 'AWS may look at prompts and answers',
  default: 'each model keeps what its own terms say',
  inherit: 'nothing was chosen, so each model keeps what its own terms say',
} as const;

export const brInv07 = defineCheck({
  id: 'BR-INV-07',
  scope: 'region',
  reads: {
    'bedrock:GetAccountDataRetention': z.object({ mode: z.enum(['none', 'default', 'inherit', 'aws_review', 'provider_data_share']) }),
  },
  why: 'Depending on the mode, AWS or the provider of the model may keep prompts and answers, or look at them.',
  fix: 'Set the data retention mode of Bedrock to "none" for the account. Models that must keep data then refuse calls, so try it first.',
  blind: 'Modes of single projects, which may differ from the account, and what your own logs keep.',
  equivalents: { awsSample: ['BR-37'] },
  collect: async (look) => [
    { resource: `${look.account}/${look.region}`, facts: { mode: (await look.get('bedrock:GetAccountDataRetention')).mode } },
  ],
  judge({ mode }) {
    if (mode === 'none') return pass({ mode });
    return fail(`The data retention mode is ${mode}: ${words[mode]}.`, { mode });
  },
});
