/** What an export tells beside the result: what became of its gaps since, and the heads of the logs that say who decided it. */
import type { ItemHead } from '../audit/verify.ts';
import { dayWords } from '../interview/result-words.ts';
import type { GapState } from '../roadmap/gap-context.ts';
import type { GapLine } from '../roadmap/line.ts';
import { type LookAgain, sinceOf } from '../roadmap/outlived.ts';
import { outlivedWords, putAsideWords } from '../roadmap/outlived-words.ts';
import { code, inert, section } from './markdown-text.ts';

export interface Beside {
  /** Heads of the audit logs when the export was made; an export from a file has none. */
  heads?: readonly ItemHead[];
  /** The gaps of the roadmap as they stand now. */
  decided?: readonly GapLine[];
  /** What was put aside for reasons that were outlived when it was made. */
  again?: readonly LookAgain[];
}

const stands: Record<Exclude<GapState, 'unborn' | 'withdrawn'>, string> = {
  proposed: 'waits for a decision',
  approved: 'approved, nobody has it yet',
  assigned: 'approved and assigned',
  inProgress: 'in progress',
  saidDone: 'said to be done, waits for a second person',
  verifying: 'being checked',
  verified: 'proven fixed',
  reopened: 'open again',
  rejected: 'rejected',
  deferred: 'deferred',
  accepted: 'its risk is accepted',
  lapsed: 'nobody decided in time',
};

/** Those that are gone with a newer result are left out. */
export const decidedGaps = (lines: readonly GapLine[]): GapLine[] =>
  lines
    .filter(({ state }) => state in stands)
    .toSorted((one, other) => other.priority - one.priority || (one.control < other.control ? -1 : 1));

const lineOf = ({ title, control, state, until, decided, owner, due }: GapLine): string => {
  const last = until === undefined ? '' : ` until ${until}`;
  const by = decided === undefined || state === 'proposed' ? '' : ` Decided by ${inert(decided.by)}, ${dayWords(decided.at)}.`;
  const whose = owner === null ? ' No owner yet.' : ` Owner: ${inert(owner.name)}.`;
  return `- **${inert(title)}** ${code(control)}: ${stands[state as keyof typeof stands]}${last}.${by}${whose} Due ${due}.`;
};

const whatCounts =
  'No decision raises the score: a gap whose risk is accepted counts as not in place, and the day is said after which it is open again.';

export const roadmapSection = (lines: readonly GapLine[]): string[] => {
  const told = decidedGaps(lines);
  return section('What became of the gaps', told.length === 0 ? [] : [whatCounts, '', ...told.map(lineOf)]);
};

const whatOutlives = 'Each of these was put aside, and the reason for it is outlived: a finding of its own, until somebody decides again.';

/** Days, not ages: a file is read later than it was made. */
const againLine = (one: LookAgain): string =>
  `- **${inert(one.title)}** ${code(one.control)}: ${putAsideWords(one.what)} ${dayWords(one.at)}, outlived since ${dayWords(sinceOf(one))}. ${one.why.map(outlivedWords).join(' ')}`;

export const lookAgainSection = (all: readonly LookAgain[]): string[] =>
  section('To look at again', all.length === 0 ? [] : [whatOutlives, '', ...all.map(againLine)]);
