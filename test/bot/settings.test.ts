/** The environment decides: the try-out when nothing is given, the real thing only with everything it needs. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '../../bot/settings.ts';

const PLUMBLINE_TABLE = 'plumbline';
const id = '00000000-0000-0000-0000-000000000000';
const PLUMBLINE_TEAMS = JSON.stringify([{ appId: id, tenant: id, password: 'p' }]);
const slack = { signingSecret: '0123456789abcdef', workspaces: [{ team: 'T1', token: 'xoxb-1', bot: 'U1' }] };
const PLUMBLINE_SLACK = JSON.stringify(slack);

describe('the settings', () => {
  it('are those of the try-out when nothing is given', () => {
    expect(readSettings({})).toMatchObject({ mode: 'tryout' });
  });

  it.each(['soon', '', '-1', '1.5', '10001'])('refuse a delay of the simulated accounts that is none: "%s"', (delay) => {
    expect(() => readSettings({ PLUMBLINE_SIMULATED_DELAY_MS: delay })).toThrow('PLUMBLINE_SIMULATED_DELAY_MS');
    expect(readSettings({ PLUMBLINE_SIMULATED_DELAY_MS: '150' })).toMatchObject({ simulatedDelayMs: 150 });
  });

  it('take Teams alone, Slack alone, or both', () => {
    expect(readSettings({ PLUMBLINE_TABLE, PLUMBLINE_TEAMS })).toMatchObject({ mode: 'production', slack: null });
    expect(readSettings({ PLUMBLINE_TABLE, PLUMBLINE_SLACK })).toMatchObject({ registrations: [], slack });
    const both = readSettings({ PLUMBLINE_TABLE, PLUMBLINE_TEAMS, PLUMBLINE_SLACK });
    expect(both).toMatchObject({ registrations: [{ appId: id }], slack });
  });

  it('name admins by organisation and account, as a list with commas or as JSON', () => {
    const both = { PLUMBLINE_TABLE, PLUMBLINE_TEAMS };
    const admins = [
      { org: { surface: 'slack', id: 'T0123' }, account: 'U0456' },
      { org: { surface: 'teams', id }, account: 'ab-cd' },
    ];
    expect(readSettings(both)).toMatchObject({ admins: [] });
    expect(readSettings({ ...both, PLUMBLINE_ADMINS: `T0123:U0456, ${id}:AB-cd` })).toMatchObject({ admins });
    expect(readSettings({ ...both, PLUMBLINE_ADMINS: JSON.stringify(['T0123:U0456', `${id}:AB-cd`]) })).toMatchObject({ admins });
  });

  it.each(['T0123', 'T0123:', 'example.com:U1', '["T0123:U1"', '[1]'])('refuse admins that cannot be read: %s', (admins) => {
    expect(() => readSettings({ PLUMBLINE_TABLE, PLUMBLINE_TEAMS, PLUMBLINE_ADMINS: admins })).toThrow('PLUMBLINE_ADMINS');
  });

  it('let an organisation have 5000 unasked messages a day, or as many as is set', () => {
    const both = { PLUMBLINE_TABLE, PLUMBLINE_TEAMS };
    expect(readSettings(both)).toMatchObject({ digestCap: 5000 });
    expect(readSettings({ ...both, PLUMBLINE_DIGEST_CAP: '200' })).toMatchObject({ digestCap: 200 });
    for (const cap of ['0', '', 'many', '1.5'])
      expect(() => readSettings({ ...both, PLUMBLINE_DIGEST_CAP: cap })).toThrow('PLUMBLINE_DIGEST_CAP');
  });

  it.each([
    ['a table without a platform', { PLUMBLINE_TABLE }, 'neither PLUMBLINE_TEAMS nor PLUMBLINE_SLACK'],
    ['Teams without a table', { PLUMBLINE_TEAMS }, 'PLUMBLINE_TEAMS is set, PLUMBLINE_TABLE is not'],
    ['Slack without a table', { PLUMBLINE_SLACK }, 'PLUMBLINE_SLACK is set, PLUMBLINE_TABLE is not'],
    ['Slack that is no JSON', { PLUMBLINE_TABLE, PLUMBLINE_SLACK: '{xoxb-1' }, 'PLUMBLINE_SLACK is not valid JSON'],
  ])('refuse %s in words that say what to set', (_, env, words) => {
    expect(() => readSettings(env)).toThrow(words);
  });

  it('need a key to seal tokens with where workspaces install the app by themselves', () => {
    const oauth = { clientId: '1.2', clientSecret: 'fedcba9876543210', url: 'https://bot.example' };
    const env = { PLUMBLINE_TABLE, PLUMBLINE_SLACK: JSON.stringify({ signingSecret: slack.signingSecret, oauth }) };
    expect(() => readSettings(env)).toThrow('PLUMBLINE_SEAL_KEY is not set');
    expect(() => readSettings({ ...env, PLUMBLINE_SEAL_KEY: 'c2hvcnQ=' })).toThrow('keys of 32 bytes in base64');
    expect(readSettings({ ...env, PLUMBLINE_SEAL_KEY: Buffer.alloc(32, 7).toString('base64') })).toMatchObject({
      slack: { oauth },
      seal: { open: expect.any(Function) },
    });
  });

  it('repeat nothing of a secret that they cannot read', () => {
    const read = () => readSettings({ PLUMBLINE_TABLE, PLUMBLINE_SLACK: '{"signingSecret": xoxb-planted' });
    let caught: unknown;
    try {
      read();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SettingsError);
    expect(inspect(caught, { depth: 9 })).not.toContain('planted');
  });
});
