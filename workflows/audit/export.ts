/** The audit log for other eyes: JSON Lines for programs, Markdown for people. The same table gives the same text. */
import { inert, table } from '../exchange/markdown-text.ts';
import type { KeptRow } from '../turn/seats.ts';
import type { Audited, ItemHead } from './verify.ts';

/** A time that nobody can have meant is shown as the number it is. */
const timeOf = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at));

/** What stands in place of the payload: an erased one leaves its digest. */
const payloadOf = ({ payload }: KeptRow): { payload: string } | { erased: true } => (payload === null ? { erased: true } : { payload });

/** A line a row, in order; `payload` is the text over which `digest` was made. */
export function rowLines({ report, rows }: Audited): string {
  return rows
    .map((row) => {
      const { seq, prev, actor, type, digest, hash, damaged, pending } = row;
      const sealed = { item: report.item, seq, time: timeOf(row.at), actor, type, digest, prev, hash };
      return `${JSON.stringify({ ...sealed, ...payloadOf(row), ...(damaged === true ? { damaged } : {}), ...(pending ? { pending } : {}) })}\n`;
    })
    .join('');
}

/** What is kept of an item to know later that its log was not rebuilt. */
export function headOf({ report }: Audited): ItemHead[] {
  if (report.outcome === 'unread' || report.version === 0) return [];
  return [{ item: report.item, version: report.version, head: report.head }];
}

export const headLines = (heads: readonly ItemHead[]): string =>
  heads.map(({ item, version, head }) => `${JSON.stringify({ item, version, head })}\n`).join('');

const mostWords = 300;

/** What an event says besides who, when and what. */
function wordsOf(row: KeptRow & { pending?: true }): string {
  if (row.damaged === true) return 'cannot be read as a row';
  if (row.payload === null) return 'erased';
  const { type: _, by: __, at: ___, ...rest } = fieldsIn(row.payload);
  const text = Object.entries(rest)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
  const words = text.length > mostWords ? `${text.slice(0, mostWords)}…` : text;
  return row.pending ? `${words} (still to be written)` : words;
}

function fieldsIn(payload: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(payload);
    return typeof read === 'object' && read !== null ? { ...read } : { payload };
  } catch {
    return { payload };
  }
}

/** Long payloads are cut here; the lines for programs hold them whole. */
export function markdownOf({ report, rows }: Audited): string {
  const said =
    report.outcome === 'unread'
      ? `Could not be read: ${inert(report.reason)}`
      : report.outcome === 'holds'
        ? 'The log holds.'
        : 'The log does not hold.';
  const lines = rows.map((row) => [
    String(row.seq),
    timeOf(row.at),
    inert(row.actor),
    inert(row.type),
    inert(wordsOf(row)),
    row.hash.slice(0, 12),
  ]);
  const shown = lines.length === 0 ? [] : ['', ...table(['Row', 'Time', 'Who', 'What', 'Details', 'Seal'], lines)];
  return `${[`## ${inert(report.item)}`, '', said, ...shown, ''].join('\n')}\n`;
}

/** One line a head, in a form that `audit verify --heads` reads again. */
export function headsMarkdown(heads: readonly ItemHead[]): string[] {
  return heads.map(({ item, version, head }) => `    ${item} ${version} ${head}`);
}
