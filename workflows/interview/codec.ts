/** An assessment's state to and from its envelope: positions in place of field names, seconds in place of dates, then compressed. */
import { z } from 'zod';
import type { Answer, AnswerValue, InterviewContext, Said } from './context.ts';
import type { Snapshot, StateValue } from './engine.ts';

/** Raised when the shape changes; an upcaster brings each older shape to the next. */
export const envelopeVersion = 1;
/** The version of the rules (scoping, scoring, chart) under which the state was made. */
export const rulesVersion = 1;

const SaidShape = z.union([z.object({ text: z.string() }), z.object({ textId: z.string(), start: z.string() })]);
const Value = z.union([z.array(z.string()), z.null(), SaidShape]);
const AnswerShape = z.tuple([
  z.string(),
  Value,
  z.int(),
  z.number(),
  z.int(),
  z.int(),
  z.object({ q: z.string().optional(), c: SaidShape.optional() }).optional(),
]);

const Rest = z.object({
  id: z.string(),
  catalogue: z.string(),
  bornAt: z.number(),
  name: z.string(),
  home: z.object({ conversation: z.string(), kind: z.enum(['personal', 'group', 'channel']) }),
  requester: z.object({ id: z.string(), name: z.string() }),
  invited: z.array(z.string()),
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
  confirmed: z.object({ by: z.string(), at: z.number(), scope: z.string() }).nullable(),
  depth: z.enum(['short', 'full']),
  unknownRun: z.int(),
  lastAt: z.number(),
  cancelledAt: z.number().nullable(),
  result: z.object({ id: z.string(), at: z.number(), by: z.string() }).nullable(),
});

const EnvelopeShape = z.object({
  v: z.literal(envelopeVersion),
  rules: z.int(),
  value: z.record(z.string(), z.string()),
  people: z.array(z.tuple([z.string(), z.string()])),
  answers: z.array(AnswerShape),
  rest: Rest,
});
export type Envelope = z.infer<typeof EnvelopeShape>;

export function toEnvelope(snapshot: Snapshot): Envelope {
  const { answers, people, ...rest } = snapshot.context;
  const names = Object.entries(people);
  const indexOf = new Map(names.map(([id], index) => [id, index]));
  const entries = Object.entries(answers);
  return {
    v: envelopeVersion,
    rules: rulesVersion,
    value: { ...snapshot.value },
    people: names,
    answers: entries.map(([key, answer]) => packAnswer(key, answer, indexOf.get(answer.by) ?? -1, rest.bornAt)),
    rest,
  };
}

/** Throws a ZodError for anything that is not an envelope of this version. */
export function fromEnvelope(stored: unknown): { value: StateValue; context: InterviewContext } {
  const { value, people, answers, rest } = EnvelopeShape.parse(stored);
  const context: InterviewContext = {
    ...(rest as Omit<InterviewContext, 'people' | 'answers' | 'waiting'>),
    waiting: rest.waiting,
    people: Object.fromEntries(people),
    answers: Object.fromEntries(answers.map((packed) => unpackAnswer(packed, people, rest.bornAt))),
  };
  return { value: value as unknown as StateValue, context };
}

type Packed = Envelope['answers'][number];

/** `[key, value, person, ms since birth, revision, turn, extras?]`; a person is an index into the list of people. */
function packAnswer(key: string, answer: Answer, person: number, bornAt: number): Packed {
  const head: Packed = [key, packValue(answer.value), person, answer.at - bornAt, answer.rev, answer.turn];
  if (answer.quote === undefined && answer.comment === undefined) return head;
  return [
    ...(head.slice(0, 6) as [string, Packed[1], number, number, number, number]),
    { ...(answer.quote === undefined ? {} : { q: answer.quote }), ...(answer.comment === undefined ? {} : { c: answer.comment }) },
  ];
}

function packValue(value: AnswerValue): string[] | null | Said {
  if (value.kind === 'choice') return value.choices;
  return value.kind === 'unknown' ? null : value.reason;
}

function unpackAnswer(packed: Packed, people: [string, string][], bornAt: number): [string, Answer] {
  const [key, value, person, since, rev, turn, extras] = packed;
  const answer: Answer = { value: unpackValue(value), by: people[person]?.[0] ?? 'plumbline', at: bornAt + since, rev, turn };
  if (extras?.q !== undefined) answer.quote = extras.q;
  if (extras?.c !== undefined) answer.comment = extras.c;
  return [key, answer];
}

function unpackValue(value: Packed[1]): AnswerValue {
  if (value === null) return { kind: 'unknown' };
  return Array.isArray(value) ? { kind: 'choice', choices: value } : { kind: 'not-applicable', reason: value };
}
