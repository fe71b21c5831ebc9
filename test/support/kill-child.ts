/** A real process with the real turn, relay and sweeper over HTTP: made to be killed. Arguments: store, platform, owner. It says its port once it listens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createStoreClient } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import type { Spoken } from '../../workflows/turn/relay.ts';
import { seenPolicy } from '../../workflows/turn/seen.ts';
import { createWorkshop } from '../../workflows/turn/workshop.ts';
import { killLeaseMs, killScenario, killSendMs, killTable, type SentSpeech } from './kill-scenario.ts';
import { isPost } from './sim-chat.ts';
import type { ScenarioInput } from './sim-process.ts';

const [, , endpoint = '', platform = '', owner = ''] = process.argv;

const shop = createWorkshop({
  store: createDynamoStore(createStoreClient({ endpoint }), killTable),
  now: Date.now,
  random: Math.random,
  pause,
  owner,
  leaseMs: killLeaseMs,
  seen: seenPolicy,
  warmItems: 100,
  background: () => undefined,
  publish: () => Promise.resolve(),
  async speak({ again, ...told }) {
    const { item, ...speech } = told;
    if (isPost(told)) await again?.blindly();
    const sent: SentSpeech = { ...speech, version: item.version, cards: item.cards, until: Date.now() + killSendMs };
    const answer = await fetch(platform, { method: 'POST', body: JSON.stringify(sent), signal: AbortSignal.timeout(killSendMs) });
    if (!answer.ok) throw new Error(`The platform said ${answer.status}.`);
    return (await answer.json()) as Spoken;
  },
  async tell(inner, to, id, event) {
    await inner.turn(killScenario.subjectOf(to), to, { id, event: killScenario.inside(id, event, Date.now()) });
  },
  log: () => undefined,
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { key, id, event } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ScenarioInput;
    shop.turn(killScenario.subjectOf(key), key, { id, event }).then(
      ({ kind }) => response.end(kind),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

function sweepOn(): void {
  void shop
    .sweep()
    .catch(() => undefined)
    .then(() => setTimeout(sweepOn, 250));
}
sweepOn();
