/** Slack says that we are at work only where an answer takes long. */
import type { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { createStatus } from '../../../bot/slack/status.ts';

const reference = { surface: 'slack' as const, team: 'T1', channel: 'D1', thread: '171.1', bot: 'UBOT' };

function stage() {
  const said: string[] = [];
  const logged: string[] = [];
  let told: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    told = resolve;
  });
  const setStatus = async ({ status }: { status: string }) => {
    said.push(status);
    told();
    return { ok: true };
  };
  const client = { assistant: { threads: { setStatus } } } as unknown as WebClient;
  return { said, logged, first, client };
}

it('a quick answer needs no status', async () => {
  const { said, client } = stage();
  const working = createStatus({ clientOf: async () => client, log: () => undefined, afterMs: 60_000 });
  expect(await working(reference, async () => 'done')).toBe('done');
  expect(said).toEqual([]);
});

it('a slow one has one, which is taken away again', async () => {
  const { said, first, client } = stage();
  const working = createStatus({ clientOf: async () => client, log: () => undefined, afterMs: 0 });
  await working(reference, () => first);
  await new Promise((resolve) => setImmediate(resolve));
  expect(said).toEqual(['is working on it …', '']);
});

it('a status that cannot be shown holds up nothing', async () => {
  const { logged } = stage();
  let asked: () => void = () => undefined;
  const tried = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const clientOf = async (): Promise<WebClient> => {
    asked();
    throw new Error('no token');
  };
  const working = createStatus({ clientOf, log: ({ event }) => logged.push(event), afterMs: 0 });
  await working(reference, () => tried);
  expect(logged).toContain('slack.status-lost');
});
