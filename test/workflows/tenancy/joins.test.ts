/** Two tenants are joined, and two accounts bound, only by a single-use challenge that both sides confirm. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Answered,
  type Challenges,
  challengeMs,
  createChallenges,
  type Purpose,
  type Side,
} from '../../../workflows/tenancy/challenges.ts';
import { createJoins, type Joins, type Partner } from '../../../workflows/tenancy/joins.ts';
import { createSimStore } from '../../support/sim-store.ts';

const clock = { now: 1_000_000 };
let challenges: Challenges;
let joins: Joins;
let codes = 0;
const secret = () => {
  codes += 1;
  return `CODE-${codes}`;
};

const side = (surface: 'slack' | 'teams', account: string, tenant = surface === 'slack' ? 'ours' : 'theirs'): Side => ({
  tenant,
  surface,
  account,
  name: `Person ${account}`,
});
const [admin, otherAdmin] = [side('slack', 'U1'), side('teams', 'p1')];

beforeEach(() => {
  const records = createSimStore();
  const now = () => clock.now;
  challenges = createChallenges({ records, now, secret });
  joins = createJoins({ records, challenges, now });
});

async function answered(purpose: Purpose, asked: Side, by: Side): Promise<Answered> {
  const { code } = await challenges.ask(purpose, asked);
  const answer = await challenges.answer(purpose, code, by);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

async function joined(): Promise<Partner> {
  await joins.join(await answered('join', admin, otherAdmin));
  const [partner] = await joins.partnersOf('ours');
  if (partner === undefined) throw new Error('not joined');
  return partner;
}

describe('a challenge', () => {
  it('is answered by its code, however it is written', async () => {
    const { code } = await challenges.ask('join', admin);
    expect(await challenges.answer('join', ` ${code.toLowerCase().replace('-', ' ')} `, otherAdmin)).toMatchObject({
      asked: admin,
      answered: otherAdmin,
    });
  });

  it('is answered once', async () => {
    const { code } = await challenges.ask('join', admin);
    const all = await Promise.all([1, 2, 3].map((n) => challenges.answer('join', code, side('teams', `p${n}`))));
    expect(all.filter((one) => one !== 'unknown')).toHaveLength(1);
    expect(await challenges.answer('join', code, otherAdmin)).toBe('unknown');
  });

  it('is over after a quarter of an hour', async () => {
    const { code } = await challenges.ask('join', admin);
    clock.now += challengeMs;
    expect(await challenges.answer('join', code, otherAdmin)).toBe('unknown');
  });

  it('is void when the same account asks again', async () => {
    const { code } = await challenges.ask('join', admin);
    await challenges.ask('join', admin);
    expect(await challenges.answer('join', code, otherAdmin)).toBe('unknown');
  });

  it('of one purpose is none of another', async () => {
    const { code } = await challenges.ask('bind', admin);
    expect(await challenges.answer('join', code, otherAdmin)).toBe('unknown');
  });

  it('cannot be answered on the platform where it was asked for', async () => {
    const { code } = await challenges.ask('join', admin);
    expect(await challenges.answer('join', code, side('slack', 'U2', 'third'))).toBe('same-platform');
    expect(await challenges.answer('join', code, side('teams', 'p1', 'ours'))).toBe('same-platform');
  });
});

describe('a join', () => {
  it('reaches nothing before it is confirmed where it was asked for', async () => {
    await answered('join', admin, otherAdmin);
    expect([await joins.partnersOf('ours'), await joins.partnersOf('theirs')]).toEqual([[], []]);
  });

  it('holds on both sides, and is spent', async () => {
    const answer = await answered('join', admin, otherAdmin);
    expect(await joins.join(answer)).toBe(true);
    expect(await joins.join(answer)).toBe(false);
    expect(await joins.partnersOf('ours')).toEqual([{ tenant: 'theirs', surface: 'teams', join: answer.digest }]);
    expect(await joins.partnersOf('theirs')).toEqual([{ tenant: 'ours', surface: 'slack', join: answer.digest }]);
  });

  it.each(['ours', 'theirs'])('ends for both when %s parts', async (tenant) => {
    await joined();
    expect(await joins.part(tenant, tenant === 'ours' ? 'theirs' : 'ours')).toBe(true);
    expect([await joins.partnersOf('ours'), await joins.partnersOf('theirs')]).toEqual([[], []]);
    expect(await joins.part('ours', 'theirs')).toBe(false);
  });
});

describe('two accounts of one person', () => {
  const [mine, alsoMine] = [side('slack', 'U2'), side('teams', 'p2')];
  const known = async (partner: Partner) => [
    await joins.boundTo('ours', 'U2', partner),
    await joins.boundTo('theirs', 'p2', { ...partner, tenant: 'ours' }),
  ];

  it('are strangers until they are bound, and then each is known as the other', async () => {
    const partner = await joined();
    const answer = await answered('bind', mine, alsoMine);
    expect(await known(partner)).toEqual([null, null]);
    expect(await joins.bind(answer, partner)).toBe(true);
    expect(await known(partner)).toMatchObject([
      { tenant: 'theirs', account: 'p2' },
      { tenant: 'ours', account: 'U2' },
    ]);
  });

  it('are strangers again after either is unbound', async () => {
    const partner = await joined();
    await joins.bind(await answered('bind', mine, alsoMine), partner);
    expect(await joins.unbind('theirs', 'p2', { ...partner, tenant: 'ours' })).toBe(true);
    expect(await known(partner)).toEqual([null, null]);
  });

  it('are strangers under another join than the one they were bound under', async () => {
    const partner = await joined();
    await joins.bind(await answered('bind', mine, alsoMine), partner);
    await joins.part('ours', 'theirs');
    expect(await known(await joined())).toEqual([null, null]);
  });

  it('let go of whom one of them was bound to before', async () => {
    const partner = await joined();
    await joins.bind(await answered('bind', side('slack', 'U3'), alsoMine), partner);
    await joins.bind(await answered('bind', mine, alsoMine), partner);
    expect(await joins.boundTo('ours', 'U3', partner)).toBeNull();
    expect(await joins.boundTo('ours', 'U2', partner)).toMatchObject({ account: 'p2' });
  });
});
