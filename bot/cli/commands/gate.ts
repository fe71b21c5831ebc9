/** `plumbline gate`: tells a pipeline whether a workload may enter a phase. */
import { parseArgs } from 'node:util';
import { type Phase, phases } from '../../../knowledge/schema.ts';
import { listItems } from '../../../workflows/audit/verify.ts';
import { findWorkload } from '../../../workflows/audit/workload.ts';
import { createCatalogues } from '../../../workflows/interview/catalogues.ts';
import { resultLimitDays } from '../../../workflows/roadmap/gate.ts';
import { type GateReading, readGate } from '../../../workflows/roadmap/read-gate.ts';
import type { AuditStore } from '../../../workflows/store/audit.ts';
import type { Store } from '../../../workflows/store/store.ts';
import { type Command, type Io, WrongUsageError } from '../command.ts';
import { nearest } from '../nearest.ts';
import { openCatalogue } from '../open-catalogue.ts';
import { gateJson, gateText } from '../print-gate.ts';
import { unfoundText } from '../print-workloads.ts';
import { verdictCodes } from './audit.ts';

export type OpenGate = (address: { endpoint?: string; table: string }) => Promise<{ store: Store; audit: AuditStore }>;

const options = {
  workload: { type: 'string' },
  phase: { type: 'string' },
  table: { type: 'string' },
  tenant: { type: 'string' },
  endpoint: { type: 'string' },
  'max-age': { type: 'string' },
  json: { type: 'boolean' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options }).values;
type Options = ReturnType<typeof parse>;

const ends: Record<'passes' | 'fails' | 'unknown', number> = {
  passes: verdictCodes.holds,
  fails: verdictCodes.fault,
  unknown: verdictCodes.unknown,
};

export const createGateCommand = (open: OpenGate): Command => ({
  name: 'gate',
  usage: '--workload X --phase PHASE --table NAME [--tenant T] [--max-age DAYS] [--json]',
  about: 'Tells a pipeline whether a workload may enter a phase, with the credentials of your environment; it only reads.',
  options: [
    { name: '--workload X', about: 'its name, or the id of its assessment' },
    {
      name: '--phase PHASE',
      about: `${phases.join(', ')}: ends with 0 when no must-have of it is open, 1 when one is, 2 when that cannot be told`,
    },
    { name: '--max-age DAYS', about: `how old the result may be (${resultLimitDays}); an older one does not pass` },
    { name: '--endpoint URL', about: 'a local store in place of AWS' },
  ],
  run: async (args, io) => {
    const values = parse(args);
    const { workload, table, endpoint } = values;
    if (workload === undefined || table === undefined || values.phase === undefined) {
      throw new WrongUsageError('Name the workload, the phase and the table: plumbline gate --workload X --phase enhanced --table NAME');
    }
    const wish = { target: phaseOf(values.phase), now: io.now, ...maxAgeOf(values) };
    try {
      const { store, audit } = await open({ table, ...(endpoint === undefined ? {} : { endpoint }) });
      const finding = findWorkload(await listItems(audit, values.tenant), workload);
      if (finding.kind !== 'found') {
        io.err(`${unfoundText(workload, finding)}\n`);
        return verdictCodes.unknown;
      }
      const { key, name } = finding.workload;
      return tell(await readGate(store, createCatalogues(store, openCatalogue()), key, wish), name, values, io);
    } catch (error) {
      io.err(`It cannot be told: ${error instanceof Error ? error.message : String(error)}\n`);
      return verdictCodes.unknown;
    }
  },
});

/** The SDK is loaded only here: every other command starts without it. */
const openGate: OpenGate = async ({ table, ...address }) => {
  const { createStoreClient } = await import('../../../workflows/store/client.ts');
  const { createDynamoStore } = await import('../../../workflows/store/dynamo.ts');
  const { createAuditStore } = await import('../../../workflows/store/audit.ts');
  const client = createStoreClient(address);
  return { store: createDynamoStore(client, table), audit: createAuditStore(client, table) };
};

export const gateCommand = createGateCommand(openGate);

function phaseOf(word: string): Phase {
  const phase = phases.find((one) => one === word.toLowerCase());
  if (phase !== undefined) return phase;
  throw new WrongUsageError(
    `There is no phase "${word}". Did you mean "${nearest(word.toLowerCase(), [...phases])}"? There are: ${phases.join(', ')}.`,
  );
}

function maxAgeOf({ 'max-age': text }: Options): { maxAgeDays?: number } {
  if (text === undefined) return {};
  if (!/^\d{1,5}$/.test(text)) throw new WrongUsageError('--max-age takes a whole number of days.');
  return { maxAgeDays: Number(text) };
}

function tell(reading: GateReading, name: string, { json }: Options, io: Io): number {
  if (reading.kind === 'unknown') {
    io.err(`${name}: it cannot be told: ${reading.reason}.\n`);
    return verdictCodes.unknown;
  }
  io.out(json === true ? gateJson(reading.workload, reading.gate) : gateText(reading.workload, reading.gate));
  return ends[reading.gate.verdict];
}
