/** `plumbline replay`: lists what was kept aside for a tenant and applies it after a fix. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { QuarantineRow, Store } from '../../../workflows/store/store.ts';
import { itemName, type ToldEvent } from '../../../workflows/turn/effects.ts';
import { type ReplayLine, replayed, replayQuarantined } from '../../../workflows/turn/replay.ts';
import { leastEntries } from '../../../workflows/turn/seen.ts';
import { createWorkshop, type Workshop } from '../../../workflows/turn/workshop.ts';
import { createResults } from '../../conversation/results.ts';
import { createSettled } from '../../conversation/settled.ts';
import { createSubjects } from '../../conversation/subjects.ts';
import { type Command, exits, InputRefusedError, type Io, WrongUsageError } from '../command.ts';
import { openCatalogue } from '../open-catalogue.ts';
import { type OpenStore, openDynamo } from '../open-store.ts';

const options = {
  tenant: { type: 'string' },
  table: { type: 'string' },
  endpoint: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'drop-refused': { type: 'boolean' },
} as const;

export const createReplayCommand = (open: OpenStore): Command => ({
  name: 'replay',
  usage: '--tenant T --table NAME [--endpoint URL] [--dry-run] [--drop-refused]',
  about: 'Applies what was kept aside because a build could not read it; the running service sends what follows from it.',
  options: [
    { name: '--endpoint URL', about: 'a local store in place of AWS' },
    { name: '--dry-run', about: 'only lists what is kept, and why' },
    { name: '--drop-refused', about: 'also removes what its assessment no longer takes' },
  ],
  run: async (args, io) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { tenant, table, endpoint } = values;
    if (tenant === undefined || table === undefined || positionals.length > 0) {
      throw new WrongUsageError('Name the tenant and the table: plumbline replay --tenant T --table NAME');
    }
    const store = await open({ table, ...(endpoint === undefined ? {} : { endpoint }) });
    if (values['dry-run'] === true) list(await store.quarantined(tenant), io);
    else report(await replayQuarantined(store, tenant, replayIn(store, io), values['drop-refused'] === true), io);
    return exits.fine.code;
  },
});

export const replayCommand = createReplayCommand(openDynamo);

const replayIn = (store: Store, io: Io) => {
  const workshop = openWorkshop(store, io);
  // Admins whom only the configuration of the service names do not count here: what needs one is refused and stays.
  const settled = createSettled({ workshop: () => workshop, configured: () => [], now: () => io.now });
  const subjects = createSubjects({ store, catalogue: openCatalogue(), settled, results: createResults(store, () => io.now) });
  return async ({ key, eventId, event }: QuarantineRow) => {
    // What is kept was written by our own turn, from an event that it had in hand.
    const outcome = await subjects.turn(workshop, key, eventId, JSON.parse(event) as ToldEvent);
    await workshop.relay.idle();
    return replayed(outcome);
  };
};

/** Turns without a voice: the leases are over as soon as they are given, so that the running service sends at its next sweep. */
const openWorkshop = (store: Store, io: Io): Workshop =>
  createWorkshop({
    store,
    now: () => io.now,
    random: () => 0.5,
    pause: (ms) => sleep(ms),
    owner: `replay ${io.now}`,
    leaseMs: 1,
    // What was kept is known not to have been applied, however old it is.
    seen: { entries: leastEntries, ms: Number.POSITIVE_INFINITY },
    warmItems: 1,
    speak: () => Promise.reject(new Error('The running service speaks.')),
    background: () => {
      throw new Error('The running service looks and asks.');
    },
    publish: () => Promise.reject(new Error('The running service publishes.')),
    tell: () => Promise.reject(new Error('The running service tells.')),
    log: () => undefined,
  });

const when = (at: number): string => new Date(at).toISOString();

const list = (rows: readonly QuarantineRow[], io: Io): void => {
  for (const { key, at, eventId, error } of rows) io.out(`${when(at)}  ${itemName(key)}  ${eventId}\n    ${error}\n`);
  io.out(rows.length === 0 ? 'Nothing is kept aside.\n' : `${rows.length} kept aside.\n`);
};

const meanings: Record<ReplayLine['outcome'], string> = {
  applied: 'applied',
  duplicate: 'had been applied already',
  refused: 'not possible any more',
  'still-failing': 'still fails',
  waiting: 'waits for the one before it',
};

const report = (lines: readonly ReplayLine[], io: Io): void => {
  for (const { row, outcome } of lines) io.out(`${when(row.at)}  ${itemName(row.key)}  ${row.eventId}: ${meanings[outcome]}\n`);
  const failing = lines.filter(({ outcome }) => outcome === 'still-failing' || outcome === 'waiting').length;
  if (failing > 0) throw new InputRefusedError(`${failing} of ${lines.length} still cannot be applied. They stay where they are.`);
  io.out(lines.length === 0 ? 'Nothing is kept aside.\n' : `${lines.length} done.\n`);
};
