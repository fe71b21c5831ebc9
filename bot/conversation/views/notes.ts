/** Notes about one assessment: why something did not happen and what can be done now; and what happened by itself. */
import type { AnswerValue } from '../../../workflows/interview/context.ts';
import { findQuestion } from '../../../workflows/interview/questioning.ts';
import type { Refusal } from '../refusal.ts';
import type { Action, Block, Press, Rich, Tone, View } from '../view.ts';
import { words } from '../words/en.ts';
import { againActions } from './again.ts';
import { notYoursView } from './plain-notes.ts';
import { ago, answerSpans, nameSpan, personSpan, press, questionText, type Shown, viewOf, whoSpan } from './shown.ts';

const say = words.notes;

interface Note {
  tone?: Tone;
  word: string;
  text: Rich;
  actions?: Action[];
  typing?: string;
}

function note(shown: Shown, { tone = 'attention', word, text, actions = [], typing = words.gap.typing }: Note): View {
  const blocks: Block[] = [
    { type: 'status', tone, word, text },
    { type: 'actions', actions: [...actions, latest(shown)] },
  ];
  return viewOf(shown, blocks, typing);
}

function latest(shown: Shown): Action {
  return { label: say.movedOn.latest, press: press(shown, 'open') };
}

const movedWords = { 'scope-moved': 'scope', 'nothing-before': 'nothingBefore', 'already-asked': 'alreadyAsked' } as const;

/** Every way in which an event can be refused has its own words and its own next step. */
export function refusedView(shown: Shown, refusal: Refusal): View {
  switch (refusal.why) {
    case 'not-yours':
      return notYoursView();
    case 'only-requester':
      return note(shown, { word: say.onlyRequester.word, text: say.onlyRequester.text(personSpan(refusal.requester)) });
    case 'not-active':
      return notActive(shown, refusal.activity);
    case 'conflict':
      return conflict(shown, refusal);
    case 'not-asked-now':
      return movedOn(shown, say.movedOn.notAskedNow(questionText(shown, refusal.key)));
    case 'scope-moved':
    case 'nothing-before':
    case 'already-asked':
      return movedOn(shown, say.movedOn[movedWords[refusal.why]]);
    case 'no-account':
      return note(shown, { ...say.scan.noAccount, actions: shown.canScan ? [connectAction(shown)] : [] });
    case 'looking':
      return note(shown, {
        tone: 'neutral',
        ...say.scan.looking,
        actions: [{ label: words.scan.buttons.stop, press: press(shown, 'stop-scan') }],
      });
    case 'too-much-named':
      return note(shown, { ...say.scan.tooMuchNamed, actions: [belongsAction(shown)] });
    case 'trying':
      return note(shown, { tone: 'neutral', ...say.scan.trying });
    case 'not-looking':
      return note(shown, { tone: 'neutral', ...say.scan.notLooking });
    case 'finished-first':
      return note(shown, {
        tone: 'neutral',
        ...say.scan.finished,
        actions: [{ label: words.result.buttons.change, press: press(shown, 'reopen') }],
      });
    case 'undecided':
      return note(shown, {
        word: words.disagree.openWord,
        text: words.disagree.openCount(refusal.count),
        actions: [{ label: words.disagree.see(refusal.count), press: press(shown, 'disagree', { x: '0' }), style: 'primary' }],
      });
    case 'settled-otherwise':
      return note(shown, {
        tone: 'neutral',
        ...say.scan.settledOtherwise,
        actions: [{ label: words.scan.buttons.see(2), press: press(shown, 'disagree', { x: '0' }) }],
      });
    case 'not-usable':
      return note(shown, { ...say.scan.notUsable, actions: [connectAction(shown)] });
    case 'not-finished':
    case 'not-further':
    case 'no-baseline':
      return notAgain(shown, refusal);
    case 'moved-on':
      return movedOn(shown, say.movedOn.text);
    default:
      return refusal satisfies never;
  }
}

function notAgain(shown: Shown, refusal: Extract<Refusal, { why: 'not-finished' | 'not-further' | 'no-baseline' }>): View {
  const { notFinished, notFurther, noBaseline } = words.again.refusals;
  if (refusal.why === 'not-finished') return note(shown, { tone: 'neutral', ...notFinished });
  if (refusal.why === 'no-baseline') return note(shown, { tone: 'neutral', ...noBaseline });
  const text = notFurther.text(words.result.phases[refusal.target]);
  return note(shown, { tone: 'neutral', word: notFurther.word, text, actions: againActions(shown) });
}

