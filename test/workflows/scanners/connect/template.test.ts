/** The role's template: who may take it on, with which id, and what it may read. */
import { describe, expect, it } from 'vitest';
import { checks } from '../../../../workflows/scanners/checks.ts';
import { quickCreateLink, roleArn, roleCommand, roleTemplate } from '../../../../workflows/scanners/connect/template.ts';
import { policyFor } from '../../../../workflows/scanners/policy.ts';

const trusted = 'arn:aws:iam::999999999999:role/plumbline';
const externalId = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const text = roleTemplate({ trusted, externalId, policies: policyFor(checks) });
const template = JSON.parse(text) as {
  Parameters: { ExternalId: { Default: string } };
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
};

describe('the template of the role', () => {
  it('makes one role and its policies, and nothing else', () => {
    const kinds = Object.values(template.Resources).map(({ Type }) => Type);
    expect(kinds.filter((kind) => kind === 'AWS::IAM::Role')).toHaveLength(1);
    expect(new Set(kinds)).toEqual(new Set(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy']));
  });

  it('trusts one role of ours, and only with the external id', () => {
    expect(template.Resources['Role']?.Properties['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: trusted },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
        },
        { Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:TagSession' },
      ],
    });
    expect(template.Parameters.ExternalId.Default).toBe(externalId);
  });

  it('attaches every generated policy', () => {
    const policies = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
    expect(policies.map(({ Properties }) => Properties['PolicyDocument'])).toEqual(policyFor(checks));
    expect(template.Resources['Role']?.Properties['ManagedPolicyArns']).toHaveLength(policies.length);
  });

  it('is small enough for CloudFormation to take it directly', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });

  it('comes with the command that makes it, and a link where it stands in S3', () => {
    expect(roleCommand('role.json')).toBe(
      'aws cloudformation deploy --stack-name plumbline-read --template-file role.json --capabilities CAPABILITY_NAMED_IAM',
    );
    const link = new URL(quickCreateLink('https://bucket.s3.amazonaws.com/role.json', 'eu-west-1', 'A&B'));
    expect(link.host).toBe('eu-west-1.console.aws.amazon.com');
    expect(link.hash).toContain('param_ExternalId=A%26B');
    expect(roleArn('111122223333', 'aws-cn')).toBe('arn:aws-cn:iam::111122223333:role/PlumblineRead');
  });
});
