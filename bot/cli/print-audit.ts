/** What an audit found, in sentences: the item, the row, and what is wrong with it. */
import type { SealFound, ShortSeal } from '../../workflows/audit/seals.ts';
import type { ItemFault, ItemReport } from '../../workflows/audit/verify.ts';
import { erasedBy } from '../../workflows/audit/words.ts';
import type { RowPart } from '../../workflows/turn/chain-fault.ts';
import { printable } from './columns.ts';

const partNames: Record<RowPart, string> = {
  seq: 'its number',
  prev: 'its link to the row before',
  at: 'its time',
  actor: 'its actor',
  type: 'its type',
  digest: 'its digest',
  hash: 'its seal',
  payload: 'its payload',
  row: 'it is not written as a row is',
};

type Words = { [F in ItemFault as F['fault']]: (fault: F) => string };

const rowsFrom = (from: number, to: number): string => (from === to ? `row ${to} was` : `some of the rows ${from} to ${to} were`);

const words: Words = {
  missing: ({ seq }) => `row ${seq} is missing`,
  added: ({ seq, copyOf }) => `row ${seq} was added${copyOf === undefined ? '' : `: it is a second copy of row ${copyOf}`}`,
  changed: ({ seq, what, resealed }) => {
    if (resealed === true) return `row ${seq} was changed and sealed anew; nothing proves the rows before it`;
    return `row ${seq} was changed${what.length === 0 ? '' : `: ${what.map((part) => partNames[part]).join(', ')}`}`;
  },
  swapped: ({ seq, with: other, what }) => `${what === undefined ? 'rows' : 'the payloads of rows'} ${seq} and ${other} are swapped`,
  moved: ({ seq, to }) => `row ${seq} was moved: it stands ${to === 0 ? 'under a key that is no number' : `in the place of row ${to}`}`,
  head: ({ seq, sure }) => {
    if (seq === 0) return 'the head in the item was changed: the item has a head and no row';
    if (sure === true) return `the head in the item was changed: row ${seq} is the one that was there when a head was kept`;
    return `the head in the item is not the seal of row ${seq}: the head was changed, or row ${seq} or the whole log was rebuilt; --heads with an earlier export tells which`;
  },
  version: ({ seq, says }) => `the count in the item was changed: it says ${says} rows, and its log ends with row ${seq}`,
  rebuilt: ({ seq, to }) => `the log was rebuilt: ${rowsFrom(seq, to)} written anew since a head of row ${to} was kept`,
  'set-back': ({ seq, says }) => `the item was set back: it has ${says} rows, and had ${seq} when a head was kept`,
  gone: ({ seq }) => `the item and its log are gone: it had ${seq} rows when a head was kept`,
  orphaned: ({ seq }) => `the item is gone, ${seq} ${seq === 1 ? 'row' : 'rows'} of its log are left`,
  effects: () => 'what the item has still to do cannot be read',
};

// A fault picks its own entry of the table; the compiler cannot follow that through the union.
export const faultWords = (fault: ItemFault): string => (words[fault.fault] as (fault: ItemFault) => string)(fault);

const numbers = (list: readonly number[]): string => list.join(', ');

type Told = Exclude<ItemReport, { outcome: 'unread' }>;

const state = (report: Told): string[] => [
  ...(report.erased.length === 0 ? [] : [`erased, digest kept: row ${numbers(report.erased)}`]),
  ...(report.pending === 0 ? [] : [`${report.pending} ${report.pending === 1 ? 'row' : 'rows'} still to be written`]),
];

/** Who had what erased, and what was asked for and stopped in between. */
const erasures = ({ erased, erasings }: Told): string[] => {
  const unknown = erased.filter((seq) => !erasings.some(({ rows }) => rows.includes(seq)));
  const told = erasings.flatMap((one) => {
    const [gone, left] = [one.rows.filter((seq) => erased.includes(seq)), one.rows.filter((seq) => !erased.includes(seq))];
    const who = `${printable(erasedBy(one))} (recorded in row ${one.seq})`;
    return [
      ...(gone.length === 0 ? [] : [`row ${numbers(gone)}: erased ${who}`]),
      ...(left.length === 0 ? [] : [`row ${numbers(left)}: not erased yet, asked for ${who}; the same erase once more finishes it`]),
    ];
  });
  return [...told, ...(unknown.length === 0 ? [] : [`row ${numbers(unknown)}: erased, and nothing records by whom`])];
};

/** One line for an item that holds, more for one that does not, and for what was erased. */
export const reportText = (report: ItemReport): string => {
  const name = printable(report.item);
  if (report.outcome === 'unread') return `${name}: could not be read: ${printable(report.reason)}\n`;
  const notes = state(report);
  const first = `${name}: ${report.outcome === 'holds' ? 'holds' : 'DOES NOT HOLD'}, ${report.rows} ${report.rows === 1 ? 'row' : 'rows'}`;
  const more = [...report.faults.map(faultWords), ...erasures(report)].map((line) => `    ${line}`);
  return [[first, ...notes].join('; '), ...more].map((line) => `${line}\n`).join('');
};

/** What a seal that somebody kept proves now. */
export const sealLine = ({ text, row }: ShortSeal, found: readonly SealFound[]): string => {
  if (found.length === 0)
    return `seal ${text}: NO LOG HAS IT as row ${row}: its log was rebuilt or set back since, is gone, or is kept in another table\n`;
  return found
    .map(
      ({ item, after }) =>
        `seal ${text}: is row ${row} of ${printable(item)}; ${after === 0 ? 'no row' : `${after} ${after === 1 ? 'row' : 'rows'}`} came after it\n`,
    )
    .join('');
};

export const tallyText = (reports: readonly ItemReport[]): string => {
  const count = (outcome: ItemReport['outcome']): number => reports.filter((one) => one.outcome === outcome).length;
  const [faulty, unread] = [count('faulty'), count('unread')];
  return [
    `${count('holds')} of ${reports.length} logs hold`,
    ...(faulty === 0 ? [] : [`${faulty} ${faulty === 1 ? 'does' : 'do'} not`]),
    ...(unread === 0 ? [] : [`${unread} could not be read`]),
  ].join(', ');
};
