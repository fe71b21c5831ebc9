/** What a check says about one thing. There are four words; nothing is a warning, and not assessed is where everything starts. */
import type { DenyingLayer } from './reading.ts';

/** Small facts behind a verdict, fit to be stored and shown: settings, names, counts, dates. Never content, never a secret. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Lists that a tenant keeps and some checks need. */
export type ListName = 'models' | 'regions' | 'registries' | 'hosts' | 'retention';

/** What a judge decides. `caveat` is what a pass leaves open; it stands on the row and in the score's explanation. */
export type Opinion =
  | { verdict: 'pass'; facts: Facts; caveats: readonly string[] }
  | { verdict: 'fail'; reason: string; facts: Facts; caveats: readonly string[] }
  | { verdict: 'not-applicable'; reason: string; facts: Facts; caveats: readonly string[] }
  | { verdict: 'not-assessed'; reason: string; needs?: ListName; facts: Facts; caveats: readonly string[] };

export const pass = (facts: Facts = {}, ...caveats: string[]): Opinion => ({ verdict: 'pass', facts, caveats });
export const fail = (reason: string, facts: Facts = {}): Opinion => ({ verdict: 'fail', reason, facts, caveats: [] });
export const notApplicable = (reason: string, facts: Facts = {}): Opinion => ({ verdict: 'not-applicable', reason, facts, caveats: [] });
export const notAssessed = (reason: string, facts: Facts = {}): Opinion => ({ verdict: 'not-assessed', reason, facts, caveats: [] });
/** The check cannot judge before the tenant has said what it approves. */
export const needsList = (needs: ListName, reason: string, facts: Facts = {}): Opinion => ({
  verdict: 'not-assessed',
  reason,
  needs,
  facts,
  caveats: [],
});

/** Another tool whose result this is, and its own id for the check. Such a row is never more than that tool's word. */
export interface RowOrigin {
  tool: string;
  version?: string;
  id: string;
}

/** One line of a scan. `resource` is an ARN, or the account or Region that was looked at as a whole. */
export interface Row {
  check: string;
  verdict: Opinion['verdict'];
  account: string;
  region: string;
  resource: string;
  /** AI resources through which it was reached, where it is not one itself. */
  usedBy?: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
  reason?: string;
  /** The permission that was missing. */
  missingAction?: string;
  deniedBy?: DenyingLayer;
  needs?: ListName;
  facts: Facts;
  caveats: readonly string[];
  /** Only where somebody else looked. */
  origin?: RowOrigin;
}
