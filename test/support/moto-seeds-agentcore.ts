/** AgentCore in moto: a runtime with its image and subnets, a gateway with a target and a function over its traffic, and a memory. */
import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
  CreateGatewayCommand,
  CreateGatewayTargetCommand,
  CreateMemoryCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeRouteTablesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient, PutRegistryScanningConfigurationCommand } from '@aws-sdk/client-ecr';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Place, Planted } from './moto-place.ts';
import { makeKey } from './moto-seeds-bedrock.ts';

interface Network {
  subnet: string;
  arn: string;
}

async function openToInternet(ec2: EC2Client, VpcId: string): Promise<void> {
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId;
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }));
  const RouteTableId = RouteTables?.[0]?.RouteTableId;
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }));
}

/** A private way to Bedrock, for this account alone and from this network alone. */
async function privateWay(ec2: EC2Client, { region, account }: Place, VpcId: string, subnet: string): Promise<void> {
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'to-bedrock', Description: 'to Bedrock', VpcId }));
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.9.1.0/24' }] }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const own = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'bedrock:InvokeModel', Resource: '*' };
  await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.bedrock-runtime`,
      SubnetIds: [subnet],
      SecurityGroupIds: [GroupId],
      PrivateDnsEnabled: true,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [own] }),
    }),
  );
}

/** A network with one subnet: weak with a way to the internet, good with a private way to Bedrock. */
async function network(place: Place): Promise<Network> {
  const { client, kind, region, account } = place;
  const ec2 = new EC2Client(client);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.9.1.0/24' }));
  const subnet = Subnet?.SubnetId ?? '';
  await (kind === 'weak' ? openToInternet(ec2, VpcId) : privateWay(ec2, place, VpcId, subnet));
  return { subnet, arn: `arn:aws:ec2:${region}:${account}:vpc/${VpcId}` };
}

/** The repository of the image; its tags stand still and it is scanned all the time where it is a good one. */
async function repository({ client, kind, account, region }: Place): Promise<string> {
  const ecr = new ECRClient(client);
  const isGood = kind === 'good';
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'agent', imageTagMutability: isGood ? 'IMMUTABLE' : 'MUTABLE' }));
  if (isGood) {
    const rules = [{ scanFrequency: 'CONTINUOUS_SCAN' as const, repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' as const }] }];
    await ecr.send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules }));
  }
  return `${account}.dkr.ecr.${region}.amazonaws.com/agent:1`;
}

const jwt = (allowedAudience: string[]) => ({
  customJWTAuthorizer: { discoveryUrl: 'https://login.example.com/.well-known/openid-configuration', allowedAudience },
});

async function runtimes(core: BedrockAgentCoreControlClient, place: Place): Promise<Planted> {
  const { kind, account } = place;
  const isGood = kind === 'good';
  const containerUri = await repository(place);
  const { subnet, arn } = await network(place);
  const planted: Planted = { [`${kind} network`]: arn };
  const made = async (name: string, input: object) => {
    const { agentRuntimeArn } = await core.send(
      new CreateAgentRuntimeCommand({
        agentRuntimeName: name,
        agentRuntimeArtifact: { containerConfiguration: { containerUri } },
        roleArn: `arn:aws:iam::${account}:role/runtime-${name}`,
        networkConfiguration: {
          networkMode: 'VPC',
          networkModeConfig: { subnets: [subnet], securityGroups: ['sg-0a1b2c3d'] },
        },
        authorizerConfiguration: jwt(['answers']),
        environmentVariables: { LOG_LEVEL: 'info' },
        ...input,
      }),
    );
    return agentRuntimeArn ?? '';
  };
  if (isGood)
    return {
      ...planted,
      'good runtime': await made('good', { lifecycleConfiguration: { idleRuntimeSessionTimeout: 600, maxLifetime: 3600 } }),
    };
  return {
    ...planted,
    'weak runtime': await made('weak', {
      networkConfiguration: { networkMode: 'PUBLIC' },
      authorizerConfiguration: jwt([]),
      environmentVariables: { API_KEY: 'f3b1c2d4e5a6978812345678' },
      lifecycleConfiguration: { idleRuntimeSessionTimeout: 3600, maxLifetime: 28_800 },
    }),
    'runtime near the internet': await made('near', { roleArn: `arn:aws:iam::${account}:role/runtime-weak` }),
  };
}

/** A function that reads over a gateway's traffic: startable by anybody, or by AgentCore for this account alone. */
async function interceptor({ client, kind, account }: Place): Promise<string> {
  const lambda = new LambdaClient(client);
  const FunctionName = `${kind}-interceptor`;
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${account}:role/functions`,
      Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
    }),
  );
  const permission = { FunctionName, StatementId: 'gateway', Action: 'lambda:InvokeFunction' };
  await lambda.send(
    new AddPermissionCommand(
      kind === 'weak'
        ? { ...permission, Principal: '*' }
        : { ...permission, Principal: 'bedrock-agentcore.amazonaws.com', SourceAccount: account },
    ),
  );
  return FunctionArn ?? '';
}

