/** The workspaces that this deployment answers for, checked before anything starts. */
import { z } from 'zod';

/** An unset or wrong setting of Slack; the message says what to set. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
}

export interface Workspace {
  /** The workspace's id, `T…`. */
  team: string;
  /** The bot token, `xoxb-…`. */
  token: string;
  /** Our own user id there, `U…`. */
  bot: string;
}

export interface SlackSettings {
  signingSecret: string;
  workspaces: Workspace[];
}

const shape = z.object({
  signingSecret: z.string().min(16, 'set "signingSecret" to the signing secret of the app; without it anybody could speak for Slack'),
  workspaces: z
    .array(
      z.object({
        team: z.string().regex(/^T[A-Z0-9]+$/, 'set "team" to the id of the workspace, like T0123456789'),
        token: z.string().regex(/^xoxb-./, 'set "token" to the bot token of the installed app, which begins with xoxb-'),
        bot: z.string().regex(/^[UW][A-Z0-9]+$/, 'set "bot" to the user id of the bot, which auth.test tells, like U0123456789'),
      }),
    )
    .min(1, 'name at least one workspace'),
});

/** Reads the settings of Slack, and refuses to go on without everything that makes it safe. */
export const parseSlackSettings = (value: unknown): SlackSettings => {
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`);
    throw new WorkspaceError(`PLUMBLINE_SLACK: ${wrong.join('; ')}.`);
  }
  const teams = parsed.data.workspaces.map(({ team }) => team);
  const twice = teams.find((team, index) => teams.indexOf(team) !== index);
  if (twice !== undefined) throw new WorkspaceError(`PLUMBLINE_SLACK: the workspace ${twice} is named twice.`);
  return parsed.data;
};

export interface Workspaces {
  /** How to speak in a workspace; null when it is none of ours. */
  tokenOf(team: string): Promise<{ token: string; bot: string } | null>;
  /** Our name for the organisation behind a workspace; null when it is none of ours. */
  tenantOf(team: string): Promise<string | null>;
}

export const openWorkspaces = ({ workspaces }: SlackSettings): Workspaces => {
  const known = new Map(workspaces.map((workspace) => [workspace.team, workspace]));
  return {
    tokenOf: async (team) => known.get(team) ?? null,
    tenantOf: async (team) => (known.has(team) ? team : null),
  };
};
