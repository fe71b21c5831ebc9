/** AC-30: an active online evaluation scores live answers of each AgentCore runtime. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { runtimeListReads } from '../parts/agentcore-runtimes.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

/** Built-in evaluators that look for harm to people. */
const safety = /^Builtin\.(?:Harmfulness|Stereotyping)$/;

export const ac30 = defineCheck({
  id: 'AC-30',
  scope: 'region',
  reads: {
    ...runtimeListReads,
    'bedrock-agentcore-control:ListOnlineEvaluationConfigs': z.object({
      onlineEvaluationConfigId: z.string(),
      status: z.enum(['ACTIVE', 'CREATE_FAILED', 'CREATING', 'DELETING', 'ERROR', 'UPDATE_FAILED', 'UPDATING']),
      executionStatus: z.enum(['DISABLED', 'ENABLED']),
    }),
    'bedrock-agentcore-control:GetOnlineEvaluationConfig': z.object({
      onlineEvaluationConfigName: z.string(),
      dataSourceConfig: z.object({
        cloudWatchLogs: z.object({ serviceNames: z.array(z.string()), logGroupNames: z.array(z.string()).default([]) }),
      }),
      evaluators: z.array(z.object({ evaluatorId: z.string() })).default([]),
    }),
  },
  why: 'Agents change with their models, data and users. Without scores of live answers nobody notices when answers become wrong or harmful.',
  fix: 'In AgentCore Evaluations, create an online evaluation for the runtime, with an evaluator for harmful content among others, and enable it.',
  blind: 'Which share of the answers is scored, whether somebody looks at the scores, and evaluations outside AgentCore.',
  equivalents: { awsSample: ['AC-17', 'AC-39', 'AC-40'] },
  none: 'No AgentCore runtime exists in this Region.',
  async collect(look) {
    const runtimes = await look.list('bedrock-agentcore-control:ListAgentRuntimes');
    if (runtimes.length === 0) return [];
    const configs = await look.list('bedrock-agentcore-control:ListOnlineEvaluationConfigs');
    const running = await together(
      configs
        .filter(({ status, executionStatus }) => status === 'ACTIVE' && executionStatus === 'ENABLED')
        .map(({ onlineEvaluationConfigId }) =>
          look.get('bedrock-agentcore-control:GetOnlineEvaluationConfig', { onlineEvaluationConfigId }),
        ),
    );
    return await look.each(
      runtimes,
      ({ agentRuntimeArn }) => agentRuntimeArn,
      ({ agentRuntimeId, agentRuntimeName }) => {
        // A runtime's traces carry "<name>.<endpoint>", and lie in a log group with its id.
        const covering = running.filter(({ dataSourceConfig: { cloudWatchLogs: source } }) => {
          const named = source.serviceNames.some((name) => name.startsWith(`${agentRuntimeName}.`));
          return named || source.logGroupNames.some((group) => group.startsWith(`/aws/bedrock-agentcore/runtimes/${agentRuntimeId}-`));
        });
        return {
          evaluations: covering.map(({ onlineEvaluationConfigName }) => onlineEvaluationConfigName).toSorted(),
          safety: covering.some(({ evaluators }) => evaluators.some(({ evaluatorId }) => safety.test(evaluatorId))),
        };
      },
    );
  },
  judge(facts) {
    if (facts.evaluations.length === 0) return fail('No active online evaluation scores the answers of this runtime.', facts);
    return pass(facts, ...(facts.safety ? [] : ['No built-in evaluator for harmful content is among the evaluators.']));
  },
});
