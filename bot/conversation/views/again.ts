/** What cards show while an assessment is made again: the earlier answer to confirm, how much is left, the ways in and out. */
import { phases } from '../../../knowledge/schema.ts';
import { earlierOffer, leftOf } from '../../../workflows/interview/again.ts';
import { type AskedQuestion, type Part, questioningOf } from '../../../workflows/interview/questioning.ts';
import type { Action, Block } from '../view.ts';
import { words } from '../words/en.ts';
import { answerSpans, press, questionPress, type Shown, saidSpans, spansOf, whoSpan } from './shown.ts';

const say = words.again;

/** What was answered last time; nothing where there is nothing to confirm. */
export function earlierBeside(shown: Shown, asked: AskedQuestion): Block[] {
  const offer = earlierOffer(shown.catalogue, shown.context, asked.key);
  if (offer === null) return [];
  const { value, at, by, comment } = offer;
  const text = [
    ...spansOf(say.answered({ day: words.days.on(at, shown.now), who: whoSpan(shown, by), answer: answerSpans(asked, value) })),
    ...(comment === undefined ? [] : spansOf(words.question.comment(saidSpans(comment)))),
  ];
  return [{ type: 'status', tone: 'neutral', word: say.lastTime, text }];
}

export function stillAction(shown: Shown, key: string): Action[] {
  const offer = earlierOffer(shown.catalogue, shown.context, key);
  return offer === null ? [] : [{ label: say.buttons.still, press: questionPress(shown, 'still', key), style: 'primary' }];
}

/** How much of the part is new and how much is to be confirmed. */
export function roundLine(shown: Shown, part: Part): Block[] {
  const { again, baseline } = shown.context;
  if (again === null || baseline === null) return [];
  return [
    {
      type: 'text',
      text: say.left({ day: words.days.on(baseline.at, shown.now), ...leftOf(shown.catalogue, shown.context, part) }),
      subtle: true,
    },
  ];
}

/** The answers decide the phase, not the wish. */
export function gateLine({ catalogue, context }: Shown): Block[] {
  const target = context.again?.target ?? null;
  const { phase } = questioningOf(catalogue, context).scope.workload;
  if (target === null || target === phase) return [];
  return [{ type: 'text', text: say.notReached({ wanted: words.result.phases[target], reached: words.result.phases[phase] }) }];
}

export function keepAction(shown: Shown): Action[] {
  return shown.context.again === null ? [] : [{ label: say.buttons.keep, press: press(shown, 'keep-baseline') }];
}

/** On a finished result: anew as it is, or for the phase that comes next. */
export function againActions(shown: Shown): Action[] {
  const { phase } = questioningOf(shown.catalogue, shown.context).scope.workload;
  const next = phases[phases.indexOf(phase) + 1];
  return [
    { label: say.buttons.again, press: press(shown, 'assess-again') },
    ...(next === undefined
      ? []
      : [{ label: say.buttons.gate(words.result.phases[next]), press: press(shown, 'assess-again', { x: next }) }]),
  ];
}
