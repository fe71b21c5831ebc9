/** The words of panels (reasons, colleagues, comments, lists) and of the help. */
import type { StateValue } from '../../../workflows/interview/engine.ts';
import type { Rich, Span } from '../view.ts';

export const panels = {
  na: {
    title: 'Why does it not apply?',
    label: 'Your reason, in a sentence',
    placeholder: 'We have no agent that pays or orders.',
    hint: 'It leaves the score, and a lead reads the reason.',
    save: 'It does not apply',
    typing: 'Type "not applicable because" and your reason.',
  },
  colleague: {
    title: 'Who knows?',
    titleAll: (count: number): string => (count === 1 ? 'Who knows the open one?' : `Who knows the ${count} open ones?`),
    nothing: 'Nothing is open that could be handed on.',
    person: 'A name or a mention',
    placeholder: '@colleague',
    known: 'Or somebody from here',
    hint: 'They get the question with its context in a personal message, and can hand it back. You go on meanwhile.',
    ask: 'Ask',
    typing: 'Type "ask" and the name, such as: ask @colleague.',
  },
  comment: {
    title: 'A comment on this answer',
    label: 'Your comment',
    hint: 'It stands beside the answer in every report.',
    save: 'Save',
    notAnswered: 'Answer the question first; then a comment can stand beside it.',
    typing: 'Type "comment:" and your words.',
  },
  answers: {
    title: (name: Span): Rich => [name, ': all answers'],
    count: ({ answered, asked, seen }: { answered: number; asked: number; seen: number }): string =>
      `${answered} of ${asked} answered${seen === 0 ? '' : `, ${seen} of them by the scan`}`,
    line: ({ component, text, answer, who }: { component: Span | null; text: string; answer: Span[]; who: Span[] }): Rich => [
      ...(component === null ? [] : [component, ': ']),
      `${text} `,
      { strong: '→ ' },
      ...answer,
      ...(who.length === 0 ? [] : [' · ', ...who]),
    ],
    none: 'Nothing is answered yet.',
    change: (place: number): string => `Change ${place}`,
    changeAria: (text: string): string => `Change the answer to: ${text}`,
    describe: 'Change name or description',
    typing: 'Type "status" to go back to the assessment.',
  },
  list: {
    title: 'Assessments in this conversation',
    none: 'There is none yet. Type "assess" and the name of what you want to look at.',
    line: ({ name, state, answered, asked }: { name: Span; state: string; answered: number; asked: number }): Rich => [
      name,
      ` · ${state} · ${answered} of ${asked} answered`,
    ],
    open: (place: number): string => `Open ${place}`,
    openAria: (name: string): string => `Open ${name}`,
    states: {
      intake: 'not started',
      scoping: 'finding the scope',
      confirmingScope: 'scope to confirm',
      shortPath: 'first picture',
      asking: 'in depth',
      waitingForColleague: 'waiting for colleagues',
      reviewing: 'ready to finish',
      finished: 'finished',
      paused: 'paused',
      lapsed: 'closed, can be opened again',
      cancelled: 'cancelled, can be brought back',
      gone: 'ended',
    } satisfies Record<StateValue['interview'] | Exclude<StateValue['activity'], 'active'>, string>,
    typing: 'Type "open" and the number, or "switch to" and the name.',
  },
};

export const help = {
  title: 'What I do',
  intro: 'I ask about an AI workload, one question at a time, and show what to fix first. You can answer by pressing or by typing.',
  lines: [
    ['Begin', 'assess our support agent, it runs on Bedrock and files tickets'],
    ['Answer', 'a number, your own words, "don\'t know", or "not applicable because …"'],
    ['Ask somebody', 'ask @colleague'],
    ['Stop and go on', 'pause · resume · back · status'],
    ['See and share', 'result · finish · roadmap · gate production · portfolio · export · list · what waits for me'],
  ] as [string, string][],
  more: 'To let me look into AWS: connect aws, workload tag app=…, scan, stop scan. To look at a finished one anew: assess again, still true, keep the old result. Where tasks go and when you are reminded: tasks here, away until 12 Jan, I’m back. Also: rename to …, comment: …, invite @colleague, hand over to @colleague, cancel, undo.',
  promise: 'Please keep passwords and keys out of the chat; I refuse what looks like one.',
  list: 'My assessments',
};
