/**
 * An assessment's state to and from its envelope. Answers are columns of small numbers: places in the pinned catalogue in place of
 * ids, time since the answer before in place of dates. The envelope names the catalogue, so the places keep their meaning for ever.
 */
import { z } from 'zod';
import { type Catalogue, indexCatalogue, questionId } from '../../knowledge/catalogue.ts';
import { phases } from '../../knowledge/schema.ts';
import type { Answer, AnswerValue, InterviewContext, QuestionKey } from './context.ts';
import type { Snapshot, StateValue } from './engine.ts';
import { findQuestion } from './questioning.ts';
import { SaidShape, scanShapes } from './scan-shapes.ts';

/** Raised when the shape changes; an upcaster brings each older shape to the next. */
export const envelopeVersion = 4;
/** The version of the rules (scoping, scoring, chart) under which the state was made. */
export const rulesVersion = 1;

/** A choice's place in its question, ids where a place cannot say it, null for "don't know", a reason for "not applicable". */
const Value = z.union([z.int(), z.array(z.string()), z.null(), SaidShape]);

/** Answers in the order in which they were given; one column a field, so that equal things stand together. */
const Answers = z.object({
  /** A control question's place among all questions of the catalogue; any other key as it is. */
  k: z.array(z.union([z.int(), z.string()])),
  v: z.array(Value),
  /** The place of the person in the list of people. */
  p: z.array(z.int()),
  /** Milliseconds since the answer before, or since the birth. */
  t: z.array(z.number()),
  /** What most answers do not have, by place: answers left out before it (`g`), a revision above one, the typed words, a comment. */
  x: z.record(z.string(), z.object({ g: z.int().optional(), r: z.int().optional(), q: z.string().optional(), c: SaidShape.optional() })),
});

const FinishedShape = z.object({ id: z.string(), at: z.number(), by: z.string() });
const Confirmed = z.object({ by: z.string(), at: z.number(), scope: z.string() });
const depths = ['short', 'full'] as const;

const Rest = z.object({
  id: z.string(),
  catalogue: z.string(),
  bornAt: z.number(),
  name: z.string(),
  home: z.object({ conversation: z.string(), kind: z.enum(['personal', 'group', 'channel']) }),
  requester: z.object({ id: z.string(), name: z.string() }),
  invited: z.array(z.string()),
  handed: z.array(z.string()),
  intake: z.object({
    about: SaidShape.optional(),
    owner: z.string().optional(),
    channel: z.string().optional(),
    accounts: z.string().optional(),
    regions: z.string().optional(),
    goLive: z.string().optional(),
  }),
  components: z.array(z.object({ id: z.string(), name: z.string() })),
  turns: z.int(),
  focus: z.string().nullable(),
  proposal: z.object({ key: z.string(), choices: z.array(z.string()), quote: z.string(), by: z.string() }).nullable(),
  waiting: z.record(
    z.string(),
    z.object({ to: z.object({ id: z.string(), name: z.string() }), by: z.string(), at: z.number(), until: z.number() }),
  ),
  confirmed: Confirmed.nullable(),
  depth: z.enum(depths),
  unknownRun: z.int(),
  lastAt: z.number(),
  cancelledAt: z.number().nullable(),
  result: FinishedShape.nullable(),
  baseline: FinishedShape.nullable(),
  again: z
    .object({
      by: z.string(),
      at: z.number(),
      target: z.enum(phases).nullable(),
      confirmed: Confirmed.nullable(),
      depth: z.enum(depths),
      baseline: FinishedShape.nullable(),
    })
    .nullable(),
  ...scanShapes,
});

const EnvelopeShape = z.object({
  v: z.literal(envelopeVersion),
  rules: z.int(),
  value: z.record(z.string(), z.string()),
  people: z.array(z.tuple([z.string(), z.string()])),
  answers: Answers,
  earlier: Answers,
  rest: Rest,
});
export type Envelope = z.infer<typeof EnvelopeShape>;

export function toEnvelope({ value, context }: Snapshot, catalogue: Catalogue): Envelope {
  const { answers, earlier, people, ...rest } = context;
  const names = Object.entries(people);
  const places = new Map(names.map(([id], index) => [id, index]));
  return {
    v: envelopeVersion,
    rules: rulesVersion,
    value: { ...value },
    people: names,
    answers: packAnswers(answers, places, rest.bornAt, catalogue),
    earlier: packAnswers(earlier, places, rest.bornAt, catalogue),
    rest,
  };
}

/** The hash of the catalogue that an envelope is pinned to. Throws a ZodError for anything that is not an envelope of this version. */
export function catalogueOf(stored: unknown): string {
  return z.object({ v: z.literal(envelopeVersion), rest: z.object({ catalogue: z.string() }) }).parse(stored).rest.catalogue;
}

