/** Files of other tools as they look, and a few checks of ours beside theirs. */
import { readFileSync } from 'node:fs';
import { equivalentsOf } from '../../../../workflows/exchange/imports/equivalents.ts';
import { type ImportedFindings, readImport } from '../../../../workflows/exchange/imports/read-import.ts';

export const now = Date.parse('2026-11-22T10:00:00Z');

export const equivalents = equivalentsOf([
  { id: 'BR-GRD-02', scope: 'region', equivalents: { prowler: ['bedrock_guardrail_prompt_attack_filter_enabled'] } },
  { id: 'KB-01', scope: 'region', equivalents: { securityHub: ['Bedrock.1'] } },
  { id: 'SM-01', scope: 'region', equivalents: { securityHub: ['SageMaker.1', 'SageMaker.2'] } },
  { id: 'EN-09', scope: 'account', equivalents: { prowler: ['accessanalyzer_enabled'], securityHub: ['IAM.28'] } },
]);

export const fileText = (name: string): string => readFileSync(new URL(`../../../fixtures/imports/${name}.json`, import.meta.url), 'utf8');

export type Json = Record<string, unknown>;

/** A list of findings from a file; each call gives its own copy. */
export const findingsOf = (name: string): Json[] => {
  const value = JSON.parse(fileText(name)) as Json[] | { Findings: Json[] };
  return Array.isArray(value) ? value : value.Findings;
};

export const readText = (text: string): ImportedFindings => {
  const imported = readImport(text, equivalents, now);
  if (imported.kind !== 'findings') throw new Error(JSON.stringify(imported));
  return imported;
};

export const readList = (list: readonly unknown[]): ImportedFindings => readText(JSON.stringify(list));

export const finding = (name: string, place = 0): Json => {
  const found = findingsOf(name)[place];
  if (found === undefined) throw new Error(`${name} has no finding ${place}`);
  return found;
};

/** Sets `a.b.c`; null takes the field away. */
const change = (target: Json, path: string, value: unknown): void => {
  const [first = '', ...rest] = path.split('.');
  if (rest.length > 0) {
    target[first] ??= {};
    change(target[first] as Json, rest.join('.'), value);
  } else if (value === null) delete target[first];
  else target[first] = value;
};

export const changed = (target: Json, changes: Json): Json => {
  const copy = structuredClone(target);
  for (const [path, value] of Object.entries(changes)) change(copy, path, value);
  return copy;
};

/** Findings that say FAIL, one in each form. */
export const templates: Record<string, Json> = {
  prowler: finding('prowler.ocsf'),
  asff: finding('security-hub.asff'),
  'prowler-asff': finding('security-hub.asff', 8),
  'security-hub-ocsf': finding('security-hub.ocsf'),
};

const day = 86_400;
/** A finding of Prowler some days later, with its word for the outcome. */
export const at = (days: number, status: string): Json =>
  changed(finding('prowler.ocsf'), { time: 1_793_440_800 + days * day, status_code: status });
