/** The card of a trial: a role that is tried, one that holds, and why one does not; each with what to do next. */
import type { Trial } from '../../../workflows/interview/scan-context.ts';
import { fromScan } from '../presses.ts';
import type { Action, Block, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { belongsAction } from './belongs.ts';
import { nameSpan, press, type Shown, viewOf } from './shown.ts';

const say = words.connect;

/** What happened last is what the card is about. */
export function trialShown({ context: { trial, scan } }: Pick<Shown, 'context'>): Trial | null {
  return trial !== null && (scan === null || trial.at > scan.at) ? trial : null;
}

export function trialView(shown: Shown, trial: Trial): View {
  const blocks: Block[] = [
    { type: 'title', text: words.scan.title(nameSpan(shown)) },
    { type: 'text', text: words.scan.account(trial.account.slice(-4), trial.regions) },
    ...stateBlocks(trial),
    ...actionsOf(shown, trial),
  ];
  return viewOf(
    { ...shown, simulated: trial.simulated === true },
    blocks,
    trial.end === null ? say.tryingTyping : trial.end.how === 'connected' ? say.connectedTyping : say.refusedTyping,
  );
}

function stateBlocks({ attempt, end }: Trial): Block[] {
  if (end === null) {
    const again: Block[] = attempt > 1 ? [{ type: 'text', text: words.scan.again(attempt), subtle: true }] : [];
    return [{ type: 'status', tone: 'neutral', ...say.trying }, ...again];
  }
  if (end.how === 'refused') {
    const whose: Span[] | null = end.whose === undefined ? null : [{ said: end.whose }];
    const text = end.why === 'somebody-elses' ? say.somebodyElsesRich(whose ?? [words.common.somebody]) : say.refusals[end.why];
    return [{ type: 'status', tone: 'attention', word: say.refusedWord, text }];
  }
  const { unread, barred } = end.missing;
  const count = unread.length + barred.length;
  const held: Block = { type: 'status', tone: 'good', word: say.connected, text: say.held };
  if (count === 0) return [held];
  return [held, { type: 'status', tone: 'attention', word: words.scan.unread.word(count), text: words.scan.unread.text(unread, barred) }];
}

/** Everything leads on from here, also where it was refused. */
function actionsOf(shown: Shown, { account, regions, end }: Trial): Block[] {
  if (end === null || shown.value.activity !== 'active') return [];
  const x = fromScan([account, ...(regions ?? [])].join(' '));
  const actions: Action[] =
    end.how === 'refused'
      ? [
          { label: say.again, press: press(shown, 'connect-try', { x }), style: 'primary' },
          { label: say.steps, press: press(shown, 'connect-go', { x }) },
          { label: words.scan.buttons.another, press: press(shown, 'connect') },
        ]
      : [
          ...(shown.canScan && shown.value.interview !== 'finished'
            ? [{ label: words.scan.buttons.look, press: press(shown, 'scan', { x: fromScan('') }), style: 'primary' as const }]
            : []),
          ...(end.missing.unread.length === 0
            ? []
            : [{ label: words.scan.buttons.patch, press: press(shown, 'patch', { x: fromScan('trial') }) }]),
          ...(shown.value.interview === 'finished' ? [] : [belongsAction(shown, fromScan(''))]),
          { label: words.scan.buttons.another, press: press(shown, 'connect') },
        ];
  return [{ type: 'actions', actions }];
}
