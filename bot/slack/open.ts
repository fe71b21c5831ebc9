/** Joins what speaks and hears in Slack, for all workspaces of this deployment. */
import type { RequestListener } from 'node:http';
import express from 'express';
import type { Converse, Incoming, Sender } from '../conversation/surface.ts';
import { createClients } from './client.ts';
import { createSlackDoor } from './door.ts';
import type { Log } from './log.ts';
import type { SlackReference } from './reference.ts';
import { toMessages, toModal } from './render.ts';
import { createReplier } from './reply.ts';
import { createRoster } from './roster.ts';
import { createSlackSender } from './sender.ts';
import { openWorkspaces, type SlackSettings } from './workspaces.ts';

export interface SlackOptions {
  clock: () => number;
  log: Log;
  /** Only tests set it; production speaks to Slack's own address. */
  slackApiUrl?: string;
  deadlineMs?: number;
}

export interface Slack {
  sender: Sender;
  door(app: { converse: Converse; livesIn(incoming: Incoming): Promise<boolean> }): RequestListener;
}

export const openSlack = (settings: SlackSettings, options: SlackOptions): Slack => {
  const { clock, log } = options;
  const { tokenOf, tenantOf } = openWorkspaces(settings);
  const clientOf = createClients({ ...options, tokenOf });
  const roster = createRoster({ clock, ask: async (team, user) => (await (await clientOf({ team })).users.info({ user })).user });
  const modal = (view: Parameters<typeof toModal>[0], { channel, thread }: SlackReference) =>
    toModal(view, { title: 'Plumbline', meta: { channel, ...(thread === undefined ? {} : { thread }) } });
  return {
    sender: createSlackSender({ clientOf, tenantOf, roster }),
    door({ converse, livesIn }) {
      const respond = createReplier({ clientOf, draw: toMessages, modal, log });
      const { signingSecret } = settings;
      const server = express().disable('x-powered-by').disable('etag');
      server.use(createSlackDoor({ signingSecret, converse, tenantOf, tokenOf, roster, respond, modal, hears: livesIn, clock, log }));
      return server;
    },
  };
};
