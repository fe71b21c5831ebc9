/** Who holds which rights in an account, read from IAM's own answer by the real client. */
import { describe, expect, test } from 'vitest';
import { allows } from '../../../../workflows/scanners/iam/allows.ts';
import {
  AuthorizationDetails,
  isAwsManaged,
  isReservedSso,
  isServiceLinked,
  principalsOf,
} from '../../../../workflows/scanners/iam/principal.ts';
import { createWire } from '../../../support/wire.ts';

const document = (...statements: object[]): string => encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const allow = (action: string) => document({ Effect: 'Allow', Action: action, Resource: '*' });
const arn = (rest: string): string => `arn:aws:iam::111122223333:${rest}`;
const made = '2026-10-01T08:00:00Z';

const role = (name: string, path: string, more: object = {}) => ({
  Arn: arn(`role${path}${name}`),
  Path: path,
  RoleName: name,
  RoleId: 'AROAEXAMPLEEXAMPLE01',
  CreateDate: made,
  AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { Service: 'bedrock.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  RolePolicyList: '',
  AttachedManagedPolicies: '',
  ...more,
});
const user = (more: object) => ({
  Arn: arn('user/ana'),
  Path: '/',
  UserName: 'ana',
  UserId: 'AIDAEXAMPLEEXAMPLE01',
  CreateDate: made,
  ...more,
});
const group = {
  Arn: arn('group/builders'),
  Path: '/',
  GroupName: 'builders',
  GroupId: 'AGPAEXAMPLEEXAMPLE01',
  CreateDate: made,
  GroupPolicyList: { member: [{ PolicyName: 'searching', PolicyDocument: allow('bedrock:Retrieve') }] },
  AttachedManagedPolicies: { member: [{ PolicyName: 'calling', PolicyArn: arn('policy/calling') }] },
};
const attached = (name: string) => ({ AttachedManagedPolicies: { member: [{ PolicyName: name, PolicyArn: arn(`policy/${name}`) }] } });
const bounded = (name: string) => ({
  PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: arn(`policy/${name}`) },
});
const managed = (name: string, now: string, before: string) => ({
  PolicyName: name,
  Arn: arn(`policy/${name}`),
  Path: '/',
  PolicyVersionList: {
    member: [
      { VersionId: 'v1', IsDefaultVersion: 'false', Document: before },
      { VersionId: 'v2', IsDefaultVersion: 'true', Document: now },
    ],
  },
});

interface Account {
  roles?: object[];
  users?: object[];
  groups?: object[];
  policies?: object[];
}

async function principalsIn({ roles = [], users = [], groups = [], policies = [] }: Account) {
  const listed = (member: object[]) => (member.length === 0 ? '' : { member });
  const { reader } = createWire({
    answers: {
      'iam:GetAccountAuthorizationDetails': {
        RoleDetailList: listed(roles),
        UserDetailList: listed(users),
        GroupDetailList: listed(groups),
        Policies: listed(policies),
        IsTruncated: 'false',
      },
    },
  });
  const reading = await reader.read('iam:GetAccountAuthorizationDetails', 'us-east-1', {});
  if (reading.kind !== 'answer') throw new TypeError(JSON.stringify(reading));
  return principalsOf(AuthorizationDetails.parse(reading.answer));
}

