/** `npm run teams:package`: builds the zip that an administrator uploads to Teams. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { isGuid } from '../registration.ts';
import { colourIcon, outlineIcon } from './icons.ts';
import { buildManifest, type ManifestSettings } from './manifest.ts';

/** A setting of the package that is missing or wrong; the message says what to give. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

export const usage = `npm run teams:package -- --app-id <guid> --company <name> --website <https://…> [--privacy <https://…>] [--terms <https://…>] [--domain <host>]… [--app-version 1.0.0] [--out dist/plumbline-teams.zip]

  --app-id    the application (client) id of the bot registration in Entra
  --company   who runs this bot; people see it in Teams
  --website   where people read about it; privacy and terms are <website>/privacy and <website>/terms unless given`;

const secureAddress = (name: string, value: string | undefined): string => {
  if (value && URL.canParse(value) && new URL(value).protocol === 'https:') return value;
  throw new PackageError(`--${name} needs an address that begins with https://. Given: ${value ?? 'nothing'}.`);
};

const read = (args: string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        'app-id': text,
        company: text,
        website: text,
        privacy: text,
        terms: text,
        domain: { type: 'string', multiple: true },
        'app-version': text,
        out: text,
      },
    }).values;
  } catch (cause) {
    throw new PackageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`, { cause });
  }
};

/** The settings from the command line, each checked. */
export const parseSettings = (args: string[]): { settings: ManifestSettings; out: string } => {
  const values = read(args);
  const appId = values['app-id']?.trim() ?? '';
  if (!isGuid(appId)) {
    throw new PackageError(
      `--app-id needs the application (client) id of the bot registration, a GUID. Given: ${appId || 'nothing'}.\n\n${usage}`,
    );
  }
  const name = values.company?.trim() ?? '';
  if (name === '' || name.length > 32) throw new PackageError('--company needs the name of who runs this bot, at most 32 characters.');
  const version = values['app-version'] ?? '1.0.0';
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new PackageError(`--app-version needs three numbers, like 1.0.0. Given: ${version}.`);
  const websiteUrl = secureAddress('website', values.website);
  const under = (path: string): string => `${websiteUrl.replace(/\/$/, '')}/${path}`;
  const developer = {
    name,
    websiteUrl,
    privacyUrl: secureAddress('privacy', values.privacy ?? under('privacy')),
    termsOfUseUrl: secureAddress('terms', values.terms ?? under('terms')),
  };
  return {
    settings: { appId: appId.toLowerCase(), version, developer, validDomains: values.domain ?? [] },
    out: values.out ?? 'dist/plumbline-teams.zip',
  };
};

/** A fixed date, so that the same settings give the same bytes. */
const mtime = new Date('2026-01-01T00:00:00Z');

export const buildPackage = (settings: ManifestSettings): Uint8Array =>
  zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(buildManifest(settings), null, 2)}\n`),
      'color.png': colourIcon(),
      'outline.png': outlineIcon(),
    },
    { mtime, level: 9 },
  );

const main = async (args: string[]): Promise<void> => {
  const { settings, out } = parseSettings(args);
  const path = resolve(out);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, buildPackage(settings));
  process.stdout.write(`Wrote ${path}. Upload it in the Teams admin centre under "Manage apps".\n`);
};

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  main(argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof PackageError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