/** Throws a ZodError for anything that is not an envelope of this version. */
export function fromEnvelope(stored: unknown, catalogue: Catalogue): { value: StateValue; context: InterviewContext } {
  const { value, people, answers, earlier, rest } = EnvelopeShape.parse(stored);
  const context: InterviewContext = {
    ...(rest as Omit<InterviewContext, 'people' | 'answers' | 'earlier' | 'waiting'>),
    waiting: rest.waiting,
    people: Object.fromEntries(people),
    answers: unpackAnswers(answers, people, rest.bornAt, catalogue),
    earlier: unpackAnswers(earlier, people, rest.bornAt, catalogue),
  };
  return { value: value as unknown as StateValue, context };
}

type Packed = z.infer<typeof Answers>;

/** Somebody who is in no list: only possible for an answer of the product itself. */
const nobody = -1;

function packAnswers(answers: Record<QuestionKey, Answer>, person: Map<string, number>, bornAt: number, catalogue: Catalogue): Packed {
  const places = placesOf(catalogue);
  const packed: Packed = { k: [], v: [], p: [], t: [], x: {} };
  let before = { at: bornAt, turn: 0 };
  for (const [key, answer] of Object.entries(answers).toSorted(([, one], [, other]) => one.turn - other.turn)) {
    const extras = {
      ...(answer.turn === before.turn + 1 ? {} : { g: answer.turn - before.turn - 1 }),
      ...(answer.rev === 1 ? {} : { r: answer.rev }),
      ...(answer.quote === undefined ? {} : { q: answer.quote }),
      ...(answer.comment === undefined ? {} : { c: answer.comment }),
    };
    if (Object.keys(extras).length > 0) packed.x[String(packed.k.length)] = extras;
    packed.k.push(places.get(key) ?? key);
    packed.v.push(packValue(catalogue, key, answer.value));
    packed.p.push(person.get(answer.by) ?? nobody);
    packed.t.push(answer.at - before.at);
    before = answer;
  }
  return packed;
}

function unpackAnswers(packed: Packed, people: [string, string][], bornAt: number, catalogue: Catalogue): Record<QuestionKey, Answer> {
  const keys = [...placesOf(catalogue).keys()];
  let before = { at: bornAt, turn: 0 };
  const answers = packed.k.map((place, index): [QuestionKey, Answer] => {
    const key = typeof place === 'string' ? place : (keys[place] ?? '');
    const extras = packed.x[String(index)] ?? {};
    const answer: Answer = {
      value: unpackValue(choicesOf(catalogue, key), packed.v[index] ?? null),
      by: people[packed.p[index] ?? nobody]?.[0] ?? 'plumbline',
      at: before.at + (packed.t[index] ?? 0),
      rev: extras.r ?? 1,
      turn: before.turn + 1 + (extras.g ?? 0),
      ...(extras.q === undefined ? {} : { quote: extras.q }),
      ...(extras.c === undefined ? {} : { comment: extras.c }),
    };
    before = answer;
    return [key, answer];
  });
  return Object.fromEntries(answers);
}

function packValue(catalogue: Catalogue, key: QuestionKey, value: AnswerValue): Packed['v'][number] {
  if (value.kind === 'unknown') return null;
  if (value.kind === 'not-applicable') return value.reason;
  const [only, ...more] = value.choices;
  const choices = only === undefined || more.length > 0 ? [] : choicesOf(catalogue, key);
  const place = choices.findIndex(({ id }) => id === only);
  return place < 0 ? value.choices : place;
}

function unpackValue(choices: readonly { id: string }[], value: Packed['v'][number]): AnswerValue {
  if (value === null) return { kind: 'unknown' };
  if (typeof value === 'number') return { kind: 'choice', choices: choices.slice(value, value + 1).map(({ id }) => id) };
  return Array.isArray(value) ? { kind: 'choice', choices: value } : { kind: 'not-applicable', reason: value };
}

function choicesOf(catalogue: Catalogue, key: QuestionKey): readonly { id: string }[] {
  return findQuestion(catalogue, key)?.question.choices ?? [];
}

const places = new WeakMap<Catalogue, Map<QuestionKey, number>>();

/** The place of every control question; a Map keeps its order, so its keys are the list. */
function placesOf(catalogue: Catalogue): Map<QuestionKey, number> {
  const known = places.get(catalogue);
  if (known !== undefined) return known;
  const keys = catalogue.controls.flatMap((control) =>
    indexCatalogue(catalogue)
      .questionsOf(control.id)
      .map((question) => `c:${questionId(control.id, question.id)}`),
  );
  const made = new Map(keys.map((key, index) => [key, index]));
  places.set(catalogue, made);
  return made;
}
