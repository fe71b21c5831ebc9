/** Small panels that ask for one thing: a reason, a colleague, a comment. */
import type { Person } from '../../../workflows/interview/context.ts';
import { mostHandedOff } from '../../../workflows/interview/limits.ts';
import { findQuestion, questioningOf } from '../../../workflows/interview/questioning.ts';
import type { Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { backToCard, press, questionPress, questionText, type Shown, viewOf } from './shown.ts';

const longestReason = 2000;
const longestName = 120;
const mostKnown = 20;

export function notApplicableView(shown: Shown, key: string): View {
  const say = words.panels.na;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: questionText(shown, key) },
    {
      type: 'input',
      id: 'reason',
      label: say.label,
      kind: 'text',
      placeholder: say.placeholder,
      max: longestReason,
      required: true,
      ...reasonOf(shown, key),
    },
    { type: 'text', text: say.hint, subtle: true },
    {
      type: 'actions',
      actions: [{ label: say.save, press: questionPress(shown, 'na-save', key), style: 'primary', inputs: true }, backToCard(shown)],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}

function reasonOf({ context }: Shown, key: string): { value?: string } {
  // Where it did not apply last time, the reason is offered again.
  const value = (context.answers[key] ?? context.earlier[key])?.value;
  return value?.kind === 'not-applicable' && 'text' in value.reason ? { value: value.reason.text } : {};
}

/** One question for one colleague. `known` are the people of the conversation, as far as the platform tells. */
export function colleagueView(shown: Shown, key: string, known: Person[] = []): View {
  const asked = findQuestion(shown.catalogue, key);
  const text = asked === null ? questionText(shown, key) : `${asked.question.text} (${words.question.asks}: ${asked.question.asks})`;
  const title = words.panels.colleague.title;
  return personPanel(shown, { title, text: [{ type: 'text', text }], known, ask: questionPress(shown, 'ask', key) });
}

/** Keys that can be handed on together: those that nobody knew and nobody is asked yet, as many as go at once. */
function collectable({ catalogue, context }: Shown): string[] {
  const { scoping, detail } = questioningOf(catalogue, context);
  const unknown = [...scoping, ...detail].filter(
    (key) => context.waiting[key] === undefined && context.answers[key]?.value.kind === 'unknown',
  );
  return unknown.slice(0, mostHandedOff);
}

/** All unknown ones for one colleague. */
export function collectView(shown: Shown, known: Person[] = []): View {
  const say = words.panels.colleague;
  const keys = collectable(shown);
  if (keys.length === 0) {
    return viewOf(
      shown,
      [
        { type: 'text', text: say.nothing },
        { type: 'actions', actions: [backToCard(shown)] },
      ],
      words.gap.typing,
    );
  }
  const list: Block = { type: 'list', items: keys.map((key) => questionText(shown, key)) };
  return personPanel(shown, { title: say.titleAll(keys.length), text: [list], known, ask: press(shown, 'ask-all') });
}

interface PersonPanel {
  title: string;
  text: Block[];
  known: Person[];
  ask: ReturnType<typeof press>;
}

function personPanel(shown: Shown, { title, text, known, ask }: PersonPanel): View {
  const say = words.panels.colleague;
  const people = knownPeople(shown, known);
  const choice: Block = {
    type: 'choice',
    id: 'known',
    label: say.known,
    options: people.map(({ id, name }) => ({ id, text: name })),
    multi: false,
  };
  const blocks: Block[] = [
    { type: 'title', text: title },
    ...text,
    { type: 'input', id: 'person', label: say.person, kind: 'person', placeholder: say.placeholder, max: longestName },
    ...(people.length === 0 ? [] : [choice]),
    { type: 'text', text: say.hint, subtle: true },
    { type: 'actions', actions: [{ label: say.ask, press: ask, style: 'primary', inputs: true }, backToCard(shown)] },
  ];
  return viewOf(shown, blocks, say.typing);
}

function knownPeople({ context }: Shown, known: Person[]): Person[] {
  const people = new Map([...Object.entries(context.people).map(([id, name]) => ({ id, name })), ...known].map((one) => [one.id, one]));
  return [...people.values()].slice(0, mostKnown);
}

export function commentView(shown: Shown, key: string): View {
  const say = words.panels.comment;
  const comment = shown.context.answers[key]?.comment;
  if (shown.context.answers[key] === undefined) {
    return viewOf(
      shown,
      [
        { type: 'text', text: say.notAnswered },
        { type: 'actions', actions: [backToCard(shown)] },
      ],
      words.gap.typing,
    );
  }
  const value = comment !== undefined && 'text' in comment ? { value: comment.text } : {};
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    { type: 'text', text: questionText(shown, key) },
    { type: 'input', id: 'comment', label: say.label, kind: 'text', max: longestReason, required: true, ...value },
    { type: 'text', text: say.hint, subtle: true },
    {
      type: 'actions',
      actions: [{ label: say.save, press: questionPress(shown, 'comment-save', key), style: 'primary', inputs: true }, backToCard(shown)],
    },
  ];
  return viewOf(shown, blocks, say.typing);
}
