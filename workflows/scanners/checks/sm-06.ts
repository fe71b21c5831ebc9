/** SM-06: models behind live endpoints run isolated, in the owner's network, from a private registry. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { imageOf } from '../parts/images.ts';
import { eachEndpoint, noLiveEndpoint } from '../parts/live-endpoints.ts';
import { type Served, servedBy, servedReads } from '../parts/served-models.ts';
import { together } from '../together.ts';
import { fail, notApplicable, pass } from '../verdict.ts';

const Container = z.object({
  Image: z.string().optional(),
  ImageConfig: z.object({ RepositoryAccessMode: z.enum(['Platform', 'Vpc']) }).optional(),
});

const Model = z.object({
  ModelName: z.string(),
  ModelArn: z.string(),
  EnableNetworkIsolation: z.boolean().optional(),
  VpcConfig: z.object({ Subnets: z.array(z.string()) }).optional(),
  PrimaryContainer: Container.optional(),
  Containers: z.array(Container).optional(),
});

interface Part {
  name: string;
  isolated: boolean;
  inNetwork: boolean;
  /** Hosts outside ECR that are reached past the owner's network. */
  openRegistries: string[];
}

const openRegistry = (image: string | undefined, mode: 'Platform' | 'Vpc' = 'Platform'): string[] => {
  if (image === undefined || mode === 'Vpc') return [];
  const { host, account } = imageOf(image);
  return account === null ? [host] : [];
};

/** The configuration of an endpoint may isolate everything on it. */
const fromConfig = ({ config }: Served) => ({
  isolated: config.EnableNetworkIsolation === true,
  inNetwork: (config.VpcConfig?.Subnets.length ?? 0) > 0,
});

const fromModel = (one: z.infer<typeof Model>, served: Served): Part => {
  const all = fromConfig(served);
  const containers = [...(one.PrimaryContainer === undefined ? [] : [one.PrimaryContainer]), ...(one.Containers ?? [])];
  return {
    name: one.ModelName,
    isolated: all.isolated || one.EnableNetworkIsolation === true,
    inNetwork: all.inNetwork || (one.VpcConfig?.Subnets.length ?? 0) > 0,
    openRegistries: containers.flatMap(({ Image, ImageConfig }) => openRegistry(Image, ImageConfig?.RepositoryAccessMode)),
  };
};

export const sm06 = defineCheck({
  id: 'SM-06',
  scope: 'region',
  reads: { ...servedReads, 'sagemaker:DescribeModel': Model },
  why: 'A container that can call out can send what people ask it, or the model itself, to anybody who tampered with its image.',
  fix: 'Make the model anew with network isolation on and with subnets and security groups of yours, then move the endpoint to a configuration that names it.',
  blind: 'Which security group rules and routes the subnets have, and models that no live endpoint serves.',
  equivalents: {
    prowler: ['sagemaker_models_network_isolation_enabled', 'sagemaker_models_vpc_settings_configured'],
    awsSample: ['SM-11', 'SM-14'],
    securityHub: ['SageMaker.5', 'SageMaker.16', 'SageMaker.19'],
    other: ['CKV_AWS_370'],
  },
  none: noLiveEndpoint,
  collect: (look) =>
    eachEndpoint(look, async (endpoint) => {
      const parts = (await servedBy(look, endpoint)).map(async (served): Promise<Part[]> => {
        const models = served.models.map(async (ModelName) => fromModel(await look.get('sagemaker:DescribeModel', { ModelName }), served));
        const own = served.containers.map(({ component, image }) => ({
          name: component,
          ...fromConfig(served),
          openRegistries: openRegistry(image),
        }));
        return [...(await together(models)), ...own];
      });
      return (await together(parts)).flat();
    }),
  judge(parts) {
    if (parts.length === 0) return notApplicable('The endpoint serves no model.');
    const names = (bad: (part: Part) => boolean): string[] => [...new Set(parts.filter(bad).map(({ name }) => name))].toSorted();
    const open = names(({ isolated }) => !isolated);
    const outside = names(({ inNetwork }) => !inNetwork);
    const registries = [...new Set(parts.flatMap(({ openRegistries }) => openRegistries))].toSorted();
    const facts = { models: new Set(parts.map(({ name }) => name)).size, notIsolated: open, outsideNetwork: outside, registries };
    const faults = [
      ...(open.length > 0 ? [`runs without network isolation: ${open.join(', ')}`] : []),
      ...(outside.length > 0 ? [`is not attached to your network: ${outside.join(', ')}`] : []),
      ...(registries.length > 0 ? [`takes an image from a registry outside AWS: ${registries.join(', ')}`] : []),
    ];
    return faults.length === 0 ? pass(facts) : fail(`What the endpoint serves ${faults.join('; ')}.`, facts);
  },
});
