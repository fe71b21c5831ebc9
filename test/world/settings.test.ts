/** Who may change a tenant's settings, over the wire of both platforms: the real doors, the real senders, every change in the log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsKey } from '../../workflows/settings/subject.ts';
import { verifyChain } from '../../workflows/turn/chain.ts';
import { registrationOf } from '../bot/teams/wire.ts';
import { type Ground, startGround, type World, type WorldOptions } from '../support/app.ts';
import { startWire } from '../support/app-wire.ts';
import { startSlackWire } from '../support/slack-wire.ts';

type Name = 'Ana' | 'Ben';

/** One platform as its people use it. What they are told comes back as all that the platform was sent. */
interface Play {
  world: World;
  tenant: string;
  account(name: Name): string;
  /** How the platform is told to show a person. */
  shown(name: Name): string;
  /** Brings the product in. */
  installs(name: Name): Promise<void>;
  says(name: Name, text: string): Promise<string>;
  presses(name: Name, label: string): Promise<string>;
  /** Fills in what was opened last and sends it. */
  fills(name: Name, label: string, inputs: Record<string, string>): Promise<string>;
  stop(): Promise<void>;
}

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

const users = { Ana: 'U1', Ben: 'U2' };
const chosen = ['role', 'who', 'from'];

async function slack(how?: WorldOptions): Promise<Play> {
  const wire = await startSlackWire(ground, how);
  const told = async (work: () => Promise<unknown>): Promise<string> => {
    const before = { messages: wire.api.messages.size, windows: wire.api.windows.length };
    await work();
    const messages = [...wire.api.messages.values()].slice(before.messages);
    return JSON.stringify([wire.answered(), messages, wire.api.windows.slice(before.windows)]);
  };
  return {
    world: wire.world,
    tenant: 'T1',
    account: (name) => users[name],
    shown: (name) => `\\"user_id\\":\\"${users[name]}\\"`,
    installs: (name) => wire.world.installed({ surface: 'slack', tenant: 'T1', person: { id: users[name], name } }),
    says: (name, text) => told(() => wire.person(users[name]).mentions('C1', text)),
    presses: (name, label) => told(() => wire.person(users[name]).presses(label)),
    fills: (name, _, inputs) => {
      const held = (field: string, value: string) =>
        field === 'person' ? { selected_user: value } : chosen.includes(field) ? { selected_option: { value } } : { value };
      const values = Object.fromEntries(Object.entries(inputs).map(([field, value]) => [`in:${field}`, { value: held(field, value) }]));
      return told(() => wire.person(users[name]).sends(values));
    },
    stop: wire.stop,
  };
}

async function teams(how?: WorldOptions): Promise<Play> {
  const wire = await startWire(ground, how);
  const people = { Ana: wire.person('Ana', '19:group'), Ben: wire.person('Ben', '19:group') };
  const told = async (work: () => Promise<{ body: string }>): Promise<string> => {
    const before = wire.messages.size;
    const { body } = await work();
    return JSON.stringify([body, [...wire.messages.values()].slice(before)]);
  };
  return {
    world: wire.world,
    tenant: registrationOf(1).tenant,
    account: (name) => name.toLowerCase(),
    shown: (name) => name,
    async installs(name) {
      await wire.post(people[name].activity({ type: 'installationUpdate', action: 'add', text: undefined }), await wire.token());
    },
    says: (name, text) => told(() => people[name].says(text)),
    presses: (name, label) => told(() => people[name].presses(label)),
    fills: (name, label, inputs) => told(() => people[name].presses(label, inputs)),
    stop: wire.stop,
  };
}

