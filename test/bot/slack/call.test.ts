/** Calls to Slack on the wire: what is sent, what comes back, and how a call ends that does not come back. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callWithin, DeadlineError } from '../../../bot/slack/call.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

let origin = '';
let answer: Answer = () => undefined;
const server = createServer((request, response) => void answer(request, response));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = (body: string, deadlineMs = 5_000) =>
  callWithin(deadlineMs)(`${origin}/api/chat.update`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body });

it('a call arrives as it was sent, and its answer comes back whole', async () => {
  const words = 'Zürich 🙂 '.repeat(20_000);
  answer = async (request, response) => {
    response.writeHead(200, { 'x-method': request.method, 'x-type': request.headers['content-type'] }).end(await text(request));
  };
  const heard = await send(words);
  expect([heard.status, heard.ok, heard.headers.get('X-Method'), heard.headers.get('x-type')]).toEqual([200, true, 'POST', 'text/plain']);
  expect(heard.headers.get('retry-after')).toBeNull();
  expect(await heard.text()).toBe(words);
});

it('a refusal is an answer with its headers, and a redirect is not followed', async () => {
  answer = (_, response) => response.writeHead(429, { 'retry-after': '7' }).end();
  const refused = await send('');
  expect([refused.status, refused.ok, refused.headers.get('Retry-After')]).toEqual([429, false, '7']);
  answer = ({ url }, response) => response.writeHead(url === '/elsewhere' ? 200 : 307, { location: '/elsewhere' }).end();
  expect((await send('')).status).toBe(307);
});

it.each<[string, Answer]>([
  ['before its answer', (request) => request.socket.destroy()],
  ['within its answer', (_, response) => response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy())],
])('a connection that breaks %s fails the call', async (_name, breaks) => {
  answer = breaks;
  await expect(send('')).rejects.toThrow();
});

it.each<[string, Answer]>([
  ['is silent', () => undefined],
  ['stops in the middle', (_, response) => response.writeHead(200).write('half')],
])('a server that %s is left at the deadline', async (_name, waits) => {
  answer = waits;
  await expect(send('', 50)).rejects.toThrow(DeadlineError);
});

it('anything but text is refused before it is sent', async () => {
  await expect(callWithin(50)(origin, { method: 'POST', body: new FormData() })).rejects.toThrow('Only texts');
});
