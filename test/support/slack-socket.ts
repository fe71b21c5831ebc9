/** Slack's side of Socket Mode: hands out addresses, greets, sends envelopes, and sends again what was not acknowledged. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Method } from './slack-front.ts';
import type { Answer, Transport } from './slack-transport.ts';

interface Envelope {
  type: 'events_api' | 'slash_commands' | 'interactive';
  payload: object;
  attempt: number;
  acknowledged(payload: unknown): void;
}

export interface SlackSocket {
  /** `apps.connections.open`, for whatever answers the Web API. */
  open: Method;
  transport: Transport;
  /** How many connections there were, and are. */
  met(): number;
  /** Resolves when the bot is connected. */
  connected(): Promise<void>;
  /** Asks for a new connection, as Slack does every few hours. */
  recycles(): Promise<void>;
  /** Cuts the line without a word. */
  cuts(): void;
  /** Sends again what nobody acknowledged. */
  retries(): void;
  /** What nobody acknowledged yet. */
  waiting(): number;
  /** Where the sent envelope is cut off before the acknowledgement of it arrives. */
  loseNextAcknowledgement(): void;
  stop(): Promise<void>;
}

export async function startSlackSocket(): Promise<SlackSocket> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/link' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tickets = new Set<string>();
  const pending = new Map<string, Envelope>();
  const waiters: (() => void)[] = [];
  let count = 0;
  let met = 0;
  let line: WebSocket | null = null;
  let losing = false;

  const send = (id: string): void => {
    const envelope = pending.get(id);
    if (envelope === undefined || line === null) return;
    const { type, payload, attempt } = envelope;
    const again = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: 'timeout' };
    envelope.attempt += 1;
    line.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api', ...again }));
  };

  const hear = (text: string): void => {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: unknown };
    if (losing) {
      losing = false;
      cut();
      return;
    }
    const envelope = pending.get(id);
    pending.delete(id);
    envelope?.acknowledged(payload);
  };

  const cut = (): void => {
    const old = line;
    line = null;
    old?.terminate();
  };

  sockets.on('connection', (socket, request) => {
    const ticket = new URL(request.url ?? '', 'ws://slack').searchParams.get('ticket') ?? '';
    // An address is good for one connection.
    if (!tickets.delete(ticket)) return socket.close(1008);
    met += 1;
    line = socket;
    socket.on('message', (data: Buffer) => hear(data.toString('utf8')));
    socket.on('close', () => {
      if (line === socket) line = null;
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' }, debug_info: {} }));
    for (const id of pending.keys()) send(id);
    for (const resolve of waiters.splice(0)) resolve();
  });

  const connected = async (): Promise<void> => {
    if (line === null) await new Promise<void>((resolve) => waiters.push(resolve));
  };

  /** People wait for what they did; what is never acknowledged ends with the test. */
  const deliver = (type: Envelope['type'], payload: object): Promise<Answer> =>
    new Promise((resolve) => {
      count += 1;
      const id = `envelope-${count}`;
      pending.set(id, { type, payload, attempt: 0, acknowledged: (body) => resolve({ status: 200, body }) });
      send(id);
    });

  return {
    open(_form, token) {
      if (!token.startsWith('xapp-')) return { ok: false, error: 'not_allowed_token_type' };
      count += 1;
      tickets.add(`ticket-${count}`);
      return { ok: true, url: `ws://127.0.0.1:${port}/link?ticket=ticket-${count}` };
    },
    transport: {
      event: (body) => deliver('events_api', body),
      command: (form) => deliver('slash_commands', form),
      interaction: (payload) => deliver('interactive', payload),
    },
    met: () => met,
    connected,
    async recycles() {
      line?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
      line = null;
      await connected();
    },
    cuts: cut,
    retries() {
      for (const id of pending.keys()) send(id);
    },
    waiting: () => pending.size,
    loseNextAcknowledgement() {
      losing = true;
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
