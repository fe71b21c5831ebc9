/** AG-10: live agents are encrypted with a key of yours that works. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { keyFault, keyOf, keyReads } from '../parts/keys.ts';
import { agentSettings, judgeLive, liveAgents } from '../parts/live-agents.ts';

const agents = agentSettings({ customerEncryptionKeyArn: z.string().optional() });

export const ag10 = defineCheck({
  id: 'AG-10',
  scope: 'region',
  reads: { ...agents.reads, ...keyReads },
  why: 'The instructions of an agent, its prompts and its sessions lie with the service. Under a key of yours you see who used it, and can take it away.',
  fix: 'Set a KMS key of yours in the agent, prepare it, create a new version and point the alias to that version.',
  blind: 'Who may use the key, and what the functions and knowledge bases of the agent are encrypted with.',
  equivalents: { other: ['CKV_AWS_373'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: (look) =>
    liveAgents(look, async ({ id }, version) => {
      const { customerEncryptionKeyArn: arn } = await agents.readVersion(look, id, version);
      return arn === undefined || arn === '' ? null : await keyOf(look, arn);
    }),
  judge: (agent) =>
    judgeLive(agent, (key) => {
      const fault = key === null ? null : keyFault(key);
      if (key === null) return { problem: 'is encrypted with a key of AWS' };
      return fault === null ? {} : { problem: `names a key, but ${fault}` };
    }),
});
