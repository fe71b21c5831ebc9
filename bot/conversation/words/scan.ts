/** The words of looking into accounts: connecting one, the scan on its way, what it saw, and where it disagrees with people. */
import type { ConnectRefusalWord, Decision } from '../../../workflows/interview/scan-context.ts';
import type { VerdictWord } from '../../../workflows/interview/scoring/types.ts';
import type { Barred } from '../../../workflows/scanners/denied.ts';
import type { DenyingLayer } from '../../../workflows/scanners/reading.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const seconds = (ms: number): string => (ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);

const verdicts: Record<VerdictWord, string> = {
  pass: 'Passed',
  fail: 'Failed',
  'not-applicable': 'Nothing there to judge',
  'not-assessed': 'Not assessed',
};

const layers: Record<DenyingLayer, string> = {
  'service-control-policy': 'a service control policy of the organization',
  'resource-control-policy': 'a resource control policy of the organization',
  'permissions-boundary': "the role's permissions boundary",
  'session-policy': 'the policy of the session',
  'endpoint-policy': 'the policy of a VPC endpoint',
  'resource-policy': "the resource's own policy",
  'identity-policy': "the role's own policy",
};

const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : listed(names);

const are = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');

/** One sentence for each policy that stands in the way. */
const barredWords = (barred: readonly Barred[]): string[] =>
  [...new Set(barred.map(({ by }) => by))].map((by) => {
    const names = barred.filter((one) => one.by === by).map(({ action }) => action);
    return `${few(names)} ${are(names)} denied by ${layers[by]}, whatever the role allows.`;
  });

export const scan = {
  simulated: 'The account looked at here is simulated: it runs on this machine and is no real AWS account.',
  cannot: 'I cannot look into AWS accounts from here: whoever runs me has not set that up. Everything can be answered by you.',
  buttons: {
    connect: 'Connect AWS…',
    another: 'Connect another account…',
    look: 'Look at AWS first',
    again: 'Look again',
    stop: 'Stop',
    patch: 'Show the policy patch',
    see: (count: number): string => (count === 1 ? 'See it' : 'See them'),
    seen: 'What was seen',
    answers: 'What it answered',
    goOn: 'Go on with the questions',
  },
  /** The last digits tell accounts apart without naming them. */
  account: (digits: string, regions: readonly string[] | null): string =>
    `account …${digits}, ${regions === null ? 'the Regions in use' : listed(regions)}`,
  accounts: (parts: readonly string[]): string => parts.join('; '),
  names: { accounts: 'AWS', checks: 'Checks', calls: 'Reads made' },
  title: (name: Span): Rich => [name, ': looking into AWS'],
  looking: (where: string): string => `Looking at ${where}.`,
  starting: { word: 'Starting', text: 'The first answers are on their way.' },
  /** A check looks once in each Region that it is for. */
  progress: (ms: number): string => `looks done, ${seconds(ms)} so far`,
  again: (attempt: number): string => `It had fallen silent, so it was started again (start ${attempt}). Reading twice harms nothing.`,
  harmless: 'It only reads. You can go on answering meanwhile.',
  stopping: { word: 'Stopping', text: 'What it has seen so far is kept.' },
  typing: 'Type "stop scan" to stop it.',
  unread: {
    word: (count: number): string => `Could not read ${counted(count, 'thing')}`,
    text: (actions: readonly string[], barred: readonly Barred[]): string =>
      [
        ...(actions.length === 0 ? [] : [`${few(actions)} ${are(actions)} missing from the role.`]),
        ...barredWords(barred),
        'What was not read is not assessed; it never counts as good.',
      ].join(' '),
  },
  ended: {
    finished: 'Looked',
    stopped: 'Stopped',
    failed: 'Could not look',
    because: (reason: string, before: string): Rich => [{ said: reason }, before],
    answered: ({ answered, asked }: { answered: number; asked: number }): string => `Answered ${answered} of your ${asked} questions.`,
    early: (answered: number): string =>
      answered === 0
        ? 'It answers no question by itself.'
        : `It can answer ${counted(answered, 'question')}; which of them are asked depends on the scope.`,
    disagree: (count: number): string => (count === 0 ? '' : ` ${count === 1 ? '1 disagrees' : `${count} disagree`} with what you said.`),
    keptBefore: 'What was seen before it stands as it was.',
    nothing: 'Nothing was seen before it was stopped.',
  },
  counts: (counts: Record<VerdictWord, number>): string =>
    (['fail', 'pass', 'not-applicable', 'not-assessed'] as const)
      .filter((word) => counts[word] > 0)
      .map((word) => `${counts[word]} ${verdicts[word].toLowerCase()}`)
      .join(' · ') || 'none',
  endedTyping: 'Type "scan" to look again, "evidence" for what was seen, or "status" to go on.',
  disagreeTyping: 'Type "decide" to see both sides, "evidence" for what was seen, or "status" to go on.',
  none: 'Nothing was looked at yet.',
  noneTyping: 'Type "scan" to look, or "status" to go on.',
  seenTitle: (name: Span): Rich => [name, ': what the scan saw'],
  verdicts,
  entering: 'The account is entered',
  places: (read: number, all: number): string => `looked at in ${read} of ${counted(all, 'place')}`,
  seenLine: ({ word, title, places, detail }: { word: string; title: string; places: string; detail: string }): Rich => [
    { strong: word },
    `: ${title}`,
    // Names from an account are words of others.
    ...(detail === '' ? [] : [' · ', { said: detail }]),
    places === '' ? '' : ` · ${places}`,
  ],
  rows: {
    show: (place: number): string => `Show ${place}`,
    showAria: (title: string): string => `Show what was found: ${title}`,
    usedBy: (names: readonly string[]): string => `used by ${names.join(', ')}`,
    gone: 'What was found there is not kept any more. Look again to see it anew.',
  },
  /** The words of an ARN that tell things apart: the account stands on the card already. */
  resource: (name: string, region: string): string => (region === '' ? name : `${name} in ${region}`),
  more: (count: number): string => `and ${count} more`,
  leftOpen: (caveats: readonly string[]): string => `leaves open: ${caveats.join('; ')}`,
  /** On the question and in the list of answers. */
  seenWord: 'Seen by the scan',
  seenChoice: ({ choice, ago, places }: { choice: string; ago: string; places: string }): string => `${choice}, ${ago}, ${places}`,
  seenAnswer: ({ choice, ago, places }: { choice: string; ago: string; places: string }): Rich => [
    choice,
    ` · seen by the scan ${ago}, ${places}`,
  ],
  runsTyping: 'Type "stop scan" to end it now, or "go on" for what is open.',
  runs: { word: 'Still looking', text: 'The scan is under way. It can be finished when that has ended; type "stop scan" to end it now.' },
  takenBack: ' · taken back: what the scan saw counts',
  correct: (place: number): string => `Correct ${place}`,
  correctAria: (text: string): string => `Correct what the scan saw about: ${text}`,
  seenCount: 'Seen by the scan',
  otherwise: ' · the scan saw otherwise',
  patch: {
    title: 'What the role lacks',
    intro:
      'Add this statement to the policy of the role. It only lets me read. Where the role denies one of these outright, take that away too.',
    barred: (barred: readonly Barred[]): string => `No change of the role helps here: ${barredWords(barred).join(' ')}`,
    none: 'Nothing is missing: the role could read everything that was asked.',
    typing: 'After the change, type "scan" to look again.',
  },
};

