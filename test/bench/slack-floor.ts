/** The floor for Slack: a server written by hand that checks the signature, makes the same store calls, posts with bare HTTP, and no more. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { conversationId } from '../../bot/slack/reference.ts';
import { answerBench, givenToChild } from './child.ts';
import type { DoorQuestion } from './door-ours.ts';
import { type Committed, createFloorTurns } from './floor-turn.ts';
import { cpuNow } from './measure.ts';
import type { SlackGiven } from './slack-ours.ts';
import { settings, team } from './slack-places.ts';

const given = givenToChild() as SlackGiven;
const turns = createFloorTurns({ ...given, tenant: team });
const agent = new Agent({ keepAlive: true });

interface Body {
  trigger_id: string;
  user: { id: string };
  channel: { id: string };
  message: { ts: string; thread_ts: string };
  actions: { value: string }[];
}

function isGenuine(raw: string, { headers }: IncomingMessage): boolean {
  const seconds = Number(headers['x-slack-request-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - seconds) <= 300)) return false;
  const expected = Buffer.from(
    `v0=${createHmac('sha256', settings.signingSecret ?? '')
      .update(`v0:${seconds}:${raw}`)
      .digest('hex')}`,
  );
  const told = Buffer.from(String(headers['x-slack-signature']));
  return told.length === expected.length && timingSafeEqual(told, expected);
}

/** A message as small as a message can be. */
function update({ channel, message: { ts } }: Body, { context, version }: Committed): Promise<void> {
  const words = `${context.name}: ${context.turns} answers, version ${version}`;
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: words } }];
  const text = JSON.stringify({ channel: channel.id, ts, text: words, blocks });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    authorization: `Bearer ${settings.workspaces[0]?.token}`,
    'content-length': Buffer.byteLength(text),
  };
  return new Promise((resolve, reject) => {
    const call = request(`${given.slackApiUrl}chat.update`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        // Slack says in the body whether it did what it was asked.
        const { ok } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { ok: boolean };
        if (ok) resolve();
        else reject(new RangeError('Slack refused the update.'));
      });
    });
    call.on('error', reject);
    call.end(text);
  });
}

async function hear(incoming: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  if (!isGenuine(raw, incoming)) return 401;
  const body = JSON.parse(String(parse(raw)['payload'])) as Body;
  const press = JSON.parse(body.actions[0]?.value ?? '') as { a: string; q: string; c: string; r: number };
  const from = conversationId(body.channel.id, body.message.thread_ts);
  const done = await turns.turn({ id: body.trigger_id, press, by: body.user.id, at: Date.now(), from });
  if (done === 'duplicate') return 200;
  turns.afterwards(done, async () => {
    await turns.conversation(from);
    await update(body, done);
  });
  return 200;
}

async function start(): Promise<number> {
  const server = createServer((incoming, response) => {
    hear(incoming).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    );
  });
  // A pause between two parts of the benchmark must not close what is kept alive.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const starting = start();

answerBench(async ({ ask }: DoorQuestion) => {
  const port = await starting;
  if (ask === 'port') return port;
  await turns.idle();
  return cpuNow();
});
