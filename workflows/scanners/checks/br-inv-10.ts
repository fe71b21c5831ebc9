/** BR-INV-10: no foundation model in use is on its way out. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { modelsInUse, modelsInUseReads } from '../parts/models-in-use.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const day = 86_400_000;
const warnDays = 90;

const asDate = (date: Date): string => date.toISOString().slice(0, 10);

export const brInv10 = defineCheck({
  id: 'BR-INV-10',
  scope: 'region',
  reads: {
    ...modelsInUseReads,
    'bedrock:GetFoundationModel': z.object({
      modelDetails: z.object({
        modelArn: z.string(),
        modelLifecycle: z.object({ status: z.enum(['ACTIVE', 'LEGACY']), endOfLifeTime: z.date().optional() }).optional(),
      }),
    }),
  },
  why: 'On the day a model ends, calls to it fail. Whoever notices then changes the model in a hurry and without tests.',
  fix: 'Choose a newer model, test your prompts with it, and change the agents, flows, knowledge bases and code that name the old one.',
  blind:
    'Models that were not called for two weeks and that no live agent, flow, knowledge base or profile names; custom and imported models.',
  equivalents: { awsSample: ['FS-34', 'FS-63'] },
  none: 'No foundation model is in use in this Region.',
  async collect(look) {
    const { models, unknown } = await modelsInUse(look);
    const known = await look.eachUsed(
      models,
      ({ arn, usedBy }) => ({ resource: arn, usedBy }),
      async ({ id, arn }) => {
        const region = arn.split(':')[3] ?? look.region;
        const { modelDetails } = await look.from(region).get('bedrock:GetFoundationModel', { modelIdentifier: id });
        return { id, lifecycle: modelDetails.modelLifecycle ?? null };
      },
    );
    const strangers = await look.eachUsed(
      unknown,
      ({ name, usedBy }) => ({ resource: name.startsWith('arn:') ? name : look.arn('bedrock', `inference-profile/${name}`), usedBy }),
      ({ name }) => ({ id: name, lifecycle: null }),
    );
    return [...known, ...strangers];
  },
  judge({ id, lifecycle }, { now }) {
    if (lifecycle === null) return notAssessed(`AWS does not tell how long ${id} will be there.`, { model: id });
    const { status, endOfLifeTime: end } = lifecycle;
    const facts = { model: id, status, ...(end === undefined ? {} : { end: asDate(end) }) };
    const when = end === undefined ? '' : ` and ends on ${asDate(end)}`;
    if (end !== undefined && end.getTime() <= now) return fail(`The model reached its end on ${asDate(end)}.`, facts);
    if (status === 'LEGACY') return fail(`The model is in its legacy phase${when}.`, facts);
    if (end !== undefined && end.getTime() - now < warnDays * day)
      return fail(`The model ends on ${asDate(end)}, in less than ${warnDays} days.`, facts);
    return pass(facts);
  },
});
