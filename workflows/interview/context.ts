/** What an assessment remembers. JSON-safe and whole: with the chart's state it is everything there is. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Person, QuestionKey, Said } from './said.ts';
import type { KeptWorkload, ScanRun, SeenByScan, Settled, Trial, UsedAccount } from './scan-context.ts';

export type { Person, QuestionKey, Said } from './said.ts';
export { saidStart } from './said.ts';

export type AnswerValue = { kind: 'choice'; choices: string[] } | { kind: 'unknown' } | { kind: 'not-applicable'; reason: Said };

export interface Answer {
  value: AnswerValue;
  by: string;
  at: number;
  /** Counts the times this question was answered; a press carries the revision that it saw. */
  rev: number;
  /** Counts all answers of the assessment: the order for "back". */
  turn: number;
  /** The words it was taken from, when typed and then confirmed. */
  quote?: string;
  comment?: Said;
}

export interface HandOff {
  to: Person;
  by: string;
  at: number;
  /** When it comes back by itself. */
  until: number;
}

/** What was understood from typed words and waits for a person's yes. */
export interface Proposal {
  key: QuestionKey;
  choices: string[];
  quote: string;
  by: string;
}

export interface Component {
  id: string;
  name: string;
}

export interface Intake {
  about?: Said;
  owner?: string;
  channel?: string;
  accounts?: string;
  regions?: string;
  /** A calendar day, `2027-01-12`. */
  goLive?: string;
}

/** What a finished assessment gave; the whole stands in the text of this id. */
export interface Finished {
  id: string;
  at: number;
  by: string;
}

/** It is assessed again, and the new result is not there yet. */
export interface Again {
  by: string;
  at: number;
  /** The phase that it shall reach; null where it is only looked at anew. */
  target: Phase | null;
  /** What comes back with the old result. */
  confirmed: InterviewContext['confirmed'];
  depth: InterviewContext['depth'];
  baseline: Finished | null;
}

export interface InterviewContext {
  id: string;
  /** The hash of the catalogue it began with and stays with. */
  catalogue: string;
  bornAt: number;
  name: string;
  home: { conversation: string; kind: 'personal' | 'group' | 'channel' };
  /** Who asked for the assessment and answers for it; may hand it over. */
  requester: Person;
  /** Names of the people who took part, by id. */
  people: Record<string, string>;
  invited: string[];
  intake: Intake;
  components: Component[];
  answers: Record<QuestionKey, Answer>;
  turns: number;
  /** A question that a person went to on purpose; null shows the next open one. */
  focus: QuestionKey | null;
  proposal: Proposal | null;
  waiting: Record<QuestionKey, HandOff>;
  /** Questions that were ever handed to a colleague: their cards are kept up to date. */
  handed: QuestionKey[];
  /** The scope that people confirmed, as a digest: a changed scope must be confirmed again. */
  confirmed: { by: string; at: number; scope: string } | null;
  depth: 'short' | 'full';
  /** "Don't know" in a row, for the offer to collect the open ones. */
  unknownRun: number;
  lastAt: number;
  cancelledAt: number | null;
  /** Null while it is assessed again. */
  result: Finished | null;
  /** The result before this one: what a new result is compared with. */
  baseline: Finished | null;
  again: Again | null;
  /**
   * Answers of earlier rounds, offered for confirmation and counted for nothing. Their revisions go on in this one. With `turn` 0
   * they were not part of the baseline.
   */
  earlier: Record<QuestionKey, Answer>;
  /** Where scans look. */
  accounts: UsedAccount[];
  trial: Trial | null;
  /** What of the accounts belongs to it. */
  workload: KeptWorkload;
  scan: ScanRun | null;
  /** What the last scan that saw anything saw. */
  seen: SeenByScan | null;
  /** By control: what was decided where people and the scan disagree. */
  settled: Record<string, Settled>;
}

export const noAssessment: InterviewContext = {
  id: '',
  catalogue: '',
  bornAt: 0,
  name: '',
  home: { conversation: '', kind: 'personal' },
  requester: { id: '', name: '' },
  people: {},
  invited: [],
  intake: {},
  components: [],
  answers: {},
  turns: 0,
  focus: null,
  proposal: null,
  waiting: {},
  handed: [],
  confirmed: null,
  depth: 'short',
  unknownRun: 0,
  lastAt: 0,
  cancelledAt: null,
  result: null,
  baseline: null,
  again: null,
  earlier: {},
  accounts: [],
  trial: null,
  workload: { tags: {}, resources: [] },
  scan: null,
  seen: null,
  settled: {},
};