const decided: Record<Decision, string> = {
  fix: 'It stays a gap, to be fixed',
  'scan-wrong': 'What the scan saw is set aside',
  'answer-wrong': 'The answer was wrong: what the scan saw counts',
  later: 'Its owner decides',
};

export const disagree = {
  title: ({ name, place, count }: { name: Span; place: number; count: number }): Rich => [
    name,
    count === 1 ? ': what you said and what the scan saw' : `: what you said and what the scan saw, ${place} of ${count}`,
  ],
  said: 'You said',
  saidLine: ({ text, answer, who }: { text: string; answer: Span[]; who: Span[] }): Rich => [
    `${text} `,
    { strong: '→ ' },
    ...answer,
    ...who,
  ],
  by: (name: Span, ago: string): Span[] => [' (', name, `, ${ago})`],
  seen: 'The scan saw',
  others: (counts: string): string => `On the same matter it saw besides: ${counts}.`,
  word: 'Not decided yet',
  open: 'One of the two is wrong. Until somebody decides, it counts as half in place at most.',
  openLess: 'You say it is not in place; everything that the scan could see is. Until somebody decides, your word counts.',
  decided,
  decidedWord: 'Decided',
  leftWord: 'Left to its owner',
  decidedText: ({ what, by, ago }: { what: string; by: Span; ago: string }): Rich => [`${what} · `, by, `, ${ago}`],
  because: (reason: Span[]): Rich => [', because: ', ...reason],
  owner: (owner: Span): Rich => [' · owner: ', owner],
  ownerLabel: 'Owner: a name or a mention',
  ownerHint: 'An owner is optional, except where they shall decide.',
  buttons: {
    fix: 'Fix it: make it a gap',
    'answer-wrong': 'My answer was wrong',
    'scan-wrong': 'The scan is wrong because…',
    later: 'Let the owner decide',
  },
  none: 'Nothing is left to decide: what you said and what the scan saw agree, or it is decided.',
  typing: 'Press what is true, or type "status" to go on.',
  reviewTyping: 'Type "decide" to see both sides, or "go on" for what is open.',
  reasonTitle: 'Why is the scan wrong?',
  reasonLabel: 'Your reason, in a sentence',
  reasonPlaceholder: 'The logs go to another account, which was not looked at.',
  reasonHint: 'What it saw is set aside here until a later scan sees something else. Your reason stands in the record.',
  save: 'The scan is wrong',
  openCount: (count: number): string =>
    count === 1
      ? 'What you said and what the scan saw disagree in 1 place. It is decided, or given to somebody, before this is finished.'
      : `What you said and what the scan saw disagree in ${count} places. They are decided, or given to somebody, before this is finished.`,
  openWord: 'To decide',
  see: (count: number): string => (count === 1 ? 'Decide it' : `Decide the ${count} open ones`),
  /** Beside the control in a list of what was decided. */
  aside: ({ title, by, reason }: { title: string; by: Span; reason: Span[] }): Rich => [
    `${title}: set aside by `,
    by,
    ' because ',
    ...reason,
  ],
};

