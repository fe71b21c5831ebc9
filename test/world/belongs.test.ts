/** People name what belongs to their workload; the scan judges that alone, and the card says what else was there. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ground, startGround, type World } from '../support/app.ts';
import { type HandScanner, handConnections, handScanner } from '../support/hand-scanner.ts';
import { pocketCatalogue } from '../support/interview.ts';
import type { PersonHere } from '../support/people.ts';
import { asksFor } from '../support/people-journeys.ts';
import { houseRows } from '../support/scans.ts';

const agent = 'arn:aws:house:eu-west-1:111122223333:agent/otter';
const sheds = (count: number) => Array.from({ length: count }, (_, at) => `arn:aws:house:eu-west-1:111122223333:shed/${at}`);
let ground: Ground;
let world: World;
let hand: HandScanner;
let me: PersonHere;

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

async function begins(): Promise<void> {
  hand = handScanner();
  world = await ground.world({ catalogue: pocketCatalogue(3), scanner: hand.scanner, connections: handConnections });
  me = world.person('Requester');
  await me.says(asksFor);
  await me.says('connect aws');
  await me.presses('Go on', { account: '111122223333', regions: 'eu-west-1' });
  await me.presses('It is set up: try it');
  await world.scansEnd();
}

const screen = (): string =>
  me
    .screen()
    .map(({ text }) => text)
    .join('\n---\n');

async function looks(outside: readonly string[]): Promise<void> {
  await me.says('scan');
  await hand.begins();
  hand.run().ends('finished', houseRows, undefined, outside);
  await world.scansEnd();
}

beforeEach(async () => await begins());

describe('what belongs to a workload', () => {
  it('is everything in its accounts, as long as nothing is named', async () => {
    expect(screen()).toContain('Belongs to it: everything in the accounts');
    await me.says('scan');
    await hand.begins();
    expect(hand.run().request.workload).toEqual({ tags: {}, resources: [] });
  });

  it('is named in a form, shown on the card, and given to the scanner', async () => {
    await me.presses('What belongs to it…');
    await me.presses('Add them', { tags: 'app=support\nteam=otters', resources: agent });
    await me.says('status');
    expect(me.reads()).toContain('Belongs to it: app=support, team=otters; 1 named thing, and what their agents use');
    await me.says('scan');
    await hand.begins();
    expect(hand.run().request.workload).toEqual({ tags: { app: 'support', team: 'otters' }, resources: [agent] });
  });

  it('is named in words, added to, and taken back', async () => {
    await me.says('workload tag app=support');
    await me.says(`workload ${agent}`);
    expect(me.reads()).toContain('Belongs to it: app=support; 1 named thing');
    await me.says('workload');
    expect(me.reads()).toContain(agent);
    await me.says('workload everything');
    expect(me.reads()).toContain('Belongs to it: everything in the accounts');
  });

  it.each([
    ['tags', { tags: 'support', resources: '' }, '“support” is no tag such as app=support'],
    ['ARNs', { tags: '', resources: 'otter' }, '“otter” is no ARN'],
    ['values', { tags: 'app=a\napp=b', resources: '' }, '“app” stands there twice'],
    ['anything at all', { tags: ' ', resources: '' }, 'Nothing was written'],
  ])('is refused in words where it is not clear: %s', async (_, fields, said) => {
    await me.says('workload');
    await me.presses('Add them', fields);
    expect(me.notice()).toContain(said);
  });

  it('has an end, and says so', async () => {
    await me.says(`workload tag ${Array.from({ length: 10 }, (_, at) => `k${at}=v`).join(', ')}`);
    await me.says('workload tag one=more');
    expect(me.reads()).toContain('One workload holds 10 tags and 20 named things.');
  });

  it('does not change under a scan', async () => {
    await me.says('scan');
    await hand.begins();
    await me.says('workload tag app=support');
    expect(me.reads()).toContain('A scan is under way.');
  });
});

describe('what else stands in the account', () => {
  it('is counted on the card of the scan and listed, a page at a time, as far as it is kept', async () => {
    await me.says('workload tag app=support');
    await looks(sheds(34));
    expect(screen()).toContain('Also in this account, belonging to no workload you named: 34 things.');
    await me.presses('Show the 34 others');
    expect(me.reads()).toContain('shed/0');
    await me.presses('Next page');
    await me.presses('Next page');
    expect(me.reads()).toContain('And 4 more, which are not kept.');
    await me.presses('Back');
    expect(me.reads()).toContain('looking into AWS');
  });

  it('is listed without the names of accounts where others read along, as is what was named', async () => {
    await me.says(`workload ${agent}`);
    await looks(sheds(2));
    for (const panel of ['outside', 'belongs']) {
      const { what } = me.press('Show the 2 others');
      const incoming = me.pressOf({ ...(what.kind === 'press' ? what.press : {}), do: panel }, {});
      const reply = await world.hears({ ...incoming, conversation: { ...incoming.conversation, kind: 'channel', audience: 'public' } });
      const said = JSON.stringify(reply);
      expect(said).toContain(panel === 'outside' ? 'seen and not judged' : 'ARNs of what is its own');
      expect(said).not.toContain(`111122223333:${panel === 'outside' ? 'shed' : 'agent/otter'}`);
    }
  });

  it('is not spoken of where nothing stands beside', async () => {
    await looks([]);
    expect(screen()).not.toContain('belonging to no workload');
  });
});
