/** The audit log for other eyes: JSON Lines for programs, Markdown for people. The same table gives the same text. */
import { inert, table } from '../exchange/markdown-text.ts';
import type { KeptRow } from '../turn/seats.ts';
import { type Erasing, erasingsIn } from './erasings.ts';
import type { Audited, ItemHead } from './verify.ts';
import { erasedBy, timeOf } from './words.ts';

/** What stands in place of the payload: an erased one leaves its digest, and whoever had it erased. */
const payloadOf = ({ seq, payload }: KeptRow, erasings: readonly Erasing[]): Record<string, unknown> => {
  if (payload !== null) return { payload };
  const records = erasings.filter((one) => one.rows.includes(seq));
  return { erased: true, erasings: records.map(({ seq: row, at, rows: _, ...told }) => ({ row, time: timeOf(at), ...told })) };
};

/** A line a row, in order; `payload` is the text over which `digest` was made. */
export function rowLines({ report, rows }: Audited): string {
  const erasings = erasingsIn(rows);
  return rows
    .map((row) => {
      const { seq, prev, actor, type, digest, hash, damaged, pending } = row;
      const sealed = { item: report.item, seq, time: timeOf(row.at), actor, type, digest, prev, hash };
      return `${JSON.stringify({ ...sealed, ...payloadOf(row, erasings), ...(damaged === true ? { damaged } : {}), ...(pending ? { pending } : {}) })}\n`;
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
function wordsOf(row: KeptRow & { pending?: true }, erasings: readonly Erasing[]): string {
  if (row.damaged === true) return 'cannot be read as a row';
  if (row.payload === null) return erasedWords(erasings.filter(({ rows }) => rows.includes(row.seq)));
  const { type: _, by: __, at: ___, ...rest } = fieldsIn(row.payload);
  const text = Object.entries(rest)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
  const words = text.length > mostWords ? `${text.slice(0, mostWords)}…` : text;
  return row.pending ? `${words} (still to be written)` : words;
}

const erasedWords = (records: readonly Erasing[]): string => {
  if (records.length === 0) return 'erased; nothing records by whom';
  return `erased ${records.map((one) => `${erasedBy(one)} (row ${one.seq})`).join('; ')}`;
};

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
  const erasings = erasingsIn(rows);
  const lines = rows.map((row) => [
    String(row.seq),
    timeOf(row.at),
    inert(row.actor),
    inert(row.type),
    inert(wordsOf(row, erasings)),
    row.hash.slice(0, 12),
  ]);
  const shown = lines.length === 0 ? [] : ['', ...table(['Row', 'Time', 'Who', 'What', 'Details', 'Seal'], lines)];
  return `${[`## ${inert(report.item)}`, '', said, ...shown, ''].join('\n')}\n`;
}

/** One line a head, in a form that `audit verify --heads` reads again. */
export function headsMarkdown(heads: readonly ItemHead[]): string[] {
  return heads.map(({ item, version, head }) => `    ${item} ${version} ${head}`);
}
