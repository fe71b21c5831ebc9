/** AC-18: copies of AgentCore memory are streamed nowhere, or only to a stream of the same account. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { memories } from '../parts/agentcore-memories.ts';
import { fail, pass } from '../verdict.ts';

// Whether copies are streamed may be encrypted too, so the full view is asked for.
const all = memories('full', {
  streamDeliveryResources: z.object({ resources: z.array(z.object({ kinesis: z.object({ dataStreamArn: z.string() }) })) }).optional(),
});

export const ac18 = defineCheck({
  id: 'AC-18',
  scope: 'region',
  reads: all.reads,
  why: 'A stream carries what the agent remembers about people. In another account, your rules about access and deletion do not reach it.',
  fix: 'Send the stream of the memory to a Kinesis stream in the same account, or take it away.',
  blind: 'Who reads the stream, and where readers copy it.',
  equivalents: {},
  none: 'No AgentCore memory exists in this Region.',
  collect: (look) =>
    all.collect(look, ({ streamDeliveryResources }) =>
      (streamDeliveryResources?.resources ?? []).map(({ kinesis }) => kinesis.dataStreamArn.split(':')[4] ?? ''),
    ),
  judge(accounts, { account }) {
    const foreign = accounts.filter((one) => one !== account);
    const facts = { streams: accounts.length };
    if (foreign.length > 0)
      return fail(`Copies of this memory are streamed to another account (${[...new Set(foreign)].join(', ')}).`, facts);
    return pass(
      facts,
      ...(accounts.length === 0 ? [] : ['Copies of this memory are streamed within the account; they need the same care.']),
    );
  },
});
