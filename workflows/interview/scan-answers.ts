/** Which questions a scan answers, by the key of the question. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { QuestionKey } from './context.ts';
import type { SeenCheck, SeenChoice } from './scan-context.ts';
import { seenAnswers } from './scoring/seen-answers.ts';
import { verdictsOf } from './seen.ts';

/** For all controls, in scope or not: the scope may still move. */
export function answersSeen({ controls }: Catalogue, checks: readonly SeenCheck[]): Record<QuestionKey, SeenChoice> {
  const seen = seenAnswers(controls, checks.flatMap(verdictsOf));
  return Object.fromEntries(Object.entries(seen).map(([id, { choice, from }]) => [`c:${id}`, { choice, from }]));
}
