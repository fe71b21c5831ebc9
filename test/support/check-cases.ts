/** The checks' cases: wire answers and the rows that must come of them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../../workflows/scanners/check.ts';
import { noLists } from '../../workflows/scanners/look.ts';
import { type CheckRun, runCheck } from '../../workflows/scanners/scan.ts';
import { Answers } from '../../workflows/scanners/simulated/world.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import { createWire, type Inject, type Wire } from './wire.ts';

const Expected = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'not-applicable', 'not-assessed']),
  resource: z.string(),
  usedBy: z.array(z.string()).optional(),
  /** A part of the reason. */
  reason: z.string().optional(),
  missingAction: z.string().optional(),
  needs: z.string().optional(),
  /** Facts that must be there, among others. */
  facts: z.record(z.string(), z.unknown()).optional(),
  /** How many caveats stand on the row. */
  caveats: z.int().optional(),
});

const Case = z.strictObject({
  name: z.string(),
  /** Milliseconds or a date; most cases do not care. */
  now: z.union([z.string(), z.number()]).optional(),
  partition: z.string().optional(),
  region: z.string().optional(),
  lists: z.record(z.string(), z.unknown()).optional(),
  answers: Answers,
  rows: z.array(Expected).min(1),
});
export type Case = z.infer<typeof Case>;

const CaseFile = z.strictObject({
  check: z.string(),
  /** Operations without which the verdict still stands, and why. */
  survives: z.record(z.string(), z.string().min(20)).default({}),
  /** Operations whose empty or absent answer is a good sign, and why. */
  emptyPasses: z.record(z.string(), z.string().min(20)).default({}),
  /**
   * Operations whose empty answer is how AWS says "not set up", and why: an answer in a new shape then looks the same, and may fail a
   * check or leave it without anything to judge, but must never pass it.
   */
  emptyMeansOff: z.record(z.string(), z.string().min(20)).default({}),
  cases: z.array(Case).min(3),
});
export type CaseFile = z.infer<typeof CaseFile>;

const folder = join(import.meta.dirname, '../cases/checks');
const account = '111122223333';

export const hasCases = (id: string): boolean => existsSync(join(folder, `${id.toLowerCase()}.yaml`));

/** Aliases of YAML may be used a lot: one world, many small differences. */
export const readCases = (id: string): CaseFile =>
  CaseFile.parse(parse(readFileSync(join(folder, `${id.toLowerCase()}.yaml`), 'utf8'), { maxAliasCount: -1, merge: true }));

export interface Played extends CheckRun {
  wire: Wire;
}

export async function play(check: Check, one: Case, inject?: Inject): Promise<Played> {
  const wire = createWire({ answers: one.answers, ...(inject === undefined ? {} : { inject }) });
  const now = one.now === undefined ? Date.parse('2026-11-01T10:00:00Z') : new Date(one.now).getTime();
  const scene = {
    reader: wire.reader,
    account,
    partition: one.partition ?? 'aws',
    homeRegion: 'us-east-1',
    lists: { ...noLists, ...one.lists },
    belongs: () => true,
    now: () => now,
  };
  return { ...(await runCheck(check, scene, one.region ?? 'us-east-1')), wire };
}

/** A row as far as the case speaks of it. */
const shown = (row: Row, like: z.infer<typeof Expected> | undefined): unknown => {
  if (like === undefined) return row;
  const facts = Object.fromEntries(Object.keys(like.facts ?? {}).map((name) => [name, row.facts[name]]));
  return {
    verdict: row.verdict,
    resource: row.resource,
    ...(like.usedBy === undefined ? {} : { usedBy: row.usedBy }),
    ...(like.reason === undefined ? {} : { reason: row.reason?.includes(like.reason) === true ? like.reason : row.reason }),
    ...(like.missingAction === undefined ? {} : { missingAction: row.missingAction }),
    ...(like.needs === undefined ? {} : { needs: row.needs }),
    ...(like.facts === undefined ? {} : { facts }),
    ...(like.caveats === undefined ? {} : { caveats: row.caveats.length }),
  };
};

/** What was seen beside what was expected, in the order of resources, so that a difference reads well. */
export const compare = (rows: readonly Row[], expected: Case['rows']): { seen: unknown[]; expected: unknown[] } => {
  const inOrder = <T extends { resource: string; verdict: string }>(list: readonly T[]): T[] =>
    list.toSorted((one, other) => (`${one.resource} ${one.verdict}` < `${other.resource} ${other.verdict}` ? -1 : 1));
  const wanted = inOrder(expected);
  return { seen: inOrder(rows).map((row, index) => shown(row, wanted[index])), expected: wanted };
};
