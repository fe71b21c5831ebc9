/** From the rows of a scan to what an assessment remembers of them, and from there to what scoring counts. Pure. */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { Control } from '../../knowledge/schema.ts';
import { deniedIn } from '../scanners/denied.ts';
import { denyingLayers } from '../scanners/reading.ts';
import type { Row } from '../scanners/verdict.ts';
import { type InterviewContext, saidStart } from './context.ts';
import type { Found, SeenCheck } from './scan-context.ts';
import { type Verdict, verdicts } from './scoring/types.ts';
import { setAsideFor } from './set-aside.ts';

export const BarredShape = z.object({ action: z.string(), by: z.enum(denyingLayers) });

/** As strict as what is stored: it comes back from an event. */
export const SeenCheckShape = z.object({
  check: z.string(),
  found: z.array(
    z.object({
      verdict: z.enum(verdicts),
      rows: z.int(),
      resources: z.array(z.string()),
      reasons: z.array(z.string()),
      at: z.number(),
    }),
  ),
  places: z.tuple([z.int(), z.int()]),
  missing: z.array(z.string()),
  barred: z.array(BarredShape).optional(),
  caveats: z.array(z.string()),
});

const shown = 3;
const longest = 200;

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value): value is string => value !== undefined))].toSorted();

const some = (values: readonly (string | undefined)[]): string[] =>
  distinct(values)
    .slice(0, shown)
    .map((value) => (value.length > longest ? `${value.slice(0, longest - 1)}…` : value));

const placeOf = ({ account, region }: Row): string => `${account}/${region}`;

/** Each check with its rows taken together by verdict, by id. The same rows in any order give the same. */
export function condense(rows: readonly Row[]): SeenCheck[] {
  const byCheck = new Map<string, Row[]>();
  for (const row of rows) {
    const own = byCheck.get(row.check);
    if (own === undefined) byCheck.set(row.check, [row]);
    else own.push(row);
  }
  return [...byCheck]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([check, own]) => {
      const { barred } = deniedIn(own);
      const places = new Set(own.map(placeOf));
      const unread = new Set(own.filter(({ verdict }) => verdict === 'not-assessed').map(placeOf));
      return {
        check,
        found: verdicts.flatMap((verdict) => foundOf(verdict, own)),
        places: [places.size - unread.size, places.size],
        missing: distinct(own.map(({ missingAction }) => missingAction)),
        ...(barred.length === 0 ? {} : { barred }),
        caveats: some(own.flatMap(({ caveats }) => caveats)),
      };
    });
}

function foundOf(verdict: Found['verdict'], all: readonly Row[]): Found[] {
  const rows = all.filter((row) => row.verdict === verdict);
  if (rows.length === 0) return [];
  return [
    {
      verdict,
      rows: rows.length,
      resources: some(rows.map(({ resource }) => resource)),
      reasons: some(rows.map(({ reason }) => reason)),
      at: rows.reduce((oldest, { at }) => Math.min(oldest, at), Number.POSITIVE_INFINITY),
    },
  ];
}

/** An event is sealed in the log with all that it carries, and a row of the log has its limit. */
const mostPacked = 20 * 1024;

/** As one short text for an event. Where even that would be long, fewer examples are named; verdicts and counts never go. */
export function packSeen(checks: readonly SeenCheck[]): string {
  for (let examples = shown; ; examples -= 1) {
    const kept = checks.map((check) => ({
      ...check,
      found: check.found.map((found) => ({
        ...found,
        resources: found.resources.slice(0, examples),
        reasons: found.reasons.slice(0, examples),
      })),
      caveats: check.caveats.slice(0, examples),
    }));
    const packed = deflateRawSync(JSON.stringify(kept), { level: 9 }).toString('base64');
    if (packed.length <= mostPacked || examples === 0) return packed;
  }
}

/** Throws for anything that `packSeen` did not make. */
export function unpackSeen(packed: string): SeenCheck[] {
  return z.array(SeenCheckShape).parse(JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8')));
}

/** Rows for scoring that say what the scan said: fewer than there were, the same in what follows from them. */
export function verdictsOf({ check, found, missing, caveats }: SeenCheck): Verdict[] {
  return found.flatMap(({ verdict, resources, reasons, at }) => {
    const missed = verdict === 'not-assessed' ? missing : [];
    const count = Math.max(1, resources.length, reasons.length, missed.length);
    return Array.from({ length: count }, (_, index): Verdict => {
      const reason = reasons[index];
      const missingAction = missed[index];
      return {
        check,
        verdict,
        resource: resources[index] ?? resources.at(-1) ?? '',
        at,
        ...(reason === undefined ? {} : { reason }),
        ...(missingAction === undefined ? {} : { missingAction }),
        ...(verdict === 'pass' && caveats.length > 0 ? { caveats } : {}),
      };
    });
  });
}

/** One fail outweighs any pass, and what could not be read leaves a check open: as scoring counts it. */
const strongest = ['fail', 'not-assessed', 'pass', 'not-applicable'] as const;

export function verdictOf({ found }: SeenCheck): Found['verdict'] {
  return strongest.find((word) => found.some(({ verdict }) => verdict === word)) ?? 'not-assessed';
}

/** What scoring counts: everything seen, but for a control whose checks were set aside, where those say nothing. */
export function countedVerdicts(catalogue: Catalogue, context: InterviewContext): Verdict[] {
  const { seen, settled } = context;
  if (seen === null) return [];
  return seen.checks.flatMap((check) => {
    const rows = verdictsOf(check);
    const deaf = Object.keys(settled).filter((control) => setAsideFor(context, control).includes(check.check));
    if (deaf.length === 0) return rows;
    const others = controlsOf(catalogue, check.check).filter((control) => !deaf.includes(control));
    return [
      ...others.flatMap((control) => rows.map((row) => ({ ...row, control }))),
      ...deaf.map((control): Verdict => {
        const resource = rows[0]?.resource ?? '';
        return { check: check.check, control, verdict: 'not-assessed', resource, at: seen.at, reason: asideReason(context, control) };
      }),
    ];
  });
}

function asideReason({ settled, people }: InterviewContext, control: string): string {
  const { by = '', reason } = settled[control] ?? {};
  const why = reason === undefined ? '' : ` because: ${saidStart(reason)}`;
  return `set aside by ${people[by] ?? 'somebody'}${why}`;
}

function controlsOf({ controls }: Catalogue, check: string): string[] {
  return controls.filter(({ evidence }) => evidence.checks.some((one) => one.check === check)).map(({ id }) => id);
}

export function seenOf({ evidence }: Control, checks: readonly SeenCheck[]): SeenCheck[] {
  return checks.filter(({ check }) => evidence.checks.some((one) => one.check === check));
}

/** Equal where the same was seen of a control, whenever that was. */
export function seenDigest(control: Control, checks: readonly SeenCheck[]): string {
  const own = seenOf(control, checks).map(({ check, found }) => [
    check,
    found.map(({ verdict, rows, resources }) => [verdict, rows, resources]),
  ]);
  return createHash('sha256').update(JSON.stringify(own)).digest('base64url').slice(0, 12);
}
