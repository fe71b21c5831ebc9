/** SM-07: containers of live models hold no secrets, come from known registries, and their models were approved in the registry. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Look } from '../look.ts';
import { isKnownImage } from '../parts/images.ts';
import { eachEndpoint, noLiveEndpoint } from '../parts/live-endpoints.ts';
import { secretSettings } from '../parts/secret-settings.ts';
import { servedBy, servedReads } from '../parts/served-models.ts';
import { together } from '../together.ts';
import { fail, needsList, notApplicable, pass } from '../verdict.ts';

const Settings = { Image: z.string().optional(), Environment: z.record(z.string(), z.string()).optional() };
const Container = z.object({ ...Settings, ModelPackageName: z.string().optional() });

const reads = {
  ...servedReads,
  'sagemaker:DescribeModel': z.object({
    ModelName: z.string(),
    ModelArn: z.string(),
    PrimaryContainer: Container.optional(),
    Containers: z.array(Container).optional(),
  }),
  'sagemaker:DescribeModelPackage': z.object({
    ModelPackageArn: z.string(),
    ModelApprovalStatus: z.enum(['Approved', 'Rejected', 'PendingManualApproval']).optional(),
    InferenceSpecification: z.object({ Containers: z.array(z.object(Settings)) }).optional(),
  }),
};

type Approval = 'Approved' | 'Rejected' | 'PendingManualApproval' | 'none' | 'not from the registry';

/** What is known of one container; the values of its settings are left behind. */
interface Part {
  name: string;
  images: string[];
  secrets: string[];
  approval: Approval;
}

async function partOf(look: Look<typeof reads>, name: string, container: z.infer<typeof Container>): Promise<Part> {
  const { Image, Environment = {}, ModelPackageName } = container;
  const own = ModelPackageName === undefined ? null : await look.get('sagemaker:DescribeModelPackage', { ModelPackageName });
  const packed = own?.InferenceSpecification?.Containers ?? [];
  return {
    name,
    images: [Image, ...packed.map((one) => one.Image)].filter((image) => image !== undefined),
    secrets: [Environment, ...packed.map((one) => one.Environment ?? {})].flatMap(secretSettings),
    approval: own === null ? 'not from the registry' : (own.ModelApprovalStatus ?? 'none'),
  };
}

async function partsOfModel(look: Look<typeof reads>, ModelName: string): Promise<Part[]> {
  const one = await look.get('sagemaker:DescribeModel', { ModelName });
  const containers = [...(one.PrimaryContainer === undefined ? [] : [one.PrimaryContainer]), ...(one.Containers ?? [])];
  return await together(containers.map((container) => partOf(look, ModelName, container)));
}

const approvalFault: Readonly<Record<Approval, string | null>> = {
  Approved: null,
  Rejected: 'was rejected in the model registry',
  PendingManualApproval: 'waits for approval in the model registry',
  none: 'comes from a model package that nobody approves',
  'not from the registry': 'does not come from the model registry',
};

export const sm07 = defineCheck({
  id: 'SM-07',
  scope: 'region',
  reads,
  why: 'A strange image runs with the rights of the model. A secret in its settings is open to everybody who may look at the model, and a model that nobody approved was perhaps never tested.',
  fix: 'Register the model, approve the version, and make the model from that package. Keep secrets in AWS Secrets Manager and images in a registry of yours.',
  blind: 'What is inside the images, whether the approval was more than a click, and secrets whose name and form give no hint.',
  equivalents: {},
  needs: ['registries'],
  none: noLiveEndpoint,
  collect: (look) =>
    eachEndpoint(look, async (endpoint) => {
      const served = await servedBy(look, endpoint);
      const names = [...new Set(served.flatMap(({ models }) => models))];
      const models = await together(names.map((name) => partsOfModel(look, name)));
      // The registry knows nothing of what a component brings along itself, be it a container or weights for another one.
      const own = served
        .flatMap(({ containers }) => containers)
        .map(
          ({ component, image, environment }): Part => ({
            name: component,
            images: image === undefined ? [] : [image],
            secrets: secretSettings(environment),
            approval: 'not from the registry',
          }),
        );
      return [...models.flat(), ...own];
    }),
  judge(parts, { account, lists }) {
    if (parts.length === 0) return notApplicable('The endpoint serves no model.');
    const images = [...new Set(parts.flatMap((part) => part.images))].toSorted();
    const origins = images.map((image) => ({ image, known: isKnownImage(image, account, lists.registries) }));
    const strange = origins.filter(({ known }) => known === 'strange').map(({ image }) => image);
    const secrets = [...new Set(parts.flatMap((part) => part.secrets.map((name) => `${name} of ${part.name}`)))].toSorted();
    const unapproved = [
      ...new Set(parts.flatMap(({ name, approval }) => (approvalFault[approval] === null ? [] : [`${name} ${approvalFault[approval]}`]))),
    ].toSorted();
    const facts = { images, secrets, unapproved };
    const faults = [
      ...(secrets.length > 0 ? [`What looks like a secret stands in ${secrets.join(', ')}.`] : []),
      ...(strange.length > 0 ? [`These images come from a registry that you have not approved: ${strange.join(', ')}.`] : []),
      ...(unapproved.length > 0 ? [`${unapproved.join('; ')}.`] : []),
    ];
    if (faults.length > 0) return fail(faults.join(' '), facts);
    if (origins.some(({ known }) => known === 'unknown'))
      return needsList('registries', 'An image comes from a registry that is neither yours nor a known one of AWS.', facts);
    return pass(facts);
  },
});
