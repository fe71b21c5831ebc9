/** A tenant's connections: one external id for an account, however often and by however many it is asked for. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Connections, createConnections } from '../../../../workflows/scanners/connect/connections.ts';
import { createSimStore } from '../../../support/sim-store.ts';

let connections: Connections;
let made = 0;

beforeEach(() => {
  made = 0;
  const secret = () => {
    made += 1;
    return `SECRET-${made}`;
  };
  connections = createConnections({ records: createSimStore(), now: () => 1_000, secret });
});

const wanted = {
  account: '111122223333',
  role: 'arn:aws:iam::111122223333:role/PlumblineRead',
  by: { id: 'p1', name: 'P' },
  simulated: false,
};

describe("a tenant's connections", () => {
  it('keep their external id, however often they are begun', async () => {
    const first = await connections.begin('ours', wanted);
    expect(await connections.begin('ours', { ...wanted, by: { id: 'p2', name: 'Q' } })).toEqual(first);
  });

  it('have one external id when two begin at once', async () => {
    const begun = await Promise.all([connections.begin('ours', wanted), connections.begin('ours', wanted)]);
    expect(new Set(begun.map(({ externalId }) => externalId)).size).toBe(1);
  });

  it('have another external id at another tenant, and are not seen there', async () => {
    const ours = await connections.begin('ours', wanted);
    expect(await connections.find('theirs', wanted.account)).toBeNull();
    expect((await connections.begin('theirs', wanted)).externalId).not.toBe(ours.externalId);
  });

  it('are proven with what was missing, and not before', async () => {
    expect(await connections.proven('ours', wanted.account, [])).toBeNull();
    expect((await connections.begin('ours', wanted)).provenAt).toBeNull();
    expect(await connections.proven('ours', wanted.account, ['bedrock:GetGuardrail'])).toMatchObject({
      provenAt: 1_000,
      missing: ['bedrock:GetGuardrail'],
    });
    expect(await connections.list('ours')).toHaveLength(1);
  });

  it('are begun anew with a fresh id after they were forgotten', async () => {
    const first = await connections.begin('ours', wanted);
    await connections.forget('ours', wanted.account);
    expect((await connections.begin('ours', wanted)).externalId).not.toBe(first.externalId);
  });
});
