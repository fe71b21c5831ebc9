/** The manifest is one that Slack takes, and asks for nothing without a reason. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { buildSlackManifest } from '../../../bot/slack/manifest.ts';
import { neededScopes, optionalScopes } from '../../../bot/slack/scopes.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../fixtures/schemas/slack-app-manifest.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema);
const faults = (manifest: unknown) => (validate(manifest) ? [] : (validate.errors ?? []));

const url = 'https://bot.example';
const addressesIn = (manifest: object) => [...new Set(JSON.stringify(manifest).match(/https:[^"]*/g))];

describe("Slack's manifest", () => {
  it.each([
    ['over HTTP', { url }],
    ['over a socket', { socket: true }],
    ['over a socket, installed by OAuth', { socket: true, url }],
  ])('is valid by the schema of Slack %s', (_, choice) => {
    expect(faults(buildSlackManifest(choice))).toEqual([]);
  });

  it('would be found out with a name that is too long', () => {
    expect(faults({ ...buildSlackManifest({ url }), display_information: { name: 'x'.repeat(36) } })).not.toEqual([]);
  });

  it('asks for the permissions that have a reason, and no others', () => {
    const { scopes } = buildSlackManifest({ url }).oauth_config ?? {};
    expect(scopes?.bot).toEqual(Object.keys({ ...neededScopes, ...optionalScopes }).toSorted());
  });

  it('leaves it to whoever installs the app whether it may read channels', () => {
    const { scopes } = buildSlackManifest({ url }).oauth_config ?? {};
    expect(scopes?.bot_optional).toEqual(['channels:history', 'groups:history']);
    expect(Object.keys(neededScopes).filter((scope) => scope.endsWith(':history'))).toEqual(['im:history']);
  });

  it('sends everything to one address of the bot, and people who install the app to another', () => {
    expect(addressesIn(buildSlackManifest({ url: 'https://bot.example/' }))).toEqual([
      `${url}/slack/events`,
      `${url}/slack/oauth_redirect`,
    ]);
  });

  it('names no address where nothing comes over HTTP', () => {
    const manifest = buildSlackManifest({ socket: true });
    expect(addressesIn(manifest)).toEqual([]);
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, token_rotation_enabled: false });
  });

  it('has tokens changed wherever the app is installed by OAuth, and serves whole organisations', () => {
    for (const choice of [{ url }, { url, socket: true }]) {
      expect(buildSlackManifest(choice).settings).toMatchObject({ token_rotation_enabled: true, org_deploy_enabled: true });
    }
  });

  it('hears of its own removal, and shows what it has: a home, a command and a shortcut', () => {
    const { features, settings } = buildSlackManifest({ url });
    expect(settings?.event_subscriptions?.bot_events).toEqual(expect.arrayContaining(['app_uninstalled', 'tokens_revoked']));
    expect(features).toMatchObject({
      app_home: { home_tab_enabled: true },
      slash_commands: [{ command: '/plumbline' }],
      shortcuts: [{ type: 'global', callback_id: 'plumbline_assess' }],
    });
  });

  it.each(['', 'http://bot.example', 'bot.example', 'https://bot.example/path'])('is not made for "%s"', (wrong) => {
    expect(() => buildSlackManifest({ url: wrong })).toThrow('https:// and no path');
  });
});
