/** The one answer of IAM about a whole account, and how often it is taken apart. */
import { describe, expect, it } from 'vitest';
import { createLook } from '../../../../workflows/scanners/create-look.ts';
import { noLists } from '../../../../workflows/scanners/look.ts';
import { allPrincipals, principalReads } from '../../../../workflows/scanners/parts/principals.ts';
import { createWire } from '../../../support/wire.ts';

const role = {
  Path: '/',
  RoleName: 'support',
  RoleId: 'AROAEXAMPLE',
  Arn: 'arn:aws:iam::111122223333:role/support',
  CreateDate: '2026-01-01T00:00:00Z',
  AssumeRolePolicyDocument: '{"Statement":[]}',
  RolePolicyList: '',
  AttachedManagedPolicies: '',
};
const details = { RoleDetailList: { member: [role] }, UserDetailList: '', GroupDetailList: '', Policies: '', IsTruncated: 'false' };
const answers = { 'iam:GetAccountAuthorizationDetails': details };

describe('the roles and users of an account', () => {
  it('are taken apart once, whichever check and Region asks', async () => {
    const { reader } = createWire({ answers });
    const look = (id: string, region: string) =>
      createLook(
        { id, reads: principalReads },
        {
          reader,
          account: '111122223333',
          region,
          partition: 'aws',
          now: 0,
          lists: noLists,
          belongs: () => true,
          missed: () => undefined,
          cut: () => undefined,
          outside: () => undefined,
        },
      );
    const one = await allPrincipals(look('BR-INV-08', 'us-east-1'));
    const other = await allPrincipals(look('BR-GRD-13', 'eu-west-1'));
    expect(one.map(({ name }) => name)).toEqual(['support']);
    expect(other).toBe(one);
  });
});
