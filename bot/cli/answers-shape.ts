/** The shape of an answers file, before any id in it is looked up. */
import { z } from 'zod';
import { type GivenAnswer, verdicts } from '../../workflows/interview/scoring/types.ts';

const toTime = (value: string | number): number => (typeof value === 'number' ? value : Date.parse(value));

/** A day or a time in ISO form; a day is its first minute in UTC. */
const Time = z
  .union([z.int(), z.string().regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/)], {
    error: 'not a time; write a day (2026-11-22) or a time with its zone (2026-11-22T10:00:00Z)',
  })
  .refine((value) => !Number.isNaN(toTime(value)), 'there is no such day or time')
  .transform(toTime);

const words = z.string().trim().min(1).max(2000);

const origin = { by: words.optional(), at: Time.optional(), document: words.optional(), comment: words.optional() };

/** The long forms of an answer; a bare word is a choice or `unknown`. */
export const answerForms: Record<'choice' | 'unknown' | 'notApplicable', z.ZodType<GivenAnswer>> = {
  choice: z.strictObject({ choice: words, ...origin }),
  unknown: z.strictObject({ unknown: z.literal(true), ...origin }),
  notApplicable: z.strictObject({ notApplicable: z.literal(true), reason: words, ...origin, by: words }),
};

const ScopingChoice = z.union([words, z.array(words).min(1)], { error: 'write one choice id, or a list of them' });
const ScopingAnswers = z.record(z.string(), ScopingChoice);

export const AnswersFile = z.strictObject({
  name: words,
  owner: words.optional(),
  about: words.optional(),
  accounts: words.optional(),
  regions: words.optional(),
  goLive: words.optional(),
  /** The time of the assessment; now when left out. */
  at: Time.optional(),
  workload: ScopingAnswers.default({}),
  components: z.array(z.strictObject({ id: words, name: words.optional(), answers: ScopingAnswers })).min(1),
  answers: z.record(z.string(), z.unknown()).default({}),
  scan: z
    .array(
      z.strictObject({
        check: words,
        control: words.optional(),
        verdict: z.enum(verdicts),
        resource: words,
        at: Time,
        reason: words.optional(),
        missingAction: words.optional(),
      }),
    )
    .default([]),
  accepted: z.array(z.strictObject({ control: words, until: Time })).default([]),
});
export type AnswersFile = z.infer<typeof AnswersFile>;
