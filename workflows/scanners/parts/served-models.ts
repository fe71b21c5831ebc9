/** What a live SageMaker endpoint serves: models by their name, and containers that inference components bring along themselves. */
import { z } from 'zod';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { type EndpointConfig, endpointReads, type LiveEndpoint, variantsOf } from './live-endpoints.ts';

const Specification = z.object({
  ModelName: z.string().optional(),
  Container: z
    .object({
      DeployedImage: z.object({ SpecifiedImage: z.string().optional() }).optional(),
      Environment: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

export const servedReads = {
  ...endpointReads,
  'sagemaker:ListInferenceComponents': z.object({ InferenceComponentName: z.string(), InferenceComponentStatus: z.string().optional() }),
  'sagemaker:DescribeInferenceComponent': z.object({
    InferenceComponentArn: z.string(),
    Specification: Specification.optional(),
    Specifications: z.array(Specification).optional(),
  }),
};

/** A container that stands in the inference component itself. */
interface OwnContainer {
  component: string;
  /** Left out where the component only adds weights to another one. */
  image: string | undefined;
  environment: Readonly<Record<string, string>>;
}

export interface Served {
  config: EndpointConfig;
  models: readonly string[];
  containers: readonly OwnContainer[];
}

/** Of each configuration of the endpoint, what is served with it. A variant without a model serves inference components. */
export async function servedBy(look: Look<typeof servedReads>, { name, configs }: LiveEndpoint): Promise<Served[]> {
  const open = configs.some((config) => variantsOf(config).some(({ ModelName }) => ModelName === undefined));
  const components = open ? await componentsOf(look, name) : { models: [], containers: [] };
  return configs.map((config) => {
    const named = variantsOf(config).flatMap(({ ModelName }) => ModelName ?? []);
    return { config, models: [...new Set([...named, ...components.models])], containers: components.containers };
  });
}

async function componentsOf(look: Look<typeof servedReads>, endpoint: string): Promise<Pick<Served, 'models' | 'containers'>> {
  const listed = await look.list('sagemaker:ListInferenceComponents', { EndpointNameEquals: endpoint });
  const components = listed.filter(({ InferenceComponentStatus }) => InferenceComponentStatus !== 'Deleting');
  const found = await together(
    components.map(async ({ InferenceComponentName }) => {
      const one = await look.get('sagemaker:DescribeInferenceComponent', { InferenceComponentName });
      const specifications = [...(one.Specification === undefined ? [] : [one.Specification]), ...(one.Specifications ?? [])];
      return specifications.map((specification) => ({ component: InferenceComponentName, ...specification }));
    }),
  );
  const specifications = found.flat();
  return {
    models: specifications.flatMap(({ ModelName }) => ModelName ?? []),
    containers: specifications.flatMap(({ component, Container }) =>
      Container === undefined
        ? []
        : [{ component, image: Container.DeployedImage?.SpecifiedImage, environment: Container.Environment ?? {} }],
    ),
  };
}
