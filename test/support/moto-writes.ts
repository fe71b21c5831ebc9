/** Things that a scanner must never be able to do, one call each. */
import { BedrockClient, DeleteModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { BedrockAgentClient, DeleteAgentCommand } from '@aws-sdk/client-bedrock-agent';
import { BedrockAgentCoreControlClient, DeleteGatewayCommand } from '@aws-sdk/client-bedrock-agentcore-control';
import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient, DeleteLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, DeleteBucketPolicyCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Place } from './moto-place.ts';

export function writesWith({ client, account }: Place): Record<string, () => Promise<unknown>> {
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const logs = new CloudWatchLogsClient(client);
  const lambda = new LambdaClient(client);
  return {
    'make a bucket': () => s3.send(new CreateBucketCommand({ Bucket: 'must-not-be' })),
    'take away the policy of a bucket': () => s3.send(new DeleteBucketPolicyCommand({ Bucket: 'weak-invocation-logs' })),
    'read an object': () => s3.send(new GetObjectCommand({ Bucket: 'weak-invocation-logs', Key: 'one' })),
    'make a user': () => new IAMClient(client).send(new CreateUserCommand({ UserName: 'must-not-be' })),
    'take on a role': () =>
      new STSClient(client).send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/sagemaker-weak`, RoleSessionName: 'must-not-be' }),
      ),
    'make a key': () => new KMSClient(client).send(new CreateKeyCommand({})),
    'make a network': () => new EC2Client(client).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })),
    'stop the audit trail': () => new CloudTrailClient(client).send(new StopLoggingCommand({ Name: 'all' })),
    'delete a log group': () => logs.send(new DeleteLogGroupCommand({ logGroupName: '/weak/invocations' })),
    'read log events': () => logs.send(new FilterLogEventsCommand({ logGroupName: '/weak/invocations' })),
    'read a secret': () => new SecretsManagerClient(client).send(new GetSecretValueCommand({ SecretId: 'any' })),
    'read the code of a function': () => lambda.send(new GetFunctionCommand({ FunctionName: 'weak-interceptor' })),
    'start a function': () => lambda.send(new InvokeCommand({ FunctionName: 'weak-interceptor' })),
    'delete an endpoint': () => new SageMakerClient(client).send(new DeleteEndpointCommand({ EndpointName: 'weak' })),
    'switch off the record of model calls': () => new BedrockClient(client).send(new DeleteModelInvocationLoggingConfigurationCommand({})),
    'delete an agent': () => new BedrockAgentClient(client).send(new DeleteAgentCommand({ agentId: 'ABCDEFGHIJ' })),
    'delete a gateway': () => new BedrockAgentCoreControlClient(client).send(new DeleteGatewayCommand({ gatewayIdentifier: 'gateway-1' })),
  };
}
