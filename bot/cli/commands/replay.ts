/** `plumbline replay`: lists what was kept aside for a tenant and applies it after a fix. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type PersonEvent, personSubject } from '../../../workflows/conversation/person.ts';
import { type ConversationEvent, conversationSubject } from '../../../workflows/conversation/subject.ts';
import { createCatalogues } from '../../../workflows/interview/catalogues.ts';
import type { Assessment } from '../../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../../workflows/interview/events.ts';
import { createAssessmentSubject } from '../../../workflows/interview/subject.ts';
import type { SettingsEvent } from '../../../workflows/settings/changes.ts';
import { settingsSubject } from '../../../workflows/settings/subject.ts';
import type { QuarantineRow, Store } from '../../../workflows/store/store.ts';
import { type ItemKey, itemName } from '../../../workflows/turn/effects.ts';
import { type ReplayLine, replayed, replayQuarantined } from '../../../workflows/turn/replay.ts';
import { leastEntries } from '../../../workflows/turn/seen.ts';
import type { Subject } from '../../../workflows/turn/subject.ts';
import { createWorkshop, type Workshop } from '../../../workflows/turn/workshop.ts';
import { type Command, exits, InputRefusedError, type Io, WrongUsageError } from '../command.ts';
import { openCatalogue } from '../open-catalogue.ts';

export type OpenStore = (address: { endpoint?: string; table: string }) => Promise<Store>;

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

/** The SDK is loaded only here: every other command starts without it. */
const openDynamo: OpenStore = async ({ table, ...address }) => {
  const { createStoreClient } = await import('../../../workflows/store/client.ts');
  const { createDynamoStore } = await import('../../../workflows/store/dynamo.ts');
  return createDynamoStore(createStoreClient(address), table);
};

export const replayCommand = createReplayCommand(openDynamo);

const replayIn = (store: Store, io: Io) => {
  const assessment = createAssessmentSubject(createCatalogues(store, openCatalogue()));
  const workshop = openWorkshop(store, io);
  return async ({ key, eventId, event }: QuarantineRow) => {
    // What is kept was written by our own turn, from an event that it had in hand.
    const input = { id: eventId, event: JSON.parse(event) as unknown };
    const outcome = await turnOf(workshop, assessment, key, input);
    await workshop.relay.idle();
    return replayed(outcome);
  };
};

const turnOf = async (
  workshop: Workshop,
  assessment: Subject<Assessment, InterviewEvent>,
  key: ItemKey,
  { id, event }: { id: string; event: unknown },
) => {
  if (key.kind === 'conversation') return await workshop.turn(conversationSubject, key, { id, event: event as ConversationEvent });
  if (key.kind === 'settings') return await workshop.turn(settingsSubject, key, { id, event: event as SettingsEvent });
  if (key.kind === 'person') return await workshop.turn(personSubject, key, { id, event: event as PersonEvent });
  return await workshop.turn(assessment, key, { id, event: event as InterviewEvent });
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
