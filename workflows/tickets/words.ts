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
  withheld: (where: 'repository' | 'project') => `Others read this ${where}, so what was found is shown only in the conversation.`,
  hidden: { arn: '[ARN hidden]', account: '[account id hidden]', resource: '[resource hidden]', address: '[address hidden]' },
  secret: '(withheld: looks like a secret)',
} as const;

export const phaseLabels: Record<Phase, string> = { foundational: 'now', enhanced: 'production', advanced: 'scale' };

export const noteWords: Record<Note['about'], (day: string) => string> = {
  'proven-by-scan': (day) => `Proven fixed by a scan on ${day}.`,
  'proven-by-person': (day) => `Shown to be fixed, and confirmed by a second person, on ${day}.`,
  drifted: (day) => `Seen again by a scan on ${day}: it is open again.`,
};

export const doubleWords = (first: string): string => `The same as ${first}, which stays.`;

/** What people hear when a tracker cannot be reached as it is set. */
export const trackerWords = {
  none: 'No tracker is set for this organisation any more. Whoever runs the bot sets one; the issue and the gap stay as they are.',
  elsewhere: (place: string) =>
    `The issue is in another tracker than ${place}, where issues go now. It is not looked at; the gap stays as it is.`,
} as const;

/** `name` is what people call the tracker, or where its issues are. */
export const unheardWords = (name: string) => ({ unheard: () => `${name} did not answer. It is tried again by itself.` });

const shared = (name: string) => ({
  ...unheardWords(name),
  refused: (what: string) => `${name} did not take it${what === '' ? '.' : `: ${what}`}`,
  limited: () => `${name} asks for a pause. It is tried again by itself.`,
  unavailable: () => `${name} has a fault just now. It is tried again by itself.`,
  unreadable: () => `Something other than ${name} answered. It is tried again by itself; whoever runs the bot looks at its address.`,
  unsearchable: (place: string) =>
    `Too many issues are new in ${place} to see whether this one was made already, so none is made. Look for it there.`,
});

export interface TroubleWords extends ReturnType<typeof shared> {
  unauthorised(): string;
  forbidden(place: string): string;
  missing(place: string): string;
  missingIssue(place: string, number: number): string;
  gone(place: string): string;
  goneIssue(place: string, number: number): string;
  moved(place: string): string;
  movedIssue(place: string, number: number): string;
}

export const githubTroubles = {
  ...shared('GitHub'),
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
} satisfies TroubleWords & Record<string, unknown>;

const jira = shared('Jira');

export const jiraTroubles = {
  ...jira,
  unauthorised: () =>
    'Jira does not accept the e-mail and the token of this bot. Tokens run out after a year at most. Whoever runs it sets a new one; nothing here is lost.',
  forbidden: (place: string) =>
    `The account of this bot may not do that in project ${place}. Whoever runs Jira lets it see the project, make issues, move them and comment there.`,
  missing: (place: string) =>
    `Jira knows no project ${place}, or hides it from the account of this bot. Whoever runs the bot looks at the project, the address and the token.`,
  missingIssue: (place: string) =>
    `The issue is not in Jira any more, or is hidden from the account of this bot in ${place}. The gap stays as it is.`,
  gone: (place: string) => `Jira does not offer this for ${place} any more. Whoever runs the bot looks for a newer one.`,
  goneIssue: () => 'The issue was deleted in Jira. The gap stays as it is.',
  archived: (place: string) =>
    `Project ${place} is archived, so it takes no issues. Whoever runs Jira can restore it, or another one is set.`,
  moved: (place: string) => `Jira answers for ${place} from another address. Whoever runs the bot sets the address of the site.`,
  movedIssue: (place: string) =>
    `Jira answers for this issue of ${place} from another address. Whoever runs the bot sets the address of the site.`,
  lacks: (place: string, rights: readonly string[]) =>
    `The account of this bot lacks in project ${place}: ${rights.join(', ')}. Whoever runs Jira grants it.`,
  noType: (place: string, type: string, types: readonly string[]) =>
    `Project ${place} has no type "${type}" for issues; it has ${types.join(', ')}. Whoever runs the bot sets one of them.`,
  wants: (place: string, type: string, fields: readonly string[]) =>
    `Project ${place} wants of each ${type} what this bot does not know: ${fields.join(', ')}. Whoever runs Jira makes it optional or gives it a default, or another type is set.`,
  noWay: (to: 'done' | 'open') =>
    jira.refused(
      `from where the issue stands, its workflow has no step to a status that counts as ${to} and asks for nothing else. Somebody moves it there, or whoever runs Jira adds such a step.`,
    ),
} satisfies TroubleWords & Record<string, unknown>;
