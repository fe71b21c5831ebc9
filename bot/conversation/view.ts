/** What people see, free of any chat platform: a view is blocks, presses and one line of text that stands alone. */

/** Words of ours are plain strings; words of people are always marked, so that every renderer makes them inert. */
export type Span = string | { said: string } | { strong: string } | { person: string; name: string } | OpenSpan;

/** Words of ours that open something when pressed, such as a field of a table. */
export interface OpenSpan {
  open: string;
  press: Press;
}
export type Rich = string | Span[];

/** What a press carries back. Small on purpose: it travels inside the message, and people may press it weeks later. */
export interface Press {
  /** The verb, for example `answer`, `back`, `pause`. */
  do: string;
  /** The assessment it belongs to. */
  a?: string;
  /** The question key it belongs to. */
  q?: string;
  /** The choice pressed. */
  c?: string;
  /** The revision of the answer as shown, so that two people never overwrite each other unseen. */
  r?: number;
  /** Anything else small: an export format, a page. */
  x?: string;
}

export interface Action {
  label: string;
  press: Press;
  style?: 'primary' | 'danger';
  /** True when the inputs of the view travel with the press. */
  inputs?: boolean;
  /** Read by a screen reader in place of the label, where the label alone is unclear. */
  aria?: string;
}

export interface Option {
  id: string;
  /** Drawn as plain text, never as markup: it may be a person's name. */
  text: string;
  hint?: string;
  /** For a single choice: one press answers. */
  press?: Press;
}

export type Tone = 'good' | 'attention' | 'bad' | 'neutral';

/** A picture is named by its data, not its pixels: the surface draws it when it sends. */
export interface Picture {
  /** PNG bytes, small enough to travel inside a message. */
  png: Uint8Array;
  alt: string;
  width: number;
  height: number;
}

export type Block =
  | { type: 'title'; text: Rich }
  | { type: 'heading'; text: Rich }
  | { type: 'text'; text: Rich; subtle?: boolean }
  | { type: 'status'; tone: Tone; word: string; text: Rich }
  | { type: 'facts'; facts: { name: string; value: Rich }[] }
  | { type: 'progress'; done: number; total: number; label: string }
  | { type: 'list'; items: Rich[]; ordered?: boolean }
  | { type: 'table'; head: string[]; rows: Rich[][] }
  | { type: 'choice'; id: string; label: string; options: Option[]; multi: boolean; selected?: string[] }
  | {
      type: 'input';
      id: string;
      label: string;
      kind: 'line' | 'text' | 'date' | 'person';
      value?: string;
      placeholder?: string;
      max: number;
      required?: boolean;
    }
  | { type: 'picture'; picture: Picture }
  /** Ways to other conversations; nothing where the surface cannot lead there. */
  | { type: 'ways'; ways: { label: string; conversation: string }[] }
  | { type: 'details'; id: string; label: string; blocks: Block[] }
  | { type: 'actions'; actions: Action[] };

export interface View {
  /** The whole message as one plain text: for notifications, screen readers and clients that draw no cards. */
  text: string;
  blocks: Block[];
  /** The assessment's version this was drawn from; equal copies of a view carry equal versions. */
  version?: number;
}
