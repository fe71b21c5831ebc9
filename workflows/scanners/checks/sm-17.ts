/** SM-17: each model behind a live endpoint has an approved card that states its intended use and its risk. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { eachEndpoint, noLiveEndpoint } from '../parts/live-endpoints.ts';
import { servedBy, servedReads } from '../parts/served-models.ts';
import { together } from '../together.ts';
import { fail, notApplicable, notAssessed, pass } from '../verdict.ts';

const Container = z.object({ ModelPackageName: z.string().optional() });

/** The parts of a card that count; the schema is that of the service. */
const Content = z.object({
  model_overview: z.object({ model_id: z.string().optional(), model_name: z.string().optional() }).optional(),
  model_package_details: z.object({ model_package_arn: z.string().optional() }).optional(),
  intended_uses: z
    .object({ purpose_of_model: z.string().optional(), intended_uses: z.string().optional(), risk_rating: z.string().optional() })
    .optional(),
});

/** What is kept of a card: which model it is about, and which answers it gives. Its text is left behind. */
interface Card {
  name: string;
  about: string[];
  use: boolean;
  risk: boolean;
}

const said = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

/** `null` where the card is not written as the service writes cards. */
function readCard(name: string, text: string): Card | null {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return null;
  }
  const { data } = Content.safeParse(tree);
  if (data === undefined) return null;
  const { model_overview: model, model_package_details: packed, intended_uses: uses } = data;
  return {
    name,
    about: [model?.model_id, model?.model_name, packed?.model_package_arn].filter((one) => one !== undefined),
    use: said(uses?.intended_uses) || said(uses?.purpose_of_model),
    risk: said(uses?.risk_rating) && uses?.risk_rating?.toLowerCase() !== 'unknown',
  };
}

export const sm17 = defineCheck({
  id: 'SM-17',
  scope: 'region',
  reads: {
    ...servedReads,
    'sagemaker:DescribeModel': z.object({
      ModelName: z.string(),
      ModelArn: z.string(),
      PrimaryContainer: Container.optional(),
      Containers: z.array(Container).optional(),
    }),
    'sagemaker:ListModelCards': z.object({ ModelCardName: z.string(), ModelCardArn: z.string() }),
    'sagemaker:DescribeModelCard': z.object({ ModelCardArn: z.string(), Content: z.string() }),
  },
  why: 'Without a card nobody can say later what a model was meant for, how risky it is, and who let it go live.',
  fix: 'In SageMaker, write a model card for the model with its intended uses and a risk rating, and have it approved.',
  blind: 'Whether what the card says is true, cards that are kept outside SageMaker, and models that no live endpoint serves.',
  equivalents: { awsSample: ['FS-42'] },
  none: noLiveEndpoint,
  collect: (look) =>
    eachEndpoint(look, async (endpoint) => {
      const served = await servedBy(look, endpoint);
      const names = [...new Set(served.flatMap(({ models }) => models))];
      const listed = await look.list('sagemaker:ListModelCards', { ModelCardStatus: 'Approved' });
      const cards = await together(
        listed.map(async ({ ModelCardName }) => {
          const { Content: text } = await look.get('sagemaker:DescribeModelCard', { ModelCardName });
          return readCard(ModelCardName, text);
        }),
      );
      const models = await together(
        names.map(async (ModelName) => {
          const one = await look.get('sagemaker:DescribeModel', { ModelName });
          const packages = [one.PrimaryContainer, ...(one.Containers ?? [])].flatMap((container) => container?.ModelPackageName ?? []);
          const ids = [one.ModelArn, one.ModelName, ...packages];
          return { name: ModelName, cards: cards.flatMap((card) => (card?.about.some((id) => ids.includes(id)) === true ? [card] : [])) };
        }),
      );
      const own = served.flatMap(({ containers }) => containers.map(({ component }) => ({ name: component, cards: [] as Card[] })));
      return { models: [...models, ...own], strange: cards.filter((card) => card === null).length };
    }),
  judge({ models, strange }) {
    if (models.length === 0) return notApplicable('The endpoint serves no model.');
    const faults = models.flatMap(({ name, cards }) => {
      if (cards.length === 0) return [`${name} has no approved model card`];
      if (cards.some(({ use, risk }) => use && risk)) return [];
      return [`the card of ${name} leaves out its ${cards.some(({ use }) => use) ? 'risk rating' : 'intended use'}`];
    });
    const facts = {
      models: models.map(({ name }) => name),
      cards: [...new Set(models.flatMap(({ cards }) => cards.map(({ name }) => name)))],
    };
    if (faults.length === 0) return pass(facts);
    if (strange > 0)
      return notAssessed('An approved card is written in a way that we do not understand, and may be the one that is missing.', facts);
    return fail(`Of what the endpoint serves, ${[...new Set(faults)].join('; ')}.`, facts);
  },
});
