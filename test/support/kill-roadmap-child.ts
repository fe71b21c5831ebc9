/** A real process with the real roadmap, looks and reminders: made to be killed. Arguments: store, platform, owner, origin, tracker. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStoreClient } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { createGithub } from '../../workflows/tickets/github.ts';
import type { RelayPorts, Spoken } from '../../workflows/turn/relay.ts';
import { seenPolicy } from '../../workflows/turn/seen.ts';
import { createWorkshop } from '../../workflows/turn/workshop.ts';
import { repository, token } from './github-place.ts';
import { killClock, killHouse, killSpeed } from './kill-roadmap-scenario.ts';
import { killLeaseMs, killSendMs, killTable, type SentSpeech } from './kill-scenario.ts';
import { isPost } from './sim-chat.ts';
import { type Fittings, heardBy, type ScenarioInput, stamped } from './sim-process.ts';
import { fitOut, insideOf } from './sim-roadmap.ts';

const [, , endpoint = '', platform = '', owner = '', origin = '0', tracker = ''] = process.argv;

const now = killClock(Number(origin));
const store = createDynamoStore(createStoreClient({ endpoint }), killTable);
const random = Math.random;

const speak: RelayPorts['speak'] = async ({ again, ...told }) => {
  const { item, ...speech } = told;
  const view = await fittings.draw(told);
  if (view === null) return { kind: 'sent' };
  if (isPost(told)) await again?.blindly();
  const sent: SentSpeech = { ...speech, version: item.version, cards: item.cards, view, until: Date.now() + killSendMs };
  const answer = await fetch(platform, { method: 'POST', body: JSON.stringify(sent), signal: AbortSignal.timeout(killSendMs) });
  if (!answer.ok) throw new Error(`The platform said ${answer.status}.`);
  return (await answer.json()) as Spoken;
};

const shop = createWorkshop({
  store,
  now,
  random,
  pause: (ms) => sleep(ms),
  owner,
  leaseMs: killLeaseMs * killSpeed,
  seen: { ...seenPolicy, ms: seenPolicy.ms * killSpeed },
  warmItems: 100,
  speak,
  background: (key, body) => fittings.background(key, body),
  publish: async (item) => await fittings.publish(item),
  tell: async (_, to, id, event) => void (await workshop.turn(fittings.subjectOf(to), to, { id, event: insideOf(event, now()) })),
  log: () => undefined,
});
const workshop = stamped(shop);
const fittings: Fittings = fitOut({
  ...killHouse,
  tracker: ({ now: clock }) => createGithub({ url: tracker, repository, token, now: clock }),
})({
  life: { owner, alive: true, frozenUntil: 0, skew: 0 },
  wire: { call: async (_, __, effect) => await effect(), points: () => 0, crashes: () => 0, calmDown: () => undefined },
  world: { now, random, after: () => undefined, run: () => Promise.resolve(0) },
  store,
  now,
  pause: (ms) => sleep(ms / killSpeed),
  workshop,
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const input = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ScenarioInput;
    heardBy(workshop, async (noted) => await fittings.hear(input, noted)).then(
      (heard) => response.end(JSON.stringify([...heard])),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

function sweepOn(): void {
  void Promise.all([shop.sweep(), fittings.look()])
    .catch(() => undefined)
    .then(() => setTimeout(sweepOn, 250));
}
sweepOn();
