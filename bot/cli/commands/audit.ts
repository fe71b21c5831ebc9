/** `plumbline audit`: proves that nobody touched the record of who decided what, hands it out, and erases what must not stay in it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { headLines, headOf, headsMarkdown, markdownOf, rowLines } from '../../../workflows/audit/export.ts';
import { headsIn } from '../../../workflows/audit/heads.ts';
import { readSeal, type SealFound, type ShortSeal, sealIn } from '../../../workflows/audit/seals.ts';
import { auditTable, type ItemHead, type ItemReport, listItems } from '../../../workflows/audit/verify.ts';
import { belongsTo, findWorkload } from '../../../workflows/audit/workload.ts';
import type { AuditStore } from '../../../workflows/store/audit.ts';
import type { Store } from '../../../workflows/store/store.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { erasePayloads } from '../audit-erase.ts';
import { type Command, InputRefusedError, type Io, WrongUsageError } from '../command.ts';
import { faultWords, reportText, sealLine, tallyText } from '../print-audit.ts';
import { unfoundText } from '../print-workloads.ts';
import { readText } from '../read-text.ts';

export type OpenAudit = (address: { endpoint?: string; table: string }) => Promise<OpenedAudit>;

/** Beside what reads: what an erasing is recorded with. */
export interface OpenedAudit {
  audit: AuditStore;
  store: Store;
  /** The account under which this runs, as AWS knows it; null where that cannot be told. */
  caller(): Promise<string | null>;
}

/** How a check for another program ends: what is not known is never good. */
export const verdictCodes = { holds: 0, fault: 1, unknown: 2 } as const;

