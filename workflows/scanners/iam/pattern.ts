/**
 * Patterns of policies, and their members. To ask about a whole pattern we ask about its *general member*: every wildcard filled with
 * signs that no policy holds, so that only another wildcard can match them. `bedrock:*` is granted where its general member is.
 */
import { type Truth, truthOf } from './truth.ts';

const any = '\ue002';
const single = '\ue003';
const fresh = '\ue001';

/** The pattern that everything fits. */
export const everything = any;
const isWhole = (code: string): boolean => code === any;
/** Longer than any run of question marks that stands for "something". */
const freshRun = fresh.repeat(20);

export interface Pattern {
  /** As it was written. */
  text: string;
  /** With signs of our own for the wildcards, so that an escaped asterisk stays an asterisk. */
  code: string;
  /** Holds a policy variable: what it matches is known only with the request. */
  varies: boolean;
}

const variable = /\$\{([^}]*)\}/g;

/** Policy variables exist since the version of 2012; before, they are plain text. */
export function patternOf(text: string, variables: boolean): Pattern {
  let varies = false;
  const escaped: string[] = [];
  const kept = (sign: string): string => `\ue004${escaped.push(sign) - 1}\ue005`;
  const plain = variables
    ? text.replace(variable, (_, name: string) => {
        if (name === '*' || name === '?' || name === '$') return kept(name);
        varies = true;
        return any;
      })
    : text;
  const code = plain
    .replaceAll('*', any)
    .replaceAll('?', single)
    .replace(/\ue004(\d+)\ue005/g, (_, index: string) => escaped[Number(index)] ?? '');
  return { text, code: code.replace(/\ue002+/g, any), varies };
}

/** Whether the whole text fits; walks back only to the last asterisk, so that no pattern takes long. */
export function fits(code: string, text: string): boolean {
  let at = 0;
  let reading = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    const sign = code[reading];
    if (sign === any) {
      star = reading++;
      from = at;
    } else if (sign !== undefined && (sign === single || sign === text[at])) {
      reading++;
      at++;
    } else if (star >= 0) {
      reading = star + 1;
      at = ++from;
    } else return false;
  }
  while (code[reading] === any) reading++;
  return reading === code.length;
}

export const generalMember = (code: string): string => code.replaceAll(any, freshRun).replaceAll(single, fresh);

/** The general member of a resource pattern. */
export const generalResource = (code: string): string => generalMember(completed(code));

/** A value that only a wildcard matches. */
export const anyValue = freshRun;
/** The same for what must look like an ARN. */
export const anyArn = ['arn', ...Array.from({ length: 5 }, () => freshRun)].join(':');

const codeOf = (text: string): string => patternOf(text, false).code;

/** The action of a question: wildcards stand for the general member, `*` for any action of any service. */
export const askedAction = (action: string): string =>
  action === '*' ? `${freshRun}:${freshRun}` : generalMember(codeOf(action.toLowerCase()));
export const askedResource = (resource: string): string => generalMember(codeOf(resource));

/** The six parts of an ARN; a pattern with fewer is completed with wildcards, as AWS does. `null` where it is none. */
function partsOf(code: string): string[] | null {
  if (!code.startsWith('arn:')) return null;
  const parts = code.split(':');
  while (parts.length < 6) parts.push(any);
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const isShort = (code: string): boolean => code.split(':').length < 6;
const completed = (code: string): string => partsOf(code)?.join(':') ?? code;
const partsFit = (codes: readonly string[], texts: readonly string[]): boolean =>
  codes.every((code, index) => fits(code, texts[index] ?? ''));

/**
 * An asterisk at the end of a part may reach over the next colons; elsewhere it stays inside its part. Where only the first reading fits
 * and the asterisk is not at an end, the documentation does not say: it depends.
 */
export function resourceFits({ code, varies }: Pattern, resource: string): Truth {
  const whole = completed(code);
  // Short of parts, with an asterisk that may reach over the missing colon: both readings are possible.
  if (!fits(whole, resource)) return fits(code, resource) ? 'depends' : 'no';
  if (varies) return 'depends';
  if (!/\ue002(?!:|$)/.test(whole)) return 'yes';
  const [parts, asked] = [partsOf(whole), partsOf(resource)];
  return parts === null || asked === null || partsFit(parts, asked) ? 'yes' : 'depends';
}

/** ARNs in conditions are compared part by part. */
export function arnFits({ code, varies }: Pattern, arn: string): Truth {
  const [parts, asked] = [code.split(':'), arn.split(':')];
  if (parts[0] !== 'arn' || parts.length < 6 || asked.length < 6) return varies ? 'depends' : truthOf(code === any);
  const join = (list: readonly string[]): string[] => [...list.slice(0, 5), list.slice(5).join(':')];
  if (!partsFit(join(parts), join(asked))) return 'no';
  return varies ? 'depends' : 'yes';
}

/** What two resource patterns share: a pattern, nothing (`null`), or more than one pattern can say (`several`). */
export function shared(first: string, second: string): string | null {
  if (isWhole(first) || first === second) return second;
  if (isWhole(second)) return first;
  const [one, other] = [completed(first), completed(second)];
  if (fits(one, generalMember(other))) return other;
  if (fits(other, generalMember(one))) return one;
  const [left, right] = [partsOf(one), partsOf(other)];
  if (left === null || right === null) return meet(one, other) ? 'several' : null;
  const parts = left.map((part, index) => narrower(part, right[index] ?? ''));
  // With fewer than six parts an asterisk may have been meant to reach over a colon.
  if (parts.includes(null)) return isShort(first) || isShort(second) ? (meet(one, other) ? 'several' : null) : null;
  return parts.includes('several') ? 'several' : parts.join(':');
}

function narrower(one: string, other: string): string | null {
  if (fits(one, generalMember(other))) return other;
  if (fits(other, generalMember(one))) return one;
  return meet(one, other) ? 'several' : null;
}

/** Whether some text fits both. */
function meet(one: string, other: string): boolean {
  const reached = new Set<number>();
  const width = other.length + 1;
  const todo: [number, number][] = [[0, 0]];
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    const [left, right] = step;
    if (left === one.length && right === other.length) return true;
    if (reached.has(left * width + right)) continue;
    reached.add(left * width + right);
    const [sign, against] = [one[left], other[right]];
    if (sign === any) todo.push([left + 1, right]);
    if (against === any) todo.push([left, right + 1]);
    if (sign === undefined || against === undefined) continue;
    if (sign === any && against !== any) todo.push([left, right + 1]);
    if (against === any && sign !== any) todo.push([left + 1, right]);
    if (sign !== any && against !== any && (sign === against || sign === single || against === single)) todo.push([left + 1, right + 1]);
  }
  return false;
}
