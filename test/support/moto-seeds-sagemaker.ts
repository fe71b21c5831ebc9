/** SageMaker in moto: a notebook, a domain, an endpoint with its model, and a training job; open in one Region and closed in the other. */
import {
  CreateDomainCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCardCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreateNotebookInstanceCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Place, Planted } from './moto-place.ts';
import { makeKey } from './moto-seeds-bedrock.ts';

const network = { Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] };

interface Lab {
  sagemaker: SageMakerClient;
  place: Place;
  isGood: boolean;
  key: string;
  role: string;
  image: string;
}

async function notebook({ sagemaker, isGood, key, role }: Lab): Promise<void> {
  await sagemaker.send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: isGood ? 'good' : 'weak',
      InstanceType: 'ml.t3.medium',
      RoleArn: role,
      DirectInternetAccess: isGood ? 'Disabled' : 'Enabled',
      RootAccess: isGood ? 'Disabled' : 'Enabled',
      PlatformIdentifier: 'notebook-al2023-v1',
      ...(isGood ? { SubnetId: network.Subnets[0], SecurityGroupIds: network.SecurityGroupIds, KmsKeyId: key } : {}),
    }),
  );
}

async function domain({ sagemaker, isGood, key, role }: Lab): Promise<string> {
  const { DomainArn } = await sagemaker.send(
    new CreateDomainCommand({
      DomainName: isGood ? 'good' : 'weak',
      AuthMode: isGood ? 'SSO' : 'IAM',
      DefaultUserSettings: { ExecutionRole: role },
      SubnetIds: network.Subnets,
      VpcId: 'vpc-0a1b2c3d',
      AppNetworkAccessType: isGood ? 'VpcOnly' : 'PublicInternetOnly',
      ...(isGood ? { KmsKeyId: key } : {}),
    }),
  );
  return DomainArn ?? '';
}

/** A package in the registry that somebody approved. */
async function packaged({ sagemaker, image }: Lab): Promise<string> {
  await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'answers' }));
  const { ModelPackageArn } = await sagemaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: 'answers',
      ModelApprovalStatus: 'Approved',
      InferenceSpecification: {
        Containers: [{ Image: image }],
        SupportedContentTypes: ['application/json'],
        SupportedResponseMIMETypes: ['application/json'],
      },
    }),
  );
  return ModelPackageArn ?? '';
}

async function endpoint(lab: Lab): Promise<void> {
  const { sagemaker, isGood, key, role, image } = lab;
  const name = isGood ? 'good' : 'weak';
  const container = isGood
    ? { ModelPackageName: await packaged(lab) }
    : { Image: image, Environment: { API_KEY: 'f3b1c2d4e5a6978812345678' } };
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: role,
      PrimaryContainer: container,
      EnableNetworkIsolation: isGood,
      // Moto answers an empty network where there is none, which no check takes for an answer.
      VpcConfig: network,
    }),
  );
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [
        {
          VariantName: 'all',
          ModelName: name,
          InstanceType: 'ml.m5.large',
          InitialInstanceCount: isGood ? 2 : 1,
          ...(isGood ? {} : { EnableSSMAccess: true }),
        },
      ],
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: 10,
        DestinationS3Uri: 's3://captured/',
        CaptureOptions: [{ CaptureMode: 'Input' }],
        ...(isGood ? { KmsKeyId: key } : {}),
      },
      ...(isGood ? { KmsKeyId: key } : {}),
    }),
  );
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
}

async function training({ sagemaker, isGood, key, role, image }: Lab): Promise<void> {
  await sagemaker.send(
    new CreateTrainingJobCommand({
      TrainingJobName: isGood ? 'good' : 'weak',
      AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: 'File' },
      RoleArn: role,
      OutputDataConfig: { S3OutputPath: 's3://models/', ...(isGood ? { KmsKeyId: key } : {}) },
      ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2, VolumeSizeInGB: 30, ...(isGood ? { VolumeKmsKeyId: key } : {}) },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
      EnableNetworkIsolation: isGood,
      EnableInterContainerTrafficEncryption: isGood,
      HyperParameters: { epochs: '3', ...(isGood ? {} : { db_password: 'a-planted-one-1234' }) },
      ...(isGood ? { VpcConfig: network } : { RemoteDebugConfig: { EnableRemoteDebug: true } }),
    }),
  );
}

/** Only a weak one: moto forgets that a model is isolated, so it can hold no good one. */
async function transform({ sagemaker }: Lab): Promise<void> {
  await sagemaker.send(
    new CreateTransformJobCommand({
      TransformJobName: 'weak',
      ModelName: 'weak',
      TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://captured/' } } },
      TransformOutput: { S3OutputPath: 's3://answers/' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    }),
  );
}

/** Says what the good model is for, and how risky it is. */
async function card({ sagemaker }: Lab): Promise<void> {
  await sagemaker.send(
    new CreateModelCardCommand({
      ModelCardName: 'answers',
      ModelCardStatus: 'Approved',
      Content: JSON.stringify({
        model_overview: { model_name: 'good' },
        intended_uses: { intended_uses: 'Answers to questions about orders.', risk_rating: 'Low' },
      }),
    }),
  );
}

export async function seedSageMaker(place: Place): Promise<Planted> {
  const { kind, client, account, region } = place;
  const isGood = kind === 'good';
  const lab: Lab = {
    sagemaker: new SageMakerClient(client),
    place,
    isGood,
    key: await makeKey(place),
    role: `arn:aws:iam::${account}:role/sagemaker-${kind}`,
    image: isGood ? `${account}.dkr.ecr.${region}.amazonaws.com/answers:1` : 'example.com/answers:latest',
  };
  await notebook(lab);
  await endpoint(lab);
  await training(lab);
  await (isGood ? card(lab) : transform(lab));
  return { [`${kind} domain`]: await domain(lab) };
}
