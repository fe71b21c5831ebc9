/** A file of another tool, read whole: rows of ours, evidence of attacks, or a refusal that says what to do. Nothing in it is trusted. */
import type { Row } from '../../scanners/verdict.ts';
import { readAsff } from './asff.ts';
import type { Equivalents } from './equivalents.ts';
import { type Entry, type Finding, unreadable } from './finding.ts';
import { readOcsf } from './ocsf.ts';
import { type ImportedAttacks, readPromptfoo } from './promptfoo.ts';
import { countUnmatched, toRows, type Unmatched } from './rows.ts';

/** Larger files are refused before they are read. */
export const mostBytes = 50 * 1024 * 1024;

/** Clocks differ a little; a finding from further ahead would stay the newest for ever. */
const mostAhead = 24 * 60 * 60 * 1000;

/** One entry that cannot be used. The others are. */
export interface Problem {
  /** Its place in the file's list, from 0. */
  index: number;
  why: string;
}

export interface ImportedFindings {
  kind: 'findings';
  /** Entries in the file, whatever became of them. */
  findings: number;
  rows: Row[];
  unmatched: Unmatched[];
  repeats: number;
  problems: Problem[];
}

export type Imported = ImportedFindings | ImportedAttacks | { kind: 'refused'; why: string };

const refused = (why: string): Imported => ({ kind: 'refused', why });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The findings, as a list or inside what an API or an event puts around them. */
const listOf = (value: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  if (Array.isArray(value['Findings'])) return value['Findings'];
  const detail = value['detail'];
  if (isObject(detail) && Array.isArray(detail['findings'])) return detail['findings'];
  return 'class_uid' in value || 'GeneratorId' in value ? [value] : undefined;
};

const readEntry = (value: unknown, now: number): Entry => {
  if (!isObject(value)) return unreadable('this is no finding');
  const entry =
    'class_uid' in value ? readOcsf(value) : 'GeneratorId' in value ? readAsff(value) : unreadable('this is no finding in OCSF or ASFF');
  if (entry.kind === 'finding' && entry.finding.at > now + mostAhead) return unreadable('its time is in the future');
  return entry;
};

const readFindings = (list: readonly unknown[], equivalents: Equivalents, now: number): ImportedFindings => {
  const findings: Finding[] = [];
  const others: Omit<Unmatched, 'findings'>[] = [];
  const problems: Problem[] = [];
  for (const [index, value] of list.entries()) {
    const entry = readEntry(value, now);
    if (entry.kind === 'finding') findings.push(entry.finding);
    else if (entry.kind === 'other') others.push({ tool: entry.tool, id: entry.id, why: entry.why });
    else problems.push({ index, why: entry.why });
  }
  const { rows, unmatched, repeats } = toRows(findings, equivalents);
  return { kind: 'findings', findings: list.length, rows, unmatched: countUnmatched([...unmatched, ...others]), repeats, problems };
};

const isRun = (value: unknown): boolean => isObject(value) && isObject(value['results']) && Array.isArray(value['results']['results']);

const readRun = (value: unknown, now: number): Imported => {
  const run = readPromptfoo(value);
  if (typeof run === 'string') return refused(`${run} Nothing was taken from it.`);
  return run.at > now + mostAhead ? refused('The time of this run is in the future. Nothing was taken from it.') : run;
};

const parse = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return undefined;
  }
};

const known = 'We read OCSF JSON of Prowler, ASFF and OCSF findings of Security Hub, and the JSON of promptfoo.';

/** `now` in milliseconds since 1970. */
export const readImport = (text: string, equivalents: Equivalents, now: number): Imported => {
  if (Buffer.byteLength(text) > mostBytes) return refused(tooLarge);
  const parsed = parse(text);
  if (parsed === undefined) return refused(`This is no whole JSON file. Nothing was taken from it. ${known}`);
  if (isRun(parsed.value)) return readRun(parsed.value, now);
  const list = listOf(parsed.value);
  if (list === undefined) return refused(`This JSON is in no form that we know. Nothing was taken from it. ${known}`);
  return readFindings(list, equivalents, now);
};

export const tooLarge = `The file is larger than ${mostBytes / 1024 / 1024} MB. Nothing was taken from it. Export fewer findings at a time, such as one account or one service.`;
