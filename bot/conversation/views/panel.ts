/** Which panel a press opens. A panel changes nothing; its way back is the assessment's own card. */
import type { Person } from '../../../workflows/interview/context.ts';
import type { AssessmentPanelName } from '../presses.ts';
import type { Press, View } from '../view.ts';
import { answersView } from './answers.ts';
import { cellView, whyView } from './cell.ts';
import { gapsView, gapView } from './gaps.ts';
import { intakeForm } from './intake.ts';
import { mainView } from './main.ts';
import { matrixView } from './matrix.ts';
import { meaningView } from './meaning.ts';
import { nextView } from './next.ts';
import { colleagueView, collectView, commentView, notApplicableView } from './panels.ts';
import type { Pictures, Shown } from './shown.ts';

export type AssessmentPanel = AssessmentPanelName;

interface Around {
  /** The people of the conversation, for asking one of them. */
  known?: Person[];
  pictures?: Pictures;
}

export function panelView(
  shown: Shown,
  panel: AssessmentPanel,
  { q = '', x = '' }: Press,
  { known = [], pictures = {} }: Around = {},
): View {
  switch (panel) {
    case 'edit':
      return intakeForm(shown);
    case 'na':
      return notApplicableView(shown, q);
    case 'colleague':
      return colleagueView(shown, q, known);
    case 'collect':
      return collectView(shown, known);
    case 'comment':
      return commentView(shown, q);
    case 'answers':
      return answersView(shown, x);
    case 'meaning':
      return meaningView(shown, x);
    case 'cell':
      return cellView(shown, x);
    case 'why':
      return whyView(shown, x);
    case 'gaps':
      return gapsView(shown, x);
    case 'gap':
      return gapView(shown, x);
    case 'next':
      return nextView(shown);
    case 'matrix':
      return matrixView(shown, x, pictures);
    case 'open':
      return mainView(shown, pictures);
    default:
      return panel satisfies never;
  }
}
