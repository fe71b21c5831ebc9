/** A scan: plans checks over an account's Regions, lets each look and judge, and gives a row for everything that was planned. */
import type { Bench, Check } from './check.ts';
import { createLook, type LookPorts } from './create-look.ts';
import type { Lists } from './look.ts';
import { operationOf } from './operations.ts';
import type { Reader } from './reader.ts';
import { type Unread, UnreadError } from './reading.ts';
import type { Operation } from './reads.ts';
import { redactFacts } from './redact.ts';
import type { Opinion, Row } from './verdict.ts';

export interface Scene {
  reader: Reader;
  account: string;
  partition: string;
  /** Where checks of the account as a whole look from. */
  homeRegion: string;
  lists: Lists;
  belongs(resource: string, usedBy: readonly string[]): boolean;
  now(): number;
}

export interface CheckRun {
  rows: Row[];
  /** Things that belong to no workload that was asked about. */
  outside: string[];
}

const words: Record<Exclude<Unread['kind'], 'denied'>, string> = {
  throttled: 'The service kept refusing because it was asked too often',
  'timed-out': 'There was no time left to read this',
  unsupported: 'The service does not know this question in this Region',
  stopped: 'The scan was stopped before this was read',
  unknown: 'The service gave an answer that we do not understand',
};

const layerWords: Record<NonNullable<Row['deniedBy']>, string> = {
  'service-control-policy': 'a service control policy of the organization',
  'resource-control-policy': 'a resource control policy of the organization',
  'permissions-boundary': 'the permissions boundary of the role that this scan uses',
  'session-policy': 'the policy of the session',
  'endpoint-policy': 'the policy of a VPC endpoint',
  'resource-policy': "the resource's own policy",
  'identity-policy': 'a policy of the role that this scan uses',
};

/** What a row says of something that was not read. */
export const unreadRow = (
  unread: Unread,
): Pick<Row, 'verdict' | 'reason' | 'missingAction' | 'facts' | 'caveats'> & Pick<Partial<Row>, 'deniedBy'> => {
  const none = { verdict: 'not-assessed' as const, facts: {}, caveats: [] };
  if (unread.kind !== 'denied') return { ...none, reason: `${words[unread.kind]} (${unread.action}: ${unread.detail}).` };
  const { action, layer } = unread;
  const by = layer === null ? '' : ` by ${layerWords[layer]}`;
  return { ...none, reason: `${action} was denied${by}.`, missingAction: action, ...(layer === null ? {} : { deniedBy: layer }) };
};

/** Runs one check in one place. Whatever happens there is at least one row. */
export async function runCheck(check: Check, scene: Scene, region: string): Promise<CheckRun> {
  const { account, partition, lists } = scene;
  const at = scene.now();
  const whole = check.scope === 'account' ? `arn:${partition}:iam::${account}:root` : `${account}/${region}`;
  const row = (resource: string, rest: Omit<Row, 'check' | 'account' | 'region' | 'resource' | 'at'>): Row => ({
    check: check.id,
    account,
    region: check.scope === 'account' ? 'global' : region,
    resource,
    at,
    ...rest,
  });
  const rows: Row[] = [];
  const outside = new Set<string>();
  const cut = new Set<Operation>();
  const ports: LookPorts = {
    reader: scene.reader,
    account,
    region,
    partition,
    now: at,
    lists,
    belongs: scene.belongs,
    missed: (resource, usedBy, unread) =>
      void rows.push(row(resource, { ...unreadRow(unread), ...(usedBy.length === 0 ? {} : { usedBy }) })),
    cut: (operation) => void cut.add(operation),
    outside: (resource) => void outside.add(resource),
  };
  const bench: Bench = { now: at, account, region, partition, lists };
  try {
    const subjects = await check.collect(createLook(check, ports));
    for (const { resource, usedBy, facts } of subjects) {
      rows.push(row(resource, { ...judged(check.judge(facts, bench)), ...(usedBy === undefined ? {} : { usedBy }) }));
    }
    if (rows.length === 0 && cut.size === 0) {
      rows.push(row(whole, { verdict: 'not-applicable', reason: nothingHere(check, outside.size), facts: {}, caveats: [] }));
    }
  } catch (error) {
    if (!(error instanceof UnreadError)) throw error;
    rows.push(row(whole, unreadRow(error.unread)));
  }
  for (const operation of cut) {
    const reason = `Only the first part of a long list was looked at (${operationOf(operation).action}).`;
    rows.push(row(whole, { verdict: 'not-assessed', reason, facts: {}, caveats: [] }));
  }
  return { rows, outside: [...outside] };
}

/** What stands outside the workload exists all the same, and nobody may read that it does not. */
const nothingHere = ({ none }: Check, outside: number): string =>
  outside === 0
    ? (none ?? 'There is nothing here to judge.')
    : `Nothing that this check looks at belongs to the workload (outside of it: ${outside}).`;

const judged = ({ verdict, facts, caveats, ...rest }: Opinion): Pick<Row, 'verdict' | 'facts' | 'caveats' | 'reason' | 'needs'> => ({
  verdict,
  facts: redactFacts(facts),
  caveats,
  ...('reason' in rest ? { reason: rest.reason } : {}),
  ...('needs' in rest && rest.needs !== undefined ? { needs: rest.needs } : {}),
});
