/** Answers that hold JSON as a text: what is not JSON, or not in the shape, was not understood. */
import { z } from 'zod';

export const jsonText = <T extends z.ZodType>(shape: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape);

/** The content of a policy of the organization as it holds for one account. */
export const effectivePolicy = <T extends z.ZodType>(content: T) =>
  z.object({ EffectivePolicy: z.object({ PolicyContent: jsonText(content) }) });
