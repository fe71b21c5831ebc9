/** A log's last seal in a few signs, as a message carries it: which log it is of is found again by the seal itself. Pure. */
import type { Audited } from './verify.ts';

/** Of 64: nobody can make another row that seals to the same twenty. */
const signs = 20;

/** `142-` and the beginning of that row's seal. */
export const sealText = ({ version, head }: { version: number; head: string }): string => `${version}-${head.slice(0, signs)}`;

export interface ShortSeal {
  text: string;
  row: number;
  begins: string;
}

const shape = new RegExp(`^(\\d{1,9})-([0-9a-f]{${signs},64})$`);

/** Null for what is no such seal: a shorter one proves too little. */
export function readSeal(text: string): ShortSeal | null {
  const [, row, begins] = shape.exec(text.trim().toLowerCase()) ?? [];
  return row === undefined || begins === undefined ? null : { text: text.trim(), row: Number(row), begins };
}

export interface SealFound {
  item: string;
  row: number;
  /** How many rows came after it. */
  after: number;
}

/** Where the log has that row under that seal; null where it does not. Whether the rows before it hold is the chain's to say. */
export function sealIn({ report, rows }: Audited, { row, begins }: ShortSeal): SealFound | null {
  const found = rows.some(({ seq, hash, damaged }) => damaged !== true && seq === row && hash.startsWith(begins));
  if (!found || report.outcome === 'unread') return null;
  return { item: report.item, row, after: Math.max(0, report.version - row) };
}
