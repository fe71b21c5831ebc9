/** A whole turn through the Slack door beside the floor: CPU, whether it stays flat, store trips and time before the acknowledgement. */
import { createHmac } from 'node:crypto';
import { Agent } from 'node:http';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { createStoreClient, ensureTable } from '../../workflows/store/client.ts';
import { createDynamoStore } from '../../workflows/store/dynamo.ts';
import { type Child, startChild } from './child.ts';
import { pressedQuestion } from './door-places.ts';
import {
  costOf,
  countTrips,
  type DoorSize,
  measureTurns,
  type Platform,
  PressRefusedError,
  post,
  press,
  type Server,
  spread,
  tripTurns,
  warmUps,
} from './driver.ts';
import type { AssessmentSubject } from './interview.ts';
import { compare } from './measure.ts';
import { startSlackApi } from './slack-api.ts';
import type { SlackGiven } from './slack-ours.ts';
import { key, pressBody, settings, stockThreads, threadIds } from './slack-places.ts';
import { copyItem } from './stock.ts';
import type { Row } from './table.ts';

export interface SlackSize extends DoorSize {
  /** Presses of each server at each number of conversations. */
  timed: number;
  /** Assessments that are only stored, and actions that are pressed in turn, to show that neither costs anything. */
  stored: number;
  actions: number;
}

const goal = 1.5;
const atOnce = [1, 8, 64];

export async function benchSlack(catalogue: Catalogue, subject: AssessmentSubject, size: SlackSize, endpoint: string): Promise<Row[]> {
  const api = await startSlackApi();
  const agent = new Agent({ keepAlive: true });
  let count = 0;
  const pressing = { actions: 1 };
  const platform: Platform = {
    name: 'Slack',
    goal,
    pressed: await pressedQuestion(catalogue, subject),
    async deliver({ port }, { a, q, c, r }) {
      count += 1;
      const action = `press:${count % pressing.actions}`;
      const payload = JSON.stringify(pressBody(a, `${count}.trigger`, { do: 'answer', a, q, c, r }, api.blocks, action));
      const body = new URLSearchParams({ payload }).toString();
      const { status, text } = await post(agent, port, '/slack/events', signed(body), body);
      if (status !== 200) throw new PressRefusedError(`${status} ${text.slice(0, 300)}`);
    },
    updates() {
      const { updates } = api;
      api.updates = 0;
      return updates;
    },
  };
  const warm = Math.max(size.warm, ...atOnce);
  const ids = threadIds(warm + size.cold * (size.rounds + warmUps) + tripTurns);
  await stockAll(catalogue, subject, ids, endpoint, size.stored);
  const servers: Child[] = [];
  const open = async (module: URL, table: string, trips = false): Promise<Server> => {
    const child = startChild(module, { endpoint, table, slackApiUrl: api.url, trips } satisfies SlackGiven);
    servers.push(child);
    return { child, port: await child.ask<number>({ ask: 'port' }), revs: new Map(), unmet: ids.slice(warm) };
  };
  try {
    const bot = new URL('./slack-ours.ts', import.meta.url);
    const ours = await open(bot, tables.ours);
    const both = { ours, floor: await open(new URL('./slack-floor.ts', import.meta.url), tables.floor) };
    const rows = await measureTurns(platform, both, ids.slice(0, size.warm), size);
    rows.push(...(await measureFlatness(platform, pressing, ours, await open(bot, tables.many), ids.slice(0, size.warm), size)));
    rows.push(...(await timeAnswers(platform, both, ids.slice(0, warm), size.timed)));
    const witness = await open(bot, tables.ours, true);
    witness.unmet = ids.slice(-tripTurns);
    return [...rows, ...(await countTrips(platform, witness))];
  } finally {
    await Promise.all(servers.map((child) => child.stop()));
    agent.destroy();
    api.stop();
  }
}

function signed(body: string): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', settings.signingSecret ?? '')
    .update(`v0:${seconds}:${body}`)
    .digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': `${seconds}`,
    'x-slack-signature': `v0=${signature}`,
  };
}

const tables = { ours: 'slack-ours', floor: 'slack-floor', many: 'slack-many' } as const;

async function stockAll(catalogue: Catalogue, subject: AssessmentSubject, ids: string[], endpoint: string, stored: number): Promise<void> {
  const client = createStoreClient({ endpoint });
  for (const name of ['ours', 'floor', 'many'] as const) {
    await ensureTable(client, tables[name]);
    await stockThreads(createDynamoStore(client, tables[name]), catalogue, subject, ids, name === 'floor' ? 'floor' : 'ours');
  }
  const copies = Array.from({ length: stored }, (_, index) => key('assessment', `copy-${index}`));
  await copyItem(client, tables.many, key('assessment', ids[0] ?? ''), copies);
  client.destroy();
}

async function measureFlatness(
  platform: Platform,
  pressing: { actions: number },
  ours: Server,
  many: Server,
  ids: readonly string[],
  { warmUp, turns, rounds, stored, actions }: SlackSize,
): Promise<Row[]> {
  // As many turns as the other server has had: until a process is warm, each turn is cheaper than the one before.
  await costOf(platform, many, spread(ids, warmUp + turns * (rounds + warmUps)));
  const varied = async (): Promise<number> => {
    pressing.actions = actions;
    try {
      return await costOf(platform, ours, spread(ids, turns));
    } finally {
      pressing.actions = 1;
    }
  };
  const { cost, ratio } = await compare(
    {
      plain: () => costOf(platform, ours, spread(ids, turns)),
      stored: () => costOf(platform, many, spread(ids, turns)),
      actions: varied,
    },
    rounds,
    warmUps,
  );
  const row = (what: string, one: 'stored' | 'actions'): Row => ({
    what: `whole turn in Slack, CPU, ${what}`,
    ours: `${cost[one].toFixed(0)} us`,
    floor: `${cost.plain.toFixed(0)} us`,
    ratio: ratio(one, 'plain'),
    goal: 1.1,
  });
  return [
    row(`${stored} more assessments stored; floor: without`, 'stored'),
    row(`presses of ${actions} actions; floor: of one`, 'actions'),
  ];
}

const slices = 4;

/** In every conversation somebody presses as soon as the press before is acknowledged; what follows the acknowledgement goes on beside. */
async function timeAnswers(
  platform: Platform,
  servers: Record<'ours' | 'floor', Server>,
  ids: readonly string[],
  timed: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const conversations of atOnce) {
    const times: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };
    for (let slice = 0; slice < slices; slice += 1) {
      for (const whose of ['ours', 'floor'] as const) {
        const each = Math.ceil(timed / slices / conversations);
        const one = async (id: string): Promise<void> => {
          for (let turn = 0; turn < each; turn += 1) {
            const from = performance.now();
            await press(platform, servers[whose], id);
            times[whose].push(performance.now() - from);
          }
        };
        await Promise.all(ids.slice(0, conversations).map(one));
        await servers[whose].child.ask({ ask: 'cpu' });
      }
    }
    const told = (values: number[]) => `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.99).toFixed(1)} ms`;
    rows.push({
      what: `Slack, press to acknowledgement, p50 / p99, ${conversations} conversation${conversations === 1 ? '' : 's'} at once`,
      ours: told(times.ours),
      floor: told(times.floor),
      ratio: quantile(times.ours, 0.5) / quantile(times.floor, 0.5),
      goal: null,
    });
  }
  platform.updates();
  return rows;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
