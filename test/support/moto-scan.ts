/** The scanner on moto: as it is shipped, with all checks, but for the address that it is given. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../../workflows/scanners/check.ts';
import { type Credentials, createClients } from '../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../workflows/scanners/dispatcher.ts';
import { type Lists, noLists } from '../../workflows/scanners/look.ts';
import { scanAccount } from '../../workflows/scanners/scan-account.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';

interface MotoScan {
  endpoint: string;
  credentials: Credentials;
  regions: readonly string[];
  checks: readonly Check[];
  lists?: Partial<Lists>;
}

export async function scanMoto({ endpoint, credentials, regions, checks, lists = {} }: MotoScan): Promise<Row[]> {
  const clients = createClients({ endpoint, credentials });
  const dispatcher = createDispatcher({
    slots: 16,
    now: () => performance.now(),
    sleep: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
    random: () => 0.5,
  });
  try {
    const ports = { clients, dispatcher, firstRegion: regions[0] ?? 'us-east-1', now: () => Date.now() };
    const outcome = await scanAccount(ports, { regions, workload: {}, lists: { ...noLists, ...lists }, checks });
    if (outcome.kind === 'refused') throw new Error(outcome.reason);
    return outcome.rows;
  } finally {
    clients.destroy();
  }
}
