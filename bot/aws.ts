/** Opens the way to AWS: the real one with the bot's own role, or the simulated accounts of the try-out. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checks } from '../workflows/scanners/checks.ts';
import { usualRegion } from '../workflows/scanners/clients.ts';
import { createSts } from '../workflows/scanners/connect/sts.ts';
import { ourKey } from '../workflows/scanners/simulated/account.ts';
import { startSwitchedAws } from '../workflows/scanners/simulated/switched.ts';
import type { RecordStore } from '../workflows/store/records.ts';
import { type AccountPorts, type Accounts, createAccounts } from './accounts.ts';

export interface Aws extends Accounts {
  stop(): Promise<void>;
}

const world = {
  checks,
  now: () => Date.now(),
  ticks: () => performance.now(),
  sleep: async (ms: number, signal: AbortSignal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
  random: Math.random,
  secret: () => randomBytes(20).toString('hex'),
} satisfies Partial<AccountPorts>;

export interface AwsSettings {
  ownRole: string | undefined;
  templateUrl: string | undefined;
}

/** With the credentials that the bot runs on. */
export async function openAws(records: RecordStore, settings: AwsSettings): Promise<Aws> {
  const sts = createSts({ region: (await usualRegion()) ?? 'us-east-1' });
  const accounts = createAccounts({ ...world, ...settings, records, sts, simulated: null });
  return {
    ...accounts,
    stop: () => {
      sts.close();
      return Promise.resolve();
    },
  };
}

/** The accounts that are simulated, and where what is planted in the weak one is mended. */
export interface SimulatedHere {
  weak: string;
  good: string;
  page: string;
}

/** Accounts on this machine that are no AWS accounts. No other is reached. Each answer comes `delayMs` late. */
export async function openSimulatedAws(records: RecordStore, delayMs = 0): Promise<Aws & { simulated: SimulatedHere }> {
  const aws = await startSwitchedAws(Date.now(), { delayMs });
  const { weak, good } = aws;
  const sts = createSts({
    region: 'us-east-1',
    endpoint: aws.endpoint,
    credentials: { accessKeyId: ourKey, secretAccessKey: 'simulated' },
  });
  const simulated = {
    endpoint: aws.endpoint,
    accounts: [weak.account, good.account],
    makeRole: (account: string, externalId: string) => aws.trust(account, { externalId }),
  };
  return {
    ...createAccounts({ ...world, records, sts, simulated }),
    simulated: { weak: weak.account, good: good.account, page: aws.page },
    stop: async () => {
      sts.close();
      await aws.stop();
    },
  };
}
