/** The role that lets us look: a CloudFormation template with the generated policy, and the commands that make it. */
import type { PolicyDocument } from '../policy.ts';

export interface RoleRequest {
  /** Who may take the role on: the role that Plumbline runs as. */
  trusted: string;
  /** Random, made by us, one for each connection: nobody else's Plumbline can use the role. */
  externalId: string;
  policies: readonly PolicyDocument[];
}

export const roleName = 'PlumblineRead';
export const stackName = 'plumbline-read';
/** AWS's own smallest longest session: an hour. We ask for less. */
const longestSessionSeconds = 3_600;

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

const trustOf = ({ trusted }: RoleRequest): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: trusted },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
    },
    // Sessions carry the scan's id as a tag, so that the account's own trail tells which scan read what.
    { Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:TagSession' },
  ],
});

/** A CloudFormation template. It makes one role and its policies, and nothing else. */
export function roleTemplate(request: RoleRequest): string {
  const policies = request.policies.map((document, index): [string, Resource] => [
    `Read${index + 1}`,
    {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Description: 'Reads of settings; made from the checks of Plumbline', PolicyDocument: document },
    },
  ]);
  const role: Resource = {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: roleName,
      Description: 'Lets Plumbline read the settings of AI workloads. No content, no secrets, no changes.',
      MaxSessionDuration: longestSessionSeconds,
      AssumeRolePolicyDocument: trustOf(request),
      ManagedPolicyArns: policies.map(([name]) => ({ Ref: name })),
    },
  };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'A read-only role for Plumbline',
    Parameters: {
      ExternalId: { Type: 'String', Default: request.externalId, Description: 'Made by Plumbline for this account alone', MinLength: 16 },
    },
    Resources: { ...Object.fromEntries(policies), Role: role },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

/** The command that makes the role from the template. */
export const roleCommand = (file: string): string =>
  `aws cloudformation deploy --stack-name ${stackName} --template-file ${file} --capabilities CAPABILITY_NAMED_IAM`;

/** Opens the console with everything filled in; only where the template stands at an address of S3. */
export const quickCreateLink = (templateUrl: string, region: string, externalId: string): string => {
  const parameters = new URLSearchParams({ templateURL: templateUrl, stackName, param_ExternalId: externalId });
  return `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks/quickcreate?${parameters.toString()}`;
};

export const roleArn = (account: string, partition = 'aws'): string => `arn:${partition}:iam::${account}:role/${roleName}`;