describe('the principals of an account', () => {
  test('hold what a role, its trust and its last use say', async () => {
    const used = { RoleLastUsed: { LastUsedDate: '2026-11-01T00:00:00Z', Region: 'eu-west-1' } };
    const inline = { RolePolicyList: { member: [{ PolicyName: 'own', PolicyDocument: allow('bedrock:InvokeModel') }] } };
    const [app] = await principalsIn({ roles: [role('app', '/ai/', { ...inline, ...used })] });
    expect(app).toMatchObject({ kind: 'role', name: 'app', path: '/ai/', arn: arn('role/ai/app'), account: '111122223333', attached: [] });
    expect(app).toMatchObject({ lastUsed: Date.parse('2026-11-01T00:00:00Z'), boundary: null, trust: { kind: 'policy' } });
    expect(app && allows(app, { action: 'bedrock:InvokeModel' }).by).toEqual(['own / statement 1']);
  });

  test('count only the default version of a managed policy', async () => {
    const [app] = await principalsIn({
      roles: [role('app', '/', attached('calling'))],
      policies: [managed('calling', allow('bedrock:InvokeModel'), allow('*'))],
    });
    expect(app?.attached).toEqual([arn('policy/calling')]);
    expect(app && allows(app, { action: 'bedrock:InvokeModel' }).answer).toBe('yes');
    expect(app && allows(app, { action: 's3:GetObject' }).answer).toBe('no');
  });

  test('read a policy once for all who hold it', async () => {
    const [one, other] = await principalsIn({
      roles: [role('one', '/', attached('calling')), role('other', '/', attached('calling'))],
      policies: [managed('calling', allow('bedrock:*'), allow('*'))],
    });
    expect(one?.policies[0]).toBe(other?.policies[0]);
  });

  test('have the rights of their groups', async () => {
    const [ana, builders] = await principalsIn({
      users: [user({ GroupList: { member: ['builders'] } })],
      groups: [group],
      policies: [managed('calling', allow('bedrock:InvokeModel'), allow('*'))],
    });
    expect(ana).toMatchObject({ kind: 'user', name: 'ana', trust: null, lastUsed: null, attached: [arn('policy/calling')] });
    expect(builders).toMatchObject({ kind: 'group', name: 'builders', boundary: null });
    for (const action of ['bedrock:Retrieve', 'bedrock:InvokeModel']) {
      expect([ana, builders].map((one) => one && allows(one, { action }).answer)).toEqual(['yes', 'yes']);
    }
  });

  test('are kept inside their boundary', async () => {
    const [ana, app] = (
      await principalsIn({
        roles: [role('app', '/', { ...attached('all'), ...bounded('calling') })],
        users: [user({ ...attached('all'), ...bounded('calling') })],
        policies: [managed('all', allow('*'), allow('*')), managed('calling', allow('bedrock:*'), allow('*'))],
      })
    ).toReversed();
    for (const one of [ana, app]) {
      expect(one?.boundary?.name).toBe(arn('policy/calling'));
      expect(one && ['bedrock:InvokeModel', 's3:GetObject'].map((action) => allows(one, { action }).answer)).toEqual(['yes', 'no']);
    }
  });

  test('depend on policies, boundaries, groups and documents that the answer leaves out', async () => {
    const inline = { RolePolicyList: { member: [{ PolicyName: 'own' }] } };
    const all = [managed('all', allow('*'), allow('*'))];
    const found = await principalsIn({
      roles: [
        role('one', '/', attached('gone')),
        role('two', '/', { ...attached('all'), ...bounded('gone') }),
        role('three', '/', inline),
        role('four', '/', { ...attached('all'), PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy' } }),
      ],
      users: [user({ GroupList: { member: ['unheard-of'] } })],
      policies: all,
    });
    expect(found.map((one) => allows(one, { action: 's3:GetObject' }).answer)).toEqual(Array(5).fill('depends'));
  });

  test('have a trust that cannot be read where IAM does not say it', async () => {
    const [app] = await principalsIn({ roles: [role('app', '/', { AssumeRolePolicyDocument: undefined })] });
    expect(app?.trust?.kind).toBe('unreadable');
  });

  test('are not none where a list of them is missing', () => {
    const whole = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };
    expect(AuthorizationDetails.safeParse(whole).success).toBe(true);
    for (const name of Object.keys(whole)) expect(AuthorizationDetails.safeParse({ ...whole, [name]: undefined }).success).toBe(false);
  });

  test('can be told from those that AWS makes', async () => {
    const found = await principalsIn({
      roles: [
        role('AWSServiceRoleForAmazonSageMaker', '/aws-service-role/sagemaker.amazonaws.com/'),
        role('AWSReservedSSO_Admin_0123', '/aws-reserved/sso.amazonaws.com/eu-west-1/'),
        role('aws-service-role', '/'),
      ],
    });
    expect(found.map(isServiceLinked)).toEqual([true, false, false]);
    expect(found.map(isReservedSso)).toEqual([false, true, false]);
  });
});

describe('a policy of AWS', () => {
  test.each([
    ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess', true],
    ['arn:aws-cn:iam::aws:policy/AmazonBedrockFullAccess', true],
    ['arn:aws-us-gov:iam::aws:policy/service-role/AmazonBedrockFullAccess', true],
    ['arn:aws:iam::111122223333:policy/AmazonBedrockFullAccess', false],
    ['arn:aws:iam::aws:policy/AmazonBedrockFullAccessToo', false],
    ['arn:aws:iam::aws:policy/NotAmazonBedrockFullAccess', false],
    ['AmazonBedrockFullAccess', false],
  ])('%s is known by its name: %s', (one, expected) => {
    expect(isAwsManaged(one, 'AmazonBedrockFullAccess')).toBe(expected);
  });
});
