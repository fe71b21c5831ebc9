/** A storm of reminders after a week's outage: rows read to find what is due, time against what the platforms allow, CPU a digest. */
import { asleep, back, brewStorm, organisations, type Storm, type StormSize } from '../support/storm.ts';
import { cpuNow } from './measure.ts';
import type { Row } from './table.ts';

const readGoal = 1.05;
const drainGoal = 1.05;
/** More than anybody has coming in. */
const cap = 1_000_000;

export async function benchReminders(size: StormSize, endpoint: string): Promise<Row[]> {
  const storm = await brewStorm({ endpoint, table: 'reminders' }, size, cap);
  try {
    const before = cpuNow();
    await storm.worksOff(back);
    const spent = cpuNow() - before;
    const sent = storm.digests.length;
    return [
      {
        what: `rows read to work off ${size.people * size.duties} overdue things of ${storm.people.length} people; floor: rows due`,
        ours: `${storm.rowsRead()}`,
        floor: `${storm.people.length}`,
        ratio: storm.rowsRead() / storm.people.length,
        goal: readGoal,
      },
      ...organisations.map((organisation) => drainRow(storm, organisation)),
      {
        what: `  CPU a digest of ${size.duties} things, with its turn, its relay and all that finds it`,
        ours: `${Math.round(spent / sent)} us`,
        floor: '',
        ratio: null,
        goal: null,
      },
      {
        what: '  requests to the store a digest; refused by the platforms',
        ours: `${(storm.requests() / sent).toFixed(1)}; ${storm.refused()}`,
        floor: '',
        ratio: null,
        goal: null,
      },
    ];
  } finally {
    storm.close();
  }
}

function drainRow(storm: Storm, { tenant, surface, takes }: (typeof organisations)[number]): Row {
  const mine = storm.digests.filter((digest) => digest.tenant === tenant && !(digest.zone in asleep));
  const tookMs = Math.max(...mine.map(({ at }) => at)) - back;
  const boundMs = (mine.length / takes.perMinute) * 60_000;
  return {
    what: `drain of ${mine.length} digests in one of ${surface}, simulated time; floor: ${takes.perMinute} a minute`,
    ours: `${(tookMs / 1000).toFixed(1)} s`,
    floor: `${(boundMs / 1000).toFixed(1)} s`,
    ratio: tookMs / boundMs,
    goal: drainGoal,
  };
}
