/** An issue of the site of Jira that tests talk to: what is shown of it, what is said in it, and where it stands in its workflow. */
import { isDocument, type Refusal } from './jira-rules.ts';

type Category = 'new' | 'indeterminate' | 'done';

export interface Step {
  id: string;
  to: string;
  category: Category;
  /** What its screen has, and whether it has to be filled in. */
  fields?: Record<string, { name: string; required: boolean; allowedValues?: { name: string }[] }>;
}

interface Comment {
  id: number;
  created: string;
  body: unknown;
  properties: unknown[];
}

export interface Held {
  id: number;
  key: string;
  /** The keys it had before it was moved. */
  formerKeys: string[];
  fields: Record<string, unknown>;
  status: { name: string; category: Category };
  resolution: string | null;
  created: number;
  changed: number;
  properties: Record<string, unknown>;
  comments: Comment[];
  /** What the search knows of its labels; null while it does not know the issue. */
  indexed: string[] | null;
}

export type Told = Refusal | { status: 200 | 201 | 204; told?: unknown };

const moment = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

export function shown(
  { id, key, fields, status, resolution, changed, created, properties }: Held,
  asked: readonly string[],
  props: readonly string[] = [],
) {
  const all: Record<string, unknown> = {
    ...fields,
    status: { name: status.name, statusCategory: { key: status.category } },
    resolution: resolution === null ? null : { name: resolution },
    resolutiondate: resolution === null ? null : moment(changed),
    statuscategorychangedate: moment(changed),
    created: moment(created),
  };
  const wanted = Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes(name)));
  const marks = Object.fromEntries(Object.entries(properties).filter(([name]) => props.includes(name)));
  return { id: String(id), key, fields: wanted, ...(props.length === 0 ? {} : { properties: marks }) };
}

export function commented({ comments }: Held, query: URLSearchParams): Told {
  const newest = query.get('orderBy') === '-created' ? comments.toReversed() : comments;
  const from = Number(query.get('startAt') ?? 0);
  const page = newest.slice(from, from + Math.min(Number(query.get('maxResults') ?? 50), 100));
  const told = { comments: page.map(({ id, created, body }) => ({ id: String(id), created, body })), total: comments.length };
  return { status: 200, told };
}

export function comment(held: Held, id: number, { body, properties = [] }: { body?: unknown; properties?: unknown[] }): Told {
  if (!isDocument(body)) return { status: 400, errors: { comment: 'Comment body is not valid!' } };
  held.comments.push({ id, created: moment(Date.now()), body, properties });
  return { status: 201, told: { id: String(id), body } };
}

export function offered(steps: readonly Step[], query: URLSearchParams): Told {
  const isWhole = query.get('expand') === 'transitions.fields';
  const transitions = steps.map(({ id, to, category, fields = {} }) => ({
    id,
    name: to,
    to: { name: to, statusCategory: { key: category } },
    ...(isWhole ? { fields } : {}),
  }));
  return { status: 200, told: { transitions } };
}

export function moved(
  steps: readonly Step[],
  held: Held,
  { transition, fields = {} }: { transition?: { id?: string }; fields?: Record<string, { name?: string }> },
): Told {
  const step = steps.find(({ id }) => id === transition?.id);
  if (step === undefined) return { status: 400, errorMessages: ['It seems that you have tried to perform an illegal workflow operation.'] };
  const screen = step.fields ?? {};
  const errors: Record<string, string> = {};
  for (const name of Object.keys(fields)) if (screen[name] === undefined) errors[name] = `Field '${name}' cannot be set.`;
  for (const [name, field] of Object.entries(screen))
    if (field.required && fields[name] === undefined) errors[name] = `${field.name} is required.`;
  if (Object.keys(errors).length > 0) return { status: 400, errors };
  move(held, step, fields['resolution']?.name);
  return { status: 204 };
}

/** A project whose steps have no screen fills in the resolution by itself, and takes it away again. */
export function move(held: Held | undefined, step: Step | undefined, resolution = step?.to): void {
  if (held === undefined || step === undefined) throw new Error('There is no such issue, or no such step.');
  if (held.status.category !== step.category) held.changed = Date.now();
  held.status = { name: step.to, category: step.category };
  held.resolution = step.category === 'done' ? (resolution ?? null) : null;
}
