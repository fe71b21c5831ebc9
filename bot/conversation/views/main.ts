/** The card of an assessment: which one is shown follows from its state alone. */
import { currentKey, isAskedNow, isScopingKey, type Part } from '../../../workflows/interview/questioning.ts';
import type { View } from '../view.ts';
import { cancelledView, goneView, lapsedView, pausedView } from './activity.ts';
import { intakeView } from './intake.ts';
import { questionView } from './question.ts';
import { resultView } from './result.ts';
import { reviewView } from './review.ts';
import { scopeView } from './scope.ts';
import { shortPathView } from './short-path.ts';
import type { Pictures, Shown } from './shown.ts';
import { waitingView } from './waiting.ts';

export function mainView(shown: Shown, pictures: Pictures = {}): View {
  const { activity } = shown.value;
  switch (activity) {
    case 'active':
      return interviewView(shown, pictures);
    case 'paused':
      return pausedView(shown);
    case 'lapsed':
      return lapsedView(shown);
    case 'cancelled':
      return cancelledView(shown);
    case 'gone':
      return goneView(shown);
    default:
      return activity satisfies never;
  }
}

function interviewView(shown: Shown, pictures: Pictures): View {
  const { interview } = shown.value;
  switch (interview) {
    case 'intake':
      return intakeView(shown);
    case 'scoping':
      return currentQuestion(shown, 'scoping') ?? waitingView(shown);
    case 'confirmingScope':
      return revisited(shown, 'scoping') ?? scopeView(shown);
    case 'shortPath':
      return currentQuestion(shown, 'short') ?? shortPathView(shown);
    case 'asking':
      return currentQuestion(shown, 'detail') ?? reviewView(shown);
    case 'waitingForColleague':
      return revisited(shown, 'detail') ?? waitingView(shown);
    case 'reviewing':
      return revisited(shown, 'detail') ?? reviewView(shown);
    case 'finished':
      return resultView(shown, pictures);
    default:
      return interview satisfies never;
  }
}

function currentQuestion(shown: Shown, part: Part): View | null {
  const key = currentKey(shown.catalogue, shown.context, part);
  return key === null ? null : questionView(shown, key, partOf(key, part));
}

/** The question that somebody went back to on purpose. */
function revisited(shown: Shown, part: Part): View | null {
  const { catalogue, context } = shown;
  const { focus } = context;
  return focus === null || !isAskedNow(catalogue, context, focus) ? null : questionView(shown, focus, partOf(focus, part));
}

/** A scoping question changed later still counts among the scoping questions. */
function partOf(key: string, part: Part): Part {
  if (isScopingKey(key)) return 'scoping';
  return part === 'scoping' ? 'detail' : part;
}
