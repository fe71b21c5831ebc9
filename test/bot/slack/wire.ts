/** Slack as seen from the wire: signed requests and what they carry. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import type { Replier } from '../../../bot/slack/reply.ts';

export const signingSecret = 'not-a-secret-of-anybody';

export const signatureOf = (body: string, seconds: number, secret = signingSecret): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;

export interface How {
  secret?: string;
  seconds?: number;
  /** Replaces the headers that prove the request. */
  headers?: Record<string, string>;
}

const post = (
  origin: string,
  body: string,
  type: string,
  { secret, seconds = Math.floor(Date.now() / 1000), headers }: How,
): Promise<Response> =>
  fetch(`${origin}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      ...(headers ?? { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': signatureOf(body, seconds, secret) }),
    },
  });

export const postJson = (origin: string, body: object, how: How = {}): Promise<Response> =>
  post(origin, JSON.stringify(body), 'application/json', how);

const form = 'application/x-www-form-urlencoded';

export const postCommand = (origin: string, body: Record<string, string>, how: How = {}): Promise<Response> =>
  post(origin, new URLSearchParams(body).toString(), form, how);

export const postInteraction = (origin: string, payload: object, how: How = {}): Promise<Response> =>
  post(origin, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form, how);

export const eventOf = (event: object, over: object = {}): Record<string, unknown> => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event_time: 1_790_000_000,
  is_ext_shared_channel: false,
  authorizations: [{ enterprise_id: null, team_id: 'T1', user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
  event: { type: 'message', channel: 'D1', channel_type: 'im', user: 'U1', team: 'T1', text: 'hello', ts: '1790000000.000100', ...event },
  ...over,
});

export const mentionOf = (event: object = {}, over: object = {}): Record<string, unknown> =>
  eventOf({ type: 'app_mention', channel: 'C1', channel_type: undefined, text: '<@UBOT> assess', ...event }, over);

export const commandOf = (over: Record<string, string> = {}): Record<string, string> => ({
  command: '/plumbline',
  text: '',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  user_name: 'requester',
  trigger_id: 'trigger-1',
  is_enterprise_install: 'false',
  ...over,
});

const interaction = {
  team: { id: 'T1', domain: 'example' },
  enterprise: null,
  is_enterprise_install: false,
  user: { id: 'U1', name: 'requester', team_id: 'T1' },
  trigger_id: 'trigger-1',
};

export const pressOf = (press: unknown, over: object = {}, actionId = 'press:0'): Record<string, unknown> => ({
  ...interaction,
  type: 'block_actions',
  channel: { id: 'C1', name: 'general' },
  container: { type: 'message', message_ts: '171.2', channel_id: 'C1', thread_ts: '171.1' },
  message: { ts: '171.2', thread_ts: '171.1' },
  state: { values: {} },
  actions: [{ action_id: actionId, block_id: 'b1', type: 'button', value: JSON.stringify(press), action_ts: '172.1' }],
  ...over,
});

export const submissionOf = (metadata: unknown, values: object = {}, over: object = {}): Record<string, unknown> => ({
  ...interaction,
  type: 'view_submission',
  view: {
    id: 'V1',
    hash: 'h1',
    type: 'modal',
    callback_id: 'panel',
    private_metadata: JSON.stringify(metadata),
    blocks: [
      { type: 'section', block_id: 's1' },
      { type: 'input', block_id: 'in:reason' },
    ],
    state: { values },
  },
  ...over,
});

export const startDoor = async (door: Router) => {
  const server = createServer(express().use(door));
  const origin = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  return { origin, stop: () => server.close() };
};

/** Says nothing, and draws only the words. */
export const quietReplier: Replier = {
  say: async () => undefined,
  messages: async (_, { text }) => [{ text, blocks: [] }],
  modal: async (_, { text }) => ({
    type: 'modal',
    title: { type: 'plain_text', text },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: { type: 'plain_text', text } }],
  }),
  publish: async () => undefined,
  form: async () => undefined,
  prompts: async () => undefined,
  direct: async (reference) => ({ ...reference, channel: 'D1' }),
};
