/** What AWS offers next: the shape of `next-steps.yaml`. */
import { z } from 'zod';
import { Basis, phases } from './schema.ts';

const kebab = z.string().regex(/^[a-z][a-z0-9-]*$/);
const words = z.string().trim().min(3).max(400);
const because = z.string().trim().min(10).max(160);
const inPhases = z.array(z.enum(phases)).min(1);

/** When an offer helps. One that holds is enough; all that hold are shown. */
export const OfferRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open-controls'), controls: z.array(kebab).min(1), because }),
  z.strictObject({ kind: z.literal('agentic-from'), scope: z.int().min(1).max(4), phases: inPhases, because }),
  z.strictObject({ kind: z.literal('genai-from'), scope: z.int().min(1).max(5), phases: inPhases, because }),
]);
export type OfferRule = z.infer<typeof OfferRule>;

export const Offer = z.strictObject({
  id: kebab,
  name: words,
  what: words,
  covers: words,
  /** What it leaves open: said as plainly as what it covers. */
  leaves: words,
  how: words,
  basis: Basis,
  note: words.optional(),
  sources: z.array(kebab).min(1),
  when: z.array(OfferRule).min(1),
});
export type Offer = z.infer<typeof Offer>;
