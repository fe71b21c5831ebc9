/** What Teams accepts: one table, so that a changed limit is one changed line. */
export const limits = {
  /** Bytes of a whole message, counted as UTF-16: Teams refuses above about 100 KB, and mentions count too, so we stay below 88. */
  messageBytes: 88 * 1024,
  /** UTF-16 units of one text inside a card, so that long texts can be spread over several cards. */
  textUnits: 6_000,
  /** UTF-16 units of the text that stands for the whole card. */
  fallbackUnits: 4_000,
  /** UTF-16 units of a notification; the rest is in the card. */
  summaryUnits: 240,
  /** Bytes of a PNG that may travel inside a message; base64 makes it a third longer, UTF-16 doubles that. */
  pictureBytes: 24_000,
  /** Buttons in one row; more are spread over further rows. */
  actionsPerRow: 6,
  /** Rows of a table, items of a list and facts that one block shows before a further block goes on. */
  rowsPerBlock: 40,
  /** UTF-16 units of a message that a person may send. */
  incomingUnits: 20_000,
} as const;

/** Same keys as the table, so that a test may tighten them. */
export type Limits = { readonly [K in keyof typeof limits]: number };

/** The size as Teams counts it. */
export const utf16Bytes = (value: unknown): number => JSON.stringify(value).length * 2;