async function gateway(core: BedrockAgentCoreControlClient, place: Place): Promise<Planted> {
  const { kind, account } = place;
  const isGood = kind === 'good';
  const arn = await interceptor(place);
  const { gatewayArn = '', gatewayId } = await core.send(
    new CreateGatewayCommand({
      name: kind,
      roleArn: `arn:aws:iam::${account}:role/gateway`,
      protocolType: 'MCP',
      authorizerType: isGood ? 'CUSTOM_JWT' : 'NONE',
      ...(isGood ? { authorizerConfiguration: jwt(['tools']), kmsKeyArn: await makeKey(place) } : { exceptionLevel: 'DEBUG' }),
      interceptorConfigurations: [{ interceptor: { lambda: { arn } }, interceptionPoints: ['REQUEST'] }],
    }),
  );
  const planted: Planted = { [`${kind} gateway`]: gatewayArn, [`${kind} interceptor`]: arn };
  const target = async (name: string, endpoint: string, provider: object) => {
    const { targetId } = await core.send(
      new CreateGatewayTargetCommand({
        gatewayIdentifier: gatewayId,
        name,
        targetConfiguration: { mcp: { mcpServer: { endpoint, ...(isGood ? { mcpToolSchema: { inlinePayload: '[]' } } : {}) } } },
        credentialProviderConfigurations: [provider as never],
      }),
    );
    planted[`${kind} ${name}`] = `${gatewayArn}/target/${targetId}`;
  };
  if (isGood) await target('tools', 'https://tools.example.com/mcp', { credentialProviderType: 'GATEWAY_IAM_ROLE' });
  else {
    const providerArn = `arn:aws:bedrock-agentcore:${place.region}:${account}:token-vault/default/apikeycredentialprovider/key`;
    const credentialProvider = { apiKeyCredentialProvider: { providerArn } };
    await target('tools', 'http://tools.example.com/mcp', { credentialProviderType: 'API_KEY', credentialProvider });
  }
  return planted;
}

async function memory(core: BedrockAgentCoreControlClient, place: Place): Promise<Planted> {
  const isGood = place.kind === 'good';
  const { memory: made } = await core.send(
    new CreateMemoryCommand({
      name: place.kind,
      eventExpiryDuration: isGood ? 30 : 365,
      ...(isGood ? { encryptionKeyArn: await makeKey(place) } : {}),
      memoryStrategies: [{ semanticMemoryStrategy: { name: 'facts', namespaces: [isGood ? '/facts/{actorId}' : '/facts'] } }],
    }),
  );
  return { [`${place.kind} memory`]: made?.arn ?? '' };
}

export async function seedAgentCore(place: Place): Promise<Planted> {
  const core = new BedrockAgentCoreControlClient(place.client);
  return { ...(await runtimes(core, place)), ...(await gateway(core, place)), ...(await memory(core, place)) };
}
