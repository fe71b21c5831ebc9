/** Accounts in the chat: what to set up, whether the role holds, and the scanner that goes in. */

import type { TrialNews } from '../workflows/interview/events.ts';
import type { Check } from '../workflows/scanners/check.ts';
import { createClients } from '../workflows/scanners/clients.ts';
import { type Connection, createConnections, mayUse } from '../workflows/scanners/connect/connections.ts';
import { type Missing, preflight } from '../workflows/scanners/connect/preflight.ts';
import { createRoleKeys } from '../workflows/scanners/connect/role-keys.ts';
import type { RoleSession, Sts } from '../workflows/scanners/connect/sts.ts';
import { quickCreateLink, roleArn, roleCommand, roleTemplate } from '../workflows/scanners/connect/template.ts';
import { tryRole } from '../workflows/scanners/connect/try-role.ts';
import { deniedIn } from '../workflows/scanners/denied.ts';
import { createDispatcher } from '../workflows/scanners/dispatcher.ts';
import type { Asker, Scanner } from '../workflows/scanners/job.ts';
import { policyFor } from '../workflows/scanners/policy.ts';
import { createReader } from '../workflows/scanners/reader.ts';
import { homeRegionOf } from '../workflows/scanners/regions.ts';
import { createScanner, type Way } from '../workflows/scanners/run-scan.ts';
import { asksNothing } from '../workflows/scanners/sdk.ts';
import type { RecordStore } from '../workflows/store/records.ts';
import type { Connections, ConnectRequest, ConnectStep } from './conversation/connecting.ts';
import { roleFileName } from './conversation/files.ts';
import { words } from './conversation/words/en.ts';

