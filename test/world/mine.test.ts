/** What a person takes part in is listed in their own chat, wherever it lives; from there it is opened or taken along. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personSubject } from '../../workflows/conversation/person.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import { type Ground, startGround, type World } from '../support/app.ts';
import type { PersonHere } from '../support/people.ts';

let ground: Ground;
let world: World;
let ana: PersonHere;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(async () => {
  world = await ground.world();
  ana = world.person('Ana', 'group');
  await ana.says('assess our support agent');
});

const alone = (name: string) => world.person(name);

describe('the list in a person’s own chat', () => {
  it('holds what they began elsewhere, and takes it along', async () => {
    const chat = alone('Ana');
    await chat.says('list');
    expect(chat.reads()).toContain('Support agent · not started');
    expect(chat.reads()).toContain('in another conversation');
    await chat.presses('Continue 1 here');
    expect(chat.reads()).toContain("let's see where it stands");
    expect(ana.reads()).toContain('Support agent');
    await chat.says('list');
    expect(chat.labels()).toContain('Open 1');
    expect(chat.labels()).not.toContain('Continue 1 here');
  });

  it('opens by number or name what is typed', async () => {
    const chat = alone('Ana');
    await chat.says('list');
    await chat.says('open 1');
    expect(chat.labels()).toContain('Start');
  });

  it('lets somebody read who was invited, and leaves it where it lives', async () => {
    await world.person('Ben', 'group').says('hello');
    await ana.says('invite Ben');
    const chat = alone('Ben');
    await chat.says('list');
    expect(chat.labels()).toContain('Open 1');
    expect(chat.labels()).not.toContain('Continue 1 here');
    await chat.says('switch to support agent');
    expect(chat.reads()).toContain('Support agent');
    expect(ana.labels()).toContain('Start');
  });

  it('names to whoever only spoke there what it is, and opens nothing', async () => {
    await world.person('Cleo', 'group').says('start');
    const chat = alone('Cleo');
    await chat.says('list');
    expect(chat.reads()).toContain('Support agent');
    expect(chat.labels().filter((label) => label.endsWith('1') || label.startsWith('Continue'))).toEqual([]);
  });

  it('is empty for everybody else, and in another tenant', async () => {
    for (const other of [alone('Dan'), world.person('Ana', undefined, 'another')]) {
      await other.says('list');
      expect(other.reads()).toContain('You take part in none yet');
    }
  });

  it('in a group holds what lives there', async () => {
    await ana.in('second group').says('list');
    expect(ana.in('second group').reads()).toContain('There is none yet');
  });
});

describe('the form for a new one', () => {
  it('begins it where it was opened', async () => {
    const chat = alone('Ana');
    await chat.says('help');
    await chat.presses('Start an assessment');
    const reply = await chat.sends(chat.press('Start', { name: 'Claims reader', about: 'It reads claims.' }));
    expect(reply).toMatchObject({ kind: 'view', view: { text: expect.stringContaining('Claims reader') } });
    expect(chat.reads()).toContain('Claims reader');
    expect(chat.reads()).toContain('It reads claims.');
  });

  it('without a name begins nothing and says so', async () => {
    const chat = alone('Ana');
    await chat.sends(chat.pressOf({ do: 'begin' }, { name: ' ' }));
    expect(chat.notice()).toContain('Nothing was written');
  });
});

it('the zone of a profile is kept once, and anew when it changes', async () => {
  const chat = alone('Ana');
  const versions: number[] = [];
  for (const zone of ['Europe/Berlin', 'Europe/Berlin', 'Asia/Tokyo']) {
    await chat.sends(chat.text('help', { actor: { id: 'ana', name: 'Ana', zone } }));
    const item = await world.store.load({ tenant: 'tenant', kind: 'person', id: 'ana' });
    versions.push(item?.version ?? 0);
    expect(
      await personSubject.open({ tenant: 'tenant', kind: 'person', id: 'ana' }, unpack(item?.snapshot ?? new Uint8Array())),
    ).toMatchObject({ zone });
  }
  expect(versions).toEqual([2, 2, 3]);
});
