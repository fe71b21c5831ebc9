/** What Slack accepts: one table, so that a changed limit is one changed line. Texts are counted in UTF-16 units. */
export const limits = {
  blocksPerMessage: 50,
  blocksPerModal: 100,
  blocksPerHome: 100,
  /** All words of a message together. Slack refuses above about 13,200 (`msg_blocks_too_long`), which no page of it says. */
  messageUnits: 13_000,
  /** The text beside the blocks; `chat.update` takes no more. */
  fallbackUnits: 4_000,
  sectionUnits: 3_000,
  fieldUnits: 2_000,
  fieldsPerSection: 10,
  /** Slack names no limit for rich text, so we keep to that of a section. */
  richUnits: 3_000,
  /** Items of a list and lines of facts that one rich text shows before a further one goes on. */
  linesPerBlock: 40,
  /** What a mention is counted as: Slack puts the name in, which we do not know. */
  mentionUnits: 80,
  headerUnits: 150,
  contextElements: 10,
  contextUnits: 2_000,
  actionsPerBlock: 25,
  buttonUnits: 75,
  buttonValueUnits: 2_000,
  ariaUnits: 75,
  idUnits: 255,
  checkboxes: 10,
  /** Options of a menu, and of one group of a menu. */
  selectOptions: 100,
  selectGroups: 100,
  optionUnits: 75,
  descriptionUnits: 75,
  optionValueUnits: 75,
  /** Options of one menu together, so that a menu leaves room for the words around it. */
  menuUnits: 8_000,
  placeholderUnits: 150,
  labelUnits: 2_000,
  inputUnits: 3_000,
  altUnits: 2_000,
  modalTitleUnits: 24,
  modalButtonUnits: 24,
  callbackIdUnits: 255,
  metadataUnits: 3_000,
} as const;

/** Same keys as the table, so that a test may tighten them. */
export type Limits = { readonly [K in keyof typeof limits]: number };
