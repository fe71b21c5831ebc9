/** The role's policy, made from what the checks declare: one list of reads, and an explicit Deny for what reads content or secrets. */
import type { Check } from './check.ts';
import { allOperations, operationOf } from './operations.ts';
import type { Operation } from './reads.ts';
import { footprint } from './regions.ts';
import { workloadOperations } from './workload.ts';

export interface Statement {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: string | string[];
}

export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** Reads that every scan makes, whatever is checked. */
export const always: readonly Operation[] = [
  'sts:GetCallerIdentity',
  'ec2:DescribeRegions',
  ...workloadOperations,
  ...footprint.map(({ operation }) => operation),
];

/** Actions whose name is no read's name, or which reach more than a read: each with its reason. The list is the review. */
export const readsWithOtherNames: Readonly<Record<string, string>> = {
  'aoss:BatchGetCollection': 'Describes collections; it has no single Get.',
  'apigateway:GET': 'The only way to read API Gateway. Given for the named paths below alone.',
  'budgets:ViewBudget': 'The only right by which budgets are described.',
};

/** What `apigateway:GET` is given for: APIs, their routes, what these lead to, methods and stages. */
const apiGatewayPaths = [
  '/apis',
  '/apis/*/integrations',
  '/apis/*/routes',
  '/restapis',
  '/restapis/*/resources',
  '/restapis/*/resources/*/methods/*',
  '/restapis/*/stages',
];

/** Reads of content, conversations or secrets, and everything that calls a model. Denied even where another policy allows them. */
export const never: readonly string[] = [
  'bedrock:ApplyGuardrail',
  'bedrock:GetAgentMemory',
  'bedrock:GetDocumentContent',
  'bedrock:GetInvocationStep',
  'bedrock:GetKnowledgeBaseDocuments',
  'bedrock:GetSession',
  'bedrock:InvokeAgent',
  'bedrock:InvokeFlow',
  'bedrock:InvokeInlineAgent',
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:Retrieve',
  'bedrock:RetrieveAndGenerate',
  'bedrock-agentcore:GetEvent',
  'bedrock-agentcore:GetMemoryRecord',
  'bedrock-agentcore:GetPaymentInstrument',
  'bedrock-agentcore:GetPaymentSession',
  'bedrock-agentcore:GetResourceApiKey',
  'bedrock-agentcore:GetResourceOauth2Token',
  'bedrock-agentcore:GetResourcePaymentToken',
  'bedrock-agentcore:GetWorkloadAccessToken',
  'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
  'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
  'bedrock-agentcore:InvokeAgentRuntime',
  'bedrock-agentcore:InvokeGateway',
  'bedrock-agentcore:ListEvents',
  'bedrock-agentcore:ListMemoryRecords',
  'bedrock-agentcore:RetrieveMemoryRecords',
  'cloudtrail:LookupEvents',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'iam:GenerateServiceLastAccessedDetails',
  'kms:Decrypt',
  'lambda:GetFunction',
  'lambda:InvokeFunction',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:StartQuery',
  'logs:Unmask',
  'macie2:GetSensitiveDataOccurrences',
  's3:GetObject',
  's3:GetObjectVersion',
  's3vectors:GetVectors',
  's3vectors:ListVectors',
  's3vectors:QueryVectors',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'sts:AssumeRole',
  'wafv2:GetDecryptedAPIKey',
  'wafv2:GetSampledRequests',
];

/** Everything that the given checks and every scan read, as IAM actions, sorted. */
export const actionsOf = (checks: readonly Check[]): string[] => {
  const operations = new Set<Operation>([...always, ...checks.flatMap(({ reads }) => Object.keys(reads) as Operation[])]);
  // Whom the credentials belong to may be asked without any right.
  operations.delete('sts:GetCallerIdentity');
  return [...new Set([...operations].map((operation) => operationOf(operation).action))].toSorted();
};

/** The reads of the reviewed list that no check and no scan needs. */
export const unneededOperations = (checks: readonly Check[]): Operation[] => {
  const needed = new Set<string>([...always, ...checks.flatMap(({ reads }) => Object.keys(reads))]);
  return allOperations().filter((operation) => !needed.has(operation));
};

/** IAM takes so many characters in one managed policy, white space not counted. */
const longestPolicy = 6_144;

/**
 * The policies for a role that may scan with these checks: as many as IAM's limit asks for, the Deny in each one that it stands in.
 * `partition` is `aws`, `aws-cn` or `aws-us-gov`.
 */
export function policyFor(checks: readonly Check[], partition = 'aws'): PolicyDocument[] {
  const actions = actionsOf(checks);
  const plain = actions.filter((action) => action !== 'apigateway:GET');
  const paths = apiGatewayPaths.map((path) => `arn:${partition}:apigateway:*::${path}`);
  const gateway: Statement[] =
    plain.length === actions.length ? [] : [{ Sid: 'ReadApis', Effect: 'Allow', Action: ['apigateway:GET'], Resource: paths }];
  const deny: Statement = { Sid: 'NeverContentOrSecrets', Effect: 'Deny', Action: [...never], Resource: '*' };
  return [...inParts(plain).map(document), document([...gateway, deny])];
}

const document = (Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });

/** Fills one policy after the other. */
function inParts(actions: readonly string[]): Statement[][] {
  const parts: string[][] = [[]];
  for (const action of actions) {
    const last = parts.at(-1) ?? [];
    if (JSON.stringify(document([readSettings(parts.length, [...last, action])])).length > longestPolicy) parts.push([action]);
    else last.push(action);
  }
  return parts.map((part, index) => [readSettings(index + 1, part)]);
}

const readSettings = (part: number, Action: string[]): Statement => ({
  Sid: `ReadSettings${part}`,
  Effect: 'Allow',
  Action,
  Resource: '*',
});

/** A statement with just the actions that a scan missed, to be added to the role. */
export const policyPatch = (missing: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'ReadWhatWasMissing', Effect: 'Allow', Action: [...new Set(missing)].toSorted(), Resource: '*' }],
});
