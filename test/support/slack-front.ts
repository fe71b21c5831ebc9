/** Stands before emulate's Web API: records every call, lets calls fail, and adds what emulate lacks. All of this file is ours, nothing of it is Slack's. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FetchHandler } from '@emulators/core';
import type { KnownBlock, ModalView } from '@slack/types';
import { faultsOf, modalFaultsOf } from '../../bot/slack/check-blocks.ts';

export type Form = Record<string, string>;

export interface Call {
  method: string;
  form: Form;
  token: string;
}

/** How the next call of a method is taken, once. */
export interface Weather {
  /** Any method where it is not named. */
  method?: string;
  /** Only a call whose form holds this. */
  of?: Form;
  /** Slack's plain no. */
  error?: string;
  status?: number;
  /** Seconds; goes with a 429. */
  retryAfter?: number;
  /** The call is carried out and its answer never comes. */
  silent?: boolean;
  /** The answer waits for this. */
  until?: Promise<unknown>;
}

export type Method = (form: Form, token: string) => object | Promise<object>;

export interface Front {
  server: Server;
  calls: Call[];
  weather: Weather[];
  methods: Map<string, Method>;
  /** What `users.info` says of a person, and `conversations.info` of a channel, beside what emulate knows. */
  flags: Map<string, Record<string, unknown>>;
  faults: string[];
  serve(handler: FetchHandler): void;
  /** A call of our own, which is not recorded. */
  ask(method: string, token: string, form: Form): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** Status lines and prompts leave no trace that people would look for later. */
const lacking = ['assistant.threads.setStatus', 'assistant.threads.setTitle', 'assistant.threads.setSuggestedPrompts', 'auth.revoke'];

/** Slack says of every channel with whom it is shared; emulate knows of one organisation alone. */
const unshared = { is_shared: false, is_org_shared: false, is_ext_shared: false, is_pending_ext_shared: false };

const faultsIn = ({ blocks, view }: Form): string[] => {
  if (view !== undefined) {
    const parsed = JSON.parse(view) as ModalView;
    return parsed.type === 'modal' ? modalFaultsOf(parsed) : faultsOf(parsed['blocks'] as KnownBlock[], 'home');
  }
  return blocks === undefined ? [] : faultsOf(JSON.parse(blocks) as KnownBlock[], 'message');
};

export function createFront(): Front {
  let handler: FetchHandler = () => new Response('not yet', { status: 503 });
  let url = '';
  const calls: Call[] = [];
  const weather: Weather[] = [];
  const flags: Front['flags'] = new Map();
  const faults: string[] = [];
  const methods: Front['methods'] = new Map(lacking.map((name) => [name, () => ({ ok: true })]));
  const pass = async (path: string, headers: Record<string, string>, body: Buffer | string): Promise<Response> =>
    await handler(new Request(`${url}${path}`, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) }));
  const ask = async (method: string, token: string, form: Form): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
    return (await (await pass(`/api/${method}`, headers, new URLSearchParams(form).toString())).json()) as Record<string, unknown>;
  };
  const carryOut = async (method: string, form: Form, token: string): Promise<object> => {
    const ours = methods.get(method);
    if (ours !== undefined) return await ours(form, token);
    const wrong = faultsIn(form);
    faults.push(...wrong);
    if (wrong.length > 0) return { ok: false, error: 'invalid_blocks', response_metadata: { messages: wrong } };
    const answer = await ask(method, token, form);
    if (method === 'conversations.info' && answer['ok'] === true) {
      return { ...answer, channel: { ...unshared, ...(answer['channel'] as object), ...flags.get(form['channel'] ?? '') } };
    }
    const known = method === 'users.info' ? flags.get(form['user'] ?? '') : undefined;
    return known === undefined || answer['ok'] !== true ? answer : { ...answer, user: { ...(answer['user'] as object), ...known } };
  };
  const call = async (request: IncomingMessage, response: ServerResponse, method: string): Promise<void> => {
    const form = formOf(request, await bodyOf(request));
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    calls.push({ method, form, token });
    const mood = takeOne(weather, method, form);
    const refused = mood?.status !== undefined || mood?.error !== undefined;
    const answer = refused ? { ok: false, error: mood?.error ?? 'ratelimited' } : await carryOut(method, form, token);
    await mood?.until;
    if (mood?.silent === true) return;
    const headers = {
      'content-type': 'application/json',
      ...(mood?.retryAfter === undefined ? {} : { 'retry-after': String(mood.retryAfter) }),
    };
    response.writeHead(mood?.status ?? 200, headers).end(JSON.stringify(answer));
  };
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const { method = 'GET' } = request;
    const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
    const answer = await handler(new Request(`${url}${request.url ?? ''}`, { method, headers, ...sent, redirect: 'manual' }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => {
    const [, method] = /^\/api\/([\w.]+)$/.exec(request.url ?? '') ?? [];
    void (method === undefined ? relay(request, response) : call(request, response, method)).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    });
  });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const serve = (made: FetchHandler) => {
    const address = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    handler = made;
  };
  return { server, calls, weather, methods, flags, faults, serve, ask, stop };
}

/** The client of Slack sends forms, and forms with a file as several parts; what has a file is passed on by `relay`. */
function formOf(request: IncomingMessage, body: Buffer): Form {
  if (!request.headers['content-type']?.includes('json')) return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  const parsed = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function takeOne(weather: Weather[], method: string, form: Form): Weather | undefined {
  const fits = (one: Weather) =>
    (one.method ?? method) === method && Object.entries(one.of ?? {}).every(([name, value]) => form[name] === value);
  const index = weather.findIndex(fits);
  return index < 0 ? undefined : weather.splice(index, 1)[0];
}
