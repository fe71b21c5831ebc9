/** The app package: valid by Microsoft's own schema, with icons that Teams accepts. */
import microsoftSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.schema.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildPackage, PackageError, parseSettings } from '../../../bot/teams/package/build.ts';
import { buildManifest } from '../../../bot/teams/package/manifest.ts';

const appId = '11111111-2222-4333-8444-555555555555';
const args = ['--app-id', appId, '--company', 'Example', '--website', 'https://plumbline.example'];
const { settings } = parseSettings(args);

/** Draft 4 differs from draft 7 only in `id` and in the boolean bounds, which this schema does not use. */
const validator = () => {
  const { $schema: _, id: __, ...schema } = microsoftSchema as Record<string, unknown>;
  return { text: JSON.stringify(schema), validate: new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema) };
};

const size = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return { signature: view.getUint32(0), width: view.getUint32(16), height: view.getUint32(20), colourType: png[25] };
};

describe('the manifest', () => {
  it('is valid by the schema of its version', () => {
    const { validate } = validator();
    expect(validate(buildManifest(settings)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('would be refused with a name that is too long', () => {
    const { validate } = validator();
    expect(validate({ ...buildManifest(settings), name: { short: 'x'.repeat(31), full: 'x' } })).toBe(false);
  });

  it('would be refused with a bot id that is no id', () => {
    const { validate } = validator();
    expect(validate(buildManifest({ ...settings, appId: 'nope' }))).toBe(false);
  });

  it('is checked by a schema that a draft 7 validator reads the same way', () => {
    expect(validator().text).not.toMatch(/"exclusiveM(in|ax)imum":\s*(true|false)/);
  });

  it('offers the four commands in every place where the bot can be', () => {
    expect(buildManifest(settings)).toMatchObject({
      bots: [
        {
          botId: appId,
          supportsFiles: true,
          scopes: ['personal', 'team', 'groupChat'],
          commandLists: [{ scopes: ['personal', 'team', 'groupChat'] }],
        },
      ],
    });
    expect(JSON.stringify(buildManifest(settings))).toMatch(/"assess".*"list".*"resume".*"help"/);
  });
});

describe('the package', () => {
  const files = unzipSync(buildPackage(settings));

  it('holds the manifest and two icons at its root, and nothing else', () => {
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toEqual(buildManifest(settings));
  });

  it('has a colour icon of 192 by 192', () => {
    expect(size(files['color.png'] ?? new Uint8Array())).toMatchObject({ signature: 0x89504e47, width: 192, height: 192 });
  });

  it('has an outline icon of 32 by 32 with transparency', () => {
    expect(size(files['outline.png'] ?? new Uint8Array())).toMatchObject({ signature: 0x89504e47, width: 32, height: 32, colourType: 6 });
  });

  it('is the same for the same settings', () => {
    expect(buildPackage(settings)).toEqual(buildPackage(settings));
  });
});

describe('the command', () => {
  it.each([
    ['a missing app id', ['--company', 'Example', '--website', 'https://x.example'], /--app-id needs .*Given: nothing/],
    [
      'an app id that is no GUID',
      ['--app-id', 'my-bot', '--company', 'E', '--website', 'https://x.example'],
      /--app-id needs .*Given: my-bot/,
    ],
    [
      'a website without encryption',
      ['--app-id', appId, '--company', 'E', '--website', 'http://x.example'],
      /--website needs an address that begins with https/,
    ],
    ['a version that is no version', [...args, '--app-version', 'latest'], /--app-version needs three numbers/],
    ['an unknown option', [...args, '--colour', 'red'], /Unknown option '--colour'/],
  ])('says what to give instead of %s', (_, given, message) => {
    expect(() => parseSettings(given)).toThrow(PackageError);
    expect(() => parseSettings(given)).toThrow(message);
  });
});
