/** A role is trusted only after it has refused us twice and let us in once: over the wire, against an STS endpoint of ours. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSts, type Sts } from '../../../../workflows/scanners/connect/sts.ts';
import { roleArn } from '../../../../workflows/scanners/connect/template.ts';
import { type Trial, tryRole } from '../../../../workflows/scanners/connect/try-role.ts';
import { ourKey, type SimulatedAws, startSimulatedAws } from '../../../../workflows/scanners/simulated/account.ts';

const account = '111122223333';
const trial: Trial = { account, role: roleArn(account), externalId: 'right-id-0123456789', wrongId: 'wrong-id-0123456789', id: 'abc' };

describe('trying a role', () => {
  let aws: SimulatedAws;
  let sts: Sts;
  beforeAll(async () => {
    aws = await startSimulatedAws([{ account, answers: {} }]);
    sts = createSts({ region: 'us-east-1', endpoint: aws.endpoint, credentials: { accessKeyId: ourKey, secretAccessKey: 'simulated' } });
  });
  afterAll(async () => {
    sts.close();
    await aws.stop();
  });

  it('says that the role is not there yet, or does not know us', async () => {
    expect(await tryRole(sts, trial)).toEqual({ kind: 'refused', why: 'not-yet' });
  });

  it('takes a role that asks for its external id', async () => {
    aws.trust(account, { externalId: trial.externalId });
    expect(await tryRole(sts, trial)).toEqual({ kind: 'works' });
  });

  it('refuses a role that lets us in without an external id', async () => {
    aws.trust(account, 'no-id');
    expect(await tryRole(sts, trial)).toEqual({ kind: 'refused', why: 'open-without-id' });
  });

  it('refuses a role that takes any external id', async () => {
    aws.trust(account, 'any-id');
    expect(await tryRole(sts, trial)).toEqual({ kind: 'refused', why: 'open-with-wrong-id' });
  });

  it('refuses a role of another account', async () => {
    aws.trust(account, { externalId: trial.externalId });
    expect(await tryRole(sts, { ...trial, account: '444455556666' })).toEqual({ kind: 'refused', why: 'other-account', detail: account });
  });

  it('refuses to run on the keys of a user', async () => {
    const asUser: Sts = { ...sts, whoAmI: () => Promise.resolve({ arn: `arn:aws:iam::${account}:user/somebody`, account }) };
    expect(await tryRole(asUser, trial)).toEqual({ kind: 'refused', why: 'static-keys' });
  });

  it('does not take a time-out for a refusal', async () => {
    const late: Sts = {
      ...sts,
      assume: (session) => (session.externalId === null ? Promise.resolve({ kind: 'unknown', code: 'TimeoutError' }) : sts.assume(session)),
    };
    expect(await tryRole(late, trial)).toEqual({ kind: 'refused', why: 'could-not-tell', detail: 'TimeoutError' });
  });

  it('says when AWS does not tell who we are', async () => {
    const nobody: Sts = { ...sts, whoAmI: () => Promise.resolve(null) };
    expect(await tryRole(nobody, trial)).toEqual({ kind: 'refused', why: 'who-are-we' });
  });
});