export const connect = {
  title: 'Connect an AWS account',
  intro:
    'I only read, through a role that you create and can take away at any time. Give its account and, if you like, the Regions; the next card shows the role.',
  account: 'Account id, 12 digits',
  accountPlaceholder: '111122223333',
  regions: 'Regions, separated by commas; empty for those in use',
  regionsPlaceholder: 'eu-west-1, us-east-1',
  go: 'Go on',
  stepsTitle: (account: string): string => `Account ${account}: what to set up`,
  try: 'It is set up: try it',
  typing: 'Type "status" to leave this.',
  badAccount: 'An account id has 12 digits. Nothing was changed.',
  badRegion: (said: string): string => `“${said}” is no Region, such as eu-west-1. Nothing was changed.`,
  known: 'Connected',
  connected: 'Connected',
  drop: (digits: string): string => `No longer look at …${digits}`,
  full: 'That is as many accounts as one assessment holds. Nothing was changed.',
  notBegun: 'This account was not begun here: give its id first.',
  somebodyElses: (name: string): string =>
    `${name} connected this account. Ask them to connect it here too, or an admin of mine; nothing was changed.`,
  somebodyElsesRich: (name: Span[]): Rich => [...name, ' connected this account. Ask them to connect it here too, or an admin of mine.'],
  closedTo: (account: string, name: string): string =>
    `Account ${account} was connected by ${name}. Ask them, or an admin of mine, to look at it here.`,
  trying: {
    word: 'Trying the role',
    text: 'First without its id and then with a wrong one: both must be refused. Then with the real one, and I see what it may read.',
  },
  tryingTyping: 'This card says in a moment what came of it. Type "status" to go on meanwhile.',
  held: 'The role refused me without its id and with a wrong one, and let me in with the real one.',
  connectedTyping: 'Type "scan" to look at AWS first, or "status" to go on.',
  refusedWord: 'Not connected',
  refusedTyping: 'Press "Try again" when it is changed, or type "connect aws" to begin anew.',
  again: 'Try again',
  steps: 'Show what to set up',
  notConnected: (account: string): string => `Account ${account} is not connected: its role was not tried, or was taken away here.`,
  simulatedOnly: (accounts: readonly string[]): string =>
    `The try-out looks into simulated accounts alone: ${listed(accounts)}. Nothing was changed. For a real account use "plumbline scan", or start the bot for real.`,
  simulatedStep: 'Its role is made for you: go on and try it.',
  simulationEnded: (account: string): string => `${account} is a simulated account, and no simulation runs here.`,
  quickCreate: 'Open this link in the account: the console shows the role before it makes it.',
  template:
    'Or take this template of the role. It holds what I may read, an explicit refusal of content and secrets, and an id that only I know.',
  command: 'Then make the role with it:',
  send: 'Send me the template',
  templateFile: (account: string): string => `The template of the role for account ${account}.`,
  refusals: {
    'who-are-we': 'AWS did not say who I am, so nothing was tried. Whoever runs me finds out with "aws sts get-caller-identity".',
    'static-keys':
      'I run on keys of a user, which live until somebody takes them away. Whoever runs me gives me a role first; nothing was saved.',
    'open-without-id':
      'The role let me in without its external id: anybody who may call as me could use it. Nothing was saved. Add the condition on sts:ExternalId, as in the template.',
    'open-with-wrong-id':
      'The role let me in with a wrong external id, so it asks for none that counts. Nothing was saved. Use the condition StringEquals on sts:ExternalId, as in the template.',
    'not-yet':
      'The role does not let me in. It may not be there yet, or trust somebody else, or ask for another id. Make it, wait a minute, and try again.',
    'other-account': 'The role belongs to another account. Nothing was saved.',
    'not-begun': 'Nobody asked for what this account needs. Show what to set up first; nothing was saved.',
    'fell-silent': 'The trial fell silent three times and was given up. Nothing was saved. Try again in a minute.',
    'our-fault': 'Something went wrong on our side. Nothing was saved. Try again in a minute.',
    'could-not-tell': 'AWS did not answer clearly, so nothing is proven and nothing was saved. Try again in a minute.',
  } satisfies Record<Exclude<ConnectRefusalWord, 'somebody-elses'>, string>,
};
