/** A door on a real port before a service that runs in the test: it records what is asked, and lets answers fail, be lost, or never come. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a request is taken. `lost`: it is done, and no answer arrives, or a wrong one. `silent`: it is not done, and nobody answers. */
export type Weather =
  | { kind: 'lost'; status?: number }
  /** It is done, and the answer is held back for ever. */
  | { kind: 'held' }
  | { kind: 'silent' }
  | { kind: 'says'; status: number; headers?: Record<string, string>; body?: unknown; text?: string };

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export interface Door {
  url: string;
  asked: Asked[];
  /** Asked before each request; null lets it through. */
  weather: { of(asked: Asked): Weather | null };
  /** What is behind the door. */
  inside: (request: Request) => Response | Promise<Response>;
  stop(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const door: Door = {
    url,
    asked: [],
    weather: { of: () => null },
    inside: () => new Response(null, { status: 404 }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = await textOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const one = { method: request.method ?? '', path: pathname, query: searchParams, body: given === '' ? {} : JSON.parse(given) };
    door.asked.push(one);
    const how = door.weather.of(one);
    if (how?.kind === 'silent') return;
    if (how?.kind === 'says') {
      response.writeHead(how.status, { 'content-type': how.text === undefined ? 'application/json' : 'text/html', ...how.headers });
      response.end(how.text ?? JSON.stringify(how.body ?? { message: 'Something' }));
      return;
    }
    const told = await door.inside(requestOf(url, request, given));
    if (how?.kind === 'held') return;
    if (how?.kind === 'lost') {
      if (how.status === undefined) response.destroy();
      else response.writeHead(how.status).end();
      return;
    }
    const body = Buffer.from(await told.arrayBuffer());
    response.writeHead(told.status, Object.fromEntries(told.headers)).end(body);
  }
  return door;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function requestOf(url: string, { url: path = '/', method = 'GET', headers }: IncomingMessage, body: string): Request {
  const given = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return new Request(`${url}${path}`, { method, headers: given, ...(body === '' ? {} : { body }) });
}
