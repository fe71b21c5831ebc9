/** Who may: what Slack says of people and channels, what is kept of it, and what happens while Slack does not say. */
import { describe, expect, it } from 'vitest';
import { admit } from '../../../bot/slack/admit.ts';
import { createChannels } from '../../../bot/slack/channels.ts';
import { createRoster } from '../../../bot/slack/roster.ts';

const reference = { surface: 'slack' as const, team: 'T1', channel: 'C1', bot: 'UBOT' };
const member = { id: 'U1', team_id: 'T1', real_name: 'Ana', tz: 'Europe/Berlin' };
const open = { id: 'C1', is_ext_shared: false, is_member: true };

function stage(person: () => unknown, channel: () => unknown) {
  const time = { now: 0 };
  const asked = { person: 0, channel: 0 };
  const clock = () => time.now;
  const roster = createRoster({
    clock,
    ask: async () => {
      asked.person += 1;
      return person();
    },
  });
  const channels = createChannels({
    clock,
    ask: async () => {
      asked.channel += 1;
      return channel();
    },
  });
  return { time, asked, roster, channels, ports: { roster, channels } };
}

const said = async (person: object, at: { enterprise?: string } = {}, user = 'U1') => {
  const { ports } = stage(
    () => person,
    () => open,
  );
  return (await admit(ports, { ...reference, ...at }, user, false)).kind;
};

describe('a person', () => {
  it('of the workspace may, and is known by name and zone', async () => {
    const { ports } = stage(
      () => member,
      () => open,
    );
    expect(await admit(ports, reference, 'U1', false)).toMatchObject({ kind: 'admitted', name: 'Ana', zone: 'Europe/Berlin' });
  });

  it.each([
    ['a guest', { is_restricted: true }],
    ['a guest of one channel', { is_ultra_restricted: true }],
    ['a stranger', { is_stranger: true }],
    ['a bot', { is_bot: true }],
    ['whoever has left', { deleted: true }],
    ['somebody of another workspace', { team_id: 'T9' }],
  ])('%s may not', async (_, over) => {
    expect(await said({ ...member, ...over })).toBe('refused');
  });

  it('of a Grid may where the workspace is one of theirs', async () => {
    expect(await said({ ...member, team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T1', 'T2'] } })).toBe('admitted');
    expect(await said({ ...member, team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } })).toBe('refused');
  });

  it('of the whole organisation may where all of it installed us, whatever their id begins with', async () => {
    const away = { ...member, id: 'W1', team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } };
    expect(await said(away, { enterprise: 'E1' }, 'W1')).toBe('admitted');
    expect(await said(away, { enterprise: 'E2' }, 'W1')).toBe('refused');
  });

  it('of whom Slack says nothing that makes sense may not', async () => {
    for (const nothing of [undefined, {}, { id: 'U1' }]) {
      const { ports } = stage(
        () => nothing,
        () => open,
      );
      expect(await admit(ports, reference, 'U1', true)).toMatchObject({ kind: 'refused', reason: 'unchecked' });
    }
  });
});

describe('a channel', () => {
  const look = async (channel: object) => {
    const { channels } = stage(
      () => member,
      () => ({ ...open, ...channel }),
    );
    return await channels.look(reference, 'C1');
  };

  it.each([
    ['is public', {}, 'public'],
    ['is private', { is_private: true }, 'private'],
    ['is shared within the organisation', { is_shared: true, is_org_shared: true }, 'public'],
    ['is shared with others', { is_ext_shared: true }, 'shared'],
    ['is shared, with whom is not said', { is_shared: true }, 'shared'],
    ['will be shared', { is_pending_ext_shared: true }, 'shared'],
    ['waits for another organisation', { pending_connected_team_ids: ['T9'] }, 'shared'],
  ])('that %s is seen so', async (_, over, audience) => {
    expect((await look(over)).audience).toBe(audience);
  });

  it('is asked about once a minute, a direct message never', async () => {
    const { channels, asked, time } = stage(
      () => member,
      () => open,
    );
    await channels.look(reference, 'C1');
    await channels.look(reference, 'C1');
    expect(asked.channel).toBe(1);
    time.now = 60_001;
    await channels.look(reference, 'C1');
    await channels.look(reference, 'D1');
    expect(asked.channel).toBe(2);
  });

  it('that we are not in is asked about each time, so that we come in as soon as we are added', async () => {
    const { channels, asked } = stage(
      () => member,
      () => ({ ...open, is_member: false }),
    );
    await channels.look(reference, 'C1');
    expect(await channels.look(reference, 'C1')).toMatchObject({ member: false });
    expect(asked.channel).toBe(2);
  });
});

describe('while Slack does not answer', () => {
  const away = () => {
    throw new Error('away');
  };

  it.each([
    ['who it is', away, () => open],
    ['which channel it is', () => member, away],
  ])('about %s, what it delivers again is left for then, and what it does not is refused with words', async (_, person, channel) => {
    const { ports } = stage(person, channel);
    await expect(admit(ports, reference, 'U1', true)).rejects.toThrow('away');
    expect(await admit(ports, reference, 'U1', false)).toMatchObject({ kind: 'refused', say: expect.stringContaining('try again') });
  });
});
