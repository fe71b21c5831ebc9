/** The words of the way through: intake, questions, waiting, review, and pausing or ending it. */
import type { ScopeAxis } from '../../../workflows/interview/scoping/scope.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

export const intake = {
  title: (name: Span): Rich => [name, ": let's see where it stands"],
  promise: 'First about 10 minutes, then you choose how deep to go. You can stop at any time; nothing is lost.',
  names: {
    name: 'Name',
    about: 'What it is',
    components: 'Its parts',
    owner: 'Owner',
    channel: 'Tasks go to',
    accounts: 'AWS accounts',
    regions: 'Regions',
    goLive: 'Goes live',
    requester: 'Asked for by',
  },
  aboutSaid: (said: Span[]): Rich => [...said, ' (from what you wrote)'],
  nameGuessed: (name: Span): Rich => [name, ' (from what you wrote)'],
  ownerLater: (requester: Span): Rich => [requester, ', until you name somebody else'],
  later: 'Everything else can wait.',
  open: {
    word: 'Read by others',
    text: 'As far as I know anybody of your organisation may read this channel, so AWS account ids and ARNs are hidden here. To see them, begin in a private channel or in a direct message to me.',
  },
  start: 'Start',
  change: 'Change',
  typing: 'To begin, type "go on". To change the name, type "rename to" and the name.',
};

export const intakeForm = {
  title: 'What are we looking at?',
  intro: 'Only the name is needed. No secrets, please: names and numbers are enough.',
  nameAgain: 'What shall it be called?',
  labels: {
    name: 'Name of the workload',
    about: 'What it does, in your own words',
    components: 'Its parts, one a line, if it has several',
    owner: 'Who owns it',
    channel: 'Where its tasks shall go',
    accounts: 'AWS accounts',
    regions: 'AWS Regions',
    goLive: 'Day it goes live',
  },
  placeholders: {
    name: 'Support agent',
    about: 'It reads the help pages, answers customers and files tickets.',
    components: 'Chat for customers\nMail sorter',
    owner: 'A person or a team',
    channel: '#support-ai',
    accounts: '111122223333',
    regions: 'eu-west-1',
  },
  save: 'Save',
  typing: 'You can also type "assess" and a few words, such as: assess our support agent, it runs on Bedrock and files tickets.',
};

const axes: Record<ScopeAxis | 'content' | 'weight', string> = {
  genai: 'the generative AI scope',
  agentic: 'the agentic scope',
  useCase: 'the use case',
  phase: 'the target phase',
  content: 'whether strangers can slip orders into what it reads',
  weight: 'how heavily the controls weigh',
};

export const question = {
  place: ({ workload, part, component }: { workload: Span; part: string; component: Span | null }): Rich => [
    workload,
    ` · ${part}`,
    ...(component === null ? [] : [' · ', component]),
  ],
  parts: { scoping: 'Scoping', short: 'First picture', detail: 'In depth' },
  left: (minutes: number): string => `answered, about ${minutes} min left`,
  why: (why: string): string => `Why this: ${why}`,
  last: ({ text, answer, who }: { text: string; answer: Span[]; who: Span[] }): Rich => [`✓ ${text} `, ...answer, ' · ', ...who],
  stands: 'Answered',
  standing: ({ answer, who }: { answer: Span[]; who: Span[] }): Rich => [...answer, ' · ', ...who],
  takenFrom: (quote: string): Rich => [' · from the words “', { said: quote }, '”'],
  comment: (said: Span[]): Rich => [' · comment: ', ...said],
  understood: 'I understood',
  proposal: ({ choice, quote }: { choice: string; quote: string }): Rich => [`${choice}, from your words “`, { said: quote }, '”'],
  tickAll: 'Tick all that hold.',
  offer: 'Several open in a row',
  offerText: 'Shall I collect the open ones for somebody who knows?',
  waiting: ({ person, count, ago, ahead }: { person: Span; count: number; ago: string; ahead: string }): Rich => [
    'Waiting for ',
    person,
    ` (${counted(count, 'question')}), asked ${ago}; ${count === 1 ? 'it comes' : 'they come'} back to you ${ahead}.`,
  ],
  more: 'More about this',
  example: 'A good answer',
  asks: 'Who usually knows',
  control: 'Part of',
  firm: 'How firm this is',
  firmness: ({ content, phase }: { content: string; phase: string }): string =>
    content === phase ? `Both the control and its phase: ${content}.` : `The control: ${content}. Its phase: ${phase}.`,
  decides: 'It decides',
  axes,
  buttons: {
    unknown: "Don't know",
    ask: 'Ask a colleague…',
    na: 'Not applicable…',
    back: 'Back',
    backAria: 'Back: change the last answer',
    pause: 'Pause',
    done: 'Done',
    comment: 'Comment…',
    collect: 'Collect them…',
    yes: "Yes, that's it",
    no: 'No',
  },
  typing: {
    single:
      "Answer with a number, or in your own words. You can also type: don't know, ask @colleague, not applicable because …, back, pause.",
    singleScoping: "Answer with a number, or in your own words. You can also type: don't know, ask @colleague, back, pause.",
    multi: "Answer with the numbers that hold, such as 1, 3. You can also type: don't know, ask @colleague, back, pause.",
    proposal: 'Type yes or no, or the number of another choice.',
    colleague: "Answer with a number or the words of a choice, or type: don't know.",
  },
};

