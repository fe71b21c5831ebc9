/** Which questions an assessment asks, in which order, and which are open: derived from the answers, never stored. */
import { createHash } from 'node:crypto';
import { type Catalogue, indexCatalogue, questionId } from '../../knowledge/catalogue.ts';
import { type Control, layers, type Question } from '../../knowledge/schema.ts';
import type { ScopingQuestion } from '../../knowledge/scoping-schema.ts';
import type { Answer, Component, InterviewContext, QuestionKey } from './context.ts';
import { secondsPerQuestion, shortPathPerLayer } from './limits.ts';
import type { SeenChoice } from './scan-context.ts';
import type { Scope, ScopingAnswers, ScopingStep } from './scoping/scope.ts';
import { applicableControls, deriveScope, scopingPath } from './scoping/scoping.ts';
import { setAsideFor } from './set-aside.ts';

/** What an assessment asks, as it stands. */
export interface Questioning {
  /** Every scoping question on the path, in order. */
  scoping: QuestionKey[];
  scope: Scope;
  /** A digest of what people confirm: equal digests, equal scopes. */
  scopeDigest: string;
  /** Ids of the controls in scope up to the target phase, in catalogue order. */
  controls: string[];
  /** Every control question in scope, in the order of asking: the short path first. */
  detail: QuestionKey[];
  short: QuestionKey[];
  /** Scoping and detail together. */
  asked: ReadonlySet<QuestionKey>;
}

export type AskedQuestion =
  | { kind: 'scoping'; key: QuestionKey; question: ScopingQuestion; component: string | null }
  | { kind: 'control'; key: QuestionKey; question: Question; control: Control };

/** What the scope is derived from. */
type Said = Pick<InterviewContext, 'answers' | 'components'>;

export function scopingKey(component: string | null, question: string): QuestionKey {
  return `s:${component ?? ''}:${question}`;
}

export function controlKey(control: string, question: string): QuestionKey {
  return `c:${questionId(control, question)}`;
}

/** The catalogue's question id of a control question's key. */
export function questionIdOf(key: QuestionKey): string {
  return key.slice(2);
}

export function isScopingKey(key: QuestionKey): boolean {
  return key.startsWith('s:');
}

const derived = new WeakMap<InterviewContext, { catalogue: Catalogue; questioning: Questioning }>();

/** Pure; remembered per context object, because guards and views ask often. */
export function questioningOf(catalogue: Catalogue, context: InterviewContext): Questioning {
  const known = derived.get(context);
  if (known?.catalogue === catalogue) return known.questioning;
  const questioning = deltaFirst(catalogue, context, decidedBy(catalogue, context));
  derived.set(context, { catalogue, questioning });
  return questioning;
}

const decided = new WeakMap<Catalogue, Map<string, Questioning>>();
const mostDecided = 500;

/** Only the scoping answers decide what is asked, and most turns leave them as they are: remembered by their content. */
function decidedBy(catalogue: Catalogue, context: Said): Questioning {
  const all = decided.get(catalogue) ?? new Map<string, Questioning>();
  decided.set(catalogue, all);
  const scoping = Object.keys(context.answers).filter(isScopingKey);
  const name = JSON.stringify([context.components, scoping.map((key) => [key, context.answers[key]?.value])]);
  const known = all.get(name);
  if (known !== undefined) return known;
  const questioning = derive(catalogue, scopingAnswersOf(context));
  all.set(name, questioning);
  const oldest = all.keys().next().value;
  if (all.size > mostDecided && oldest !== undefined) all.delete(oldest);
  return questioning;
}

/** What the round before asked. */
export function earlierQuestioning(catalogue: Catalogue, { earlier, components }: InterviewContext): Questioning {
  const answers = Object.fromEntries(Object.entries(earlier).filter(([, { turn }]) => turn > 0));
  const isOld = ({ id }: Component) => Object.keys(answers).some((key) => key.startsWith(`s:${id}:`));
  return decidedBy(catalogue, { answers, components: components.filter(isOld) });
}

