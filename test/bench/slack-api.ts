/** Stands for Slack's Web API: answers as Slack does, with the message that it keeps now, and counts the updates. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { person } from './slack-places.ts';

export interface SlackApi {
  url: string;
  /** The blocks of the last message that had more than one: what a press carries back. */
  blocks: unknown;
  updates: number;
  stop(): void;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The web-api package sends forms with JSON inside, the floor JSON alone. */
function fieldsOf(type: string, text: string): { channel: string; ts: string; text: string; blocks: unknown[] } {
  if (type.includes('json')) return JSON.parse(text) as ReturnType<typeof fieldsOf>;
  const form = new URLSearchParams(text);
  const field = (name: string) => form.get(name) ?? '';
  return { channel: field('channel'), ts: field('ts'), text: field('text'), blocks: JSON.parse(field('blocks') || '[]') as unknown[] };
}

export async function startSlackApi(): Promise<SlackApi> {
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(incoming);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    if (incoming.url?.endsWith('/users.info')) {
      response.end(JSON.stringify({ ok: true, user: person }));
      return;
    }
    if (incoming.url?.endsWith('/conversations.info')) {
      response.end(JSON.stringify({ ok: true, channel: { id: 'C1', is_private: true, is_member: true, is_ext_shared: false } }));
      return;
    }
    const sent = fieldsOf(incoming.headers['content-type'] ?? '', text);
    if (incoming.url?.endsWith('/chat.update')) api.updates += 1;
    if (sent.blocks.length > 1) api.blocks = sent.blocks;
    response.end(JSON.stringify({ ok: true, channel: sent.channel, ts: sent.ts, text: sent.text, message: sent }));
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  // A pause between two parts of the benchmark must not close what is kept alive.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const api: SlackApi = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`, blocks: [], updates: 0, stop };
  return api;
}
