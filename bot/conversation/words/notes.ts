/** The words for when something does not go on: who may, what happened meanwhile, what to do next. Never just "error". */
import type { Rich, Span } from '../view.ts';

export const notes = {
  notYours: {
    word: 'Not here',
    text: 'I find no assessment of this kind that is open to you. Those who take part can let you in: ask one of them to type "invite" and your name.',
  },
  onlyRequester: {
    word: 'Not yours to decide',
    text: (requester: Span): Rich => [
      'Only ',
      requester,
      ' can do this, because they run the assessment. They can also hand it over: "hand over to" and a name.',
    ],
  },
  notActive: {
    paused: 'It is paused, so nothing changes now. Go on first.',
    lapsed: 'It was closed after 30 days. Open it again first.',
    cancelled: 'It is cancelled. Whoever runs it can bring it back first.',
    gone: 'It has ended for good. Its answers stay readable.',
  },
  cutOff: {
    word: 'No way in',
    text: (name: Span): Rich => [
      'I can no longer write in the conversation where ',
      name,
      ' lives: it is archived, or I am not in it any more. Nothing is lost.',
    ],
    next: 'You can go on here. Or open the conversation to me again and write to me there.',
    here: 'Go on here',
  },
  movedOn: {
    word: 'This moved on',
    text: 'Your press belongs to an older card. Nothing was changed.',
    scope: 'The scope has changed since this card was drawn. Please look at it again.',
    nothingBefore: 'This is the first question; there is nothing before it.',
    alreadyAsked: 'Somebody is asked this already, or it is answered. Nothing was sent.',
    notAskedNow: (text: string): string => `“${text}” is not asked any more, because another answer changed the way. Nothing was changed.`,
    latest: 'Show the latest',
  },
  scan: {
    noAccount: { word: 'No account yet', text: 'I know no AWS account to look at. Connect one first; nothing was changed.' },
    looking: { word: 'Looking already', text: 'A scan is under way. Wait for it, or stop it first.' },
    tooMuchNamed: {
      word: 'Too much named',
      text: 'One workload holds 10 tags and 20 named things. Nothing was changed. Tags of your own say more with less.',
    },
    trying: { word: 'Trying a role', text: 'A role is being tried. Its card says in a moment what came of it; nothing was changed.' },
    notLooking: { word: 'Not looking', text: 'No scan is under way, so there is nothing to stop.' },
    finished: { word: 'Finished', text: 'This result stays what it is. Reopen it first; then I look again.' },
    settledOtherwise: {
      word: 'This moved on',
      text: 'What was said or seen here has changed since your card was drawn, or it is decided already. Nothing was changed.',
    },
    notUsable: {
      word: 'Not connected',
      text: 'This account cannot be used here: its id, its Regions or their number do not fit. Nothing was changed.',
    },
  },
  conflict: {
    word: 'Answered meanwhile',
    text: ({ by, ago, theirs, yours }: { by: Span; ago: string; theirs: Span[]; yours: Span[] }): Rich => [
      by,
      ` answered this ${ago}: `,
      ...theirs,
      '. You chose: ',
      ...yours,
      '.',
    ],
    mine: 'Use mine',
    keep: 'Keep theirs',
    again: 'Yours is not used yet. To use it, open the question again.',
  },
  late: {
    word: 'This came late',
    text: 'It reached me after a lot had happened since. I have not used it.',
    use: 'Use it now',
    typing: 'Send it again to use it.',
  },
  secret: {
    word: 'Not kept',
    text: (kind: string): string =>
      `This looks like ${kind}, so I did not keep it. Delete your message, and replace the secret: whoever can read here may have seen it. Then answer again without it.`,
  },
  tooLong: {
    word: 'Too long',
    text: ({ length, most }: { length: number; most: number }): string =>
      `This has ${length} characters; ${most} is the most I take in. Nothing was kept. Please shorten it, or send it in parts.`,
  },
  guests: {
    word: 'Not for guests',
    text: 'Guests and people from outside cannot take part in assessments. Ask somebody of the team here to answer, or to have you added as a member.',
  },
  failed: {
    word: 'Kept, not finished',
    text: 'I kept what you sent but could not finish it. I will, and tell you here. You need not send it again.',
    said: (said: string): Rich => ['You sent: “', { said }, '”'],
  },
  notUnderstood: {
    word: 'Not understood',
    text: 'I did not understand that. Nothing was changed.',
    typing: 'Type "help" for what you can do.',
  },
  nothingOpen: {
    word: 'Nothing open',
    text: 'No assessment is under way here. Type "assess" and the name of what you want to look at, or "list" for those that exist.',
  },
  unknownButton: 'This button leads nowhere any more. Nothing was changed. Type "status" for the latest.',
  /** A press that needs something filled in first. */
  empty: {
    person: 'Nobody was chosen, so nobody was asked. Write a name, or pick somebody from the list.',
    choices: 'Nothing was ticked, so nothing was changed. Tick what holds, or press "Don\'t know".',
    words: 'Nothing was written, so nothing was changed.',
    owner: 'Nobody was named, so nothing was changed. Write who shall decide.',
  },
  doesNotFit: 'These choices cannot stand together, so nothing was changed. Please choose again.',
  unknownPerson: {
    word: 'Who is that?',
    text: (said: string): Rich => ['I know nobody here called “', { said }, '”. Mention them with @, or let them write here once.'],
  },
  handedBack: ({ text, person }: { text: string; person: Span }): Rich => [
    '“',
    text,
    '” came back from ',
    person,
    ' without an answer. It is asked here again when its turn comes.',
  ],
  handedBackWord: 'Came back',
  unreachableWord: 'Not reached',
  unreachable: ({ text, person }: { text: string; person: Span }): Rich => [
    'I could not reach ',
    person,
    ' in a chat of their own, so “',
    text,
    '” is asked here again. They can add me in Teams first, or answer in this conversation.',
  ],
  closedWord: 'Closed',
  closed: (name: Span): Rich => [name, ' had no word for 30 days, so I closed it. Nothing is lost.'],
  moved: (name: Span): Rich => [name, ': the card went on below.'],
  movedAway: (name: Span): Rich => [name, ': it goes on in another conversation. Whoever runs it can bring it back here.'],
  help: 'Help',
};

export const file = {
  about: (name: string, provisional: boolean): string =>
    provisional ? `${name}: the assessment as it stands now, not finished yet.` : `${name}: the finished assessment.`,
  unknown: 'I cannot find what this file belongs to. Type "export" to have it made again.',
  declined: 'No file was sent. Type "export" when you want it.',
};
