/** What the views of one assessment are drawn from, and the small things that most of them need. */
import type { Catalogue } from '../../../knowledge/catalogue.ts';
import {
  type Answer,
  type AnswerValue,
  type InterviewContext,
  type Person,
  type Said,
  saidStart,
} from '../../../workflows/interview/context.ts';
import type { StateValue } from '../../../workflows/interview/engine.ts';
import { type AskedQuestion, findQuestion, revisionOf } from '../../../workflows/interview/questioning.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import { isFromScan } from '../presses.ts';
import type { Action, Block, Picture, Press, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { type TextOptions, textOf } from './plain.ts';

export interface Shown {
  id: string;
  version: number;
  value: StateValue;
  context: InterviewContext;
  catalogue: Catalogue;
  /** The stored result, once it is finished. */
  result: AssessmentResult | null;
  /** The result before it, to compare with. */
  baseline: AssessmentResult | null;
  /** The result as it would be now; null while nothing can be counted. */
  provisional: AssessmentResult | null;
  now: number;
  tryout: boolean;
  /** Whether accounts can be looked at from here. */
  canScan: boolean;
}

/** Drawn beforehand, because drawing takes time and views do not wait. */
export interface Pictures {
  heatMap?: Picture;
  genai?: Picture;
  agentic?: Picture;
}

/** A view of one assessment: its text is made from its blocks, and `typing` says how to go on without buttons. */
export function viewOf(shown: Shown & { simulated?: boolean }, blocks: Block[], typing: string, options: TextOptions = {}): View {
  const notes = [
    ...(shown.simulated === true || shown.context.accounts.some(({ simulated }) => simulated === true) ? [words.scan.simulated] : []),
    ...(shown.tryout ? [words.common.tryout] : []),
  ];
  const all: Block[] = [...blocks, ...notes.map((text): Block => ({ type: 'text', text, subtle: true }))];
  return { text: `${textOf(all, options)}\n${typing}`, blocks: all, version: shown.version };
}

export function press(shown: Pick<Shown, 'id'>, verb: string, rest: Omit<Press, 'do' | 'a'> = {}): Press {
  return { do: verb, a: shown.id, ...rest };
}

/** A press on one question: it carries the revision that the person saw. */
export function questionPress(shown: Shown, verb: string, key: string, choice?: string): Press {
  return press(shown, verb, { q: key, ...(choice === undefined ? {} : { c: choice }), r: revisionOf(shown.context, key) });
}

/** The way back to the assessment's own card. */
export function backToCard(shown: Shown): Action {
  return { label: words.common.buttons.backToCard, press: press(shown, 'open') };
}

/** The way back to the card that a panel was opened on. */
export function backFrom(shown: Shown, x: string): Action {
  return isFromScan({ x }) ? { label: words.common.buttons.backToCard, press: press(shown, 'scan-card') } : backToCard(shown);
}

export function nameSpan({ context }: Pick<Shown, 'context'>): Span {
  return context.name.trim() === '' ? words.common.unnamed : { said: context.name };
}

export function personSpan(person: Person): Span {
  return { person: person.id, name: person.name };
}

export function whoSpan({ context }: Pick<Shown, 'context'>, id: string): Span {
  if (id === 'plumbline') return words.common.product;
  return { person: id, name: context.people[id] ?? words.common.somebody };
}

export function ago({ now }: Pick<Shown, 'now'>, at: number): string {
  return words.common.ago(Math.max(0, now - at));
}

export function ahead({ now }: Pick<Shown, 'now'>, at: number): string {
  return words.common.ahead(Math.max(0, at - now));
}

/** People's words; where the rest lives elsewhere, their beginning. */
export function saidSpans(said: Said): Span[] {
  return [{ said: saidStart(said) }, ...('text' in said ? [] : [words.common.more])];
}

export function answerSpans(asked: AskedQuestion | null, value: AnswerValue): Span[] {
  if (value.kind === 'unknown') return [words.common.unknown];
  if (value.kind === 'not-applicable') return spansOf(words.common.notApplicable(saidSpans(value.reason)));
  return [choiceWords(asked, value.choices)];
}

/** The choices in the question's own words. */
export function choiceWords(asked: AskedQuestion | null, choices: readonly string[]): string {
  return choices.map((id) => asked?.question.choices.find((choice) => choice.id === id)?.text ?? id).join('; ');
}

export function whoWhen(shown: Shown, answer: Pick<Answer, 'by' | 'at'>): Span[] {
  return spansOf(words.common.whoWhen({ by: whoSpan(shown, answer.by), ago: ago(shown, answer.at) }));
}

export function spansOf(rich: string | Span[]): Span[] {
  return typeof rich === 'string' ? [rich] : rich;
}

/** The component's name where there is more than one; a single one is the workload itself. */
export function componentSpan({ context }: Pick<Shown, 'context'>, id: string | null): Span | null {
  if (id === null || context.components.length < 2) return null;
  const component = context.components.find((one) => one.id === id);
  return component === undefined ? null : { said: component.name };
}

export function componentOf(asked: AskedQuestion): string | null {
  return asked.kind === 'scoping' ? asked.component : null;
}

export function questionText({ catalogue }: Pick<Shown, 'catalogue'>, key: string): string {
  return findQuestion(catalogue, key)?.question.text ?? key;
}

/** The stored result while it is finished; after reopening the one as it stands now. */
export function resultShown({ value, result, provisional }: Shown): AssessmentResult | null {
  return value.interview === 'finished' ? (result ?? provisional) : (provisional ?? result);
}

interface Page<T> {
  items: T[];
  /** Counted from 0. */
  page: number;
  pages: number;
}

/** The asked page, or the nearest one there is: a list may have become shorter since the button was drawn. */
export function pageOf<T>(all: readonly T[], asked: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(Math.max(0, Number.isInteger(asked) ? asked : 0), pages - 1);
  return { items: all.slice(page * size, (page + 1) * size), page, pages };
}

/** The buttons to the neighbouring pages. */
export function pageActions<T>({ page, pages }: Page<T>, to: (page: number) => Press): Action[] {
  return [
    ...(page > 0 ? [{ label: words.common.buttons.earlier, press: to(page - 1) }] : []),
    ...(page + 1 < pages ? [{ label: words.common.buttons.later, press: to(page + 1) }] : []),
  ];
}
