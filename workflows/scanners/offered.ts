/**
 * Where AWS offers services that it does not offer everywhere, from AWS's own pages "Supported Regions for Amazon Bedrock Agents" and
 * "Supported AWS Regions" of AgentCore, read in November 2026. These pages grow, so that a Region is missing here proves nothing by
 * itself: only together with a host that does not exist does it mean that nothing of the service can stand there.
 */
import type { ServiceName } from './reads.ts';

const offered: Partial<Record<ServiceName, readonly string[]>> = {
  'bedrock-agent': [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ca-central-1',
    'eu-central-1',
    'eu-central-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-gov-west-1',
    'us-west-2',
  ],
  'bedrock-agentcore-control': [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-5',
    'ap-southeast-7',
    'ca-central-1',
    'eu-central-1',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-gov-west-1',
    'us-west-1',
    'us-west-2',
  ],
};

/** AWS's page names the Regions of the service, and this is none of them. */
export const isNotOffered = (service: ServiceName, region: string): boolean => offered[service]?.includes(region) === false;
