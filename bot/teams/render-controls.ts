/** Draws what people can press, tick or fill in. */
import type { Action, Block, Option, Press } from '../conversation/view.ts';
import type { CardAction, Element } from './card.ts';
import { limits } from './limits.ts';
import { linkTo } from './links.ts';
import { withoutMacros } from './macros.ts';
import { execute } from './press-action.ts';
import { type Drawing, words } from './render-words.ts';

type Choice = Extract<Block, { type: 'choice' }>;
type Input = Extract<Block, { type: 'input' }>;

const actionStyles = { primary: 'positive', danger: 'destructive' } as const;

const button = (action: Action): CardAction =>
  execute({
    title: action.label,
    press: action.press,
    inputs: action.inputs ?? false,
    ...(action.style ? { style: actionStyles[action.style] } : {}),
    ...(action.aria ? { tooltip: action.aria } : {}),
  });

/** Buttons in rows that Teams shows whole, the primary one first. */
export const actions = (list: Action[]): Element[] => {
  const ordered = [...list.filter(({ style }) => style === 'primary'), ...list.filter(({ style }) => style !== 'primary')];
  return rowsOf(ordered.map(button));
};

const rowsOf = (buttons: CardAction[]): Element[] => {
  const rows: Element[] = [];
  for (let at = 0; at < buttons.length; at += limits.actionsPerRow) {
    rows.push({
      type: 'ActionSet',
      actions: buttons.slice(at, at + limits.actionsPerRow),
      ...(at > 0 ? { spacing: 'Small' as const } : {}),
    });
  }
  return rows;
};

/** Buttons that Teams itself follows; what cannot be led to has none. */
export const ways = (list: Extract<Block, { type: 'ways' }>['ways'], drawing: Drawing): Element[] =>
  drawing.links
    ? rowsOf(
        list.flatMap(({ label, conversation }): CardAction[] => {
          const url = linkTo(conversation);
          return url === null ? [] : [{ type: 'Action.OpenUrl', title: withoutMacros(label), url }];
        }),
      )
    : [];

const optionRow = (option: Option, press: Press, chosen: boolean, drawing: Drawing): Element => ({
  type: 'Container',
  style: chosen ? 'accent' : 'emphasis',
  spacing: 'Small',
  selectAction: execute({
    title: chosen ? `${option.text} (chosen)` : option.text,
    press,
    inputs: false,
    tooltip: option.hint ?? option.text,
  }),
  items: [
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'auto', items: words(chosen ? '●' : '○', drawing) },
        {
          type: 'Column',
          width: 'stretch',
          items: [
            ...words(chosen ? [{ strong: option.text }, '  (chosen)'] : option.text, drawing),
            ...(option.hint ? words(option.hint, drawing, { isSubtle: true }).map((e) => ({ ...e, spacing: 'None' as const })) : []),
          ],
        },
      ],
    },
  ],
});

/** A card with an empty choice is refused. */
const titled = (text: string): string => withoutMacros(text.trim() === '' ? '–' : text);

const choiceSet = (block: Choice): Element => ({
  type: 'Input.ChoiceSet',
  id: block.id,
  label: block.label,
  style: 'expanded',
  isMultiSelect: block.multi,
  wrap: true,
  choices: block.options.map(({ id, text, hint }) => ({ title: titled(hint ? `${text} (${hint})` : text), value: id })),
  ...(block.selected && block.selected.length > 0 ? { value: block.selected.join(',') } : {}),
});

/** One press answers where every option carries its press; otherwise the options are ticked and sent with a button. */
export const choice = (block: Choice, drawing: Drawing): Element[] => {
  if (block.multi || !block.options.every(({ press }) => press)) return [choiceSet(block)];
  const label = block.label === '' || drawing.shown.has(block.label) ? [] : words([{ strong: block.label }], drawing);
  const rows = block.options.flatMap((option) =>
    option.press ? [optionRow(option, option.press, block.selected?.includes(option.id) ?? false, drawing)] : [],
  );
  return [...label, ...rows];
};

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

export const input = (block: Input, drawing: Drawing): Element => {
  const base = {
    id: block.id,
    label: block.label,
    ...(block.required ? { isRequired: true as const, errorMessage: `Please fill in: ${block.label}` } : {}),
  };
  const placeholder = block.placeholder ? { placeholder: withoutMacros(block.placeholder) } : {};
  const value = block.value ? { value: block.value } : {};
  if (block.kind === 'date') return { type: 'Input.Date', ...base, ...(block.value && dateOnly.test(block.value) ? value : {}) };
  if (block.kind === 'person' && drawing.people === 'picker') {
    return {
      type: 'Input.ChoiceSet',
      ...base,
      ...value,
      ...placeholder,
      style: 'compact',
      isMultiSelect: false,
      choices: [],
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    };
  }
  return {
    type: 'Input.Text',
    ...base,
    ...value,
    ...placeholder,
    maxLength: block.max,
    ...(block.kind === 'text' ? { isMultiline: true as const } : {}),
  };
};

/** A part that opens and closes in the client, without asking us. */
export const details = (label: string, inside: Element[], drawing: Drawing): Element[] => {
  const [closed, open, body] = [drawing.nextId('closed'), drawing.nextId('open'), drawing.nextId('details')];
  const toggle = (title: string): CardAction => ({
    type: 'Action.ToggleVisibility',
    title,
    tooltip: title,
    targetElements: [closed, open, body],
  });
  return [
    { type: 'Container', id: closed, items: words(`▸ ${label}`, drawing), selectAction: toggle(`Show: ${label}`) },
    { type: 'Container', id: open, isVisible: false, items: words(`▾ ${label}`, drawing), selectAction: toggle(`Hide: ${label}`) },
    { type: 'Container', id: body, isVisible: false, items: inside },
  ];
};