export const colleague = {
  asksYou: ({ asker, workload, ago }: { asker: Span; workload: Span; ago: string }): Rich => [
    asker,
    ' asks you one question about ',
    workload,
    `, ${ago}.`,
  ],
  requester: (requester: Span): Rich => ['The assessment is run by ', requester, '.'],
  appears: 'Your answer appears there with your name.',
  component: (component: Span): Rich => ['It is about this part: ', component],
  returns: (ahead: string): string => `Without an answer it goes back ${ahead}. That is fine too.`,
  handBack: 'Hand it back',
  thanks: 'Thank you',
  answered: ({ answer, who }: { answer: Span[]; who: Span[] }): Rich => [...answer, ' · ', ...who],
  back: 'Back with the asker',
  wentBack: (workload: Span): Rich => ['Nothing is left to do for you here. It went back to those who assess ', workload, '.'],
};

export const shortPath = {
  title: (name: Span): Rich => ['A first picture of ', name],
  word: 'So far',
  noScore: 'No score yet: nothing that counts is answered.',
  meaning: 'It rests on the weightiest questions of each layer only. The more is looked at, the firmer it gets.',
  deeper: ({ count, minutes }: { count: number; minutes: number }): string => `Go on: ${count} more, about ${minutes} min`,
  see: 'See the result now',
  typing: ({ count, minutes }: { count: number; minutes: number }): string =>
    count === 0
      ? 'Type "result" to see it.'
      : `Type "go deeper" for ${counted(count, 'more question')} (about ${minutes} min), or "result" to see it now.`,
};

export const waiting = {
  title: (name: Span): Rich => [name, ': the rest waits for colleagues'],
  line: ({ text, person, ago, ahead }: { text: string; person: Span; ago: string; ahead: string }): Rich => [
    `${text} Waiting for `,
    person,
    `, asked ${ago}, comes back ${ahead}.`,
  ],
  nothingToDo: 'Nothing for you to do now. You hear from me when an answer is in.',
  takeBack: (place: number): string => `Take back ${place}`,
  takeBackAria: (text: string): string => `Take back: ${text}`,
  review: 'Go on without them',
  typing: 'Type "result" to go on without them, or "pause".',
  typingScoping: 'Type "pause" to leave it for now.',
};

export const review = {
  title: (name: Span): Rich => [name, ': ready to finish?'],
  answered: 'Answered',
  unknown: "Don't know",
  notApplicable: 'Not applicable',
  open: 'Not asked yet',
  waiting: 'With colleagues',
  of: (count: number, total: number): string => `${count} of ${total}`,
  notKnown: 'What nobody knew yet',
  soFar: (score: string): string => `As it stands: ${score}.`,
  moreUnknown: (count: number): string => `And ${count} more; see all answers.`,
  answer: (place: number): string => `Answer ${place}`,
  answerAria: (text: string): string => `Answer: ${text}`,
  finish: 'Finish',
  keep: ({ count, minutes }: { count: number; minutes: number }): string => `Go on: ${count} more, about ${minutes} min`,
  all: 'All answers',
  collect: 'Ask somebody who knows…',
  meaning: 'What nobody knew counts as not in place. Finishing makes the result; you can reopen it at any time.',
  typing: 'Type "finish" to make the result, or "go on" for what is open.',
};

export const activity = {
  progress: ({ answered, asked, minutes }: { answered: number; asked: number; minutes: number }): string =>
    answered === asked ? `${answered} of ${asked} answered.` : `${answered} of ${asked} answered, about ${minutes} min left.`,
  pausedWord: 'Paused',
  goOn: 'Go on',
  cancel: 'Cancel the assessment',
  pausedTyping: 'Type "go on" when you are ready.',
  lapsedWord: 'Closed',
  lapsed: 'Nothing was said for 30 days, so I closed it. Nothing is lost.',
  openAgain: 'Open it again',
  lapsedTyping: 'Type "resume" to open it again.',
  cancelledWord: 'Cancelled',
  cancelled: ({ requester, ahead }: { requester: Span; ahead: string }): Rich => [
    'It can be brought back by ',
    requester,
    '; it ends for good ',
    `${ahead}.`,
  ],
  undo: 'Bring it back',
  cancelledTyping: 'Type "undo" to bring it back.',
  goneWord: 'Ended',
  gone: 'This assessment was cancelled for good. Its answers stay readable.',
  assessAgain: 'Type "assess" to begin a new one.',
  answers: 'Answers',
};
