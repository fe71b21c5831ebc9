/** BR-INV-23: in the live versions of each flow, every step in which a model writes has a guardrail. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { FlowDefinition, stepsOf, writingSteps } from '../parts/flow-nodes.ts';
import { liveFlowReads, liveVersionsOfFlow } from '../parts/live-flows.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

export const brInv23 = defineCheck({
  id: 'BR-INV-23',
  scope: 'region',
  reads: {
    ...liveFlowReads,
    'bedrock-agent:GetFlowVersion': z.object({ arn: z.string(), version: z.string(), definition: FlowDefinition.optional() }),
  },
  why: 'One step without a guardrail is enough: what the model writes there goes on to the user or the next step unfiltered.',
  fix: 'In the flow, name a guardrail with its version in each prompt step and each knowledge-base step that answers. Then publish a version and point the alias to it.',
  blind: 'What the guardrails filter, steps that call agents, functions or code, and flows without an alias.',
  equivalents: { awsSample: ['BR-13'] },
  none: 'No flow with an alias has a step in which a model writes.',
  async collect(look) {
    const flows = await look.list('bedrock-agent:ListFlows');
    return await look.each(
      flows,
      ({ arn }) => arn,
      async ({ id }) => {
        const versions = await liveVersionsOfFlow(look, id);
        const read = versions.map(async (version) => {
          const flow = await look.get('bedrock-agent:GetFlowVersion', { flowIdentifier: id, flowVersion: version });
          return writingSteps(stepsOf(flow.definition)).map(({ name, guardrail }) => ({ step: `${name} (version ${version})`, guardrail }));
        });
        const steps = (await together(read)).flat();
        return steps.length === 0 ? null : { versions, steps };
      },
    );
  },
  judge({ versions, steps }) {
    const open = steps.filter(({ guardrail }) => guardrail === null).map(({ step }) => step);
    const facts = { versions, steps: steps.length, open };
    if (open.length > 0) return fail(`Steps without a guardrail: ${open.join(', ')}.`, facts);
    const drafts = steps.filter(({ guardrail }) => guardrail?.version === 'DRAFT').map(({ step }) => step);
    return pass(
      facts,
      ...(drafts.length === 0 ? [] : [`These steps use a draft guardrail, which can change at any time: ${drafts.join(', ')}.`]),
    );
  },
});