export interface AccountPorts {
  records: RecordStore;
  checks: readonly Check[];
  sts: Sts;
  /** Accounts that are simulated here. Where there are any, no other account is reached. */
  simulated: Simulated | null;
  /** The role that this bot runs as, where AWS does not tell it well: a role with a path. */
  ownRole?: string | undefined;
  /** Where the role's template stands for the console's quick-create link. */
  templateUrl?: string | undefined;
  now(): number;
  ticks(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** 128 bits or more that nobody can guess, in letters and digits. */
  secret(): string;
}

export interface Simulated {
  endpoint: string;
  accounts: readonly string[];
  /** As if its owner had made the role. */
  makeRole(account: string, externalId: string): void;
}

export interface Accounts {
  scanner: Scanner;
  connections: Connections;
}

/** A scan that takes longer ends with what it has. */
const longestScanMs = 10 * 60_000;
const slots = 16;
/** Together less than the silence after which a trial is started again. What the second leaves unread shows in the scan. */
const longestRoleMs = 20_000;
const longestPreflightMs = 30_000;

export function createAccounts(ports: AccountPorts): Accounts {
  const { simulated } = ports;
  const known = createConnections(ports);
  const whoAmI = askedOnce(ports.sts);
  const partition = async () => (await whoAmI())?.arn.split(':')[1] ?? 'aws';
  const template = async (connection: Connection): Promise<string | { refused: string }> => {
    const trusted = ports.ownRole ?? ownRoleOf((await whoAmI())?.arn ?? '');
    if (trusted === null) return { refused: words.connect.refusals['static-keys'] };
    const policies = policyFor(ports.checks, await partition());
    return roleTemplate({ trusted, externalId: connection.externalId, policies });
  };
  const begin: Connections['begin'] = async (request) => {
    const isSimulated = simulated?.accounts.includes(request.account) === true;
    if (simulated !== null && !isSimulated) return { kind: 'refused', text: words.connect.simulatedOnly(simulated.accounts) };
    const role = roleArn(request.account, await partition());
    const { id, name } = request.by;
    const connection = await known.begin(request.tenant, { account: request.account, role, by: { id, name }, simulated: isSimulated });
    if (!mayUse(connection, request.by)) return { kind: 'refused', text: words.connect.somebodyElses(connection.by.name) };
    if (isSimulated) {
      simulated.makeRole(request.account, connection.externalId);
      return { kind: 'steps', steps: [{ text: words.connect.simulatedStep }], simulated: true };
    }
    const made = await template(connection);
    if (typeof made !== 'string') return { kind: 'refused', text: made.refused };
    return { kind: 'steps', steps: stepsFor(ports, connection) };
  };
  return {
    connections: {
      begin,
      template: async (tenant, account, by) => {
        const connection = await known.find(tenant, account);
        const made = connection === null || !mayUse(connection, by) ? null : await template(connection);
        return typeof made === 'string' ? made : null;
      },
      standing: async ({ tenant, account, by }) => {
        const connection = await known.find(tenant, account);
        if (connection === null) return { kind: 'open' };
        if (!mayUse(connection, by)) return { kind: 'theirs', owner: connection.by };
        return { kind: 'open', ...(connection.simulated ? { simulated: true as const } : {}) };
      },
      try: async (request, trial, signal) => await tryConnection(ports, known, { request, trial, signal }),
    },
    scanner: createScanner({ ...ports, longestMs: longestScanMs, way: async (...at) => await wayInto(ports, known, ...at) }),
  };
}

/** Who we are does not change while we run: AWS is asked until it has said so. */
function askedOnce(sts: Sts): Sts['whoAmI'] {
  let said: Awaited<ReturnType<Sts['whoAmI']>> = null;
  return async () => {
    said ??= await sts.whoAmI();
    return said;
  };
}

/** The session of a role names the role, without its path. */
function ownRoleOf(arn: string): string | null {
  const session = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  if (session === null) return null;
  const [, partition, account, name] = session;
  return `arn:${partition}:iam::${account}:role/${name}`;
}

function stepsFor({ templateUrl }: AccountPorts, { account, externalId }: Connection): ConnectStep[] {
  const link =
    templateUrl === undefined ? [] : [{ text: words.connect.quickCreate, paste: quickCreateLink(templateUrl, 'us-east-1', externalId) }];
  return [
    ...link,
    { text: words.connect.template, template: true },
    { text: words.connect.command, paste: roleCommand(roleFileName(account)) },
  ];
}

const sessionOf = ({ role, externalId }: Connection, tenant: string, id: string): RoleSession => ({
  role,
  externalId,
  name: `plumbline-${id}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64),
  tags: { 'plumbline:scan': id.slice(0, 256), 'plumbline:tenant': tenant.slice(0, 256) },
});

type Known = ReturnType<typeof createConnections>;

interface Trying {
  request: ConnectRequest;
  trial: string;
  signal: AbortSignal;
}

async function tryConnection(ports: AccountPorts, known: Known, trying: Trying): Promise<TrialNews> {
  const { tenant, account, by, regions } = trying.request;
  const connection = await known.find(tenant, account);
  if (connection === null) return { how: 'refused', why: 'not-begun' };
  if (!mayUse(connection, by)) return { how: 'refused', why: 'somebody-elses', whose: connection.by.name };
  const { role, externalId } = connection;
  const over = new AbortController();
  const tooLate = ports.sleep(longestRoleMs, AbortSignal.any([over.signal, trying.signal]));
  const outcome = await Promise.race([
    tryRole(ports.sts, { account, role, externalId, wrongId: ports.secret(), id: trying.trial }),
    tooLate.then(() => ({ kind: 'refused' as const, why: 'could-not-tell' as const })),
  ]);
  over.abort();
  if (outcome.kind === 'refused') return { how: 'refused', why: outcome.why };
  const missing = await missingIn(ports, connection, { tenant, regions, signal: trying.signal });
  await known.proven(
    tenant,
    account,
    missing.map(({ action }) => action),
  );
  const denied = missing.map(({ action, layer }) => ({ missingAction: action, ...(layer === null ? {} : { deniedBy: layer }) }));
  return { how: 'connected', missing: deniedIn(denied) };
}

/** What the role lacks, as far as it shows before a scan. */
async function missingIn(
  ports: AccountPorts,
  connection: Connection,
  { tenant, regions, signal }: { tenant: string; regions: readonly string[] | null; signal: AbortSignal },
): Promise<Missing[]> {
  const clients = clientsFor(ports, connection, tenant, 'preflight');
  const homeRegion = homeRegionOf(connection.role.split(':')[1] ?? 'aws');
  const dispatcher = createDispatcher({ ...ports, slots, now: () => ports.ticks() });
  const over = new AbortController();
  const stop = () => dispatcher.stop('stopped');
  void ports.sleep(longestPreflightMs, over.signal).then(() => over.signal.aborted || dispatcher.stop('timed-out'));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const reader = createReader({ clients, dispatcher, homeRegion });
    const { missing } = await preflight(reader, regions?.[0] ?? homeRegion, ports.checks, asksNothing);
    return missing;
  } finally {
    over.abort();
    signal.removeEventListener('abort', stop);
    clients.destroy();
  }
}

function clientsFor({ simulated, sts, now }: AccountPorts, connection: Connection, tenant: string, id: string) {
  const credentials = createRoleKeys(sts, sessionOf(connection, tenant, id), now);
  return createClients({ credentials, ...(connection.simulated && simulated !== null ? { endpoint: simulated.endpoint } : {}) });
}

/** Only a role that was tried is used, and only for those who have the right to it; one that opened to anybody never is. */
async function wayInto(
  ports: AccountPorts,
  known: Known,
  tenant: string,
  account: string,
  scan: string,
  askers: readonly Asker[],
): Promise<Way> {
  const connection = await known.find(tenant, account);
  if (connection === null || connection.provenAt === null) return { kind: 'closed', reason: words.connect.notConnected(account) };
  if (!askers.some((asker) => mayUse(connection, asker)))
    return { kind: 'closed', reason: words.connect.closedTo(account, connection.by.name) };
  if (connection.simulated && ports.simulated === null) return { kind: 'closed', reason: words.connect.simulationEnded(account) };
  const firstRegion = homeRegionOf(connection.role.split(':')[1] ?? 'aws');
  return { kind: 'open', clients: clientsFor(ports, connection, tenant, scan), firstRegion };
}
