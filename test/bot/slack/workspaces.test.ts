/** Slack starts only with everything that makes it safe, and says what is missing. */
import { describe, expect, it } from 'vitest';
import { openWorkspaces, parseSlackSettings } from '../../../bot/slack/workspaces.ts';

const workspace = { team: 'T1', token: 'xoxb-1', bot: 'U1' };
const whole = { signingSecret: '0123456789abcdef', workspaces: [workspace] };

describe('the settings of Slack', () => {
  it('are a signing secret and the workspaces', () => {
    expect(parseSlackSettings(whole)).toEqual(whole);
  });

  it.each([
    ['without a signing secret', { ...whole, signingSecret: '' }, 'signing secret of the app'],
    ['without a workspace', { ...whole, workspaces: [] }, 'at least one workspace'],
    ['with a user token', { ...whole, workspaces: [{ ...workspace, token: 'xoxp-1' }] }, 'begins with xoxb-'],
    ['without our own id', { ...whole, workspaces: [{ ...workspace, bot: '' }] }, 'user id of the bot'],
    ['with a workspace twice', { ...whole, workspaces: [workspace, workspace] }, 'T1 is named twice'],
    ['that are nothing', null, 'settings'],
  ])('%s are refused in words that say what to set', (_, settings, words) => {
    expect(() => parseSlackSettings(settings)).toThrow(words);
  });

  it('never show a token in what they refuse', () => {
    const twice = { ...whole, workspaces: [workspace, { ...workspace, token: 'xoxb-other-secret', bot: 'nobody' }] };
    expect(() => parseSlackSettings(twice)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('other-secret') }));
  });
});

describe('a workspace that is none of ours', () => {
  it('has neither a token nor a tenant', async () => {
    const workspaces = openWorkspaces(whole);
    expect([await workspaces.tokenOf('T2'), await workspaces.tenantOf('T2')]).toEqual([null, null]);
  });
});
