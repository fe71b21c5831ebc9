/** Whether a condition holds, with as much of the request as is known. A key that is not mentioned is unknown; `null` is known to be missing. */
import { arnFits, fits, type Pattern } from './pattern.ts';
import type { Condition } from './policy.ts';
import { all, not, some, type Truth, truthOf } from './truth.ts';

export type Context = Readonly<Record<string, string | readonly string[] | null>>;

type Compare = (pattern: Pattern, value: string) => Truth;

const plainly =
  (compare: (text: string, value: string) => boolean): Compare =>
  ({ text, varies }, value) =>
    varies ? 'depends' : truthOf(compare(text, value));

/** `null` from `read` is a value that we do not understand. */
const ordered =
  (read: (text: string) => number | null, compare: (wanted: number, got: number) => boolean): Compare =>
  ({ text, varies }, value) => {
    const [wanted, got] = [read(text), read(value)];
    return varies || wanted === null || got === null ? 'depends' : truthOf(compare(wanted, got));
  };

const asNumber = (text: string): number | null => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null);
const asTime = (text: string): number | null => {
  const time = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(time) ? null : time;
};

const orders = {
  equals: (wanted: number, got: number) => got === wanted,
  lessthan: (wanted: number, got: number) => got < wanted,
  lessthanequals: (wanted: number, got: number) => got <= wanted,
  greaterthan: (wanted: number, got: number) => got > wanted,
  greaterthanequals: (wanted: number, got: number) => got >= wanted,
};

const like: Compare = ({ code, varies }, value) => (fits(code, value) ? (varies ? 'depends' : 'yes') : 'no');

/** Text without wildcards: an escaped sign is the sign itself, an asterisk is only an asterisk. */
const equals: Compare = ({ text, code, varies }, value) => {
  if (varies) return like({ text, code, varies }, value);
  return truthOf(text.replace(/\$\{([*?$])\}/g, '$1') === value);
};

const inAddress: Compare = ({ text, varies }, value) => {
  const [wanted, got] = [rangeOf(text), rangeOf(value)];
  if (varies || wanted === null || got === null) return 'depends';
  const size = 2 ** (32 - wanted.bits);
  return truthOf(Math.floor(got.from / size) === Math.floor(wanted.from / size));
};

/** Addresses of version 4; of version 6 we say that it depends. */
export function rangeOf(text: string): { from: number; bits: number } | null {
  const [, address = '', bits = '32'] = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  const parts = address.split('.').map(Number);
  if (address === '' || parts.some((part) => part > 255) || Number(bits) > 32) return null;
  return { from: parts.reduce((sum, part) => sum * 256 + part, 0), bits: Number(bits) };
}

const lower = (text: string): string => text.toLowerCase();

const compares: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['stringequals', equals],
  [
    'stringequalsignorecase',
    (pattern, value) => equals({ ...pattern, text: lower(pattern.text), code: lower(pattern.code) }, lower(value)),
  ],
  ['stringlike', like],
  ['arnequals', arnFits],
  ['arnlike', arnFits],
  ['bool', plainly((text, value) => lower(text) === lower(value))],
  ['binaryequals', plainly((text, value) => text === value)],
  ['ipaddress', inAddress],
  ...Object.entries(orders).flatMap(([name, compare]): [string, Compare][] => [
    [`numeric${name}`, ordered(asNumber, compare)],
    [`date${name}`, ordered(asTime, compare)],
  ]),
]);

/** The operator that one negates, such as `stringlike` of `StringNotLike`. */
const positiveOf = (base: string): string | null => {
  const found = /^(string|numeric|date|arn)not(equals|like|equalsignorecase)$|^not(ipaddress)$/.exec(base);
  return found === null ? null : (found[3] ?? `${found[1]}${found[2]}`);
};

export const isNegated = ({ base }: Condition): boolean => positiveOf(base) !== null;

/** Whether one value of the request fits the list of the policy; `null` where the operator is unknown. */
function fitsOne({ base, values }: Condition, value: string): Truth | null {
  const positive = positiveOf(base);
  const compare = compares.get(positive ?? base);
  if (compare === undefined) return null;
  const found = some(values.map((pattern) => compare(pattern, value)));
  return positive === null ? found : not(found);
}

export function holds(condition: Condition, context: Context): Truth {
  const known = context[condition.key];
  const { base, set, ifExists, values } = condition;
  if (known === undefined) return 'depends';
  const missing = known === null || known.length === 0;
  if (base === 'null') return nullHolds(values, missing);
  if (!compares.has(positiveOf(base) ?? base)) return 'depends';
  // Without the key: no value differs from the list, so "all" holds and "any" does not, whatever is negated.
  if (missing) return truthOf(set === 'all' || (set === null && (ifExists || positiveOf(base) !== null)));
  const truths = [known].flat().map((value) => fitsOne(condition, value) ?? 'depends');
  if (set === 'any') return some(truths);
  if (set === 'all') return all(truths);
  // A single-valued operator on several values is not defined where they differ.
  return new Set(truths).size === 1 ? (truths[0] ?? 'depends') : 'depends';
}

function nullHolds(values: readonly Pattern[], missing: boolean): Truth {
  const texts = values.map(({ text }) => lower(text));
  if (texts.length !== 1 || !['true', 'false'].includes(texts[0] ?? '')) return 'depends';
  return truthOf((texts[0] === 'true') === missing);
}

/** Keys as conditions hold them. */
export const contextOf = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
