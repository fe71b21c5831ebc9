/** What a tenant has settled: who may change that, who leads, where approvals go, how soon things are due, what is approved. */

export interface Named {
  id: string;
  name: string;
}

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];
export type DueDays = Record<Severity, number>;

/** How soon a gap is due unless a tenant says otherwise, and why so. */
export const dueDefaults: Record<Severity, { days: number; reason: string }> = {
  critical: { days: 7, reason: 'anybody could use it now, so it does not wait for the next plan' },
  high: { days: 30, reason: 'one more mistake and it is used, so it goes into the plan of this month' },
  medium: { days: 90, reason: 'it helps somebody who is already inside, so it fits into a quarter' },
  low: { days: 180, reason: 'it is good order, done before it is forgotten' },
};

export const listNames = ['models', 'regions', 'registries', 'hosts'] as const;
export type ListName = (typeof listNames)[number];

export interface Lists {
  /** What is approved; an empty list means that nothing was said. */
  approved: Record<ListName, string[]>;
  /** How many days the logs of a workload are kept at least; null where nothing was said. */
  leastRetention: number | null;
}

/** What is filled in as a whole form, and so may be filled in by two people at once. */
export type Form = 'due' | 'retention' | 'lists' | 'second';

export interface Settings {
  admins: Named[];
  leads: Named[];
  /** The conversation in which approvals are asked for. */
  approvals: string | null;
  due: DueDays;
  /** How many days an assessment is kept after its last change; null keeps it until somebody removes it. */
  retention: number | null;
  /** From which severity on two leads must agree; null where one is enough. */
  second: Severity | null;
  lists: Lists;
  /** Counts the changes of each form, so that two people never overwrite each other unseen. */
  revs: Record<Form, number>;
}

export const unsettled: Settings = {
  admins: [],
  leads: [],
  approvals: null,
  due: {
    critical: dueDefaults.critical.days,
    high: dueDefaults.high.days,
    medium: dueDefaults.medium.days,
    low: dueDefaults.low.days,
  },
  retention: null,
  second: null,
  lists: { approved: { models: [], regions: [], registries: [], hosts: [] }, leastRetention: null },
  revs: { due: 0, retention: 0, lists: 0, second: 0 },
};

/** Those whom the configuration of the deployment names are admins too, and only it can take that back. */
export function mayChangeSettings({ admins }: Pick<Settings, 'admins'>, configured: readonly string[], account: string): boolean {
  return configured.includes(account) || admins.some(({ id }) => id === account);
}

const most = { days: 3_650, people: 50, listed: 3_000 };

const isDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= most.days;
/** Names of models, registries and hosts have no other characters. */
const entry = /^[\x21-\x7e]{1,200}$/;
const region = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;

export type Field = Severity | ListName | 'order' | 'retention' | 'leastRetention' | 'people';

export const hasRoom = (people: readonly Named[]): boolean => people.length < most.people;

/** What is more severe is due no later than what is less. */
export function misfitInDue(due: DueDays): Field | null {
  const wrong = severities.find((severity) => !isDays(due[severity]));
  if (wrong !== undefined) return wrong;
  return severities.some((severity, index) => index > 0 && due[severity] < due[severities[index - 1] ?? severity]) ? 'order' : null;
}

export const misfitInRetention = (days: number | null): Field | null => (days === null || isDays(days) ? null : 'retention');

export function misfitInLists({ approved, leastRetention }: Lists): Field | null {
  const wrong = listNames.find((name) => approved[name].join(' ').length > most.listed || !approved[name].every((one) => entry.test(one)));
  if (wrong !== undefined) return wrong;
  // A Region with a slip of the pen would never match anything, and nobody would see why.
  if (approved.regions.some((one) => !region.test(one))) return 'regions';
  return leastRetention === null || isDays(leastRetention) ? null : 'leastRetention';
}
