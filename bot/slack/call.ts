/** Carries the calls of Slack's client over connections that Node keeps open: much cheaper than the built-in fetch, which streams. */
import * as plain from 'node:http';
import * as secure from 'node:https';
import type { FetchFunction } from '@slack/web-api';

type Answer = Awaited<ReturnType<FetchFunction>>;

// Closed before the other side may close it, so that no call meets a connection that is just going away.
const kept = { keepAlive: true, timeout: 4_000 };
const agents = { plain: new plain.Agent(kept), secure: new secure.Agent(kept) };

const answerOf = (
  url: URL,
  { statusCode: status = 0, statusMessage: statusText = '', headers }: plain.IncomingMessage,
  text: string,
): Answer => ({
  ok: status >= 200 && status < 300,
  status,
  statusText,
  url: url.href,
  headers: {
    get: (name) => headers[name.toLowerCase()]?.toString() ?? null,
    entries: () => Object.entries(headers).map(([name, value]) => [name, String(value)]),
  },
  text: async () => text,
  json: async () => JSON.parse(text) as unknown,
  arrayBuffer: async () => new TextEncoder().encode(text).buffer,
});

/** No answer came in time; what was sent may have arrived. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Sends texts; a redirect is an answer like any other and is not followed. */
export const callWithin =
  (deadlineMs: number): FetchFunction =>
  (address, { method, headers, body } = {}) =>
    new Promise((resolve, reject) => {
      if (body !== undefined && typeof body !== 'string') throw new TypeError('Only texts are sent this way.');
      const url = new URL(address);
      const options = { method, headers: { ...headers, 'content-length': Buffer.byteLength(body ?? '') } };
      const hear = (response: plain.IncomingMessage): void => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(answerOf(url, response, text)));
        response.on('error', reject);
      };
      const call =
        url.protocol === 'https:'
          ? secure.request(url, { ...options, agent: agents.secure }, hear)
          : plain.request(url, { ...options, agent: agents.plain }, hear);
      const late = setTimeout(() => call.destroy(new DeadlineError(`There was no answer within ${deadlineMs} ms.`)), deadlineMs);
      call.on('close', () => clearTimeout(late));
      call.on('error', reject);
      call.end(body);
    });
