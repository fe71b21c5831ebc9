/** Where the issues of each organisation are made: opened and looked at once, at the start. */
import type { Org } from '../workflows/tenancy/aliases.ts';
import { createGithub } from '../workflows/tickets/github.ts';
import type { Tickets } from '../workflows/tickets/ticket.ts';

export interface TrackerSettings {
  /** The address of the API. */
  url: string;
  token: string;
  /** Without an organisation it is for the only one that is served. */
  repositories: { org: Org | null; repository: string }[];
}

/** A tracker for an organisation, or for the only one that is served. */
export interface Tracker {
  org: Org | null;
  tickets: Tickets;
}

export function openTrackers(settings: TrackerSettings | null, now: () => number): Tracker[] {
  if (settings === null) return [];
  const { url, token, repositories } = settings;
  return repositories.map(({ org, repository }) => ({ org, tickets: createGithub({ url, token, repository, now }) }));
}

const checkMs = 30_000;

/** Says at the start what would fail later, and goes on: people are served without a tracker too. */
export async function checkTrackers(trackers: readonly Tracker[], log: (line: CheckLine) => void): Promise<void> {
  for (const { tickets } of trackers) {
    const checked = await tickets.check(AbortSignal.timeout(checkMs)).catch(() => null);
    const where = { event: 'tracker', place: tickets.place };
    if (checked?.kind === 'done') log({ level: 'info', ...where, readers: checked.value.audience });
    else log({ level: 'warn', ...where, ...(checked === null ? {} : { why: checked.trouble.kind, reason: checked.trouble.reason }) });
  }
}

interface CheckLine {
  level: 'info' | 'warn';
  event: string;
  [detail: string]: unknown;
}

/** By tenant; the one without an organisation is for whoever is served. */
export async function trackersByTenant(
  trackers: readonly Tracker[],
  tenantOf: (org: Org) => Promise<string>,
): Promise<(tenant: string) => Tickets | null> {
  const found = new Map<string, Tickets>();
  for (const { org, tickets } of trackers) if (org !== null) found.set(await tenantOf(org), tickets);
  const only = trackers.find(({ org }) => org === null)?.tickets ?? null;
  return (tenant) => found.get(tenant) ?? only;
}
