/** The first card: what was understood from the request, and the form that changes it. */
import type { Intake } from '../../../workflows/interview/context.ts';
import { mostComponents } from '../../../workflows/interview/limits.ts';
import { isDay } from '../../../workflows/roadmap/days.ts';
import type { Action, Block, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { belongsAction, belongsWords } from './belongs.ts';
import { textOf } from './plain.ts';
import { whereWords } from './scan.ts';
import { backToCard, nameSpan, personSpan, press, type Shown, saidSpans, viewOf } from './shown.ts';

const { names } = words.intake;
const longest = { name: 60, line: 300, about: 4000 };

/** Without a name there is one thing to do: give it one. */
export function intakeView(shown: Shown): View {
  if (isUnnamed(shown)) return formOf(shown, [nameInput(shown)], words.intakeForm.nameAgain, 'save');
  const blocks: Block[] = [
    { type: 'title', text: words.intake.title(nameSpan(shown)) },
    { type: 'text', text: words.intake.promise },
    { type: 'facts', facts: factsOf(shown) },
    { type: 'text', text: words.intake.later, subtle: true },
    {
      type: 'actions',
      actions: [...waysOn(shown), { label: words.intake.change, press: press(shown, 'edit') }],
    },
  ];
  return viewOf(shown, blocks, words.intake.typing);
}

/** Looking first spares questions: whoever connected an account is led there. Where no account can be looked at nothing is offered. */
function waysOn(shown: Shown): Action[] {
  const { buttons } = words.scan;
  const start = { label: words.intake.start, press: press(shown, 'start') };
  if (!shown.canScan) return [{ ...start, style: 'primary' }];
  if (shown.context.accounts.length === 0) {
    return [
      { ...start, style: 'primary' },
      { label: buttons.connect, press: press(shown, 'connect') },
    ];
  }
  const running = shown.value.scan === 'looking' || shown.value.scan === 'stopping';
  const isFirst = !running && shown.context.seen === null;
  const look: Action = { label: isFirst ? buttons.look : buttons.again, press: press(shown, 'scan') };
  return [
    ...(isFirst ? [{ ...look, style: 'primary' as const }, start] : [{ ...start, style: 'primary' as const }]),
    ...(isFirst || running ? [] : [look]),
    { label: buttons.another, press: press(shown, 'connect') },
    belongsAction(shown, ''),
  ];
}

/** The same card with a word on who else reads here. */
export function readByOthersView(view: View): View {
  const warning: Block = { type: 'status', tone: 'attention', ...words.intake.open };
  const [lines, typing] = [view.text.split('\n').slice(0, -1), view.text.split('\n').slice(-1)];
  const [last] = view.blocks.slice(-1);
  const before = last?.type === 'actions' ? view.blocks.slice(0, -1) : view.blocks;
  return {
    ...view,
    text: [...lines, textOf([warning]), ...typing].join('\n'),
    blocks: [...before, warning, ...view.blocks.slice(before.length)],
  };
}

/** A bare "assess" begins one under a stand-in for the name. */
function isUnnamed({ context }: Shown): boolean {
  return context.name.trim() === '' || context.name === words.common.unnamed;
}

function factsOf(shown: Shown): { name: string; value: Rich }[] {
  const { intake, requester, components, name } = shown.context;
  const guessed = intake.about !== undefined;
  const line = (field: 'channel' | 'accounts' | 'regions') => {
    const value = intake[field];
    return value === undefined ? [] : [{ name: names[field], value: [{ said: value }] }];
  };
  return [
    { name: names.name, value: guessed ? words.intake.nameGuessed({ said: name }) : [{ said: name }] },
    ...(intake.about === undefined ? [] : [{ name: names.about, value: words.intake.aboutSaid(saidSpans(intake.about)) }]),
    ...(components.length > 1 ? [{ name: names.components, value: listed(components.map((one) => one.name)) }] : []),
    { name: names.owner, value: intake.owner === undefined ? words.intake.ownerLater(personSpan(requester)) : [{ said: intake.owner }] },
    ...line('channel'),
    ...(shown.context.accounts.length > 0
      ? [
          { name: words.scan.names.accounts, value: whereWords(shown) },
          { name: words.belongs.name, value: belongsWords(shown) },
        ]
      : [...line('accounts'), ...line('regions')]),
    ...(intake.goLive === undefined ? [] : [{ name: names.goLive, value: goLiveWords(intake.goLive, shown.now) }]),
  ];
}

/** Also what is no day stands there, in their own words. */
const goLiveWords = (said: string, now: number): Rich => (isDay(said) ? words.days.due(said, now) : [{ said }]);

function listed(items: string[]): Rich {
  return items.flatMap((item, index): Span[] => (index === 0 ? [{ said: item }] : [', ', { said: item }]));
}

/** While questions are asked everything may be changed; later only the name. */
export function intakeForm(shown: Shown): View {
  const { interview, activity } = shown.value;
  if (interview === 'finished' || activity !== 'active')
    return formOf(shown, [nameInput(shown)], words.intakeForm.nameAgain, 'rename-save');
  const { intake, components, name } = shown.context;
  const { labels, placeholders } = words.intakeForm;
  const line = (id: 'owner' | 'channel' | 'accounts' | 'regions'): Block => ({
    type: 'input',
    id,
    label: labels[id],
    kind: 'line',
    placeholder: placeholders[id],
    max: longest.line,
    ...given(intake, id),
  });
  const ownParts = components.length > 1 || components.some((one) => one.name !== name);
  const inputs: Block[] = [
    nameInput(shown),
    {
      type: 'input',
      id: 'about',
      label: labels.about,
      kind: 'text',
      placeholder: placeholders.about,
      max: longest.about,
      ...aboutValue(intake),
    },
    {
      type: 'input',
      id: 'components',
      label: labels.components,
      kind: 'text',
      placeholder: placeholders.components,
      max: mostComponents * (longest.name + 1),
      ...(ownParts ? { value: components.map((one) => one.name).join('\n') } : {}),
    },
    line('owner'),
    line('channel'),
    line('accounts'),
    line('regions'),
    { type: 'input', id: 'goLive', label: labels.goLive, kind: 'date', max: 10, ...given(intake, 'goLive') },
  ];
  return formOf(shown, inputs, words.intakeForm.title, 'save');
}

function formOf(shown: Shown, inputs: Block[], title: string, verb: 'save' | 'rename-save'): View {
  const named = !isUnnamed(shown);
  const blocks: Block[] = [
    { type: 'title', text: title },
    { type: 'text', text: words.intakeForm.intro, subtle: true },
    ...inputs,
    {
      type: 'actions',
      actions: [
        { label: words.intakeForm.save, press: press(shown, verb), style: 'primary', inputs: true },
        ...(named ? [backToCard(shown)] : []),
      ],
    },
  ];
  return viewOf(shown, blocks, named ? words.intake.typing : words.intakeForm.typing);
}

function nameInput(shown: Shown): Block {
  const { labels, placeholders } = words.intakeForm;
  return {
    type: 'input',
    id: 'name',
    label: labels.name,
    kind: 'line',
    placeholder: placeholders.name,
    max: longest.name,
    required: true,
    ...(isUnnamed(shown) ? {} : { value: shown.context.name }),
  };
}

function given(intake: Intake, field: Exclude<keyof Intake, 'about'>): { value?: string } {
  const value = intake[field];
  return value === undefined ? {} : { value };
}

/** A long text lives elsewhere: its beginning must not be saved over the whole. */
function aboutValue({ about }: Intake): { value?: string } {
  return about !== undefined && 'text' in about ? { value: about.text } : {};
}
