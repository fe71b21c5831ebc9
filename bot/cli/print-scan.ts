/** A scan as a report: for another program, or as lines for a person. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { checks } from '../../workflows/scanners/checks.ts';
import type { AccountRows } from '../../workflows/scanners/scan-account.ts';
import { type ScanSummary, summarise } from '../../workflows/scanners/summary.ts';
import type { Row } from '../../workflows/scanners/verdict.ts';
import { columns, printable, wrap } from './columns.ts';

export interface ScanReport {
  account: string;
  /** Who answered where it was not AWS: the address in AWS_ENDPOINT_URL. */
  endpoint: string | null;
  regions: string[];
  summary: ScanSummary & {
    calls: number;
    distinctCalls: number;
    throttled: number;
    lost: number;
    seconds: number;
    overLowerBound: number | null;
  };
  rows: (Row & { title: string; severity: string; equivalents: Record<string, readonly string[]> })[];
  /** AI resources that belong to no workload that was asked about. */
  outside: string[];
}

const about = (catalogue: Catalogue) => new Map(catalogue.checks.map((check) => [check.id, check]));

export function scanReport(scanned: AccountRows & { ms: number; endpoint: string | null }, catalogue: Catalogue): ScanReport {
  const names = about(catalogue);
  const { account, endpoint, regions, rows, outside, distinct, stats, ms } = scanned;
  return {
    account,
    endpoint,
    regions,
    summary: {
      ...summarise(rows),
      calls: stats.calls,
      distinctCalls: distinct,
      throttled: stats.throttled,
      lost: stats.lost,
      seconds: Math.round(ms / 100) / 10,
      overLowerBound: stats.leastMs === 0 ? null : Math.round((ms / stats.leastMs) * 100) / 100,
    },
    rows: rows.map((row) => ({
      ...row,
      title: names.get(row.check)?.title ?? row.check,
      severity: names.get(row.check)?.severity ?? 'info',
      equivalents: { ...checks.find(({ id }) => id === row.check)?.equivalents },
    })),
    outside,
  };
}

const severities = ['critical', 'high', 'medium', 'low', 'info'];

type ReportRow = ScanReport['rows'][number];

/** Rows of one check stand together; what is more severe comes first. */
function byCheck(rows: readonly ReportRow[]): ReportRow[][] {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) groups.set(row.check, [...(groups.get(row.check) ?? []), row]);
  const rank = ([first]: ReportRow[]) => severities.indexOf(first?.severity ?? 'info');
  return [...groups.values()].toSorted((one, other) => rank(one) - rank(other));
}

const openLines = (shape: string, rows: readonly ReportRow[]): string[] =>
  byCheck(rows).flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const head = `${shape} ${first.check} (${first.severity})  ${first.title}`;
    return [head, ...[first, ...rest].flatMap((row) => [`    ${printable(row.resource)}`, wrap(row.reason ?? '', '      ')]), ''];
  });

/** Names of checks alone where there is nothing to do, unless everything is asked for. */
const closedLines = (title: string, rows: readonly ReportRow[], all: boolean): string[] => {
  if (rows.length === 0) return [];
  if (!all) return [wrap(`${title}: ${[...new Set(rows.map(({ check }) => check))].join(', ')}`, ''), ''];
  const lines = rows.map((row) => [row.check, printable(row.resource), printable(row.reason ?? row.caveats.join(' '))]);
  return [title, columns(lines), ''];
};

/** What did not apply in one Region and was judged in another is no news. */
function nowhere(rows: readonly ReportRow[]): ReportRow[] {
  const judged = new Set(rows.flatMap(({ check, verdict }) => (verdict === 'not-applicable' ? [] : [check])));
  return rows.filter(({ check, verdict }) => verdict === 'not-applicable' && !judged.has(check));
}

export function scanText({ account, endpoint, regions, summary, rows, outside }: ScanReport, all: boolean): string {
  const of = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict);
  const { verdicts, coverage } = summary;
  const looked = coverage === null ? 'nothing to look at' : `${Math.round(coverage * 100)} % of it could be looked at`;
  const bound = summary.overLowerBound === null ? '' : ` (${summary.overLowerBound} times the least that these calls take)`;
  const missing = summary.missingActions.length === 0 ? [] : [wrap(`Missing permissions: ${summary.missingActions.join(', ')}`, ''), ''];
  const above = summary.deniedFromAbove.map(({ action, by }) => wrap(`${action} is denied from above the role: ${by}`, ''));
  const nobodys =
    outside.length === 0 ? [] : [`Outside this workload: ${outside.length}`, ...outside.map((one) => `    ${printable(one)}`), ''];
  return [
    ...openLines('✗ fail', of('fail')),
    ...openLines('? not assessed', of('not-assessed')),
    ...closedLines('✓ Passed', of('pass'), all),
    ...closedLines('– Not applicable', all ? of('not-applicable') : nowhere(rows), all),
    ...nobodys,
    ...missing,
    ...above,
    ...(above.length === 0 ? [] : ['']),
    ...(endpoint === null ? [] : [`Not AWS: these answers come from ${printable(endpoint)} (AWS_ENDPOINT_URL).`]),
    `Account ${account}, ${regions.length === 0 ? 'no Region in use' : regions.join(', ')}`,
    `${verdicts.fail} failed, ${verdicts.pass} passed, ${verdicts['not-assessed']} not assessed, ${verdicts['not-applicable']} not applicable; ${looked}`,
    `${summary.calls} calls (${summary.distinctCalls} questions), ${summary.throttled} throttled, ${summary.lost} lost, ${summary.seconds} s${bound}`,
    '',
  ].join('\n');
}
