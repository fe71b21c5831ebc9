/** Installations are found by what an envelope names, open only where they belong, and end when Slack says so. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createInstallations, type Installation } from '../../../bot/slack/installations.ts';
import { readLeaving } from '../../../bot/slack/leaving.ts';
import { installationFrom } from '../../../bot/slack/oauth.ts';
import { createSeal, parseSealKeys } from '../../../bot/slack/seal.ts';
import { openWorkspaces } from '../../../bot/slack/workspaces.ts';
import { createSimStore } from '../../support/sim-store.ts';

const start = 1_790_000_000_000;
const key = randomBytes(32).toString('base64');

/** What `oauth.v2.access` answers. */
const answer = (over: object = {}) => ({
  ok: true,
  access_token: 'xoxb-one',
  scope: 'chat:write,channels:history',
  bot_user_id: 'UBOT',
  app_id: 'A1',
  team: { id: 'T1', name: 'First' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U1' },
  ...over,
});
const whole = (over: object = {}): Installation =>
  installationFrom(answer({ team: null, enterprise: { id: 'E1', name: 'Org' }, is_enterprise_install: true, ...over }), start);

function setUp() {
  const rows = createSimStore();
  const clock = { now: start };
  const reads: string[] = [];
  const open = () =>
    createInstallations({
      rows: {
        ...rows,
        async readRecord(...asked) {
          reads.push(asked[0].id);
          return await rows.readRecord(...asked);
        },
      },
      seal: createSeal(parseSealKeys(key), randomBytes),
      clock: () => clock.now,
    });
  const installations = open();
  const spaces = openWorkspaces(
    { workspaces: [{ team: 'THAND', token: 'xoxb-hand', bot: 'UHAND' }] },
    {
      installed: { installations, fresh: async (found) => found },
      log: () => undefined,
    },
  );
  return { rows, clock, reads, open, installations, spaces };
}

describe('an installation', () => {
  it('of a workspace is found by the workspace, and by no other', async () => {
    const { installations, spaces } = setUp();
    await installations.keep(installationFrom(answer(), start));
    expect(await spaces.tokenOf('T1')).toEqual({ token: 'xoxb-one', bot: 'UBOT' });
    expect(await spaces.tenantOf('T1')).toBe('T1');
    expect([await spaces.tokenOf('T2'), await spaces.tenantOf('T2'), await spaces.tokenOf('T1', 'E1')]).toEqual([null, null, null]);
  });

  it('of a whole organisation is found from every workspace of it, and only for envelopes that name the organisation', async () => {
    const { installations, spaces } = setUp();
    await installations.keep(whole());
    expect(await spaces.tokenOf('T1', 'E1')).toEqual(await spaces.tokenOf('T2', 'E1'));
    expect([await spaces.tenantOf('T1', 'E1'), await spaces.tenantOf('T2', 'E1')]).toEqual(Array(2).fill('E1'));
    expect([await spaces.tokenOf('T1'), await spaces.tokenOf('T1', 'E2')]).toEqual([null, null]);
  });

  it('of one workspace inside an organisation has its own token and the tenant of the organisation', async () => {
    const { installations, spaces } = setUp();
    const inside = { enterprise: { id: 'E1', name: 'Org' } };
    await installations.keep(installationFrom(answer(inside), start));
    await installations.keep(installationFrom(answer({ ...inside, team: { id: 'T2', name: 'Second' }, access_token: 'xoxb-two' }), start));
    expect([await spaces.tokenOf('T1'), await spaces.tokenOf('T2')]).toMatchObject([{ token: 'xoxb-one' }, { token: 'xoxb-two' }]);
    expect([await spaces.tenantOf('T1'), await spaces.tenantOf('T2')]).toEqual(Array(2).fill('E1'));
  });

  it('that was granted again takes the place of the one before', async () => {
    const { installations, spaces } = setUp();
    await installations.keep(installationFrom(answer(), start));
    await spaces.tokenOf('T1');
    await installations.keep(installationFrom(answer({ access_token: 'xoxb-again' }), start));
    expect(await spaces.tokenOf('T1')).toMatchObject({ token: 'xoxb-again' });
  });

  it('does not open as the one of another workspace', async () => {
    const { rows, installations } = setUp();
    await installations.keep(installationFrom(answer(), start));
    const found = await rows.readRecord({ tenant: '', kind: 'installation', id: 'T1' }, start);
    const copied = { key: { tenant: '', kind: 'installation' as const, id: 'T2' }, expected: 0, body: found?.body ?? null };
    expect(await rows.writeRecords([copied], start)).toBe('written');
    await expect(installations.find({ team: 'T2' })).rejects.toThrow('belongs to another');
  });

  it('is looked up once a minute, and what is not there is looked for each time', async () => {
    const { installations, clock, reads } = setUp();
    await installations.keep(installationFrom(answer(), start));
    reads.length = 0;
    for (const _ of [1, 2, 3]) await installations.find({ team: 'T1' });
    await Promise.all([installations.find({ team: 'T2' }), installations.find({ team: 'T2' })]);
    await installations.find({ team: 'T2' });
    expect(reads).toEqual(['T1', 'T2', 'T2']);
    clock.now += 60_000;
    await installations.find({ team: 'T1' });
    expect(reads.at(-1)).toBe('T1');
  });

  it('is looked up at once after its token was refused', async () => {
    const { installations, open, spaces } = setUp();
    await installations.keep(installationFrom(answer(), start));
    await spaces.tokenOf('T1');
    await open().keep(installationFrom(answer({ access_token: 'xoxb-again' }), start));
    expect(await spaces.tokenOf('T1')).toMatchObject({ token: 'xoxb-one' });
    spaces.refused('T1');
    expect(await spaces.tokenOf('T1')).toMatchObject({ token: 'xoxb-again' });
  });

  it('without an access token is none', () => {
    expect(() => installationFrom(answer({ access_token: undefined }), start)).toThrow();
    expect(() => installationFrom(answer({ team: undefined, is_enterprise_install: false }), start)).not.toThrow();
  });
});

describe('the end of an installation', () => {
  const seconds = start / 1000;
  const event = (type: string, over: object = {}, tokens?: object) => ({
    type: 'event_callback',
    team_id: 'T1',
    event_time: seconds + 60,
    event: { type, ...(tokens === undefined ? {} : { tokens }) },
    ...over,
  });

  it.each([
    ['an uninstallation', event('app_uninstalled')],
    ['a revoked token of the bot', event('tokens_revoked', {}, { oauth: [], bot: ['UBOT'] })],
  ])('comes with %s', async (_, envelope) => {
    const { installations, spaces } = setUp();
    await installations.keep(installationFrom(answer(), start));
    await spaces.tokenOf('T1');
    await spaces.left(envelope);
    expect(await spaces.tokenOf('T1')).toBeNull();
  });

  it('is not a revoked token of a person, nor anything else', () => {
    expect(readLeaving(event('tokens_revoked', {}, { oauth: ['U1'], bot: [] }))).toBeNull();
    expect(readLeaving(event('message'))).toBeNull();
  });

  it('of a whole organisation leaves what a workspace installed by itself', async () => {
    const { installations, spaces } = setUp();
    await installations.keep(whole());
    await installations.keep(installationFrom(answer(), start));
    const authorizations = [{ is_enterprise_install: true }];
    await spaces.left(event('app_uninstalled', { enterprise_id: 'E1', authorizations }));
    expect([await spaces.tokenOf('T1', 'E1'), await spaces.tokenOf('T1')]).toEqual([null, { token: 'xoxb-one', bot: 'UBOT' }]);
  });

  it('that is told late does not end what was granted since', async () => {
    const { installations, spaces } = setUp();
    await installations.keep(installationFrom(answer({ access_token: 'xoxb-again' }), start + 120_000));
    await spaces.left(event('app_uninstalled'));
    await spaces.left(event('app_uninstalled'));
    expect(await spaces.tokenOf('T1')).toMatchObject({ token: 'xoxb-again' });
  });
});
