/** The shapes of Adaptive Card 1.5 that we draw; nothing newer, because Teams draws nothing newer for bots. */
import type { Press } from '../conversation/view.ts';

export interface ExecuteAction {
  type: 'Action.Execute';
  title: string;
  verb: string;
  data: { press: Press };
  associatedInputs: 'auto' | 'none';
  style?: 'positive' | 'destructive';
  tooltip?: string;
  fallback: Omit<ExecuteAction, 'type' | 'verb' | 'fallback'> & { type: 'Action.Submit' };
}

export interface ToggleAction {
  type: 'Action.ToggleVisibility';
  title: string;
  tooltip: string;
  targetElements: string[];
}

/** Followed by the client itself; no press reaches us. */
export interface LinkAction {
  type: 'Action.OpenUrl';
  title: string;
  url: string;
}

export type CardAction = ExecuteAction | ToggleAction | LinkAction;

export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  isSubtle?: true;
  size?: string;
  underline?: true;
  selectAction?: Omit<ExecuteAction, 'fallback'>;
}

interface Placed {
  id?: string;
  spacing?: 'None' | 'Small' | 'Medium' | 'Large';
  separator?: true;
  isVisible?: false;
}

interface InputBase extends Placed {
  id: string;
  label: string;
  value?: string;
  isRequired?: true;
  errorMessage?: string;
}

export type Element = Placed &
  (
    | { type: 'TextBlock'; text: string; wrap: true; size?: string; weight?: 'Bolder'; style?: 'heading' }
    | { type: 'RichTextBlock'; inlines: TextRun[] }
    | { type: 'FactSet'; facts: { title: string; value: string }[] }
    | { type: 'Image'; url: string; altText: string; size: 'Stretch' }
    | { type: 'Container'; items: Element[]; style?: string; selectAction?: CardAction; bleed?: true }
    | { type: 'ColumnSet'; columns: Column[]; selectAction?: CardAction; style?: string }
    | { type: 'ActionSet'; actions: CardAction[] }
    | { type: 'Table'; columns: { width: number }[]; rows: TableRow[]; firstRowAsHeader: true; showGridLines: true }
    | (InputBase & { type: 'Input.Text'; isMultiline?: true; maxLength: number; placeholder?: string })
    | (InputBase & { type: 'Input.Date' })
    | (InputBase & {
        type: 'Input.ChoiceSet';
        isMultiSelect: boolean;
        style: 'expanded' | 'compact';
        wrap?: true;
        choices: { title: string; value: string }[];
        placeholder?: string;
        'choices.data'?: { type: 'Data.Query'; dataset: 'graph.microsoft.com/users' };
      })
  );

export interface Column {
  type: 'Column';
  width: 'auto' | 'stretch';
  items: Element[];
}

export interface TableRow {
  type: 'TableRow';
  cells: { type: 'TableCell'; items: Element[] }[];
}

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  fallbackText: string;
  speak: string;
  body: Element[];
  msteams?: { width?: 'Full'; entities?: MentionEntity[] };
}

export interface MentionEntity {
  type: 'mention';
  text: string;
  mentioned: { id: string; name: string };
}
