/** Long lists arrive page by page, and of each page only what somebody looks at stays. */
import { describe, expect, it } from 'vitest';
import { createClients } from '../../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import { AuthorizationDetails } from '../../../workflows/scanners/iam/principal.ts';
import type { Reads } from '../../../workflows/scanners/look.ts';
import { createReader } from '../../../workflows/scanners/reader.ts';
import { createSimulatedAws } from '../../bench/scan-aws.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const roles = 2_500;

function openReader(shapes?: readonly Reads[]) {
  const aws = createSimulatedAws(roles);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not a secret' };
  const clients = createClients({ handler: aws.handler, credentials });
  const dispatcher = createDispatcher({ slots: 4, ...createVirtualClock(), random: () => 0.5 });
  const reader = createReader({ clients, dispatcher, homeRegion: 'us-east-1', ...(shapes === undefined ? {} : { shapes }) });
  return { reader, dispatcher, aws };
}

const read = async ({ reader }: ReturnType<typeof openReader>) => {
  const reading = await reader.read('iam:GetAccountAuthorizationDetails', 'eu-west-1', {});
  if (reading.kind !== 'answer') throw new TypeError(reading.kind);
  return reading.answer as { RoleDetailList: Record<string, unknown>[] };
};

describe('a list of 2,500 roles', () => {
  it('takes three of the largest pages, once, whoever asks', async () => {
    const open = openReader();
    const [first, second] = await Promise.all([read(open), read(open)]);
    expect(first).toBe(second);
    expect(first.RoleDetailList).toHaveLength(roles);
    expect(open.aws.counted()).toEqual({ calls: 3, refused: 0 });
    expect(open.dispatcher.stats()).toMatchObject({ asked: 3, calls: 3 });
    expect(open.reader.distinct()).toBe(1);
  });

  it('stays whole where nobody says what is looked at', async () => {
    const { RoleDetailList } = await read(openReader());
    expect(RoleDetailList[0]).toHaveProperty('InstanceProfileList');
    expect(RoleDetailList[0]).toHaveProperty('Tags');
  });

  it('keeps only what some check looks at, which sees the same as before', async () => {
    const whole = AuthorizationDetails.parse(await read(openReader()));
    const few = await read(openReader([{ 'iam:GetAccountAuthorizationDetails': AuthorizationDetails }]));
    expect(Object.keys(few).toSorted()).toEqual(['GroupDetailList', 'Policies', 'RoleDetailList', 'UserDetailList']);
    expect(few.RoleDetailList[0]).not.toHaveProperty('InstanceProfileList');
    expect(few.RoleDetailList[0]).not.toHaveProperty('Tags');
    expect(AuthorizationDetails.parse(few)).toEqual(whole);
  });
});
