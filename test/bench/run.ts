/** `npm run bench`: measures the product against floors written by hand, in one run, and prints one table. A word picks parts by name. */
import { type Embedded, startEmbedded } from '../../workflows/store/embedded.ts';
import type { StormSize } from '../support/storm.ts';
import { benchContention } from './contention.ts';
import { benchDoor } from './door.ts';
import type { DoorSize } from './driver.ts';
import { benchEngine, type EngineSize } from './engine.ts';
import { benchFlatness, benchMemory, type FlatSize } from './holding.ts';
import { benchImport } from './import-time.ts';
import { openCatalogue, subjectFor } from './interview.ts';
import { benchReminders } from './reminders.ts';
import { benchScan, type ScanSize } from './scan.ts';
import { benchSlack, type SlackSize } from './slack.ts';
import { type Row, tableOf } from './table.ts';
import { benchUnits } from './units.ts';

interface Size {
  door: DoorSize;
  slack: SlackSize;
  engine: EngineSize;
  flat: FlatSize;
  writes: number;
  imports: number;
  scan: ScanSize;
  storm: StormSize;
}

const answers = [10, 70, 133];

const sizes: Record<'quick' | 'full', Size> = {
  quick: {
    door: { warmUp: 600, rounds: 7, turns: 90, warm: 30, cold: 20 },
    slack: { warmUp: 1_500, rounds: 7, turns: 90, warm: 30, cold: 20, timed: 512, stored: 10_000, actions: 1_000 },
    engine: { answers, rounds: 11, times: 40 },
    flat: { few: 10, many: 10_000, rounds: 7, turns: 30 },
    writes: 25,
    imports: 7,
    scan: { roles: [60, 500, 5_000], rounds: 3 },
    storm: { people: 1_000, duties: 100 },
  },
  full: {
    door: { warmUp: 4_000, rounds: 21, turns: 400, warm: 100, cold: 50 },
    slack: { warmUp: 4_000, rounds: 21, turns: 400, warm: 100, cold: 50, timed: 4_096, stored: 10_000, actions: 1_000 },
    engine: { answers, rounds: 31, times: 300 },
    flat: { few: 10, many: 10_000, rounds: 21, turns: 150 },
    writes: 100,
    imports: 15,
    scan: { roles: [60, 500, 5_000], rounds: 9 },
    storm: { people: 10_000, duties: 10 },
  },
};

async function main(): Promise<void> {
  // The SDK's note on the version of Node would stand between the lines, once for each process.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const wanted = process.env['PLUMBLINE_BENCH'] ?? 'quick';
  if (wanted !== 'quick' && wanted !== 'full') {
    console.error(`PLUMBLINE_BENCH is "${wanted}"; it is quick or full.`);
    return;
  }
  const embedded = await startEmbedded({ folder: null, log: (line) => console.error(line) });
  try {
    const rows = await measureAll(sizes[wanted], embedded);
    console.log(`${tableOf(rows)}\n\nSize ${wanted}, Node ${process.version}, ${Math.round(process.uptime())} s.`);
  } finally {
    await embedded.stop();
  }
}

async function measureAll(size: Size, { endpoint }: Embedded): Promise<Row[]> {
  const catalogue = openCatalogue();
  const subject = subjectFor(catalogue);
  const parts: [string, () => Promise<Row[]>][] = [
    ['whole turn in Teams', () => benchDoor(catalogue, subject, size.door, endpoint)],
    ['whole turn in Slack', () => benchSlack(catalogue, subject, size.slack, endpoint)],
    ['engine turn', () => benchEngine(catalogue, subject, size.engine)],
    ['write units', () => benchUnits(catalogue, subject, answers, { endpoint, table: 'units' })],
    ['contention', () => benchContention(catalogue, subject, size.writes, { endpoint, table: 'contended' })],
    ['memory', () => benchMemory({ endpoint, table: 'memory' })],
    ['flatness', () => benchFlatness(catalogue, subject, size.flat, endpoint)],
    ['reminders', () => benchReminders(size.storm, endpoint)],
    ['scan', () => benchScan(size.scan)],
    ['cold import', () => benchImport(size.imports)],
  ];
  const rows: Row[] = [];
  const only = process.argv[2] ?? '';
  for (const [name, part] of parts.filter(([one]) => one.includes(only))) {
    console.error(`${name} ...`);
    rows.push(...(await part().catch((error: unknown) => failed(name, error))));
  }
  return rows;
}

/** A benchmark is not a test: what cannot be measured is said, and the rest goes on. */
function failed(name: string, error: unknown): Row[] {
  console.error(error);
  return [{ what: `${name}: not measured`, ours: '', floor: '', ratio: null, goal: null }];
}

main().catch((error: unknown) => console.error(error));
