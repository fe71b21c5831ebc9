/** What issues say, and what people hear when one could not be made. */
import type { Phase } from '../../knowledge/schema.ts';
import type { Note } from './ticket.ts';

export const issueWords = {
  why: 'Why it matters',
  found: 'What was found',
  firstStep: 'First step',
  steps: 'Then',
  due: (day: string) => `Due ${day}.`,
  from: (workload: string) => `From the assessment of ${workload}.`,
  back: 'Back to the conversation',
  rule: 'Closing this issue says that the work is done. Plumbline then checks it, and the gap is closed only by proof. A risk is accepted in the conversation, never here.',
  withheld: 'Others read this repository, so what was found is shown only in the conversation.',
  hidden: { arn: '[ARN hidden]', account: '[account id hidden]', resource: '[resource hidden]', address: '[address hidden]' },
  secret: '(withheld: looks like a secret)',
} as const;

export const phaseLabels: Record<Phase, string> = { foundational: 'now', enhanced: 'production', advanced: 'scale' };

export const noteWords: Record<Note['about'], (day: string) => string> = {
  'proven-by-scan': (day) => `Proven fixed by a scan on ${day}.`,
  'proven-by-person': (day) => `Shown to be fixed, and confirmed by a second person, on ${day}.`,
  drifted: (day) => `Seen again by a scan on ${day}: it is open again.`,
};

export const doubleWords = (number: number): string => `The same as #${number}, which stays.`;

export const troubleWords = {
  none: () => 'No tracker is set for this organisation any more. Whoever runs the bot sets one; the issue and the gap stay as they are.',
  unauthorised: () => 'GitHub does not accept the token of this bot. Whoever runs it sets a new one; nothing here is lost.',
  forbidden: (place: string) =>
    `The token of this bot may not write issues in ${place}. Whoever runs it gives the token "Issues: read and write" there.`,
  missing: (place: string) => `GitHub knows no ${place}, or hides it from the token of this bot. Whoever runs the bot looks at both.`,
  missingIssue: (place: string, number: number) =>
    `Issue #${number} is not in ${place} any more, or is hidden from the token of this bot. The gap stays as it is.`,
  gone: (place: string) => `Issues are switched off in ${place}. Its owner can switch them on in the settings of the repository.`,
  goneIssue: (place: string, number: number) => `Issue #${number} was deleted in ${place}. The gap stays as it is.`,
  archived: (place: string) => `${place} is archived, so it takes no issues. Its owner can open it again, or another one is set.`,
  moved: (place: string) => `${place} was moved or renamed. Whoever runs the bot sets its new name.`,
  movedIssue: (place: string, number: number) => `Issue #${number} was moved out of ${place}. The gap stays as it is.`,
  refused: (what: string) => `GitHub did not take it${what === '' ? '.' : `: ${what}`}`,
  limited: () => 'GitHub asks for a pause. It is tried again by itself.',
  unavailable: () => 'GitHub has a fault just now. It is tried again by itself.',
  unheard: () => 'GitHub did not answer. It is tried again by itself.',
  unreadable: () => 'Something other than GitHub answered. It is tried again by itself; whoever runs the bot looks at its address.',
  unsearchable: (place: string) =>
    `Too many issues are new in ${place} to see whether this one was made already, so none is made. Look for it there.`,
} as const;
