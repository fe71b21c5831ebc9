/** Whether a value can be an answer to a question. Pure. */
import type { AnswerValue } from './context.ts';
import { type AskedQuestion, isMulti, isScopingKey } from './questioning.ts';

export function valueFits(asked: AskedQuestion, value: AnswerValue): boolean {
  if (value.kind === 'unknown') return true;
  // A scoping question always applies: its trees decide what is asked.
  if (value.kind === 'not-applicable') return !isScopingKey(asked.key);
  const known = new Set(asked.question.choices.map((choice) => choice.id));
  const { choices } = value;
  if (choices.length === 0 || !choices.every((choice) => known.has(choice)) || new Set(choices).size !== choices.length) return false;
  if (!isMulti(asked)) return choices.length === 1;
  return choices.length === 1 || !choices.some((choice) => isExclusive(asked, choice));
}

function isExclusive(asked: AskedQuestion, choice: string): boolean {
  return asked.kind === 'scoping' && asked.question.choices.some((one) => one.id === choice && one.excludes === true);
}
