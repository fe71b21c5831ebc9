/**
 * Stands in front of moto and mends two things, so that the SDK can read what moto says; nothing is added to an answer.
 * Times in answers about agents and knowledge bases are numbers, where the protocol wants text (ISO 8601). And a refusal is XML for
 * every service: those that speak JSON get the same code and words as JSON, or a missing right would look like an answer in disorder.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const times = new Set(['createdAt', 'updatedAt', 'preparedAt']);
const aboutAgents = /^\/(?:agents|knowledgebases)(?:\/|\?|$)/;

const withTexts = (text: string): string =>
  JSON.stringify(JSON.parse(text), (name, value: unknown) =>
    times.has(name) && typeof value === 'number' ? new Date(value * 1000).toISOString() : value,
  );

const serviceOf = ({ authorization = '' }: IncomingHttpHeaders): string => /\/([a-z0-9-]+)\/aws4_request/.exec(authorization)?.[1] ?? '';

const speaksXml = (headers: IncomingHttpHeaders): boolean =>
  serviceOf(headers) === 's3' || (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

const inXml = (text: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';

interface Answer {
  status: number;
  type: string;
  body: Buffer;
}

function mended({ url = '', headers }: IncomingMessage, answer: Answer): Answer {
  if (answer.status < 300 && aboutAgents.test(url) && serviceOf(headers) === 'bedrock')
    return { ...answer, body: Buffer.from(withTexts(answer.body.toString())) };
  const text = answer.status === 403 ? answer.body.toString() : '';
  const code = inXml(text, 'Code');
  if (code === '' || speaksXml(headers)) return answer;
  return {
    status: 403,
    type: headers['content-type'] ?? 'application/json',
    body: Buffer.from(JSON.stringify({ __type: code, message: inXml(text, 'Message') })),
  };
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** Signatures hold, since the host's name goes on unchanged. */
function pass(question: IncomingMessage, body: Buffer, answer: ServerResponse, port: number): void {
  const { method, url, headers } = question;
  const hand = async (response: IncomingMessage): Promise<void> => {
    const type = response.headers['content-type'] ?? '';
    const given = mended(question, { status: response.statusCode ?? 500, type, body: await bodyOf(response) });
    const { 'transfer-encoding': _, 'content-length': __, ...others } = response.headers;
    answer.writeHead(given.status, { ...others, 'content-type': given.type, 'content-length': given.body.length }).end(given.body);
  };
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => void hand(response));
  onward.once('error', () => answer.destroy());
  onward.end(body);
}

export async function startMotoProxy(moto: string): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const port = Number(new URL(moto).port);
  const server = createServer((question, answer) => void bodyOf(question).then((body) => pass(question, body, answer, port)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
