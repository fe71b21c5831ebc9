/** Reads the environment: the try-out when nothing is given, the real thing only when everything it needs is. */
import { randomBytes } from 'node:crypto';
import { readAdmins } from './admins.ts';
import type { ConfiguredAdmin } from './app.ts';
import { readDigestCap } from './digest-cap.ts';
import { createSeal, parseSealKeys, type Seal, SealError } from './slack/seal.ts';
import { parseSlackSettings, type SlackSettings, WorkspaceError } from './slack/settings.ts';
import { type ProductionRegistration, parseRegistrations, RegistrationError } from './teams/registration.ts';
import type { TrackerSettings } from './tracker.ts';
import { readTracker } from './tracker-settings.ts';

export type Settings =
  | {
      mode: 'tryout';
      dataFolder: string;
      botPort: number;
      playgroundPort: number;
      storeEndpoint: string | undefined;
      simulatedDelayMs: number;
      clockFile: string | undefined;
      /** Null where no issues are made for gaps. */
      tracker: TrackerSettings | null;
    }
  | {
      mode: 'production';
      table: string;
      port: number;
      host: string | undefined;
      /** Empty where Teams is not served. */
      registrations: ProductionRegistration[];
      slack: SlackSettings | null;
      /** Null where no tokens are stored. */
      seal: Seal | null;
      storeEndpoint: string | undefined;
      admins: ConfiguredAdmin[];
      /** The most unasked messages a day and organisation. */
      digestCap: number;
      aws: { ownRole: string | undefined; templateUrl: string | undefined };
      /** Null where no issues are made for gaps. */
      tracker: TrackerSettings | null;
    };

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is wrong or missing; the message says which and what to set. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * `PLUMBLINE_TEAMS` is a JSON list of registrations: appId, tenant, and a password or a certificate. `PLUMBLINE_SLACK` is JSON too:
 * the signing secret, the workspaces with team, token and bot, and what is needed to let workspaces install the app by themselves.
 * Tokens that come in that way are sealed with `PLUMBLINE_SEAL_KEY`. In the try-out `PLUMBLINE_SIMULATED_DELAY_MS` holds back each
 * answer of the simulated accounts, so that a scan can be watched, and `PLUMBLINE_SIMULATED_CLOCK` names a file with the milliseconds
 * by which the clock is ahead, so that a month of reminders can be watched.
 */
export function readSettings(env: Environment): Settings {
  const teams = env['PLUMBLINE_TEAMS'];
  const slack = env['PLUMBLINE_SLACK'];
  const table = env['PLUMBLINE_TABLE'];
  const storeEndpoint = env['PLUMBLINE_DYNAMODB_ENDPOINT'];
  if (teams === undefined && slack === undefined && table === undefined) {
    return {
      mode: 'tryout',
      dataFolder: env['PLUMBLINE_DATA'] ?? 'data',
      botPort: portIn(env, 'PLUMBLINE_PORT', 3978),
      playgroundPort: portIn(env, 'PLUMBLINE_PLAYGROUND_PORT', 56150),
      storeEndpoint,
      clockFile: env['PLUMBLINE_SIMULATED_CLOCK'],
      simulatedDelayMs: wholeIn(env, 'PLUMBLINE_SIMULATED_DELAY_MS', {
        otherwise: 0,
        from: 0,
        to: 10_000,
        what: 'a delay in milliseconds',
      }),
      tracker: trackerIn(env, 'one'),
    };
  }
  if (teams === undefined && slack === undefined)
    throw new SettingsError(
      'PLUMBLINE_TABLE is set, neither PLUMBLINE_TEAMS nor PLUMBLINE_SLACK is. The bot starts for real only with one.',
    );
  if (table === undefined) {
    const set = teams === undefined ? 'PLUMBLINE_SLACK' : 'PLUMBLINE_TEAMS';
    throw new SettingsError(`${set} is set, PLUMBLINE_TABLE is not. The bot starts for real only with both.`);
  }
  const slackSettings = slack === undefined ? null : slackIn(slack);
  const seal = sealIn(env);
  if (slackSettings?.oauth !== undefined && seal === null)
    throw new SettingsError(
      'PLUMBLINE_SLACK has "oauth", PLUMBLINE_SEAL_KEY is not set. Tokens are stored sealed only: set it to what "openssl rand -base64 32" prints.',
    );
  const registrations = teams === undefined ? [] : registrationsIn(teams);
  const isOne = slackSettings?.oauth === undefined && registrations.length + (slackSettings?.workspaces.length ?? 0) === 1;
  return {
    mode: 'production',
    table,
    port: portIn(env, 'PLUMBLINE_PORT', 3978),
    host: env['PLUMBLINE_HOST'],
    registrations,
    slack: slackSettings,
    seal,
    storeEndpoint,
    admins: adminsIn(env),
    digestCap: digestCapIn(env),
    aws: { ownRole: env['PLUMBLINE_ROLE'], templateUrl: env['PLUMBLINE_ROLE_TEMPLATE_URL'] },
    tracker: trackerIn(env, isOne ? 'one' : 'many'),
  };
}

function trackerIn(env: Environment, orgs: 'one' | 'many'): TrackerSettings | null {
  const tracker = readTracker(env, orgs);
  if (typeof tracker === 'string') throw new SettingsError(tracker);
  return tracker;
}

function adminsIn(env: Environment): ConfiguredAdmin[] {
  const admins = readAdmins(env['PLUMBLINE_ADMINS'] ?? '');
  if (typeof admins === 'string') throw new SettingsError(`PLUMBLINE_ADMINS ${admins}.`);
  return admins;
}

function digestCapIn(env: Environment): number {
  const cap = readDigestCap(env['PLUMBLINE_DIGEST_CAP']);
  if (typeof cap === 'string') throw new SettingsError(`PLUMBLINE_DIGEST_CAP ${cap}.`);
  return cap;
}

function sealIn(env: Environment): Seal | null {
  const keys = env['PLUMBLINE_SEAL_KEY'];
  if (keys === undefined) return null;
  try {
    return createSeal(parseSealKeys(keys), randomBytes);
  } catch (cause) {
    if (cause instanceof SealError) throw new SettingsError(cause.message);
    throw cause;
  }
}

function slackIn(json: string): SlackSettings {
  try {
    return parseSlackSettings(JSON.parse(json));
  } catch (cause) {
    if (cause instanceof WorkspaceError) throw cause;
    // The parser's own words would repeat a piece of the secret, so they are left out.
    throw new SettingsError('PLUMBLINE_SLACK is not valid JSON. It holds "signingSecret" and "workspaces" with team, token and bot.');
  }
}

function registrationsIn(json: string): ProductionRegistration[] {
  try {
    return parseRegistrations(JSON.parse(json));
  } catch (cause) {
    if (cause instanceof RegistrationError) throw cause;
    throw new SettingsError('PLUMBLINE_TEAMS is not valid JSON. It is a list of registrations with appId, tenant and password.', { cause });
  }
}

function portIn(env: Environment, name: string, otherwise: number): number {
  return wholeIn(env, name, { otherwise, from: 1, to: 65_535, what: 'a port' });
}

interface Whole {
  otherwise: number;
  from: number;
  to: number;
  what: string;
}

function wholeIn(env: Environment, name: string, { otherwise, from, to, what }: Whole): number {
  const text = env[name];
  if (text === undefined) return otherwise;
  const given = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(given) || given < from || given > to)
    throw new SettingsError(`${name} is "${text}"; ${what} is a whole number from ${from} to ${to}.`);
  return given;
}
