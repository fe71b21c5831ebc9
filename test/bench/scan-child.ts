/** A process of its own that scans the simulated account with the real clients, in real time. */
import { setTimeout as pause } from 'node:timers/promises';
import { createClients } from '../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../workflows/scanners/dispatcher.ts';
import { noLists } from '../../workflows/scanners/look.ts';
import { createReader } from '../../workflows/scanners/reader.ts';
import { runCheck } from '../../workflows/scanners/scan.ts';
import { answerBench } from './child.ts';
import { createSimulatedAws } from './scan-aws.ts';
import { benchChecks } from './scan-checks.ts';
import { homeRegion, regions } from './scan-world.ts';

export interface ScanQuestion {
  roles: number;
  /** Weighs the heap while it runs, which takes time: such a run is not timed. */
  isWeighed: boolean;
}

export interface ScanAnswer {
  ms: number;
  /** Of this process, the simulated AWS included. */
  cpuMs: number;
  calls: number;
  asked: number;
  throttled: number;
  lost: number;
  /** Pairs of check and Region whose row is not what the account holds. */
  wrong: number;
  checkRegions: number;
  /** The most bytes of heap after collection while it ran. */
  peak: number;
}

const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await pause(ms, undefined, { signal }).catch(() => undefined);
};

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Each scan finds full buckets; the clients stay open from scan to scan, as in a bot that runs. */
let aws = createSimulatedAws(0);
const clients = createClients({
  handler: { handle: (request: Parameters<typeof aws.handler.handle>[0]) => aws.handler.handle(request) },
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not a secret' },
});

async function scan({ roles, isWeighed }: ScanQuestion): Promise<ScanAnswer> {
  aws = createSimulatedAws(roles);
  const checks = benchChecks(roles);
  let peak = heap();
  const scale = isWeighed ? setInterval(() => (peak = Math.max(peak, heap())), 200) : undefined;
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  const dispatcher = createDispatcher({ slots: 32, now: () => performance.now(), sleep, random: Math.random });
  const reader = createReader({ clients, dispatcher, homeRegion, shapes: checks.map(({ reads }) => reads) });
  const scene = {
    reader,
    account: '111122223333',
    partition: 'aws',
    homeRegion,
    lists: noLists,
    belongs: () => true,
    now: () => Date.now(),
  };
  const jobs = checks.flatMap((check) => (check.scope === 'account' ? [homeRegion] : regions).map((region) => ({ check, region })));
  const results = await Promise.all(jobs.map(({ check, region }) => runCheck(check, scene, region)));
  const ms = performance.now() - start;
  clearInterval(scale);
  const used = process.cpuUsage(cpuBefore);
  const wrong = results.filter(({ rows }) => rows.length !== 1 || rows[0]?.verdict !== 'pass');
  const { calls, refused } = aws.counted();
  if (isWeighed) peak = Math.max(peak, heap());
  const { asked, lost } = dispatcher.stats();
  return {
    ms,
    // Counted where they arrive.
    calls,
    throttled: refused,
    cpuMs: (used.user + used.system) / 1_000,
    asked,
    lost,
    wrong: wrong.length,
    checkRegions: jobs.length,
    peak,
  };
}

answerBench(scan);
