/** BR-INV-20: each model and knowledge base in use went through a finished evaluation with a safety measure in the last half year. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { named, type Profile, profilesOf } from '../parts/model-names.ts';
import { modelsInUse, modelsInUseReads } from '../parts/models-in-use.ts';
import { together } from '../together.ts';
import { fail, pass } from '../verdict.ts';

const Measured = z.object({ datasetMetricConfigs: z.array(z.object({ metricNames: z.array(z.string()) })) });

const reads = {
  ...modelsInUseReads,
  'bedrock:ListEvaluationJobs': z.object({
    jobArn: z.string(),
    status: z.enum(['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped', 'Deleting']),
    creationTime: z.date(),
    modelIdentifiers: z.array(z.string()).default([]),
    ragIdentifiers: z.array(z.string()).default([]),
  }),
  'bedrock:GetEvaluationJob': z.object({
    jobArn: z.string(),
    evaluationConfig: z.union([
      z.object({ automated: Measured }),
      z.object({ human: Measured.extend({ customMetrics: z.array(z.object({ name: z.string() })).default([]) }) }),
    ]),
  }),
};

const safety = /toxic|harm|robust|stereotyp/i;
/** Models that make vectors or sort results write nothing that could be toxic. */
const writesNothing = /embed|rerank/i;

const day = 86_400_000;
const halfYear = 180;

interface Evaluated {
  name: string;
  isSafety: boolean;
  at: number;
}

/** Names under which things were evaluated: ids of models and of knowledge bases. */
async function evaluations(look: Look<typeof reads>, profiles: readonly Profile[]): Promise<Evaluated[]> {
  const jobs = (await look.list('bedrock:ListEvaluationJobs')).filter(({ status }) => status === 'Completed');
  const found = jobs.map(async ({ jobArn, creationTime, modelIdentifiers, ragIdentifiers }) => {
    const { evaluationConfig: config } = await look.get('bedrock:GetEvaluationJob', { jobIdentifier: jobArn });
    const measured = 'automated' in config ? config.automated : config.human;
    const own = 'human' in config ? config.human.customMetrics.map(({ name }) => name) : [];
    const measures = [...measured.datasetMetricConfigs.flatMap(({ metricNames }) => metricNames), ...own];
    const models = modelIdentifiers.flatMap((name) => {
      const what = named(look, name, profiles);
      return what.kind === 'foundation' ? what.arns.map(lastOf) : [lastOf(name)];
    });
    const names = new Set([...models, ...ragIdentifiers.map(lastOf)]);
    return [...names].map((name) => ({ name, isSafety: measures.some((one) => safety.test(one)), at: creationTime.getTime() }));
  });
  return (await together(found)).flat();
}

const lastOf = (arn: string): string => arn.split('/').at(-1) ?? arn;

export const brInv20 = defineCheck({
  id: 'BR-INV-20',
  scope: 'region',
  reads,
  why: 'A model that nobody tested for harmful answers shows them to your users first.',
  fix: 'In the Bedrock console under Evaluations, run an evaluation of the model or knowledge base with a measure for toxicity, harmfulness or robustness, and again twice a year.',
  blind: 'The results, whether the test data fit your use, and tests with other tools.',
  equivalents: { awsSample: ['BR-18', 'BR-25', 'FS-15'] },
  none: 'No model that writes and no knowledge base is in use in this Region.',
  async collect(look) {
    const { models } = await modelsInUse(look);
    const bases = await look.list('bedrock-agent:ListKnowledgeBases');
    const subjects = [
      ...models.filter(({ id }) => !writesNothing.test(id)).map(({ id, arn, usedBy }) => ({ id, arn, usedBy })),
      ...bases.map(({ knowledgeBaseId: id }) => ({ id, arn: look.arn('bedrock', `knowledge-base/${id}`), usedBy: [] as string[] })),
    ];
    if (subjects.length === 0) return [];
    const done = await evaluations(look, await profilesOf(look));
    return await look.eachUsed(
      subjects,
      ({ arn, usedBy }) => ({ resource: arn, usedBy }),
      ({ id }) => ({ evaluations: done.filter(({ name }) => name === id) }),
    );
  },
  judge({ evaluations: done }, { now }) {
    const last = (list: readonly Evaluated[]): number | null => (list.length === 0 ? null : Math.max(...list.map(({ at }) => at)));
    const safe = last(done.filter(({ isSafety }) => isSafety));
    const facts = { evaluations: done.length, ...(safe === null ? {} : { lastSafety: new Date(safe).toISOString().slice(0, 10) }) };
    if (done.length === 0) return fail('No finished evaluation of it is known to Bedrock.', facts);
    if (safe === null) return fail('It was evaluated, but not for toxicity, harmfulness or robustness.', facts);
    return now - safe > halfYear * day
      ? fail(`Its last safety evaluation is from ${facts.lastSafety}, more than half a year ago.`, facts)
      : pass(facts);
  },
});
