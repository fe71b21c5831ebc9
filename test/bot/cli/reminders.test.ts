/** `plumbline reminders`: counts what is due and what the cap holds back, and changes nothing. */
import { expect, test } from 'vitest';
import { WrongUsageError } from '../../../bot/cli/command.ts';
import { createRemindersCommand } from '../../../bot/cli/commands/reminders.ts';
import type { Store } from '../../../workflows/store/store.ts';
import { createAllowance } from '../../../workflows/turn/allowance.ts';
import { createIo } from '../../support/cli-io.ts';
import { createSimStore } from '../../support/sim-store.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 30, 9);

async function call(store: Store, ...args: string[]): Promise<string> {
  const { io, said } = createIo({}, now);
  await createRemindersCommand(() => Promise.resolve(store)).run(['--table', 'plumbline', ...args], io);
  return said.out;
}

async function withDue(counts: Readonly<Record<string, readonly number[]>>) {
  const store = createSimStore();
  await store.sweptTo(now - 200 * hour, 'digest');
  for (const [tenant, hours] of Object.entries(counts)) {
    for (const [n, ahead] of hours.entries())
      await store.writeDue(
        { tenant, kind: 'person', id: `p${n}` },
        'digest',
        now + ahead * hour,
        { type: 'digest.due' },
        now - 300 * hour,
        'digest',
      );
  }
  return store;
}

test('it says by organisation how many digests are due now and until a time', async () => {
  const store = await withDue({ one: [-100, -1, 0, 1, 30], other: [2] });
  const out = await call(store, '--at', '2026-11-30T12:00Z');
  expect(out).toContain('Now is 2026-11-30 09:00 UTC, then is 2026-11-30 12:00 UTC. At most 5000 a day (UTC) and organisation.');
  expect(out).toMatch(/one +0 +0 +3 +0 +4 +0\n/);
  expect(out).toMatch(/other +0 +0 +0 +0 +1 +0\n/);
  expect(out).toContain('3 due now, 0 of them held back; 5 due by then, 0 of them held back. Nothing was sent.');
});

test('it says what the cap holds back, today and over the days', async () => {
  const store = await withDue({ one: [-3, -2, -1, 0, 0, 24, 25] });
  const allowance = createAllowance({ records: store, now: () => now, cap: 3 }, 'one');
  await allowance.take(1);
  // Two more today, three tomorrow: of five, three wait until tomorrow, and of those and two more again two wait.
  expect(await call(store, '--cap', '3')).toMatch(/one +1 +0 +5 +3 +6 +1\n/);
  expect(await call(store, '--cap', '3', '--at', '2026-12-01T10:00Z')).toMatch(/one +1 +0 +5 +3 +7 +2\n/);
});

test('it changes nothing', async () => {
  const store = await withDue({ one: [-1, 0] });
  const changes = ['writeDue', 'removeDueRow', 'moveDueRow', 'sweptTo', 'writeRecords', 'count', 'commit'] as const;
  const silent = { ...store, ...Object.fromEntries(changes.map((name) => [name, () => Promise.reject(new Error(name))])) };
  expect(await call(silent)).toContain('2 due now');
  expect(store.dueRows()).toHaveLength(2);
});

test('it says so when nothing is due', async () => {
  expect(await call(createSimStore())).toBe('No digest is due until 2026-12-01 09:00 UTC.\n');
});

test.each([
  [['--at', 'tomorrow'], 'write a time with its zone'],
  [['--at', '2026-11-30T12:00'], 'write a time with its zone'],
  [['--at', '2026-11-30T08:00Z'], 'which is past'],
  [['--cap', 'many'], 'a whole number from 1'],
  [['--cap', '0'], 'a whole number from 1'],
])('it refuses %s in words that say what to write', async (args, words) => {
  const refused = call(createSimStore(), ...args);
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.toThrow(WrongUsageError);
});
