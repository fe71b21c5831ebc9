/** Scans one account: who we are there, which Regions count, which checks run where; rows and numbers come out. */
import { z } from 'zod';
import type { Check } from './check.ts';
import type { Clients } from './clients.ts';
import { type Barred, deniedIn } from './denied.ts';
import type { Dispatcher, DispatchStats } from './dispatcher.ts';
import type { Lists } from './look.ts';
import { createReader, type Reader } from './reader.ts';
import type { Reading } from './reading.ts';
import { homeRegionOf, isUsed, regionReads, regionsOn, unusedRow } from './regions.ts';
import { runCheck } from './scan.ts';
import type { Row } from './verdict.ts';
import { workloadRows } from './workload/rows.ts';
import { isOfAi, wholeOf } from './workload/words.ts';
import { type Belongings, belongingsOf, belongs, type Workload, workloadReads } from './workload.ts';

export interface AccountScan {
  /** The account that must answer; whoever answers where it is not given. */
  account?: string;
  /** Looked at whatever stands there; `null` for all Regions that are on and used. */
  regions: readonly string[] | null;
  workload: Workload;
  lists: Lists;
  checks: readonly Check[];
}

export interface ScanPorts {
  clients: Clients;
  dispatcher: Dispatcher;
  /** Where the first question goes; the SDK's own Region. */
  firstRegion: string;
  now(): number;
  onProgress?(progress: AccountProgress): void;
}

export interface AccountProgress {
  done: number;
  planned: number;
  calls: number;
  /** Permissions that the role lacked so far. */
  unread: readonly string[];
  barred: readonly Barred[];
}

export interface AccountRows {
  account: string;
  partition: string;
  regions: string[];
  rows: Row[];
  /** AI resources that belong to no workload that was asked about. */
  outside: string[];
  distinct: number;
  stats: DispatchStats;
}

export type AccountOutcome = ({ kind: 'scanned' } & AccountRows) | { kind: 'refused'; reason: string };

const Identity = z.object({ Account: z.string(), Arn: z.string() });

export async function scanAccount(ports: ScanPorts, wanted: AccountScan): Promise<AccountOutcome> {
  const { dispatcher, now } = ports;
  const first = createReader({ ...ports, homeRegion: ports.firstRegion });
  const caller = await first.read('sts:GetCallerIdentity', ports.firstRegion, {});
  const identity = caller.kind === 'answer' ? Identity.safeParse(caller.answer).data : undefined;
  if (identity === undefined) return { kind: 'refused', reason: whyUnknown(caller) };
  const { Account: account, Arn } = identity;
  if (wanted.account !== undefined && wanted.account !== account) {
    return { kind: 'refused', reason: `These credentials are for account ${account}, not for ${wanted.account}. Nothing was read.` };
  }
  const partition = Arn.split(':')[1] ?? 'aws';
  const homeRegion = homeRegionOf(partition);
  const shapes = [...wanted.checks.map(({ reads }) => reads), ...workloadReads, regionReads];
  const reader = createReader({ ...ports, homeRegion, shapes });
  const place = { account, partition, homeRegion };
  const { regions, rows } = await plan(reader, wanted, place, now());
  const belongings = await belongingsOf({ reader, account, partition, now: now() }, wanted.workload, regions);
  rows.push(...workloadRows(belongings, account, now()));
  const ran = await runAll(ports, { ...wanted, ...place, regions, reader, belongings });
  return {
    kind: 'scanned',
    account,
    partition,
    regions,
    rows: [...rows, ...ran.rows],
    outside: ran.outside,
    distinct: first.distinct() + reader.distinct(),
    stats: dispatcher.stats(),
  };
}

/** Before anything else AWS must say who we are. */
function whyUnknown(caller: Reading): string {
  if (caller.kind === 'stopped' || caller.kind === 'timed-out') return 'The scan ended before AWS had said who we are. Nothing was read.';
  const code = 'detail' in caller ? ` (${caller.detail})` : '';
  return `AWS did not say who we are${code}. Check the credentials and the Region; nothing was read.`;
}

interface Placed {
  account: string;
  partition: string;
  homeRegion: string;
}

/** The Regions to look at, and one row for each that is left out or could not be told. */
async function plan(
  reader: Reader,
  { regions }: AccountScan,
  { account, homeRegion }: Placed,
  at: number,
): Promise<{ regions: string[]; rows: Row[] }> {
  if (regions !== null) return { regions: [...new Set(regions)].toSorted(), rows: [] };
  const on = await regionsOn(reader, homeRegion);
  if (on.kind === 'unread') {
    const reason = `${on.missingAction} was not answered, so the Regions in use are not known; only ${homeRegion} was looked at.`;
    const row: Row = {
      check: 'REGION',
      verdict: 'not-assessed',
      account,
      region: 'global',
      resource: account,
      at,
      reason,
      missingAction: on.missingAction,
      facts: {},
      caveats: [],
    };
    return { regions: [homeRegion], rows: [row] };
  }
  const used = await Promise.all(on.regions.map(async (region) => ({ region, used: await isUsed(reader, region) })));
  return {
    regions: used.filter((one) => one.used).map(({ region }) => region),
    rows: used.filter((one) => !one.used).map(({ region }) => unusedRow(account, region, at)),
  };
}

interface Run extends AccountScan, Placed {
  account: string;
  regions: readonly string[];
  reader: Reader;
  belongings: Belongings;
}

async function runAll(ports: ScanPorts, run: Run): Promise<{ rows: Row[]; outside: string[] }> {
  const { homeRegion, belongings, lists, reader, account, partition } = run;
  const scene = {
    reader,
    account,
    partition,
    homeRegion,
    lists,
    belongs: (resource: string, usedBy: readonly string[]) => belongs(belongings, resource, usedBy),
    now: ports.now,
  };
  const jobs = run.checks.flatMap((check) => (check.scope === 'account' ? [homeRegion] : run.regions).map((region) => ({ check, region })));
  let done = 0;
  const denied: Row[] = [];
  const told = () => ports.onProgress?.({ done, planned: jobs.length, calls: ports.dispatcher.stats().calls, ...deniedIn(denied) });
  told();
  const results = await Promise.all(
    jobs.map(async ({ check, region }) => {
      const result = await runCheck(check, scene, region);
      done += 1;
      denied.push(...result.rows.filter(({ missingAction }) => missingAction !== undefined));
      told();
      return result;
    }),
  );
  const rows = results.flatMap((result) => result.rows);
  return {
    rows,
    outside: unclaimed(
      rows,
      results.flatMap(({ outside }) => outside),
    ),
  };
}

/** AI resources that no check took for the workload's; what these use, such as roles and keys, is not told by itself. */
function unclaimed(rows: readonly Row[], outside: readonly string[]): string[] {
  const claimed = new Set(rows.map(({ resource }) => wholeOf(resource)));
  const things = new Set(outside.filter(isOfAi).map(wholeOf));
  return [...things].filter((thing) => !claimed.has(thing)).toSorted();
}
