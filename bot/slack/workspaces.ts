/** The workspaces that this deployment answers for: those set by hand, and those that installed the app. */
import { type Installations, orgOf, type Stored } from './installations.ts';
import { readLeaving } from './leaving.ts';
import type { Log } from './log.ts';
import type { SlackSettings } from './settings.ts';

export type { SlackSettings };

export interface WorkspacePorts {
  /** Absent where workspaces are only set by hand. */
  installed?: { installations: Installations; fresh(found: Stored): Promise<Stored> } | undefined;
  log: Log;
}

export interface Workspaces {
  /** How to speak in a workspace; null when it is none of ours. */
  tokenOf(team: string, enterprise?: string): Promise<{ token: string; bot: string } | null>;
  /** The organisation behind a workspace; null when it is none of ours. */
  tenantOf(team: string, enterprise?: string): Promise<string | null>;
  /** Takes in that an installation has ended; events that say nothing of the kind are left alone. */
  left(envelope: unknown): Promise<void>;
  /** A token was refused: the next look is at the table. */
  refused(team: string, enterprise?: string): void;
}

export const openWorkspaces = ({ workspaces }: SlackSettings, ports: WorkspacePorts): Workspaces => {
  const { installed, log } = ports;
  const byHand = new Map(workspaces.map((workspace) => [workspace.team, workspace]));

  const setByHand = (team: string, enterprise?: string) => (enterprise === undefined ? byHand.get(team) : undefined);
  const find = async (team: string, enterprise?: string): Promise<Stored | null> =>
    (await installed?.installations.find({ team, ...(enterprise === undefined ? {} : { enterprise }) })) ?? null;

  return {
    async tokenOf(team, enterprise) {
      const hand = setByHand(team, enterprise);
      if (hand !== undefined) return hand;
      const found = await find(team, enterprise);
      if (found === null || installed === undefined) return null;
      const { token, bot } = await installed.fresh(found);
      return { token, bot };
    },

    async tenantOf(team, enterprise) {
      if (setByHand(team, enterprise) !== undefined) return team;
      const found = await find(team, enterprise);
      return found === null ? null : orgOf(found);
    },

    async left(envelope) {
      const leaving = readLeaving(envelope);
      if (leaving === null) return;
      const { id, at } = leaving;
      const removed = (await installed?.installations.remove(id, at)) ?? false;
      // What was set by hand is taken out by hand.
      log({ level: 'warn', event: 'slack.left', installation: id, removed, setByHand: byHand.has(id) });
    },

    refused: (team, enterprise) => installed?.installations.forget(enterprise ?? team),
  };
};
