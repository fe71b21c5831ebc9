/** What is kept of an answer: the fields that some shape names. The rest would fill the memory without ever reaching a check. */
import type { z } from 'zod';

/** `everything`, or what may be dropped below: fields that are not named here. Values of other kinds stay as they are. */
export type Kept = 'everything' | { fields: Record<string, Kept> | null; items: Kept | null };

const untouched: Kept = { fields: null, items: null };

/** What the shapes together look at. A kind of shape that is not known here keeps everything. */
export const keptBy = (shapes: readonly z.ZodType[]): Kept => shapes.map(keptOf).reduce(both, untouched);

function keptOf(shape: z.ZodType): Kept {
  const { def } = shape as unknown as z.core.$ZodTypes & { def: z.core.$ZodTypes['_zod']['def'] };
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'date':
    case 'enum':
    case 'literal':
    case 'null':
    case 'undefined':
      return untouched;
    case 'object':
      // One that looks at unknown fields must see them.
      if (def.catchall !== undefined) return 'everything';
      return { fields: Object.fromEntries(Object.entries(def.shape).map(([name, one]) => [name, keptOf(one as z.ZodType)])), items: null };
    case 'array':
      return { fields: null, items: keptOf(def.element as z.ZodType) };
    case 'union':
      return keptBy(def.options as readonly z.ZodType[]);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'catch':
    case 'readonly':
      return keptOf(def.innerType as z.ZodType);
    case 'pipe':
      return keptOf(def.in as z.ZodType);
    default:
      return 'everything';
  }
}

function both(one: Kept, other: Kept): Kept {
  if (one === 'everything' || other === 'everything') return 'everything';
  return { fields: bothFields(one.fields, other.fields), items: bothOr(one.items, other.items) };
}

const bothOr = (one: Kept | null, other: Kept | null): Kept | null => (one === null || other === null ? (one ?? other) : both(one, other));

function bothFields(one: Record<string, Kept> | null, other: Record<string, Kept> | null): Record<string, Kept> | null {
  if (one === null || other === null) return one ?? other;
  const added = Object.entries(other).map(([name, kept]) => [name, Object.hasOwn(one, name) ? both(one[name] as Kept, kept) : kept]);
  return { ...one, ...Object.fromEntries(added) };
}

/** Copies what is kept. The copy is whole: a text cut out of a page holds on to the page, and the same text is there once. */
export function createKeeper(): (value: unknown, kept: Kept) => unknown {
  const texts = new Map<string, string>();
  const own = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    const copy = structuredClone(text);
    texts.set(copy, copy);
    return copy;
  };
  const copy = (value: unknown, kept: Kept): unknown => {
    if (typeof value === 'string') return own(value);
    if (Array.isArray(value)) return value.map((one) => copy(one, (kept === 'everything' ? null : kept.items) ?? 'everything'));
    if (!isPlain(value)) return value;
    const fields = kept === 'everything' ? null : kept.fields;
    const entries = fields === null ? Object.entries(value) : Object.entries(value).filter(([name]) => Object.hasOwn(fields, name));
    return Object.fromEntries(entries.map(([name, one]) => [name, copy(one, fields?.[name] ?? 'everything')]));
  };
  return copy;
}

/** Dates and bytes are no trees. */
const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
