/** AC-08: a gateway's policy engine decides about every call, by active policies that do not permit everything. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { gateways } from '../parts/agentcore-gateways.ts';
import { permitsEverything } from '../parts/cedar.ts';
import { together } from '../together.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const all = gateways({
  policyEngineConfiguration: z.object({ arn: z.string(), mode: z.enum(['ENFORCE', 'LOG_ONLY']) }).optional(),
});

const Enforcement = z.enum(['ACTIVE', 'LOG_ONLY']).optional();
const Text = z.object({ statement: z.string() }).optional();

const reads = {
  ...all.reads,
  'bedrock-agentcore-control:ListPolicies': z.object({
    policyId: z.string(),
    status: z.enum(['ACTIVE', 'CREATE_FAILED', 'CREATING', 'DELETE_FAILED', 'DELETING', 'UPDATE_FAILED', 'UPDATING']),
    enforcementMode: Enforcement,
  }),
  'bedrock-agentcore-control:GetPolicy': z.object({
    policyId: z.string(),
    name: z.string(),
    definition: z.object({ cedar: Text, policy: Text }),
  }),
};

interface Policies {
  active: number;
  /** Names of active policies that permit everything. */
  open: string[];
  /** Names of active policies whose text is not in the answer. */
  unread: string[];
}

async function policiesOf(look: Look<typeof reads>, policyEngineId: string): Promise<Policies> {
  const policies = await look.list('bedrock-agentcore-control:ListPolicies', { policyEngineId });
  // A policy without a mode is enforced, as AWS documents.
  const active = policies.filter(({ status, enforcementMode = 'ACTIVE' }) => status === 'ACTIVE' && enforcementMode === 'ACTIVE');
  const open: string[] = [];
  const unread: string[] = [];
  await together(
    active.map(async ({ policyId }) => {
      const { name, definition } = await look.get('bedrock-agentcore-control:GetPolicy', { policyEngineId, policyId });
      const text = (definition.cedar ?? definition.policy)?.statement;
      if (text === undefined) unread.push(name);
      else if (permitsEverything(text)) open.push(name);
    }),
  );
  return { active: active.length, open: open.toSorted(), unread: unread.toSorted() };
}

export const ac08 = defineCheck({
  id: 'AC-08',
  scope: 'region',
  reads,
  why: 'Without a policy that is enforced, whoever may call the gateway may use every tool behind it with any input, and so may an agent that was tricked.',
  fix: 'Attach a policy engine to the gateway in mode ENFORCE, with active policies that name who may use which tool, and under which condition.',
  blind:
    'Whether the policies are as narrow as your rules ask: only a permit for everything is recognized, not one that is merely too wide.',
  equivalents: { awsSample: ['AG-25', 'AC-35'] },
  none: 'No AgentCore gateway exists in this Region.',
  collect: (look) =>
    all.collect(look, async ({ policyEngineConfiguration: engine }) => {
      const none: Policies = { active: 0, open: [], unread: [] };
      if (engine === undefined) return { mode: 'none', ...none };
      return { mode: engine.mode, ...(engine.mode === 'ENFORCE' ? await policiesOf(look, engine.arn.split('/').at(-1) ?? '') : none) };
    }),
  judge({ mode, active, open, unread }) {
    if (mode === 'none') return fail('The gateway has no policy engine.', { mode });
    if (mode === 'LOG_ONLY') return fail('The policy engine only notes what it would refuse (mode LOG_ONLY).', { mode });
    const facts = { mode, active, open };
    if (active === 0) return fail('The policy engine has no active policy that is enforced.', facts);
    if (open.length > 0) return fail(`A policy permits every action to everybody: ${open.join(', ')}.`, facts);
    if (unread.length > 0) return notAssessed(`The text of a policy is not in the answer: ${unread.join(', ')}.`, facts);
    return pass(facts);
  },
});
