/** The kinds of things that a workload may hold, told by their ARN, and the ARN under which a version or a part of one is known. */

const own = (service: string, kind: string): RegExp => new RegExp(`^arn:[^:]+:${service}:[^:]*:\\d{12}:(?:${kind})(?:[/:]|$)`);

export const patterns = {
  agent: own('bedrock', 'agent|agent-alias'),
  'knowledge base': own('bedrock', 'knowledge-base'),
  flow: own('bedrock', 'flow'),
  guardrail: own('bedrock', 'guardrail'),
  prompt: own('bedrock', 'prompt'),
  'Bedrock model': own(
    'bedrock',
    'custom-model|custom-model-deployment|imported-model|provisioned-model|inference-profile|application-inference-profile',
  ),
  runtime: own('bedrock-agentcore', 'runtime'),
  gateway: own('bedrock-agentcore', 'gateway'),
  memory: own('bedrock-agentcore', 'memory'),
  harness: own('bedrock-agentcore', 'harness'),
  'code interpreter': own('bedrock-agentcore', 'code-interpreter-custom|code-interpreter'),
  browser: own('bedrock-agentcore', 'browser-custom|browser'),
  'policy engine': own('bedrock-agentcore', 'policy-engine'),
  'key provider': own('bedrock-agentcore', 'token-vault/[^/]+/apikeycredentialprovider'),
  'login provider': own('bedrock-agentcore', 'token-vault/[^/]+/oauth2credentialprovider'),
  'workload identity': own('bedrock-agentcore', 'workload-identity-directory'),
  endpoint: own('sagemaker', 'endpoint'),
  model: own('sagemaker', 'model'),
  'model package': own('sagemaker', 'model-package|model-package-group'),
  monitor: own('sagemaker', 'monitoring-schedule|[a-z-]+-job-definition'),
  notebook: own('sagemaker', 'notebook-instance'),
  'lifecycle configuration': own('sagemaker', 'notebook-instance-lifecycle-config|studio-lifecycle-config'),
  domain: own('sagemaker', 'domain'),
  function: own('lambda', 'function'),
  role: own('iam', 'role'),
  key: own('kms', 'key|alias'),
  bucket: /^arn:[^:]+:s3:::/,
  secret: own('secretsmanager', 'secret'),
  collection: own('aoss', 'collection'),
  'vector bucket': own('s3vectors', 'bucket'),
  database: own('rds', 'cluster'),
  'search domain': own('es', 'domain'),
  repository: own('ecr', 'repository'),
  network: own('ec2', 'vpc|subnet|security-group'),
  API: /^arn:[^:]+:apigateway:/,
} as const;

/** What a thing is called in words. */
export type Word = keyof typeof patterns;

const parts: readonly [RegExp, string][] = [
  [/:agent-alias\/([^/:]+)\/.*$/, ':agent/$1'],
  [/(:(?:guardrail|prompt)\/[^/:]+):.*$/, '$1'],
  [/(:(?:flow|knowledge-base|runtime|gateway)\/[^/:]+)\/.*$/, '$1'],
  [/(:function:[^:]+):.*$/, '$1'],
  [/(:s3:::[^/]+)\/.*$/, '$1'],
  [/(:log-group:[^:]+):.*$/, '$1'],
];

/** A version, an alias or a part is known under the thing it is of. */
export const wholeOf = (arn: string): string => {
  const part = parts.find(([pattern]) => pattern.test(arn));
  return part === undefined ? arn : arn.replace(part[0], part[1]);
};

/** Whatever is built on Bedrock, AgentCore or SageMaker; models that AWS offers to everybody are nobody's. */
export const isOfAi = (arn: string): boolean => /^arn:[^:]+:(?:bedrock|bedrock-agentcore|sagemaker):[^:]*:\d{12}:/.test(arn);
