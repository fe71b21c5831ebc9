/** `plumbline scan`: looks at one AWS account with the caller's own credentials and prints a row for everything that was planned. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Check } from '../../../workflows/scanners/check.ts';
import { checks } from '../../../workflows/scanners/checks.ts';
import { createClients, usualRegion } from '../../../workflows/scanners/clients.ts';
import { createDispatcher } from '../../../workflows/scanners/dispatcher.ts';
import { noLists } from '../../../workflows/scanners/look.ts';
import { scanAccount } from '../../../workflows/scanners/scan-account.ts';
import { type Command, exits, InputRefusedError, type Io, WrongUsageError } from '../command.ts';
import { nearest } from '../nearest.ts';
import { openCatalogue } from '../open-catalogue.ts';
import { type ScanReport, scanReport, scanText } from '../print-scan.ts';
import { readWorkload } from '../workload-file.ts';

const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
type Severity = (typeof severities)[number];

const parse = (args: string[]) =>
  parseArgs({
    args,
    options: {
      profile: { type: 'string' },
      regions: { type: 'string' },
      workload: { type: 'string' },
      check: { type: 'string', multiple: true },
      'fail-on': { type: 'string' },
      seconds: { type: 'string' },
      all: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  }).values;
type Options = ReturnType<typeof parse>;

/** More calls at once would starve what runs in the account. */
const slots = 32;
const usualSeconds = 600;

function chosen(wanted: readonly string[] | undefined): readonly Check[] {
  if (wanted === undefined) return checks;
  return wanted.map((id) => {
    const check = checks.find((one) => one.id === id.toUpperCase());
    if (check !== undefined) return check;
    const ids = checks.map((one) => one.id);
    throw new WrongUsageError(`There is no check "${id}". Did you mean "${nearest(id.toUpperCase(), ids)}"?`);
  });
}

function thresholdOf({ 'fail-on': word }: Options): Severity | null {
  if (word === undefined) return null;
  const found = severities.find((one) => one === word);
  if (found === undefined) throw new WrongUsageError(`--fail-on takes one of ${severities.join(', ')}, not "${word}".`);
  return found;
}

async function scan(options: Options, io: Io): Promise<Parameters<typeof scanReport>[0]> {
  const { profile } = options;
  const wanted = options.workload === undefined ? { workload: {}, lists: noLists } : readWorkload(options.workload, io);
  const seconds = Number(options.seconds ?? usualSeconds);
  if (!(seconds > 0)) throw new WrongUsageError('--seconds takes a number above 0.');
  const regions = options.regions === undefined ? null : options.regions.split(',').map((region) => region.trim());
  const endpoint = process.env['AWS_ENDPOINT_URL'] ?? null;
  const clients = createClients({ ...(profile === undefined ? {} : { profile }), elsewhere: endpoint !== null });
  const dispatcher = createDispatcher({
    slots,
    now: () => performance.now(),
    sleep: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
    random: Math.random,
  });
  const deadline = setTimeout(() => dispatcher.stop('timed-out'), seconds * 1000);
  const began = performance.now();
  try {
    const firstRegion = regions?.[0] ?? (await usualRegion(profile)) ?? 'us-east-1';
    const outcome = await scanAccount(
      { clients, dispatcher, firstRegion, now: () => Date.now(), onProgress: progressTo(io) },
      { ...wanted, regions, checks: chosen(options.check) },
    );
    if (outcome.kind === 'refused') throw new InputRefusedError(outcome.reason);
    return { ...outcome, endpoint, ms: performance.now() - began };
  } finally {
    clearTimeout(deadline);
    clients.destroy();
  }
}

/** A line now and then, on the side where it disturbs no other program. */
function progressTo(io: Io): (progress: { done: number; planned: number; calls: number }) => void {
  let told = 0;
  return ({ done, planned, calls }) => {
    const tenth = planned === 0 ? 10 : Math.floor((done * 10) / planned);
    if (tenth <= told) return;
    told = tenth;
    io.err(`${done} of ${planned} checks, ${calls} calls\n`);
  };
}

/** Failures at or above the threshold's severity. */
function failsAbove(report: ScanReport, threshold: Severity): number {
  const counted = new Set<string>(severities.slice(0, severities.indexOf(threshold) + 1));
  return report.rows.filter(({ verdict, severity }) => verdict === 'fail' && counted.has(severity)).length;
}

export const scanCommand: Command = {
  name: 'scan',
  usage: '[--profile P] [--regions A,B] [--workload FILE] [--check ID …] [--fail-on SEVERITY] [--all] [--json]',
  about: 'Looks at an AWS account, reading settings only, with the credentials of your environment.',
  options: [
    { name: '--profile P', about: 'a profile of the AWS configuration' },
    { name: '--regions A,B', about: 'these Regions; without it all that are on and in which something of AI stands' },
    { name: '--workload FILE', about: 'what belongs to the workload (tags, resources) and what you approve (YAML)' },
    { name: '--check ID', about: 'only this check; may be given again' },
    { name: '--fail-on SEVERITY', about: `ends with ${exits.threshold.code} when a check of that severity or above failed` },
    { name: '--seconds N', about: `stops after so long and tells what was left (${usualSeconds})` },
    { name: '--all', about: 'every row, also of what passed or does not apply' },
    { name: '--json', about: 'every row for another program' },
  ],
  run: async (args, io) => {
    const options = parse(args);
    const threshold = thresholdOf(options);
    const report = scanReport(await scan(options, io), openCatalogue());
    io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : scanText(report, options.all ?? false));
    return threshold !== null && failsAbove(report, threshold) > 0 ? exits.threshold.code : exits.fine.code;
  },
};
