/** Rows of `plumbline scan --json` and `plumbline import --json` as evidence for a score. */
import { z } from 'zod';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { type Verdict, verdicts } from '../../workflows/interview/scoring/types.ts';
import { InputRefusedError, type Io } from './command.ts';
import { readText } from './read-text.ts';

const Row = z.object({
  check: z.string(),
  verdict: z.enum(verdicts),
  resource: z.string(),
  at: z.number(),
  reason: z.string().optional(),
  missingAction: z.string().optional(),
  caveats: z.array(z.string()).default([]),
  origin: z.object({ tool: z.string() }).optional(),
});
type Row = z.infer<typeof Row>;
const Report = z.object({ rows: z.array(Row) });

const place = ({ check, resource }: Row): string => `${check} ${resource}`;

/** Another tool's word counts only where we did not look ourselves. Rows about no check, such as unused Regions, are no evidence. */
export function readEvidence(paths: readonly string[], io: Io, catalogue: Catalogue): Verdict[] {
  const known = new Set(catalogue.checks.map(({ id }) => id));
  const rows = paths.flatMap((path) => readReport(path, io)).filter(({ check }) => known.has(check));
  const own = new Set(rows.filter(({ origin }) => origin === undefined).map(place));
  return rows
    .filter((row) => row.origin === undefined || !own.has(place(row)))
    .map(({ check, verdict, resource, at, reason, missingAction, caveats }) => ({
      check,
      verdict,
      resource,
      at,
      ...(reason === undefined ? {} : { reason }),
      ...(missingAction === undefined ? {} : { missingAction }),
      ...(caveats.length === 0 ? {} : { caveats }),
    }));
}

function readReport(path: string, io: Io): Row[] {
  const parsed = Report.safeParse(jsonIn(path, io));
  if (parsed.success) return parsed.data.rows;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new InputRefusedError(
    `${path}: this is no report of "plumbline scan --json" or "plumbline import --json"${where}. Nothing was scored.`,
  );
}

function jsonIn(path: string, io: Io): unknown {
  const text = readText(path, io);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputRefusedError(`${path}: this is not JSON. Nothing was scored.`);
  }
}
