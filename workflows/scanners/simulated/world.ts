/** A simulated account as data: what each question is answered with, by Region and by parameter. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { z } from 'zod';
import { operationOf } from '../operations.ts';
import type { Operation } from '../reads.ts';
import { shapesOf } from '../sdk.ts';
import type { Form } from './protocol.ts';
import type { Asked } from './route.ts';
import type { Given } from './write.ts';

/** One answer, and the questions that it answers. */
export const Entry = z.strictObject({
  /** Only for questions with these parameters, in the wire's own names. */
  when: z.record(z.string(), z.unknown()).optional(),
  /** Only in this Region. */
  region: z.string().optional(),
  give: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  status: z.int().optional(),
});
export type Entry = z.infer<typeof Entry>;

/** An operation's answer: one tree for every question, or a list of entries of which the first that fits answers. */
export const Answers = z.record(z.string(), z.union([z.array(Entry).min(1), z.record(z.string(), z.unknown()), z.string()]));
export type Answers = z.infer<typeof Answers>;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other) || String(one) === String(other);

const fits = ({ when, region }: Entry, asked: Asked): boolean =>
  (region === undefined || region === asked.region) &&
  Object.entries(when ?? {}).every(([name, value]) => same(asked.parameters[name], value));

/** `null` where the world does not say. */
export function lookUp(answers: Answers, asked: Asked): Given | null {
  const said = answers[asked.operation];
  if (said === undefined) return null;
  if (!Array.isArray(said)) return { give: said };
  const entry = said.find((one) => fits(one, asked));
  if (entry === undefined) return null;
  const { error, message, status, give } = entry;
  if (error === undefined) return { give };
  return { error, ...(message === undefined ? {} : { message }), ...(status === undefined ? {} : { status }) };
}

/** What a service says that holds nothing: an empty list, a typed "there is none", or "not found". */
export async function nothingThere(operation: Operation, form: Form): Promise<Given> {
  const { read } = operationOf(operation);
  const absent = read.absent?.find((one) => typeof one === 'string');
  if (absent !== undefined) return { error: absent };
  if (read.items === undefined) return { error: 'ResourceNotFoundException' };
  const { output } = await shapesOf(operation);
  const list = { [wireName(output, read.items, form)]: form === 'json' ? [] : '' };
  return { give: form === 'rest-xml' ? { Result: list } : list };
}

function wireName(output: NormalizedSchema, member: string, form: Form): string {
  const { jsonName, xmlName } = output.getMemberSchema(member).getMergedTraits();
  return (form === 'json' ? jsonName : xmlName) ?? member;
}