/** At a gate first comes what the earlier round did not ask, or left open: that is its short path. */
function deltaFirst(catalogue: Catalogue, context: InterviewContext, plain: Questioning): Questioning {
  if ((context.again?.target ?? null) === null) return plain;
  const old = earlierQuestioning(catalogue, context);
  const isNew = (key: QuestionKey) => !old.controls.includes(controlOf(key));
  const wasOpen = (key: QuestionKey) => !isNew(key) && !wasInPlace(catalogue, context, key);
  const short = [...plain.detail.filter(isNew), ...plain.detail.filter(wasOpen)];
  const first = new Set(short);
  return { ...plain, short, detail: [...short, ...plain.detail.filter((key) => !first.has(key))] };
}

/** Answered fully, or said not to apply. */
function wasInPlace(catalogue: Catalogue, { earlier }: InterviewContext, key: QuestionKey): boolean {
  const answer = earlier[key];
  if (answer === undefined || answer.turn === 0 || answer.value.kind === 'unknown') return false;
  if (answer.value.kind === 'not-applicable') return true;
  const [choice] = answer.value.choices;
  const asked = findQuestion(catalogue, key);
  return asked?.kind === 'control' && asked.question.choices.some(({ id, credit }) => id === choice && credit === 'yes');
}

/** True for a question on the path; answers to others are kept but wait for their question to come back. */
export function isAskedNow(catalogue: Catalogue, context: InterviewContext, key: QuestionKey): boolean {
  return questioningOf(catalogue, context).asked.has(key);
}

function derive(catalogue: Catalogue, answers: ScopingAnswers): Questioning {
  const scoping = scopingPath(catalogue.scoping, answers).map((step: ScopingStep) => scopingKey(step.component, step.question.id));
  const scope = deriveScope(catalogue.scoping, answers);
  const inScope = applicableControls(catalogue.controls, scope).filter((control) => !control.outlook);
  const ids = new Set(inScope.map((control) => control.id));
  const controls = catalogue.controls.filter((control) => ids.has(control.id) && control.withdrawn !== true);
  const short = shortPath(controls);
  const rest = controls.flatMap((control) => control.questions.map((question) => controlKey(control.id, question.id)));
  const detail = [...short, ...rest.filter((key) => !short.includes(key))];
  return {
    scoping,
    scope,
    scopeDigest: digestOf(scope),
    controls: controls.map((control) => control.id),
    detail,
    short,
    asked: new Set([...scoping, ...detail]),
  };
}

function digestOf(scope: Scope): string {
  const { phase, flags } = scope.workload;
  const parts = scope.components.map((one) => [one.id, one.genaiScopes, one.agentic, one.useCase, one.flags]);
  // Hashed, because it travels inside a button.
  return createHash('sha256')
    .update(JSON.stringify([phase, flags, parts]))
    .digest('base64url')
    .slice(0, 16);
}

/** The first question of the weightiest controls of each layer: the shortest way to a first picture of all three. */
function shortPath(controls: Control[]): QuestionKey[] {
  const weight = (control: Control) => control.risk.impact * control.risk.likelihood;
  return layers.flatMap((layer) =>
    controls
      .filter((control) => control.layer === layer && control.phase.name === 'foundational')
      .toSorted((one, other) => weight(other) - weight(one) || (one.id < other.id ? -1 : 1))
      .slice(0, shortPathPerLayer)
      .flatMap((control) => control.questions.slice(0, 1).map((question) => controlKey(control.id, question.id))),
  );
}

/** The scoping answers in the words of the scoping rules. */
export function scopingAnswersOf(context: Said): ScopingAnswers {
  const scoping = Object.entries(context.answers).filter(([key]) => isScopingKey(key));
  const of = (prefix: string) =>
    Object.fromEntries(
      scoping.filter(([key]) => key.startsWith(prefix)).map(([key, answer]) => [key.slice(prefix.length), scopingValue(answer)]),
    );
  return {
    components: context.components.map((component) => ({ ...component, answers: of(`s:${component.id}:`) })),
    workload: of('s::'),
  };
}

function scopingValue(answer: Answer): string | string[] {
  if (answer.value.kind !== 'choice') return 'unknown';
  // A single choice is a string for the rules, a multiple one a list; the rules accept a list of one as either.
  return answer.value.choices.length === 1 && answer.value.choices[0] !== undefined ? answer.value.choices[0] : answer.value.choices;
}

