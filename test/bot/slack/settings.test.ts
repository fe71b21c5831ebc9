/** Slack starts only with everything that makes it safe, and says what is missing. */
import { describe, expect, it } from 'vitest';
import { parseSlackSettings } from '../../../bot/slack/settings.ts';

const workspace = { team: 'T1', token: 'xoxb-1', bot: 'U1' };
const signingSecret = '0123456789abcdef';
const whole = { signingSecret, workspaces: [workspace] };
const oauth = { clientId: '1.2', clientSecret: 'fedcba9876543210', url: 'https://bot.example' };

describe('the settings of Slack', () => {
  it('are a signing secret and the workspaces', () => {
    expect(parseSlackSettings(whole)).toEqual(whole);
  });

  it('need no workspace where workspaces install the app by themselves', () => {
    expect(parseSlackSettings({ signingSecret, oauth: { ...oauth, url: 'https://bot.example/' } })).toEqual({
      signingSecret,
      workspaces: [],
      oauth,
    });
  });

  it('need no signing secret where nothing comes over HTTP', () => {
    const socket = { appToken: 'xapp-1', workspaces: [workspace] };
    expect(parseSlackSettings(socket)).toEqual(socket);
  });

  it.each([
    ['without a signing secret', { workspaces: [workspace] }, 'signing secret of the app'],
    ['with a signing secret that is none', { ...whole, signingSecret: '' }, 'anybody could speak for Slack'],
    ['without a workspace', { ...whole, workspaces: [] }, 'at least one workspace'],
    ['with a user token', { ...whole, workspaces: [{ ...workspace, token: 'xoxp-1' }] }, 'begins with xoxb-'],
    ['without our own id', { ...whole, workspaces: [{ ...workspace, bot: '' }] }, 'user id of the bot'],
    ['with a workspace twice', { ...whole, workspaces: [workspace, workspace] }, 'T1 is named twice'],
    ['with a bot token for the socket', { ...whole, appToken: 'xoxb-1' }, 'begins with xapp-'],
    ['with an address that is not safe', { ...whole, oauth: { ...oauth, url: 'http://bot.example' } }, 'https:// and no path'],
    ['without a client secret', { ...whole, oauth: { ...oauth, clientSecret: '' } }, 'client secret of the app'],
    ['that are nothing', null, 'settings'],
  ])('%s are refused in words that say what to set', (_, settings, words) => {
    expect(() => parseSlackSettings(settings)).toThrow(words);
  });

  it('never show a token in what they refuse', () => {
    const twice = { ...whole, workspaces: [workspace, { ...workspace, token: 'xoxb-other-secret', bot: 'nobody' }] };
    expect(() => parseSlackSettings(twice)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('other-secret') }));
  });
});
