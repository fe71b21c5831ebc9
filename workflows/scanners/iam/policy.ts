/** Reads a policy document. What is not understood in full is unreadable, never an empty policy: an empty one would say "nothing granted". */
import { type Pattern, patternOf } from './pattern.ts';
import { type Principals, principalsIn } from './who.ts';

export interface Side {
  /** As in NotAction and NotResource: everything but these. */
  not: boolean;
  patterns: readonly Pattern[];
}

export interface Condition {
  /** As it was written, such as `ForAnyValue:StringLikeIfExists`. */
  operator: string;
  set: 'any' | 'all' | null;
  base: string;
  ifExists: boolean;
  /** Lower case: keys of conditions have none. */
  key: string;
  values: readonly Pattern[];
}

export interface Statement {
  /** Its Sid, or its place. */
  name: string;
  effect: 'Allow' | 'Deny';
  action: Side;
  /** `null` in policies that speak about the one thing they stand on, such as a role's trust. */
  resource: Side | null;
  /** `null` in policies of a principal. */
  principals: Principals | null;
  conditions: readonly Condition[];
}

export interface Policy {
  kind: 'policy';
  statements: readonly Statement[];
}

export interface Unreadable {
  kind: 'unreadable';
  why: string;
}

export type Read = Policy | Unreadable;

type Json = Readonly<Record<string, unknown>>;

export const unreadable = (why: string): Unreadable => ({ kind: 'unreadable', why });

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON, JSON as it stands in a URL (IAM answers so), or the object itself. */
export function readPolicy(document: unknown): Read {
  if (typeof document !== 'string') return isRecord(document) ? readDocument(document) : unreadable('it is not a policy document');
  let text = document.trim();
  try {
    if (text.startsWith('%')) text = decodeURIComponent(text);
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? readDocument(parsed) : unreadable('it is not an object');
  } catch {
    return unreadable('it is not JSON');
  }
}

/** Thrown and caught in this file only. */
class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

const malformed = (why: string): never => {
  throw new MalformedError(why);
};

const versions = ['2012-10-17', '2008-10-17'];
const membersOfPolicy = ['Version', 'Id', 'Statement'];
const membersOfStatement = 'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' ');

const stranger = (record: Json, known: readonly string[]): string | undefined => Object.keys(record).find((name) => !known.includes(name));

function readDocument(document: Json): Read {
  try {
    const other = stranger(document, membersOfPolicy);
    if (other !== undefined) return unreadable(`it has an unknown member ${other}`);
    const { Version: version, Statement: statement } = document;
    if (version !== undefined && !versions.some((known) => known === version)) return unreadable('its version is unknown');
    const list = Array.isArray(statement) ? statement : [statement];
    const variables = version === '2012-10-17';
    return { kind: 'policy', statements: list.map((one, index) => readStatement(one, `statement ${index + 1}`, variables)) };
  } catch (error) {
    if (error instanceof MalformedError) return unreadable(error.message);
    throw error;
  }
}

function readStatement(statement: unknown, place: string, variables: boolean): Statement {
  if (!isRecord(statement)) return malformed(`${place} is not an object`);
  const other = stranger(statement, membersOfStatement);
  if (other !== undefined) return malformed(`${place} has an unknown member ${other}`);
  const { Sid: sid, Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return malformed(`${place} neither allows nor denies`);
  const action = readSide(statement, 'Action', (text) => patternOf(text.toLowerCase(), false)) ?? malformed(`${place} names no action`);
  const odd = action.patterns.find(({ text }) => !text.includes(':') && !/^\*+$/.test(text));
  if (odd !== undefined) return malformed(`${place} names an action without a service`);
  return {
    name: typeof sid === 'string' && sid !== '' ? sid : place,
    effect,
    action,
    resource: readSide(statement, 'Resource', (text) => patternOf(text, variables)),
    principals: readPrincipals(statement, place),
    conditions: readConditions(statement['Condition'], place, variables),
  };
}

/** One text or several, never none: a statement about nothing would be passed over. */
function textsOf(value: unknown, what: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) return malformed(`${what} is an empty list`);
  return list.map((one) => (typeof one === 'string' ? one : malformed(`${what} is not text`)));
}

function readSide(statement: Json, name: 'Action' | 'Resource', pattern: (text: string) => Pattern): Side | null {
  const [own, negated] = [statement[name], statement[`Not${name}`]];
  if (own !== undefined && negated !== undefined) return malformed(`${name} stands beside Not${name}`);
  if (own === undefined && negated === undefined) return null;
  return { not: own === undefined, patterns: textsOf(own ?? negated, name).map(pattern) };
}

function readPrincipals(statement: Json, place: string): Principals | null {
  const { Principal: own, NotPrincipal: negated } = statement;
  if (own !== undefined && negated !== undefined) return malformed('Principal stands beside NotPrincipal');
  const value = own ?? negated;
  if (value === undefined) return null;
  if (value === '*') return { not: own === undefined, whos: [{ kind: 'public' }] };
  if (!isRecord(value) || Object.keys(value).length === 0) return malformed(`the principal of ${place} is neither * nor a map`);
  const whos = Object.entries(value).flatMap(
    ([kind, names]) => principalsIn(kind, textsOf(names, 'Principal')) ?? malformed('a kind of principal is unknown'),
  );
  return { not: own === undefined, whos };
}

function readConditions(value: unknown, place: string, variables: boolean): Condition[] {
  if (value === undefined) return [];
  if (!isRecord(value)) return malformed(`the condition of ${place} is not a map`);
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) return malformed(`${operator} is not a map`);
    const [, set, base = '', ifExists] =
      /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/i.exec(operator) ?? malformed('an operator is unknown');
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      set: set === undefined ? null : set.toLowerCase() === 'foranyvalue' ? ('any' as const) : ('all' as const),
      base: base.toLowerCase(),
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: valuesOf(values, key).map((text) => patternOf(text, variables)),
    }));
  });
}

const valuesOf = (values: unknown, key: string): string[] =>
  (Array.isArray(values) ? values : [values]).map((one: unknown) =>
    typeof one === 'string' || typeof one === 'boolean' || typeof one === 'number'
      ? String(one)
      : malformed(`a value of ${key} is not text`),
  );