/** One story a platform: each part goes on where the one before it ended. */
describe.each([
  ['Slack', slack],
  ['Teams', teams],
])('the settings in %s', (_, start) => {
  let play: Play;
  beforeAll(async () => {
    play = await start();
  });
  afterAll(() => play.stop());

  const rows = async () => {
    await play.world.passes(0);
    return await play.world.store.readLog(settingsKey(play.tenant));
  };
  const log = async () => (await rows()).map(({ type, actor }) => `${type} by ${actor}`);
  const [ana, ben] = [() => play.account('Ana'), () => play.account('Ben')];
  const opens = async (by: Name, label: string) => {
    await play.says(by, 'settings');
    return await play.presses(by, label);
  };
  const adds = async (by: Name, person: string, role: string) => {
    await opens(by, 'Add a person');
    return await play.fills(by, 'Add', { person, role });
  };

  it('belong to whoever brought the product in, and to nobody who does so later', async () => {
    await play.installs('Ana');
    await play.installs('Ben');
    expect(await log()).toEqual([`installed by ${ana()}`]);
    expect(await play.says('Ana', 'settings')).toContain('Add a person');
  });

  it('show who may change them to those who may not, and take nothing from them', async () => {
    const refused = await play.presses('Ben', 'Change the days');
    expect(refused).toContain('Only admins change this');
    expect(refused).toContain('Ana');
    const read = await play.says('Ben', 'settings');
    expect(read).toContain('Gaps are due after');
    expect(read).not.toContain('Change the days');
    expect(await log()).toEqual([`installed by ${ana()}`]);
  });

  it('take days, how many agree, keeping and lists from an admin, and name the field that does not fit', async () => {
    await opens('Ana', 'Change the days');
    expect(await play.fills('Ana', 'Save', { critical: '3', high: '2', medium: '9', low: '9' })).toContain('give critical the fewest days');
    await opens('Ana', 'Change the days');
    expect(await play.fills('Ana', 'Save', { critical: '3', high: '14', medium: '30', low: '60' })).toContain('critical 3 days');
    await opens('Ana', 'Change how many agree');
    expect(await play.fills('Ana', 'Save', { from: '' })).toContain('choose when two leads must agree');
    await opens('Ana', 'Change how many agree');
    expect(await play.fills('Ana', 'Save', { from: 'high' })).toContain('two from high on, else one');
    await opens('Ana', 'Change the keeping');
    expect(await play.fills('Ana', 'Save', { retention: '365' })).toContain('for 365 days');
    await opens('Ana', 'Change the lists');
    const lists = { models: 'amazon.nova-pro-v1:0', regions: 'eu-west-1\neu-central-1', registries: '', hosts: '', leastRetention: '90' };
    expect(await play.fills('Ana', 'Save', lists)).toContain('eu-central-1');
    await play.presses('Ana', 'Ask for approvals here');
    expect(await play.says('Ana', 'settings')).toContain('No approvals here');
    expect((await log()).slice(1)).toEqual(
      ['due-days', 'second', 'retention', 'lists', 'approvals-channel'].map((type) => `${type} by ${ana()}`),
    );
  });

  it('keep the last admin', async () => {
    const before = await log();
    await opens('Ana', 'Take a person off');
    expect(await play.fills('Ana', 'Take off', { who: `admin ${ana()}` })).toContain('This is the last admin');
    expect(await log()).toEqual(before);
  });

  it('let an admin name a lead and another admin', async () => {
    const before = await log();
    expect(await adds('Ana', ben(), 'lead')).toContain(play.shown('Ben'));
    expect(await adds('Ana', ben(), 'admin')).toContain(play.shown('Ben'));
    expect((await log()).slice(before.length)).toEqual([`lead-add by ${ana()}`, `admin-add by ${ana()}`]);
  });

  it('take nothing from whoever was an admin once', async () => {
    await opens('Ben', 'Take a person off');
    await play.fills('Ben', 'Take off', { who: `admin ${ana()}` });
    await play.says('Ben', 'settings');
    expect(await play.presses('Ana', 'Change the days')).toContain('Only admins change this');
    expect((await log()).at(-1)).toBe(`admin-remove by ${ben()}`);
  });

  it('have a log that holds: every change with what it was, sealed to the one before it', async () => {
    const all = await rows();
    expect(JSON.parse(all.find(({ type }) => type === 'lead-add')?.payload ?? '{}')).toMatchObject({ person: { id: ben() }, by: ana() });
    const item = await play.world.store.load(settingsKey(play.tenant));
    expect(verifyChain(all, item?.head ?? '', item?.version ?? 0)).toEqual([]);
  });
});

describe.each([
  ['Slack', slack, { org: { surface: 'slack', id: 'T1' }, account: 'U1' }],
  ['Teams', teams, { org: { surface: 'teams', id: registrationOf(1).tenant }, account: 'ana' }],
] as const)('an admin whom the configuration names in %s', (_, start, admin) => {
  it('is one without having installed anything, and nobody becomes the first by installing', async () => {
    const play = await start({ admins: [admin] });
    try {
      await play.installs('Ben');
      expect(await play.says('Ana', 'settings')).toContain('named in the configuration');
      await play.presses('Ana', 'Add a person');
      await play.fills('Ana', 'Add', { person: play.account('Ben'), role: 'lead' });
      await play.world.passes(0);
      const rows = await play.world.store.readLog(settingsKey(play.tenant));
      expect(rows.map(({ type, actor }) => `${type} by ${actor}`)).toEqual([`lead-add by ${admin.account}`]);
    } finally {
      await play.stop();
    }
  });
});

describe('the settings in a direct message of Slack', () => {
  it('know whomever Slack lists, and no guest', async () => {
    const wire = await startSlackWire(ground);
    try {
      await wire.world.installed({ surface: 'slack', tenant: 'T1', person: { id: 'U1', name: 'Ana' } });
      wire.api.guests.add('U8');
      const adds = async (user: string) => {
        await wire.person('U1').mentions('D1', 'settings');
        await wire.person('U1').presses('Add a person');
        await wire.person('U1').sends({
          'in:person': { value: { selected_user: user } },
          'in:role': { value: { selected_option: { value: 'lead' } } },
        });
        return wire.answered();
      };
      expect(await adds('U8')).toContain('I know nobody here called');
      expect(await adds('U7')).toContain('"user_id":"U7"');
      const rows = await wire.world.store.readLog(settingsKey('T1'));
      expect(rows.slice(1).map(({ payload }) => JSON.parse(payload ?? '{}') as unknown)).toMatchObject([
        { type: 'lead-add', person: { id: 'U7', name: 'Person U7' } },
      ]);
    } finally {
      await wire.stop();
    }
  });
});