export function findQuestion(catalogue: Catalogue, key: QuestionKey): AskedQuestion | null {
  if (isScopingKey(key)) {
    const [, component = '', id = ''] = key.split(':');
    const question = Object.hasOwn(catalogue.scoping.questions, id) ? catalogue.scoping.questions[id] : undefined;
    return question === undefined ? null : { kind: 'scoping', key, question, component: component === '' ? null : component };
  }
  const index = indexCatalogue(catalogue);
  const question = index.question(questionIdOf(key));
  const control = index.control(controlOf(key));
  return question === undefined || control === undefined ? null : { kind: 'control', key, question, control };
}

export function isMulti(asked: AskedQuestion): boolean {
  return asked.kind === 'scoping' && asked.question.kind === 'multi';
}

/** How often it was answered, over all rounds: what a press on it must have seen. */
export function revisionOf({ answers, earlier }: Pick<InterviewContext, 'answers' | 'earlier'>, key: QuestionKey): number {
  return answers[key]?.rev ?? earlier[key]?.rev ?? 0;
}

/** What a person said and did not take back. */
export function standingAnswer({ answers, settled }: InterviewContext, key: QuestionKey): Answer | undefined {
  const answer = answers[key];
  if (answer === undefined || isScopingKey(key)) return answer;
  const withdrawn = settled[controlOf(key)]?.withdrawn[key];
  return withdrawn === answer.rev ? undefined : answer;
}

/** What the scan answers, while nobody set it aside. A person's own answer comes first. */
export function seenChoice(context: InterviewContext, key: QuestionKey): SeenChoice | undefined {
  const choice = context.seen?.answers[key];
  if (choice === undefined) return undefined;
  const aside = setAsideFor(context, controlOf(key));
  return choice.from.every((check) => aside.includes(check)) ? undefined : choice;
}

/** The scan answers it, and nobody said anything that stands but "don't know". */
export function isSeenOnly(context: InterviewContext, key: QuestionKey): boolean {
  const kind = standingAnswer(context, key)?.value.kind;
  return (kind === undefined || kind === 'unknown') && seenChoice(context, key) !== undefined;
}

/** The id of the control that a question belongs to. */
export function controlOf(key: QuestionKey): string {
  const end = key.indexOf('/');
  return key.slice(2, end < 0 ? undefined : end);
}

/** Neither people nor the scan have answered it. */
export function isOpen(context: InterviewContext, key: QuestionKey): boolean {
  return standingAnswer(context, key) === undefined && seenChoice(context, key) === undefined;
}

/** Open and with nobody asked to answer it. */
export function isAskable(context: InterviewContext, key: QuestionKey): boolean {
  return isOpen(context, key) && context.waiting[key] === undefined;
}

/** The questions of the part that the chart is in. */
export type Part = 'scoping' | 'short' | 'detail';

/** The question on the card now: the one somebody went to, while it is asked, else the first open one. */
export function currentKey(catalogue: Catalogue, context: InterviewContext, part: Part): QuestionKey | null {
  if (context.focus !== null && isAskedNow(catalogue, context, context.focus)) return context.focus;
  return questioningOf(catalogue, context)[part].find((key) => isAskable(context, key)) ?? null;
}

/** The question answered last before the one on the card: where "back" goes. Answers whose question is hidden are passed over. */
export function previousKey(catalogue: Catalogue, context: InterviewContext): QuestionKey | null {
  const { focus, answers } = context;
  const shown = focus !== null && isAskedNow(catalogue, context, focus) ? answers[focus] : undefined;
  let found: QuestionKey | null = null;
  let turn = -1;
  for (const [key, given] of Object.entries(answers)) {
    if (given.turn > turn && given.turn < (shown?.turn ?? Number.POSITIVE_INFINITY) && isAskedNow(catalogue, context, key)) {
      found = key;
      turn = given.turn;
    }
  }
  return found;
}

export function minutesLeft(open: number): number {
  return Math.max(1, Math.ceil((open * secondsPerQuestion) / 60));
}