function belongsAction(shown: Shown): Action {
  return { label: words.belongs.open, press: press(shown, 'belongs') };
}

function connectAction(shown: Shown): Action {
  return { label: words.scan.buttons.connect, press: press(shown, 'connect') };
}

function movedOn(shown: Shown, text: Rich): View {
  return note(shown, { tone: 'neutral', word: say.movedOn.word, text });
}

const wayBack = {
  paused: { word: words.activity.pausedWord, action: { label: words.activity.goOn, verb: 'resume' }, typing: words.activity.pausedTyping },
  lapsed: {
    word: words.activity.lapsedWord,
    action: { label: words.activity.openAgain, verb: 'resume' },
    typing: words.activity.lapsedTyping,
  },
  cancelled: {
    word: words.activity.cancelledWord,
    action: { label: words.activity.undo, verb: 'undo' },
    typing: words.activity.cancelledTyping,
  },
  gone: { word: words.activity.goneWord, action: null, typing: words.activity.assessAgain },
} as const;

function notActive(shown: Shown, activity: keyof typeof wayBack): View {
  const { word, action, typing } = wayBack[activity];
  const actions: Action[] = action === null ? [] : [{ label: action.label, press: press(shown, action.verb), style: 'primary' }];
  return note(shown, { tone: 'neutral', word, text: say.notActive[activity], actions, typing });
}

/** Both answers side by side; nobody is overwritten unseen. */
function conflict(shown: Shown, { key, theirs, by, at, yours, rev }: Extract<Refusal, { why: 'conflict' }>): View {
  const asked = findQuestion(shown.catalogue, key);
  const text = say.conflict.text({
    by: whoSpan(shown, by),
    ago: ago(shown, at),
    theirs: answerSpans(asked, theirs),
    yours: answerSpans(asked, yours),
  });
  const mine = pressFor(shown, key, yours, rev);
  const blocks: Block[] = [
    { type: 'title', text: questionText(shown, key) },
    { type: 'status', tone: 'attention', word: say.conflict.word, text },
    ...(mine === null ? [{ type: 'text' as const, text: say.conflict.again }] : []),
    {
      type: 'actions',
      actions: [
        ...(mine === null ? [] : [{ label: say.conflict.mine, press: mine }]),
        { label: say.conflict.keep, press: press(shown, 'open') },
        ...(mine === null ? [{ label: words.gap.revisit, press: press(shown, 'revisit', { q: key, r: rev }) }] : []),
      ],
    },
  ];
  return viewOf(shown, blocks, words.gap.typing);
}

/** The answer again, at the revision that stands now. Several choices and reasons do not fit into a button. */
function pressFor(shown: Shown, key: string, yours: AnswerValue, rev: number): Press | null {
  if (yours.kind === 'unknown') return press(shown, 'unknown', { q: key, r: rev });
  const [only, ...more] = yours.kind === 'choice' ? yours.choices : [];
  return only === undefined || more.length > 0 ? null : press(shown, 'answer', { q: key, c: only, r: rev });
}

/** An event older than all that is remembered is shown to its author, never applied by itself. */
export function lateView(shown: Shown, again: Press): View {
  const use: Action[] = again.do === 'open' ? [] : [{ label: say.late.use, press: again }];
  return note(shown, { word: say.late.word, text: say.late.text, actions: use, typing: say.late.typing });
}

/** A name that nobody here answers to. */
export function whoIsThatView(shown: Shown, said: string): View {
  return note(shown, { word: say.unknownPerson.word, text: say.unknownPerson.text(said), typing: words.panels.colleague.typing });
}

export function handedBackView(shown: Shown, key: string, person: string): View {
  const text = say.handedBack({ text: questionText(shown, key), person: whoSpan(shown, person) });
  return note(shown, { tone: 'neutral', word: say.handedBackWord, text });
}

/** The colleague has no chat with the bot, or has left: the asker hears it at once and may ask somebody else. */
export function unreachableView(shown: Shown, key: string, person: string): View {
  const text = say.unreachable({ text: questionText(shown, key), person: whoSpan(shown, person) });
  const again: Action = { label: words.question.buttons.ask, press: press(shown, 'colleague', { q: key }) };
  return note(shown, { word: say.unreachableWord, text, actions: [again] });
}

export function closedView(shown: Shown): View {
  const actions: Action[] = [{ label: words.activity.openAgain, press: press(shown, 'resume') }];
  return viewOf(
    shown,
    [
      { type: 'status', tone: 'neutral', word: say.closedWord, text: say.closed(nameSpan(shown)) },
      { type: 'actions', actions },
    ],
    words.activity.lapsedTyping,
  );
}
