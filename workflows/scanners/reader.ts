/** The inventory: each question is asked once, however many checks want the answer, and each page waits for its turn. */
import { classify } from './classify.ts';
import type { Clients } from './clients.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createKeeper, type Kept, keptBy } from './kept.ts';
import type { Reads } from './look.ts';
import { isNotOffered } from './offered.ts';
import { type KnownOperation, operationOf } from './operations.ts';
import type { Reading } from './reading.ts';
import type { Operation } from './reads.ts';

export interface Reader {
  read(operation: Operation, region: string, input: Readonly<Record<string, unknown>>): Promise<Reading>;
  /** Questions that were asked, each once. */
  distinct(): number;
}

export interface ReaderPorts {
  clients: Clients;
  dispatcher: Pick<Dispatcher, 'run'>;
  /** The Region in which the global services of this partition answer. */
  homeRegion: string;
  /** All shapes in which anybody looks at answers: of these operations only what some shape names is kept. Others are kept whole. */
  shapes?: readonly Reads[];
  /** Told of every call before it is made. */
  recorded?(operation: Operation, region: string): void;
}

/** More pages than any workload needs; what lies behind them is told as not looked at. */
const mostPages = 100;

export function createReader(ports: ReaderPorts): Reader {
  const asked = new Map<string, Promise<Reading>>();
  const kept = new Map<Operation, Kept>();
  const keptOf = (operation: Operation): Kept => {
    const shapes = (ports.shapes ?? []).flatMap((reads) => reads[operation] ?? []);
    const found = kept.get(operation) ?? (shapes.length === 0 ? 'everything' : keptBy(shapes));
    kept.set(operation, found);
    return found;
  };
  return {
    distinct: () => asked.size,
    read(operation, wanted, input) {
      const known = operationOf(operation);
      const region = known.service.where === 'global' ? ports.homeRegion : wanted;
      const name = `${operation} ${region} ${JSON.stringify(Object.entries(input).toSorted(([one], [other]) => (one < other ? -1 : 1)))}`;
      const before = asked.get(name);
      if (before !== undefined) return before;
      const reading = readAll(ports, { operation, known, region, input, kept: keptOf(operation) });
      asked.set(name, reading);
      return reading;
    },
  };
}

interface Question {
  operation: Operation;
  known: KnownOperation;
  region: string;
  input: Readonly<Record<string, unknown>>;
  kept: Kept;
}

/** A list of a service that AWS does not offer there, and whose host does not exist: nothing of it can stand there. */
const isNowhere = ({ known, region }: Question, reading: Reading): boolean =>
  known.read.items !== undefined &&
  reading.kind === 'unsupported' &&
  reading.detail === 'ENOTFOUND' &&
  isNotOffered(known.serviceName, region);

const tokensOf = ({ read }: KnownOperation): readonly [string, string] | null =>
  read.token === undefined ? null : typeof read.token === 'string' ? [read.token, read.token] : read.token;

async function readAll(ports: ReaderPorts, question: Question): Promise<Reading> {
  const { known, input, kept } = question;
  const { items } = known.read;
  const tokens = tokensOf(known);
  const keep = createKeeper();
  const pages: Record<string, unknown>[] = [];
  let token: unknown;
  do {
    const asked = tokens === null || token === undefined ? sized(known, input) : { ...sized(known, input), [tokens[0]]: token };
    const reading = await ask(ports, question, asked, aheadOf(known, pages.length));
    if (reading.kind !== 'answer') return isNowhere(question, reading) ? { kind: 'answer', answer: [], partial: false } : reading;
    const page = reading.answer as Record<string, unknown>;
    // The shape of a list is that of one item.
    pages.push(keep(page, items === undefined ? kept : { fields: { [items]: { fields: null, items: kept } }, items: null }) as typeof page);
    const next = tokens === null ? undefined : page[tokens[1]];
    // The same token again would never end.
    if (next !== undefined && next === token) return unexpected(known, 'the same page twice');
    token = next === '' ? undefined : next;
  } while (token !== undefined && token !== null && pages.length < mostPages);
  return join(known, pages, token !== undefined && token !== null);
}

/** Larger pages make a shorter chain. */
const sized = ({ read }: KnownOperation, input: Question['input']): Question['input'] =>
  read.most === undefined ? input : { ...input, [read.most[0]]: read.most[1] };

/**
 * How many calls may follow from the answer, roughly: things are asked about one by one after their list, a global service answers for all
 * Regions, and pages come one after the other, so that a long list should not wait between them.
 */
function aheadOf({ read, service }: KnownOperation, pagesBefore: number): number {
  if (pagesBefore > 0) return 1_000;
  if (read.items === undefined && read.token === undefined) return 0;
  return service.where === 'global' ? 100 : 10;
}

const unexpected = ({ action }: KnownOperation, detail: string): Reading => ({ kind: 'unknown', action, detail });

async function ask(ports: ReaderPorts, { operation, known, region }: Question, input: object, ahead: number): Promise<Reading> {
  const { perSecond, burst } = known.service.rate;
  const bucket = { name: `${known.serviceName} ${region}`, perSecond, burst };
  const call = async (signal: AbortSignal): Promise<Reading> => {
    ports.recorded?.(operation, region);
    try {
      return { kind: 'answer', answer: await ports.clients.send(known, region, input, signal), partial: false };
    } catch (error) {
      return classify(known, error);
    }
  };
  return await ports.dispatcher.run(bucket, known.action, call, ahead);
}

/** Pages become one answer. A list that is missing from its answer was not understood: it is not an empty list. */
function join(known: KnownOperation, pages: readonly Record<string, unknown>[], partial: boolean): Reading {
  const { items } = known.read;
  if (items !== undefined) {
    const lists = pages.map((page) => page[items]);
    if (!lists.every(Array.isArray)) return unexpected(known, `no ${items} in the answer`);
    return { kind: 'answer', answer: lists.flat(), partial };
  }
  const [first = {}] = pages;
  if (pages.length === 1) return { kind: 'answer', answer: first, partial };
  const whole: Record<string, unknown> = { ...first };
  for (const page of pages.slice(1)) {
    for (const [name, value] of Object.entries(page)) {
      const before = whole[name];
      if (Array.isArray(value)) whole[name] = Array.isArray(before) ? [...before, ...value] : value;
    }
  }
  return { kind: 'answer', answer: whole, partial };
}
