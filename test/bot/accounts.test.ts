/** Accounts over the wire, against the simulated AWS: whose they are, how a trial ends, and who may have them looked at. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Aws, openSimulatedAws } from '../../bot/aws.ts';
import { noLists } from '../../workflows/scanners/look.ts';
import { createSimStore } from '../support/sim-store.ts';

const ana = { id: 'ana', name: 'Ana', isAdmin: false };
const ben = { id: 'ben', name: 'Ben', isAdmin: false };
const admin = { ...ben, isAdmin: true };
const never = new AbortController().signal;
let aws: Aws & { simulated: { weak: string; good: string } };
let account = '';

beforeAll(async () => {
  aws = await openSimulatedAws(createSimStore());
});
afterAll(async () => await aws.stop());
beforeEach(() => {
  account = aws.simulated.good;
});

const request = (by: typeof ana) => ({ tenant: 't', assessment: 'a', by, account, regions: ['us-east-1'] });

describe('an account', () => {
  it('that nobody asked the steps of is not tried', async () => {
    account = aws.simulated.weak;
    expect(await aws.connections.try(request(ana), 'trial-0', never)).toEqual({ how: 'refused', why: 'not-begun' });
  });

  it('belongs to whoever asked for its steps first, and others are told who that is', async () => {
    expect(await aws.connections.begin(request(ana))).toMatchObject({ kind: 'steps' });
    expect(await aws.connections.begin(request(ben))).toEqual({
      kind: 'refused',
      text: expect.stringContaining('Ana connected this account'),
    });
    expect(await aws.connections.standing(request(ben))).toEqual({ kind: 'theirs', owner: { id: 'ana', name: 'Ana' } });
    expect(await aws.connections.standing(request(ana))).toEqual({ kind: 'open', simulated: true });
    expect(await aws.connections.try(request(ben), 'trial-1', never)).toEqual({ how: 'refused', why: 'somebody-elses', whose: 'Ana' });
  });

  it('holds when its role refuses us without an id and with a wrong one, and takes us with the right one', async () => {
    expect(await aws.connections.try(request(ana), 'trial-2', never)).toEqual({ how: 'connected', missing: { unread: [], barred: [] } });
  });

  it('may be used by admins of the tenant', async () => {
    expect(await aws.connections.begin(request(admin))).toMatchObject({ kind: 'steps' });
    expect(await aws.connections.standing(request(admin))).toMatchObject({ kind: 'open' });
    expect(await aws.connections.try(request(admin), 'trial-3', never)).toMatchObject({ how: 'connected' });
  });

  it('gives its template, which holds the id, to nobody else', async () => {
    expect(await aws.connections.template('t', account, ana)).toContain('sts:ExternalId');
    expect(await aws.connections.template('t', account, ben)).toBeNull();
    expect(await aws.connections.template('t', account, admin)).toContain('sts:ExternalId');
  });

  it("is nobody else's in another tenant", async () => {
    expect(await aws.connections.standing({ ...request(ben), tenant: 'other' })).toEqual({ kind: 'open' });
  });
});

describe('a scan of one workload', () => {
  it('hands back what it passed over in the account, by name', async () => {
    account = aws.simulated.weak;
    await aws.connections.begin(request(ana));
    await aws.connections.try(request(ana), 'trial-4', never);
    const { outside, kind } = await aws.scanner(
      {
        tenant: 't',
        assessment: 'a',
        scan: 's',
        by: ana,
        accounts: [{ account, regions: ['us-east-1', 'eu-west-1'] }],
        workload: { tags: { app: 'support-desk' } },
        lists: noLists,
      },
      { onProgress: () => undefined, signal: never },
    );
    expect(kind).toBe('finished');
    expect(outside.filter((resource) => resource.includes(':guardrail/'))).not.toEqual([]);
    expect(new Set(outside).size).toBe(outside.length);
  });
});

describe('a scan', () => {
  const scan = async (by: typeof ana, broughtBy?: typeof ana) =>
    await aws.scanner(
      {
        tenant: 't',
        assessment: 'a',
        scan: 's',
        by,
        accounts: [{ account, regions: ['us-east-1'], ...(broughtBy === undefined ? {} : { by: broughtBy }) }],
        workload: {},
        lists: noLists,
      },
      { onProgress: () => undefined, signal: AbortSignal.abort() },
    );

  it("does not enter somebody else's account, and names whom to ask", async () => {
    expect(await scan(ben)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('was connected by Ana') });
  });

  it.each([
    ['who connected it', ana, undefined],
    ['an admin', admin, undefined],
    ['somebody who takes part where its owner brought it in', ben, ana],
  ])('enters it for %s', async (_, by, broughtBy) => {
    const { reason } = await scan(by, broughtBy);
    expect(reason ?? '').not.toContain('was connected by');
  });

  it('does not enter it where somebody without the right brought it in', async () => {
    expect(await scan(ben, ben)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('was connected by Ana') });
  });
});
