/** A real process with both real doors over HTTP, made to be killed. Its one argument is a `KilledProcess` as JSON. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../bot/app.ts';
import { openSlack } from '../../bot/slack/open.ts';
import { joinSenders } from '../../bot/surfaces.ts';
import { openLine } from '../../bot/teams/channel.ts';
import { createTeamsDoor } from '../../bot/teams/door.ts';
import { createTeamsSender } from '../../bot/teams/sender.ts';
import { sealCatalogue } from '../../knowledge/catalogue.ts';
import { createStoreClient } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { credentialsOf } from '../bot/teams/wire.ts';
import type { KilledProcess } from './kill-doors.ts';

const plan = JSON.parse(process.argv[2] ?? '') as KilledProcess;
const clock = Date.now;
const log = () => undefined;
// Well below the lease, so that a send that is given up is not still under way when another process takes it over.
const deadlineMs = plan.leaseMs / 8;
const lines = [openLine(plan.registration, { ...plan.keys, credentials: credentialsOf })];
const slack = openSlack(plan.slack, { clock, log, slackApiUrl: plan.slackApiUrl, deadlineMs });
void createApp({
  store: createDynamoStore(createStoreClient({ endpoint: plan.store }), plan.table),
  catalogue: sealCatalogue(JSON.parse(readFileSync(plan.catalogue, 'utf8'))),
  sender: joinSenders({ teams: createTeamsSender({ lines, clock, deadlineMs }), slack: slack.sender }),
  draw: async () => null,
  tryout: false,
  leaseMs: plan.leaseMs,
  now: clock,
  random: Math.random,
  log,
}).then((app) => {
  const doors = { teams: createTeamsDoor({ lines, converse: app.converse, clock, log }), slack: slack.door(app) };
  const server = createServer((request, response) => (request.url?.startsWith('/slack/') ? doors.slack : doors.teams)(request, response));
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
  app.keepSweeping(250);
});
