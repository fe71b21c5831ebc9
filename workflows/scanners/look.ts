/** What a check sees of an account: answers in the shape that it declared, or no answer at all. Errors never reach it. */
import type { z } from 'zod';
import type { Operation } from './reads.ts';

/** Everything a check reads, and of each answer what it looks at: fields that are not named here do not reach it. */
export type Reads = Partial<Record<Operation, z.ZodType>>;

/** Lists of the tenant; `null` where it keeps none. */
export interface Lists {
  models: readonly string[] | null;
  regions: readonly string[] | null;
  registries: readonly string[] | null;
  hosts: readonly string[] | null;
  /** The shortest time to keep logs, in days. */
  retention: number | null;
}

export const noLists: Lists = { models: null, regions: null, registries: null, hosts: null, retention: null };

/** One thing that was looked at: its facts, or why they could not be read. */
export type Subject<F> = { resource: string; usedBy?: readonly string[]; facts: F };

type Shaped<R extends Reads, K extends keyof R> = R[K] extends z.ZodType ? z.output<R[K]> : never;
export type Input = Readonly<Record<string, unknown>>;

export interface Look<R extends Reads> {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** Milliseconds since 1970: when the look began. */
  readonly now: number;
  readonly lists: Lists;
  /** The answer. Where there is none, denied or not understood, the look at this thing ends as not assessed. */
  get<K extends keyof R & Operation>(operation: K, input?: Input): Promise<Shaped<R, K>>;
  /** The same, or `null` where the service says in so many words that there is none. */
  find<K extends keyof R & Operation>(operation: K, input?: Input): Promise<Shaped<R, K> | null>;
  /** All items of a list, page after page; the shape is that of one item. */
  list<K extends keyof R & Operation>(operation: K, input?: Input): Promise<Shaped<R, K>[]>;
  /**
   * Looks at many things, each by itself: what cannot be read of one says nothing about the others. Things outside the workload are
   * passed over. Give `null` from `read` for a thing that this check does not speak about.
   */
  each<T, F>(things: readonly T[], resource: (thing: T) => string, read: (thing: T) => Promise<F | null> | F | null): Promise<Subject<F>[]>;
  /** The same for things that an AI resource uses, such as its bucket: `usedBy` says which. */
  eachUsed<T, F>(
    things: readonly T[],
    names: (thing: T) => { resource: string; usedBy: readonly string[] },
    read: (thing: T) => Promise<F | null> | F | null,
  ): Promise<Subject<F>[]>;
  /** The same account seen from another Region. */
  from(region: string): Look<R>;
  /** An ARN in this account and Region. */
  arn(service: string, rest: string): string;
}
