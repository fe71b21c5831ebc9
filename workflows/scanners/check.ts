/** A check: what it needs to read, how it gathers facts, and how it judges them. One file each; the judge is pure. */
import type { Lists, Look, Reads, Subject } from './look.ts';
import type { ListName, Opinion } from './verdict.ts';

/** What a judge may know beside the facts. */
export interface Bench {
  /** Milliseconds since 1970. */
  now: number;
  account: string;
  region: string;
  partition: string;
  lists: Lists;
}

export interface CheckDefinition<R extends Reads, F> {
  /** As in `knowledge/checks.yaml`, where its title, layer and severity stand. */
  id: string;
  /** An `account` check runs once, a `region` check once in each Region that is looked at. */
  scope: 'account' | 'region';
  reads: R;
  /** What may go wrong where the check fails, in a sentence or two for a project owner. */
  why: string;
  /** The first thing to do about a fail, and where. */
  fix: string;
  /** What a pass does not prove. */
  blind: string;
  /** Ids of checks elsewhere that look at the same thing; the same kind of thing only, never a promise that they agree. */
  equivalents: { prowler?: readonly string[]; awsSample?: readonly string[]; securityHub?: readonly string[]; other?: readonly string[] };
  /** The tenant's lists that it judges by. */
  needs?: readonly ListName[];
  /** What it means that nothing was found to judge, such as "No guardrail exists here". Left out where the setting is always there. */
  none?: string;
  /** Gathers the facts of everything it finds. Whatever cannot be read ends the look at that thing. */
  collect(look: Look<R>): Promise<readonly Subject<F>[]>;
  judge(facts: F, bench: Bench): Opinion;
}

/** The facts' type is the check's own business. */
export type Check = CheckDefinition<Reads, never> & { collect(look: Look<Reads>): Promise<readonly Subject<unknown>[]> };

export const defineCheck = <const R extends Reads, F>(definition: CheckDefinition<R, F>): Check => definition as unknown as Check;
