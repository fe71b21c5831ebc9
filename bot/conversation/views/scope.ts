/** The scope as it follows from the answers: what decided it, what would move it, what was assumed; people confirm it. */
import type { Catalogue } from '../../../knowledge/catalogue.ts';
import { findQuestion, questioningOf, scopingKey } from '../../../workflows/interview/questioning.ts';
import { type Scope, type ScopeAxis, type ScopeMove, type ScopingChoice, scopeAxes } from '../../../workflows/interview/scoping/scope.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { gateLine, keepAction, roundLine } from './again.ts';
import { waitingLines } from './question.ts';
import { type ShownMove, tellingMoves } from './scope-moves.ts';
import { choiceWords, componentSpan, nameSpan, press, type Shown, viewOf } from './shown.ts';

const say = words.scope;

export function scopeView(shown: Shown): View {
  const { scope, scopeDigest } = questioningOf(shown.catalogue, shown.context);
  const inside = scope.workload.genai > 0;
  const blocks: Block[] = [
    { type: 'title', text: inside ? say.inScope(nameSpan(shown)) : say.outside(nameSpan(shown)) },
    ...(inside ? [whereItStands(shown, scope)] : [{ type: 'text' as const, text: say.outsideText }]),
    ...gateLine(shown),
    ...parts(shown, scope),
    ...section(say.decided, decidedLines(shown, scope)),
    ...section(
      say.moves,
      tellingMoves(shown.catalogue, shown.context).map((move) => moveLine(shown, move)),
    ),
    ...section(say.assumed, assumedLines(shown, scope)),
    ...goodToKnow(shown.catalogue, scope),
    ...roundLine(shown, 'detail'),
    { type: 'actions', actions: scopeActions(shown, scope, scopeDigest) },
    ...waitingLines(shown),
  ];
  return viewOf(shown, blocks, say.typing);
}

function section(title: string, items: Rich[]): Block[] {
  return items.length === 0
    ? []
    : [
        { type: 'heading', text: title },
        { type: 'list', items },
      ];
}

function whereItStands({ catalogue, context }: Shown, { workload, drivers }: Scope): Block {
  const { controls, detail } = questioningOf(catalogue, context);
  const others = workload.genaiScopes.filter((one) => one !== workload.genai);
  const line = (axis: ScopeAxis) => ({
    name: say.axes[axis],
    value: `${say.because({ value: say.value(axis, workload[axis]), because: drivers[axis].because })}${axis === 'genai' && others.length > 0 ? say.also(others) : ''}`,
  });
  const count = say.controlCount({ controls: controls.length, questions: detail.length });
  return { type: 'facts', facts: [...scopeAxes.map(line), { name: say.controls, value: count }] };
}

/** Every component with its own place, where there are several. */
function parts({ context }: Shown, { components }: Scope): Block[] {
  if (context.components.length < 2) return [];
  const rows = components.map((one): Rich[] => [
    [{ said: one.name }],
    say.value('genai', one.genai),
    say.value('agentic', one.agentic),
    say.value('useCase', one.useCase),
  ]);
  return [{ type: 'table', head: [say.part, say.axes.genai, say.axes.agentic, say.axes.useCase], rows }];
}

/** The answer behind each axis; one that decided two is said once. */
function decidedLines(shown: Shown, { drivers }: Scope): Rich[] {
  const place = (axis: ScopeAxis) => `${drivers[axis].component} ${drivers[axis].question}`;
  return scopeAxes.flatMap((axis, index): Rich[] => {
    const { component, question, choice } = drivers[axis];
    if (question === null || scopeAxes.findIndex((other) => place(other) === place(axis)) !== index) return [];
    const same = scopeAxes.filter((other) => place(other) === place(axis)).map((other) => say.axes[other]);
    const text = shown.catalogue.scoping.questions[question]?.text ?? question;
    const answer = choiceText(shown, component, question, choice);
    return [say.decidedBy({ axis: same.join(', '), text, answer, component: componentSpan(shown, component) })];
  });
}

function choiceText({ catalogue }: Shown, component: string | null, question: string, choice: ScopingChoice | null): string {
  if (choice === 'unknown') return words.common.unknown;
  if (choice === null) return words.common.noAnswer;
  return choiceWords(findQuestion(catalogue, scopingKey(component, question)), typeof choice === 'string' ? [choice] : choice);
}

function moveLine(shown: Shown, { move, to }: ShownMove): Rich {
  const component = componentSpan(shown, move.component);
  return say.move({
    lead: `${leadOf(shown, move)}${questionBehind(shown, move)}`,
    component,
    to,
    controls: move.controlsDelta ?? 0,
    opens: move.opens.length,
  });
}

/** The question is named unless it stands among those that decided, just above. */
function questionBehind({ catalogue, context }: Shown, { component, question }: ScopeMove): string {
  const { drivers } = questioningOf(catalogue, context).scope;
  const listed = scopeAxes.some((axis) => drivers[axis].question === question && drivers[axis].component === component);
  return listed ? '' : say.toQuestion(catalogue.scoping.questions[question]?.text ?? question);
}

/** For several choices: the one that comes or goes, not the whole list again. */
function leadOf(shown: Shown, { component, question, choice }: ScopeMove): string {
  const key = scopingKey(component, question);
  const value = shown.context.answers[key]?.value;
  const now = value?.kind === 'choice' ? value.choices : [];
  const next = typeof choice === 'string' ? [choice] : choice;
  const added = next.filter((id) => !now.includes(id));
  const removed = now.filter((id) => !next.includes(id));
  const text = (ids: string[]) => choiceText(shown, component, question, ids);
  if (shown.catalogue.scoping.questions[question]?.kind !== 'multi') return say.withChoice(text(next));
  if (removed.length === 0 && added.length > 0) return say.andChoice(text(added));
  return added.length === 0 ? say.withoutChoice(text(removed)) : say.withChoice(text(next));
}

function assumedLines(shown: Shown, { assumed }: Scope): Rich[] {
  return assumed.map(({ component, question }) =>
    say.assumedLine({
      text: shown.catalogue.scoping.questions[question]?.text ?? question,
      component: componentSpan(shown, component),
    }),
  );
}

function goodToKnow(catalogue: Catalogue, { workload, differs }: Scope): Block[] {
  const flags = workload.flags.flatMap((flag) => catalogue.scoping.flags[flag]?.means ?? []);
  return [
    ...section(say.flags, flags),
    ...(differs.length === 0
      ? []
      : [{ type: 'details' as const, id: 'differs', label: say.differs, blocks: [{ type: 'list' as const, items: differs }] }]),
  ];
}

function scopeActions(shown: Shown, { workload }: Scope, digest: string): Action[] {
  return [
    { label: say.right, press: press(shown, 'confirm', { x: digest }), style: 'primary' },
    { label: say.change, press: press(shown, 'answers', { x: '0' }) },
    ...(workload.genai > 0 ? [{ label: say.meaningOf.genai(workload.genai), press: press(shown, 'meaning', { x: 'genai' }) }] : []),
    ...(workload.agentic > 0 ? [{ label: say.meaningOf.agentic(workload.agentic), press: press(shown, 'meaning', { x: 'agentic' }) }] : []),
    ...keepAction(shown),
  ];
}
