/** Accounts in conversations that others read: hidden in public channels and wherever nobody says that it is private, over the wire. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, startGround } from '../support/app.ts';
import { startWire, type Wire } from '../support/app-wire.ts';
import { type SlackWire, startSlackWire } from '../support/slack-wire.ts';

const account = '123456789012';
const begins = `assess our support agent, it runs in ${account} as arn:aws:iam::${account}:role/Agent`;
const warning = 'anybody of your organisation may read this channel';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());

describe('in Slack', () => {
  let wire: SlackWire;
  beforeAll(async () => {
    wire = await startSlackWire(ground);
  });
  afterAll(() => wire.stop());
  const screen = (channel: string) => JSON.stringify(wire.person('U1').screen(channel));
  const window = () => JSON.stringify(wire.api.windows.at(-1)?.view);

  it('a public channel shows no account, and says why when one begins there', async () => {
    await wire.person('U1').mentions('C1', begins);
    expect(screen('C1')).toContain('[account id hidden]');
    expect(screen('C1')).toContain(warning);
    expect(screen('C1')).not.toMatch(/123456789012|arn:/);
  });

  it('a form there comes without the accounts, and saving it takes none away', async () => {
    await wire.person('U1').presses('Change');
    await wire.person('U1').sends({ 'in:accounts': { value: { value: account } } });
    await wire.person('U1').presses('Change');
    expect(window()).not.toContain(account);
    await wire.person('U1').sends({ 'in:accounts': { value: { value: '' } } });
    expect(screen('C1')).toContain('AWS accounts');
    expect(screen('C1')).not.toContain(account);
  });

  it('the thread says no more of it once it has begun', async () => {
    await wire.person('U1').presses('Start');
    expect(screen('C1')).not.toContain(warning);
  });

  it.each([
    ['a channel that Slack calls private', 'C9'],
    ['a direct message', 'D1'],
  ])('%s shows them', async (_, channel) => {
    wire.api.private.add('C9');
    await wire.person('U1').mentions(channel, begins);
    expect(screen(channel)).toContain(account);
    expect(screen(channel)).not.toContain(warning);
  });
});

describe('in Teams', () => {
  let wire: Wire;
  beforeAll(async () => {
    wire = await startWire(ground);
  });
  afterAll(() => wire.stop());
  it('a channel shows no account: not on the card, not in the answer to a press, not in what is said later', async () => {
    const ana = wire.person('Ana', '19:channel@thread.tacv2');
    const screen = () => JSON.stringify(ana.screen());
    await ana.says(begins);
    expect(screen()).toContain('[account id hidden]');
    expect(screen()).toContain(warning);
    const form = await ana.presses('Change');
    expect(form.body).toContain('AWS accounts');
    const saved = await ana.presses('Save', { accounts: account, name: `Agent ${account}` });
    expect(saved.body).toContain('Agent [account id hidden]');
    expect(saved.body).toContain(warning);
    const misplaced = await ana.says(`switch to ${account}`);
    expect(screen()).toContain('Agent [account id hidden]');
    expect([form.body, saved.body, misplaced.body, screen()].join(' ')).not.toMatch(/123456789012|arn:/);
  });

  it('a channel that is chosen for approvals is said to be read by others', async () => {
    const ana = wire.person('Ana', '19:channel@thread.tacv2');
    await wire.post(ana.activity({ type: 'installationUpdate', action: 'add', text: undefined }), await wire.token());
    await ana.says('settings');
    const answer = await ana.presses('Ask for approvals here');
    expect(answer.body).toContain('Others may read it, so account ids are hidden here');
    await ana.says('settings');
    expect(JSON.stringify(ana.screen().at(-1))).toContain('Others may read it, so account ids are hidden here');
  });

  it('a group chat shows them', async () => {
    const ana = wire.person('Ana', '19:group');
    await ana.says(begins);
    expect(JSON.stringify(ana.screen())).toContain(account);
    expect(JSON.stringify(ana.screen())).not.toContain(warning);
  });
});
