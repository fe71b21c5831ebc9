/** The words at the ways in: what somebody sees before any assessment, wherever they come from. */
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

export const entry = {
  begin: {
    title: 'A new assessment',
    intro: 'Only the name is needed. I ask for the rest, one question at a time, and you can stop whenever you like.',
    name: 'What shall we look at?',
    namePlaceholder: 'Support agent',
    about: 'What it does, in a few words',
    aboutPlaceholder: 'It answers customers and files tickets, on Bedrock.',
    start: 'Start',
    open: 'Start an assessment',
    typing: 'Type "assess" and the name of what you want to look at.',
  },
  mine: {
    title: 'Your assessments',
    none: 'You take part in none yet. Type "assess" and the name of what you want to look at.',
    elsewhere: 'in another conversation',
    move: (place: number): string => `Continue ${place} here`,
    go: (place: number): string => `Go to ${place}`,
    older: (count: number): string => `${counted(count, 'older one is', 'older ones are')} not shown; you find them where they live.`,
    which: 'I cannot know from here which one you mean. These are yours; go on where it lives, or press what you need.',
  },
  home: {
    title: 'Plumbline',
    intro: 'I ask about an AI workload, one question at a time, and show what to fix first.',
    waiting: 'Waiting for you',
    asked: ({ text, workload, asker, ago }: { text: string; workload: Span; asker: Span; ago: string }): Rich => [
      { strong: text },
      ' For ',
      workload,
      ', asked by ',
      asker,
      ` ${ago}`,
    ],
    answer: (place: number): string => `Answer ${place}`,
    more: (count: number): string => `${counted(count, 'further question waits', 'further questions wait')} for you.`,
    help: 'What can you do?',
    empty: 'Nothing waits for you, and you take part in no assessment yet. Start one here, or write to me: "assess" and a name.',
  },
  /** The message in whose thread an assessment lives. */
  root: (who: Span): Rich => [who, ' starts an assessment. It goes on in this thread.'],
  rootMoved: (who: Span): Rich => [who, ' continues an assessment here. It goes on in this thread.'],
  started: { word: 'Started', text: 'The assessment has begun. It goes on in a thread.', go: 'Go there' },
  invite: {
    word: 'Not in this channel yet',
    text: 'I can only post where I was added. Type "/invite @Plumbline" in the channel and try again, or start it in our direct message.',
  },
  noPlace: 'I am not in that channel. Add me there first by typing "/invite @Plumbline", or choose another.',
  where: { label: 'Where shall it live?', hint: 'A channel I was added to. Left empty, it lives in our direct message.' },
  tooLate: { word: 'That took too long', text: 'The window could not be opened in time. Nothing was changed.', again: 'Open it again' },
  unchecked: 'I could not check with Slack who may use this here, so nothing was changed. Please try again in a minute.',
  working: 'is working on it …',
  prompts: {
    title: 'What would you like to do?',
    assess: { title: 'Assess a workload', message: 'assess our support agent, it runs on Bedrock and files tickets' },
    list: { title: 'My assessments', message: 'list' },
    help: { title: 'What can you do?', message: 'help' },
  },
};
