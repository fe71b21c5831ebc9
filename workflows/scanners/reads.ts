/** The reviewed list: everything the scanners can ask AWS, and nothing else. A read that is not here cannot be made. */
import { accessanalyzer } from './reads/accessanalyzer.ts';
import { apiGateway } from './reads/api-gateway.ts';
import { apigatewayv2 } from './reads/apigatewayv2.ts';
import { bedrock } from './reads/bedrock.ts';
import { bedrockAgent } from './reads/bedrock-agent.ts';
import { bedrockAgentcoreControl } from './reads/bedrock-agentcore-control.ts';
import { budgets } from './reads/budgets.ts';
import { cloudtrail } from './reads/cloudtrail.ts';
import { cloudwatch } from './reads/cloudwatch.ts';
import { cloudwatchLogs } from './reads/cloudwatch-logs.ts';
import { configService } from './reads/config-service.ts';
import { costExplorer } from './reads/cost-explorer.ts';
import { ec2 } from './reads/ec2.ts';
import { ecr } from './reads/ecr.ts';
import { guardduty } from './reads/guardduty.ts';
import { iam } from './reads/iam.ts';
import { kms } from './reads/kms.ts';
import { lambda } from './reads/lambda.ts';
import { macie2 } from './reads/macie2.ts';
import { opensearch } from './reads/opensearch.ts';
import { opensearchserverless } from './reads/opensearchserverless.ts';
import { organizations } from './reads/organizations.ts';
import { rds } from './reads/rds.ts';
import { resourceGroupsTaggingApi } from './reads/resource-groups-tagging-api.ts';
import { s3 } from './reads/s3.ts';
import { s3Control } from './reads/s3-control.ts';
import { s3vectors } from './reads/s3vectors.ts';
import { sagemaker } from './reads/sagemaker.ts';
import { secretsManager } from './reads/secrets-manager.ts';
import { securityhub } from './reads/securityhub.ts';
import { sts } from './reads/sts.ts';
import { wafv2 } from './reads/wafv2.ts';
import { xray } from './reads/xray.ts';

export const services = {
  accessanalyzer,
  'api-gateway': apiGateway,
  apigatewayv2,
  bedrock,
  'bedrock-agent': bedrockAgent,
  'bedrock-agentcore-control': bedrockAgentcoreControl,
  budgets,
  cloudtrail,
  cloudwatch,
  'cloudwatch-logs': cloudwatchLogs,
  'config-service': configService,
  'cost-explorer': costExplorer,
  ec2,
  ecr,
  guardduty,
  iam,
  kms,
  lambda,
  macie2,
  opensearch,
  opensearchserverless,
  organizations,
  rds,
  'resource-groups-tagging-api': resourceGroupsTaggingApi,
  s3,
  's3-control': s3Control,
  s3vectors,
  sagemaker,
  'secrets-manager': secretsManager,
  securityhub,
  sts,
  wafv2,
  xray,
} as const;

export type ServiceName = keyof typeof services;

/** Such as `bedrock:GetGuardrail`: the SDK's client and the operation. */
export type Operation = { [S in ServiceName]: `${S}:${Extract<keyof (typeof services)[S]['reads'], string>}` }[ServiceName];
