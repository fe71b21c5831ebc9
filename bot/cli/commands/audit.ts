/** `plumbline audit`: proves that nobody touched the record of who decided what, and hands it out. */
import { parseArgs } from 'node:util';
import { headsIn } from '../../../workflows/audit/heads.ts';
import { type ItemHead, verifyTable } from '../../../workflows/audit/verify.ts';
import type { AuditStore } from '../../../workflows/store/audit.ts';
import { type Command, InputRefusedError, type Io, WrongUsageError } from '../command.ts';
import { faultWords, reportText, type Tally, tallyText } from '../print-audit.ts';
import { readText } from '../read-text.ts';

export type OpenAudit = (address: { endpoint?: string; table: string }) => Promise<AuditStore>;

/** How a check for another program ends: nothing that is not known is ever good. */
export const verdictCodes = { holds: 0, fault: 1, unknown: 2 } as const;

const options = {
  table: { type: 'string' },
  endpoint: { type: 'string' },
  tenant: { type: 'string' },
  heads: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

export const createAuditCommand = (open: OpenAudit): Command => ({
  name: 'audit',
  usage: 'verify --table NAME [--tenant T] [--heads FILE …] [--json]',
  about: 'Checks every row of the audit log against its seal, with the credentials of your environment; it only reads.',
  options: [
    { name: 'verify', about: 'ends with 0 when every log holds, 1 when one does not, 2 when one could not be read' },
    { name: '--heads FILE', about: 'heads kept earlier, in an export or a digest: only these show a log rebuilt together with its item' },
    { name: '--endpoint URL', about: 'a local store in place of AWS' },
  ],
  run: async (args, io) => {
    const { values, positionals } = parse(args);
    const [what, ...more] = positionals;
    const { table, endpoint } = values;
    if (what !== 'verify' || more.length > 0) throw new WrongUsageError('Say what to do: plumbline audit verify --table NAME');
    if (table === undefined) throw new WrongUsageError('Name the table: plumbline audit verify --table NAME');
    const heads = (values.heads ?? []).flatMap((path) => readHeads(path, io));
    const store = await open({ table, ...(endpoint === undefined ? {} : { endpoint }) });
    return await verify(store, values, heads, io);
  },
});

/** The SDK is loaded only here: every other command starts without it. */
export const openAudit: OpenAudit = async ({ table, ...address }) => {
  const { createStoreClient } = await import('../../../workflows/store/client.ts');
  const { createAuditStore } = await import('../../../workflows/store/audit.ts');
  return createAuditStore(createStoreClient(address), table);
};

export const auditCommand = createAuditCommand(openAudit);

function readHeads(path: string, io: Io): ItemHead[] {
  const heads = headsIn(readText(path, io));
  if (heads.length === 0)
    throw new InputRefusedError(`${path}: there is no head of an audit log in it; plumbline audit export writes them`);
  return heads;
}

async function verify(store: AuditStore, { tenant, json }: Options, kept: readonly ItemHead[], io: Io): Promise<number> {
  const tally: Tally = { holds: 0, faulty: 0, unread: 0 };
  try {
    for await (const report of verifyTable(store, { kept, ...(tenant === undefined ? {} : { tenant }) })) {
      tally[report.outcome] += 1;
      const inWords = report.outcome === 'unread' ? {} : { faults: report.faults.map((fault) => ({ ...fault, says: faultWords(fault) })) };
      io.out(json === true ? `${JSON.stringify({ ...report, ...inWords })}\n` : reportText(report));
    }
  } catch (error) {
    io.err(`The table could not be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return verdictCodes.unknown;
  }
  if (tally.holds + tally.faulty + tally.unread === 0) {
    io.err(tenant === undefined ? 'There is no item in the table.\n' : `There is no item of the tenant ${tenant} in the table.\n`);
    return verdictCodes.unknown;
  }
  if (json !== true) io.out(`${tallyText(tally)}.\n`);
  if (tally.faulty > 0) return verdictCodes.fault;
  return tally.unread > 0 ? verdictCodes.unknown : verdictCodes.holds;
}
