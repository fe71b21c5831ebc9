/** A few journeys over the wire: Teams as it speaks HTTP, with signed tokens and real Adaptive Cards. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { faultsOf, wordsOf } from '../bot/teams/cards.ts';
import { type Ground, startGround } from '../support/app.ts';
import { fingerprint } from '../support/app-rows.ts';
import { cardIn, startWire, type Wire, type WirePerson } from '../support/app-wire.ts';

let ground: Ground;
let wire: Wire;
let me: WirePerson;

beforeAll(async () => {
  // The SDK writes refused tokens to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  ground = await startGround();
});
afterAll(async () => {
  await ground.stop();
  vi.restoreAllMocks();
});
beforeEach(async () => {
  wire = await startWire(ground);
  me = wire.person('Requester');
});
afterEach(() => wire.stop());

const reads = (person: WirePerson) => wordsOf(person.card());
const team = 'Only the people on the team';

async function reachesQuestions(person: WirePerson): Promise<void> {
  await person.says('assess our support agent, it runs on Bedrock and files tickets');
  await person.presses('Start');
  for (const choice of ['As tall as a church tower', 'As big as a open sea']) await person.presses(choice);
  await person.presses('Done', { choices: 'nobody' });
  await person.presses('As tall as a village hall');
  await person.presses("That's right");
}

describe('an assessment in Teams', () => {
  it('goes from a message to a result on one card, and every card is one that Teams draws', async () => {
    await reachesQuestions(me);
    for (let asked = 0; asked < 4; asked += 1) await me.presses(team);
    await me.presses('See the result now');
    await me.presses('Finish');
    expect(reads(me)).toContain('Fix first');
    expect(me.screen()).toHaveLength(1);
    const faults = [...wire.messages.values()].flatMap(({ activity }) => faultsOf(cardIn(activity) ?? me.card()));
    // Microsoft's parser counts five buttons a row where nobody tells it; Teams draws six.
    expect(faults.filter((fault) => !fault.startsWith('Maximum number of actions'))).toEqual([]);
    expect(wire.world.log).toEqual([]);
  });

  it('hands a question to a colleague, whose answer changes the card of the asker', async () => {
    const asker = wire.person('Requester', '19:group');
    const colleague = wire.person('Colleague', undefined);
    wire.members.set('29:colleague', { id: '29:colleague', aadObjectId: 'colleague', name: 'Colleague', userRole: 'user' });
    await reachesQuestions(asker);
    await asker.presses('Ask a colleague…');
    await asker.presses('Ask', { person: 'colleague' });
    expect(reads(colleague)).toContain('asks you one question');
    await colleague.presses(team);
    expect(reads(colleague)).toContain('Thank you');
    expect(JSON.stringify(asker.screen())).toContain('✓ Who looks for holes in the wall?');
  });

  it('gives a report only after the person agreed, into their own storage', async () => {
    await reachesQuestions(me);
    await me.says('export');
    const consent = me.screen().at(-1)?.activity['attachments'] as { contentType: string; content: { acceptContext: object } }[];
    expect(consent[0]?.contentType).toBe('application/vnd.microsoft.teams.card.file.consent');
    expect(wire.stored).toEqual([]);
    const uploadInfo = {
      name: 'a.md',
      uploadUrl: 'https://contoso.sharepoint.com/up',
      contentUrl: 'https://contoso.sharepoint.com/a.md',
      uniqueId: '1',
    };
    const value = { type: 'fileUpload', action: 'accept', context: consent[0]?.content.acceptContext, uploadInfo };
    const accepted = me.activity({ type: 'invoke', name: 'fileConsent/invoke', value });
    expect((await wire.post(accepted, await wire.token())).status).toBe(200);
    expect(wire.stored).toEqual([expect.stringContaining('# Security assessment: Support agent')]);
  });

  it('repaints the card when Teams failed once, without a second one', async () => {
    await reachesQuestions(me);
    wire.answersNext.push(502);
    await me.presses(team);
    await wire.world.passes(41_000);
    await wire.world.sweeps();
    expect(me.screen()).toHaveLength(1);
    expect(JSON.stringify(me.screen())).toContain('✓ Who looks for holes in the wall?');
  });
});

describe('the log of a failing answer', () => {
  it('holds neither the token nor what people wrote', async () => {
    await me.says('help');
    wire.answersNext.push(502);
    await me.says(`comment: ${'tulips '.repeat(1500)}`);
    expect(wire.world.log.join('\n')).toContain('teams.reply-lost');
    expect(wire.world.log.join('\n')).toContain('502');
    expect(wire.world.log.join('\n')).not.toMatch(/Bearer|token-of|tulips|characters/);
  });
});

describe('who cannot prove who they are', () => {
  it.each([
    ['with a forged token', 401, { forged: true }, {}],
    ['as a guest', 200, {}, { userRole: 'guest' }],
    ['from another organisation', 200, {}, { tenantId: 'elsewhere' }],
  ])('%s changes nothing', async (_, status, how, standing) => {
    await me.says('help');
    const before = await fingerprint(wire.world);
    const stranger = wire.person('Stranger');
    wire.members.set('29:stranger', { id: '29:stranger', aadObjectId: 'stranger', userRole: 'user', ...standing });
    const answer = await wire.post(stranger.activity({ text: 'assess the vault' }), await wire.token(how));
    expect(answer.status).toBe(status);
    expect(await fingerprint(wire.world)).toBe(before);
    expect(wire.world.log.join('\n')).not.toContain('vault');
  });
});

describe('an activity', () => {
  it('that Teams delivers twice counts once', async () => {
    const activity = me.activity({ text: 'assess our support agent' });
    for (let times = 0; times < 2; times += 1) expect((await wire.post(activity, await wire.token())).status).toBe(200);
    expect(me.screen()).toHaveLength(1);
  });
});
