/** The words for joining the two platforms, and for being known as one person on both. */
import type { Rich, Span } from '../view.ts';

const platforms = { slack: 'Slack', teams: 'Teams' } as const;

export const tenancy = {
  platforms,
  privately: 'Please ask me that in our direct chat: a code must not be read by others.',
  onlyAdmins: {
    word: 'For admins',
    text: 'Only an admin of this workspace joins it with another platform, or parts them. Type "settings" to see who that is.',
  },
  code: {
    join: {
      title: 'Join this workspace with the other platform',
      text: (code: string): Rich => ['An admin of the other platform types there, in a direct chat with me: ', { strong: `join ${code}` }],
      what: 'After both sides have confirmed, people who are known on both can take their own assessments from one to the other. Nothing crosses before that, and either side can part at any time.',
      typing: 'Then type "join" here again to see who answered.',
    },
    bind: {
      title: 'Be known as one person on both platforms',
      text: (code: string): Rich => ['With your other account, in a direct chat with me, type: ', { strong: `bind ${code}` }],
      what: 'Then what you may do on one platform you may do on the other, and what you asked for there you cannot approve here.',
      typing: 'Then type "bind" here again to confirm.',
    },
    until: 'The code works once, for 15 minutes. Give it to nobody else.',
  },
  answered: {
    word: 'Answered',
    join: 'Nothing is joined yet. Whoever asked sees your name now and has to confirm: they type "join" where they asked.',
    bind: 'Nothing is bound yet. Go back to where you asked, type "bind" there, and confirm.',
  },
  confirm: {
    word: 'One step left',
    join: ({ who, platform }: { who: Span; platform: string }): Rich => [
      who,
      ` in ${platform} answered your code. Join only if you know that this is an admin of your own organisation.`,
    ],
    bind: ({ who, platform }: { who: Span; platform: string }): Rich => [who, ` in ${platform} answered your code. Is that you?`],
    joinNow: 'Join',
    bindNow: "Yes, that's me",
    typing: 'Press the button, or let the code run out.',
  },
  done: {
    joined: 'Joined. Everybody who works on both platforms types "bind" once, to be known as one person.',
    parted: 'Parted. Nothing crosses any more; every assessment stays where it was begun.',
    bound: 'Done. You are known as one person on both platforms.',
    unbound: 'Done. Your two accounts are strangers again.',
    word: 'Done',
  },
  joined: {
    title: (platform: string): string => `This workspace is joined with ${platform}`,
    text: 'People who are bound reach their own assessments from both sides.',
    part: 'Part now',
    typing: 'Type "unjoin" to part.',
  },
  bound: {
    title: (platform: string): string => `You are known in ${platform} too`,
    text: (name: Span): Rich => ['Your other account: ', name],
    unbind: 'Unbind',
    typing: 'Type "unbind" to be strangers again.',
  },
  refused: {
    word: 'Not done',
    unknown: 'This code is not known. It may have run out, or somebody used it. Ask for a new one; nothing was changed.',
    'same-platform': 'This code was made on this platform. It has to be answered on the other one.',
    over: 'This moved on: the code has run out, or it was confirmed already. Nothing was changed.',
    'not-joined': 'The two platforms are not joined. An admin of each has to do that first, with "join".',
    'not-admin-there': 'Whoever answered is no admin there any more. Nothing was joined.',
    nothing: 'There is nothing to take back.',
  },
  unbound: {
    word: 'I do not know you there',
    text: 'This assessment began on the other platform, and I cannot tell who you are there. Type "bind" in a direct chat with me; it takes a minute. Nothing was changed.',
  },
};
