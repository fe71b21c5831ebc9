/** The seam to whatever connects accounts: it shows what to set up, tries it, and says why it does not hold. */
import type { TrialNews } from '../../workflows/interview/events.ts';
import type { Asker } from '../../workflows/scanners/job.ts';
import type { Person } from './surface.ts';

export interface ConnectRequest {
  tenant: string;
  assessment: string;
  /** Who connects it. */
  by: Person & Asker;
  /** Twelve digits. */
  account: string;
  regions: string[] | null;
}

/** Refusals are values: what was wrong and what to do next, in a sentence for people. */
type ConnectRefusal = { kind: 'refused'; text: string };

export interface Connections {
  /** What to do in the account before it can be tried: plain lines and texts to paste. Refused where it is somebody else's. */
  begin(request: ConnectRequest): Promise<ConnectSteps | ConnectRefusal>;
  /** The template of the role for an account whose connection has begun; null for others, and for those who have no right to it. */
  template(tenant: string, account: string, by: Asker): Promise<string | null>;
  /** Whether the one who asks has a right to it, as far as anybody connected it; and who to ask where they have none. */
  standing(request: Pick<ConnectRequest, 'tenant' | 'account' | 'by'>): Promise<Standing>;
  /** Slow: beside the turns. Ends early when it is aborted. */
  try(request: ConnectRequest, trial: string, signal: AbortSignal): Promise<TrialNews>;
}

export interface ConnectSteps {
  kind: 'steps';
  steps: readonly ConnectStep[];
  /** Ours, on this machine: the card says so. */
  simulated?: true;
}

type Standing = { kind: 'open'; simulated?: true } | { kind: 'theirs'; owner: Person };

export interface ConnectStep {
  text: string;
  /** To be pasted somewhere, as it is. */
  paste?: string;
  /** The role's template is offered as a file. */
  template?: true;
}

const region = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** From what was filled in, or was carried by a button: `account regions`. */
export function connectRequestIn(
  account: string,
  regions: string,
): { account: string; regions: string[] | null } | 'account' | { region: string } {
  const id = account.replace(/[\s-]/g, '');
  if (!/^\d{12}$/.test(id)) return 'account';
  const names = regions
    .split(/[\s,;]+/)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const odd = names.find((name) => !region.test(name));
  if (odd !== undefined) return { region: odd.slice(0, 40) };
  return { account: id, regions: names.length === 0 ? null : [...new Set(names)] };
}
