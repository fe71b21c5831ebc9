/** Reads the environment: the try-out when nothing is given, the real thing only when everything it needs is. */
import { parseSlackSettings, type SlackSettings, WorkspaceError } from './slack/workspaces.ts';
import { type ProductionRegistration, parseRegistrations, RegistrationError } from './teams/registration.ts';

export type Settings =
  | { mode: 'tryout'; dataFolder: string; botPort: number; playgroundPort: number; storeEndpoint: string | undefined }
  | {
      mode: 'production';
      table: string;
      port: number;
      host: string | undefined;
      /** Empty where Teams is not served. */
      registrations: ProductionRegistration[];
      slack: SlackSettings | null;
      storeEndpoint: string | undefined;
    };

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is wrong or missing; the message says which and what to set. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * `PLUMBLINE_TEAMS` is a JSON list of registrations: appId, tenant, and a password or a certificate. `PLUMBLINE_SLACK` is JSON too:
 * the signing secret, and the workspaces with team, token and bot.
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
  return {
    mode: 'production',
    table,
    port: portIn(env, 'PLUMBLINE_PORT', 3978),
    host: env['PLUMBLINE_HOST'],
    registrations: teams === undefined ? [] : registrationsIn(teams),
    slack: slack === undefined ? null : slackIn(slack),
    storeEndpoint,
  };
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
  const text = env[name];
  if (text === undefined) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new SettingsError(`${name} is "${text}"; a port is a whole number from 1 to 65535.`);
  return port;
}
