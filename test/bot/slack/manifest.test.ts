/** The manifest is one that Slack takes, and asks for nothing without a reason. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { buildSlackManifest, scopes } from '../../../bot/slack/manifest.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../fixtures/schemas/slack-app-manifest.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema);
const faults = (manifest: unknown) => (validate(manifest) ? [] : (validate.errors ?? []));

describe("Slack's manifest", () => {
  it('is valid by the schema of Slack', () => {
    expect(faults(buildSlackManifest('https://bot.example'))).toEqual([]);
  });

  it('would be found out with a name that is too long', () => {
    const manifest = buildSlackManifest('https://bot.example');
    expect(faults({ ...manifest, display_information: { name: 'x'.repeat(36) } })).not.toEqual([]);
  });

  it('asks for the permissions that have a reason, and no others', () => {
    expect(buildSlackManifest('https://bot.example').oauth_config?.scopes?.bot).toEqual(Object.keys(scopes).toSorted());
  });

  it('sends everything to one address of the bot', () => {
    const text = JSON.stringify(buildSlackManifest('https://bot.example/'));
    expect([...new Set(text.match(/https:[^"]*/g))]).toEqual(['https://bot.example/slack/events']);
  });

  it.each(['', 'http://bot.example', 'bot.example', 'https://bot.example/path'])('is not made for "%s"', (url) => {
    expect(() => buildSlackManifest(url)).toThrow('https:// and no path');
  });
});
