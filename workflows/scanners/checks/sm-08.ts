/** SM-08: live endpoints are encrypted with a key of the owner's, run on two machines or more, and encrypt what they capture. */
import { defineCheck } from '../check.ts';
import {
  type EndpointConfig,
  type EndpointVariant,
  eachEndpoint,
  endpointReads,
  noLiveEndpoint,
  variantsOf,
} from '../parts/live-endpoints.ts';
import { hasLocalStorage } from '../parts/local-storage.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const isServerless = ({ ServerlessConfig }: EndpointVariant): boolean => ServerlessConfig !== undefined;

const typesOf = ({ InstanceType, InstancePools = [] }: EndpointVariant): string[] => [
  ...(InstanceType === undefined ? [] : [InstanceType]),
  ...InstancePools.map((pool) => pool.InstanceType),
];

/** Whether a disk of the endpoint can have a key at all. */
const hasDisks = (config: EndpointConfig): boolean =>
  variantsOf(config).some((variant) => {
    const types = typesOf(variant);
    return !isServerless(variant) && (types.length === 0 || types.some((type) => hasLocalStorage(type) !== true));
  });

const isSet = (key: string | undefined): boolean => key !== undefined && key !== '';

export const sm08 = defineCheck({
  id: 'SM-08',
  scope: 'region',
  reads: endpointReads,
  why: 'With one machine the model is gone when that machine is. Without a key of yours you cannot cut off what the endpoint stores, such as captured questions and answers.',
  fix: 'Make an endpoint configuration with a KMS key, at least two instances for each variant and a key for captured data, and move the endpoint to it.',
  blind: 'Whether scaling takes the endpoint below two machines at other times, and who may use the keys.',
  equivalents: {
    prowler: ['sagemaker_endpoint_config_kms_encryption_enabled', 'sagemaker_endpoint_config_prod_variant_instances'],
    awsSample: ['SM-12'],
    securityHub: ['SageMaker.4'],
    other: ['CKV_AWS_98'],
  },
  none: noLiveEndpoint,
  collect: (look) =>
    eachEndpoint(look, ({ configs, machines }) =>
      configs.map((config) => ({
        name: config.EndpointConfigName,
        key: isSet(config.KmsKeyId),
        disks: hasDisks(config),
        // Capture is on unless it says otherwise.
        openCapture:
          config.DataCaptureConfig !== undefined &&
          config.DataCaptureConfig.EnableCapture !== false &&
          !isSet(config.DataCaptureConfig.KmsKeyId),
        variants: config.ProductionVariants.filter((one) => !isServerless(one)).map((one) => ({
          name: one.VariantName,
          machines: machines.get(one.VariantName) ?? one.InitialInstanceCount,
          least: one.ManagedInstanceScaling?.Status === 'ENABLED' ? one.ManagedInstanceScaling.MinInstanceCount : undefined,
        })),
      })),
    ),
  judge(configs) {
    const variants = configs.flatMap((config) => config.variants);
    const facts = {
      configurations: configs.map(({ name }) => name),
      machines: variants.map(({ name, machines }) => `${name}: ${machines ?? 'not said'}`),
    };
    const single = variants
      .filter(({ machines }) => machines !== undefined && machines < 2)
      .map(({ name, machines }) => `${name} (${machines})`);
    const faults = [
      ...(configs.some(({ key, disks }) => disks && !key) ? ['its disks are not encrypted with a key of yours'] : []),
      ...(single.length > 0 ? [`it runs on fewer than two machines: ${single.join(', ')}`] : []),
      ...(configs.some(({ openCapture }) => openCapture) ? ['it captures questions and answers without a key of yours'] : []),
    ];
    if (faults.length > 0) return fail(`The endpoint is not safe: ${faults.join('; ')}.`, facts);
    if (variants.some(({ machines }) => machines === undefined))
      return notAssessed('The endpoint does not say on how many machines it runs.', facts);
    return pass(
      facts,
      ...(configs.some(({ key, disks }) => !key && !disks)
        ? ['The endpoint has no disks that take a key: they are inside the machines, or it is serverless.']
        : []),
      ...(variants.some(({ least }) => least !== undefined && least < 2) ? ['Scaling may take the endpoint below two machines.'] : []),
    );
  },
});
