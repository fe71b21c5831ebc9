/** Where the issues of each organisation are made: opened and looked at once, at the start. */
import type { Org } from '../workflows/tenancy/aliases.ts';
import { createGithub } from '../workflows/tickets/github.ts';
import type { GithubSettings } from '../workflows/tickets/github-settings.ts';
import { createJira } from '../workflows/tickets/jira.ts';
import type { JiraSettings } from '../workflows/tickets/jira-settings.ts';
import type { Tickets } from '../workflows/tickets/ticket.ts';

export type TrackerSettings = (
  | ({ kind: 'github' } & Omit<GithubSettings, 'repository'>)
  | ({ kind: 'jira' } & Omit<JiraSettings, 'project'>)
) & {
  /** Repositories, or projects; without an organisation it is for the only one that is served. */
  places: { org: Org | null; name: string }[];
};

/** A tracker for an organisation, or for the only one that is served. */
export interface Tracker {
  org: Org | null;
  tickets: Tickets;
}

export function openTrackers(settings: TrackerSettings | null, now: () => number): Tracker[] {
  if (settings === null) return [];
  return settings.places.map(({ org, name }) => ({ org, tickets: ticketsAt(settings, name, now) }));
}

const ticketsAt = (settings: TrackerSettings, name: string, now: () => number): Tickets =>
  settings.kind === 'github' ? createGithub({ ...settings, repository: name, now }) : createJira({ ...settings, project: name, now });

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