const options = {
  table: { type: 'string' },
  endpoint: { type: 'string' },
  tenant: { type: 'string' },
  workload: { type: 'string' },
  heads: { type: 'string', multiple: true },
  seal: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  out: { type: 'string' },
  item: { type: 'string' },
  row: { type: 'string', multiple: true },
  person: { type: 'string' },
  confirm: { type: 'string' },
  reason: { type: 'string' },
  by: { type: 'string' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

interface Job {
  opened: OpenedAudit;
  wish: { kept: readonly ItemHead[]; tenant?: string; only?: (key: ItemKey) => boolean };
  options: Options;
  io: Io;
}

/** What each reads beside the table is said here, so that a word that does nothing is refused. */
const jobs: Record<string, { run: (job: Job) => Promise<number>; takes: readonly (keyof Options)[] }> = {
  verify: { run: verify, takes: ['heads', 'seal', 'json'] },
  export: { run: exportLogs, takes: ['markdown', 'out'] },
  erase: { run: erase, takes: ['item', 'row', 'person', 'confirm', 'reason', 'by'] },
};
const always: readonly (keyof Options)[] = ['table', 'endpoint', 'tenant', 'workload'];

export const createAuditCommand = (open: OpenAudit): Command => ({
  name: 'audit',
  usage:
    'verify|export|erase --table NAME [--tenant T] [--workload X] [--heads FILE …] [--seal SEAL …] [--json] [--markdown] [--out FILE] [--person ID] [--item NAME] [--row N …] [--confirm N] [--reason TEXT] [--by NAME]',
  about: 'The audit log, with the credentials of your environment; only erase writes.',
  options: [
    {
      name: 'verify',
      about: 'checks every row against its seal: ends with 0 when all hold, 1 when one does not, 2 when one could not be read',
    },
    { name: 'export', about: 'every row as a line of JSON, or as Markdown, and the heads at the end: keep these somewhere else' },
    {
      name: 'erase',
      about:
        'says which payloads name a person (--person with --tenant) or stand in an item (--item, --row), and with --confirm and their number erases them; the log then tells who did, when and why',
    },
    { name: '--reason TEXT', about: 'why they are erased; it is sealed in the log before they are, for good, so name nobody in it' },
    { name: '--by NAME', about: 'your name beside the account that AWS knows you by, or in its place with --endpoint; nothing proves it' },
    { name: '--heads FILE', about: 'heads kept earlier, in any export: only these show a log that was rebuilt together with its item' },
    {
      name: '--seal SEAL',
      about: 'a seal from a lead’s reminder: says which log it is of and how many rows came after it, or that none has it',
    },
    { name: '--workload X', about: 'only one assessment with its gaps, by name or id' },
    { name: '--endpoint URL', about: 'a local store in place of AWS' },
  ],
  run: async (args, io) => {
    const { values, positionals } = parse(args);
    const { table, endpoint, tenant } = values;
    const [name = '', ...more] = positionals;
    const job = jobs[name];
    if (job === undefined || more.length > 0) throw new WrongUsageError('Say what to do: plumbline audit verify, export, or erase');
    if (table === undefined) throw new WrongUsageError(`Name the table: plumbline audit ${name} --table NAME`);
    const idle = Object.keys(values).find((option) => ![...always, ...job.takes].some((one) => one === option));
    if (idle !== undefined) throw new WrongUsageError(`plumbline audit ${name} takes no --${idle}.`);
    if (values.out !== undefined && io.write === undefined) throw new WrongUsageError('Nothing may be written here: leave out --out.');
    const opened = await open({ table, ...(endpoint === undefined ? {} : { endpoint }) });
    try {
      const wish = { kept: (values.heads ?? []).flatMap((path) => readHeads(path, io)), ...(tenant === undefined ? {} : { tenant }) };
      const only = values.workload === undefined ? {} : { only: await workloadIn(opened.audit, values.workload, tenant) };
      return await job.run({ opened, wish: { ...wish, ...only }, options: values, io });
    } catch (error) {
      if (error instanceof WrongUsageError) throw error;
      io.err(
        error instanceof InputRefusedError
          ? `${error.message}\n`
          : `The table could not be ${name === 'erase' ? 'used' : 'read'}: ${reasonOf(error)}\n`,
      );
      return verdictCodes.unknown;
    }
  },
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The SDK is loaded only here: every other command starts without it. */
export const openAudit: OpenAudit = async ({ table, ...address }) => {
  const { createStoreClient } = await import('../../../workflows/store/client.ts');
  const { createAuditStore } = await import('../../../workflows/store/audit.ts');
  const { createDynamoStore } = await import('../../../workflows/store/dynamo.ts');
  const client = createStoreClient(address);
  return {
    audit: createAuditStore(client, table),
    store: createDynamoStore(client, table),
    // Behind another address stands no account.
    caller: async () => (address.endpoint === undefined ? await callerArn() : null),
  };
};

async function callerArn(): Promise<string | null> {
  const { usualRegion } = await import('../../../workflows/scanners/clients.ts');
  const { createSts } = await import('../../../workflows/scanners/connect/sts.ts');
  const sts = createSts({ region: (await usualRegion()) ?? 'us-east-1' });
  try {
    return (await sts.whoAmI())?.arn ?? null;
  } finally {
    sts.close();
  }
}

export const auditCommand = createAuditCommand(openAudit);

function readHeads(path: string, io: Io): ItemHead[] {
  const heads = headsIn(readText(path, io));
  if (heads.length === 0)
    throw new InputRefusedError(`${path}: there is no head of an audit log in it; plumbline audit export writes them`);
  return heads;
}

/** What belongs to the workload, also where it is gone and only a head of it was kept. */
async function workloadIn(store: AuditStore, wanted: string, tenant?: string): Promise<(key: ItemKey) => boolean> {
  const finding = findWorkload(await listItems(store, tenant), wanted);
  if (finding.kind !== 'found') throw new InputRefusedError(unfoundText(wanted, finding));
  return (key) => belongsTo(key, finding.workload.key);
}

/** Ends as the reports say; an empty table proves nothing. */
function ended(reports: readonly ItemReport[], { io, wish }: Job): number {
  const count = (outcome: ItemReport['outcome']): number => reports.filter((one) => one.outcome === outcome).length;
  if (reports.length === 0) io.err(`There is no item${wish.tenant === undefined ? '' : ` of the tenant ${wish.tenant}`} in the table.\n`);
  if (count('faulty') > 0) return verdictCodes.fault;
  return count('unread') > 0 || reports.length === 0 ? verdictCodes.unknown : verdictCodes.holds;
}

async function verify(job: Job): Promise<number> {
  const { opened, wish, options: chosen, io } = job;
  const reports: ItemReport[] = [];
  const seals = (chosen.seal ?? []).map((text) => ({ seal: sealOf(text), found: [] as SealFound[] }));
  for await (const audited of auditTable(opened.audit, wish)) {
    const { report } = audited;
    reports.push(report);
    for (const { seal, found } of seals) found.push(...[sealIn(audited, seal)].filter((one) => one !== null));
    const inWords = report.outcome === 'unread' ? {} : { faults: report.faults.map((fault) => ({ ...fault, says: faultWords(fault) })) };
    io.out(chosen.json === true ? `${JSON.stringify({ ...report, ...inWords })}\n` : reportText(report));
  }
  for (const { seal, found } of seals)
    io.out(chosen.json === true ? `${JSON.stringify({ seal: seal.text, found })}\n` : sealLine(seal, found));
  if (chosen.json !== true && reports.length > 0) io.out(`${tallyText(reports)}.\n`);
  const code = ended(reports, job);
  // Where something could not be read, the seal may be in there.
  return code === verdictCodes.holds && seals.some(({ found }) => found.length === 0) ? verdictCodes.fault : code;
}

function sealOf(text: string): ShortSeal {
  const seal = readSeal(text);
  if (seal === null) throw new WrongUsageError(`plumbline audit verify: "${text}" is no seal; one looks like 142-3f9a0c5e7b21d8846a1f.`);
  return seal;
}

/** A log that does not hold is handed out all the same, and said so where the export does not go. */
async function exportLogs(job: Job): Promise<number> {
  const { opened, wish, options: chosen, io } = job;
  const reports: ItemReport[] = [];
  const heads: ItemHead[] = [];
  const parts: string[] = [];
  const put = (text: string) => (chosen.out === undefined ? io.out(text) : void parts.push(text));
  const inLines = chosen.markdown !== true;
  if (!inLines) put('# Audit log\n\n');
  for await (const audited of auditTable(opened.audit, wish)) {
    reports.push(audited.report);
    heads.push(...headOf(audited));
    put(inLines ? rowLines(audited) : markdownOf(audited));
    if (audited.report.outcome !== 'holds') io.err(reportText(audited.report));
  }
  put(inLines ? headLines(heads) : ['## Heads', '', ...headsMarkdown(heads), ''].join('\n'));
  if (chosen.out !== undefined) io.write?.(chosen.out, parts.join(''));
  return ended(reports, job);
}

/** What was left out stands where the words about it do not go. */
async function erase({ opened, wish, options: chosen, io }: Job): Promise<number> {
  const ports = { ...opened, now: () => io.now, random: Math.random, pause: async (ms: number) => await sleep(ms) };
  return (await erasePayloads(ports, wish, chosen, io)) ? verdictCodes.holds : verdictCodes.unknown;
}
