/** Makes the look of a check: only the reads that it declared, each answer in its shape, and everything else ends the look at that thing. */
import type { z } from 'zod';
import type { Input, Lists, Look, Reads } from './look.ts';
import { operationOf } from './operations.ts';
import type { Reader } from './reader.ts';
import { type Unread, UnreadError } from './reading.ts';
import type { Operation } from './reads.ts';
import { together } from './together.ts';

export interface LookPorts {
  reader: Reader;
  account: string;
  region: string;
  partition: string;
  now: number;
  lists: Lists;
  /** Whether a thing belongs to the workload that is looked at. */
  belongs(resource: string, usedBy: readonly string[]): boolean;
  /** Told of each thing that could not be read, of a list that was cut, and of each thing outside the workload. */
  missed(resource: string, usedBy: readonly string[], unread: Unread): void;
  cut(operation: Operation): void;
  outside(resource: string): void;
}

/** Answers by the shape in which they were seen: many checks look at the same one, and thousands of roles are not taken apart for each. */
const seen = new WeakMap<z.ZodType, WeakMap<object, unknown>>();
const seenIn = (shape: z.ZodType): WeakMap<object, unknown> => {
  const known = seen.get(shape) ?? new WeakMap<object, unknown>();
  seen.set(shape, known);
  return known;
};

/** Asks only what the check declared, and gives answers in their shape; everything else ends the look at that thing. */
function createAsking(check: { id: string; reads: Reads }, ports: LookPorts, region: string) {
  const read = async (operation: Operation, input: Input) => {
    if (check.reads[operation] === undefined) throw new TypeError(`${check.id} did not declare ${operation}.`);
    const reading = await ports.reader.read(operation, region, input);
    if (reading.kind === 'answer' && reading.partial) ports.cut(operation);
    return reading;
  };
  const shaped = (operation: Operation, answer: unknown): never => {
    const shape = check.reads[operation] as z.ZodType;
    const known = typeof answer === 'object' && answer !== null ? seenIn(shape).get(answer) : undefined;
    if (known !== undefined) return known as never;
    const parsed = shape.safeParse(answer);
    if (parsed.success) {
      if (typeof answer === 'object' && answer !== null) seenIn(shape).set(answer, parsed.data);
      return parsed.data as never;
    }
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    const { action } = operationOf(operation);
    throw new UnreadError({ kind: 'unknown', action, detail: `unexpected answer${where === '' ? '' : ` at ${where}`}` });
  };
  const find = async (operation: Operation, input: Input) => {
    const reading = await read(operation, input);
    if (reading.kind === 'absent') return null;
    if (reading.kind !== 'answer') throw new UnreadError(reading);
    return reading.answer;
  };
  const some = async (operation: Operation, input: Input) => {
    const answer = await find(operation, input);
    if (answer !== null) return answer;
    throw new UnreadError({ kind: 'unknown', action: operationOf(operation).action, detail: 'nothing there' });
  };
  return { shaped, find, some };
}

/** Each thing by itself: what cannot be read of one says nothing about the others. */
function createEach<R extends Reads>(ports: LookPorts): Look<R>['eachUsed'] {
  return async (things, names, one) => {
    const found = await together(
      things.map(async (thing) => {
        const { resource, usedBy } = names(thing);
        if (!ports.belongs(resource, usedBy)) {
          ports.outside(resource);
          return [];
        }
        try {
          const facts = await one(thing);
          return facts === null ? [] : [usedBy.length === 0 ? { resource, facts } : { resource, usedBy, facts }];
        } catch (error) {
          if (!(error instanceof UnreadError)) throw error;
          ports.missed(resource, usedBy, error.unread);
          return [];
        }
      }),
    );
    return found.flat();
  };
}

/** A look that makes only the reads a check declared. */
export function createLook<R extends Reads>(check: { id: string; reads: R }, ports: LookPorts): Look<R> {
  const { account, region, partition, now, lists } = ports;
  const { shaped, find, some } = createAsking(check, ports, region);
  const eachUsed = createEach<R>(ports);
  return {
    account,
    region,
    partition,
    now,
    lists,
    get: async (operation, input = {}) => shaped(operation, await some(operation, input)),
    async find(operation, input = {}) {
      const answer = await find(operation, input);
      return answer === null ? null : shaped(operation, answer);
    },
    async list(operation, input = {}) {
      const answer = await some(operation, input);
      if (!Array.isArray(answer)) throw new TypeError(`${operation} is not a list.`);
      return answer.map((item) => shaped(operation, item));
    },
    each: (things, resource, one) => eachUsed(things, (thing) => ({ resource: resource(thing), usedBy: [] }), one),
    eachUsed,
    from: (other) => createLook(check, { ...ports, region: other }),
    arn: (service, rest) => `arn:${partition}:${service}:${region}:${account}:${rest}`,
  };
}
