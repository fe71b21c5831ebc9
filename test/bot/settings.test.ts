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

  it('take Teams alone, Slack alone, or both', () => {
    expect(readSettings({ PLUMBLINE_TABLE, PLUMBLINE_TEAMS })).toMatchObject({ mode: 'production', slack: null });
    expect(readSettings({ PLUMBLINE_TABLE, PLUMBLINE_SLACK })).toMatchObject({ registrations: [], slack });
    const both = readSettings({ PLUMBLINE_TABLE, PLUMBLINE_TEAMS, PLUMBLINE_SLACK });
    expect(both).toMatchObject({ registrations: [{ appId: id }], slack });
  });

  it.each([
    ['a table without a platform', { PLUMBLINE_TABLE }, 'neither PLUMBLINE_TEAMS nor PLUMBLINE_SLACK'],
    ['Teams without a table', { PLUMBLINE_TEAMS }, 'PLUMBLINE_TEAMS is set, PLUMBLINE_TABLE is not'],
    ['Slack without a table', { PLUMBLINE_SLACK }, 'PLUMBLINE_SLACK is set, PLUMBLINE_TABLE is not'],
    ['Slack that is no JSON', { PLUMBLINE_TABLE, PLUMBLINE_SLACK: '{xoxb-1' }, 'PLUMBLINE_SLACK is not valid JSON'],
  ])('refuse %s in words that say what to set', (_, env, words) => {
    expect(() => readSettings(env)).toThrow(words);
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
