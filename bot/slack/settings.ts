/** The settings of Slack, checked before anything starts. */
import { z } from 'zod';

/** An unset or wrong setting of Slack; the message says what to set. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
}

const workspace = z.object({
  team: z.string().regex(/^T[A-Z0-9]+$/, 'set "team" to the id of the workspace, like T0123456789'),
  token: z.string().regex(/^xoxb-./, 'set "token" to the bot token of the installed app, which begins with xoxb-'),
  bot: z.string().regex(/^[UW][A-Z0-9]+$/, 'set "bot" to the user id of the bot, which auth.test tells, like U0123456789'),
});

const isAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.pathname === '/' && url.search === '';
};

const oauth = z.object({
  clientId: z.string().min(1, 'set "clientId" to the client id of the app'),
  clientSecret: z.string().min(16, 'set "clientSecret" to the client secret of the app'),
  url: z
    .string()
    .refine(isAddress, 'set "url" to the address of the bot, https:// and no path')
    .transform((text) => (URL.canParse(text) ? new URL(text).origin : text)),
});

const shape = z.object({
  signingSecret: z
    .string()
    .min(16, 'set "signingSecret" to the signing secret of the app; without it anybody could speak for Slack')
    .optional(),
  appToken: z
    .string()
    .regex(/^xapp-./, 'set "appToken" to the app-level token for Socket Mode, which begins with xapp-')
    .optional(),
  workspaces: z.array(workspace).default([]),
  oauth: oauth.optional(),
});

export interface SlackSettings {
  /** Needed for all that comes over HTTP. */
  signingSecret?: string | undefined;
  /** Set for Socket Mode: then Slack is connected to, and nothing has to reach this machine. */
  appToken?: string | undefined;
  /** Set by hand; `team` is the workspace, `bot` our own user id there. */
  workspaces: z.infer<typeof workspace>[];
  /** Set where workspaces install the app by themselves. */
  oauth?: z.infer<typeof oauth> | undefined;
}

const refuse = (words: string): never => {
  throw new WorkspaceError(`PLUMBLINE_SLACK: ${words}.`);
};

/** Reads the settings of Slack, and refuses to go on without everything that makes it safe. */
export const parseSlackSettings = (value: unknown): SlackSettings => {
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    return refuse(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`).join('; '));
  const { signingSecret, appToken, workspaces, oauth: installs } = parsed.data;
  if (signingSecret === undefined && appToken === undefined)
    return refuse('signingSecret: set it to the signing secret of the app; only Socket Mode ("appToken") does without');
  if (workspaces.length === 0 && installs === undefined)
    return refuse('name at least one workspace in "workspaces", or set "oauth" so that workspaces can install the app');
  const teams = workspaces.map(({ team }) => team);
  const twice = teams.find((team, index) => teams.indexOf(team) !== index);
  return twice === undefined ? parsed.data : refuse(`the workspace ${twice} is named twice`);
};
