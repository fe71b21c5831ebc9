/** Which panel a press opens. A panel changes nothing; its way back is the assessment's own card. */
import type { Person } from '../../../workflows/interview/context.ts';
import { isAskedNow, isScopingKey } from '../../../workflows/interview/questioning.ts';
import type { Row } from '../../../workflows/scanners/verdict.ts';
import type { AssessmentPanelName } from '../presses.ts';
import type { Refusal } from '../refusal.ts';
import type { Press, View } from '../view.ts';
import { answersView } from './answers.ts';
import { belongsView, outsideView } from './belongs.ts';
import { cellView, whyView } from './cell.ts';
import { changedView } from './changed.ts';
import { askedView } from './colleague.ts';
import { connectView } from './connect.ts';
import { disagreeView, scanWrongView } from './disagree.ts';
import { gapsView, gapView } from './gaps.ts';
import { intakeForm } from './intake.ts';
import { mainView } from './main.ts';
import { matrixView } from './matrix.ts';
import { meaningView } from './meaning.ts';
import { nextView } from './next.ts';
import { refusedView } from './notes.ts';
import { colleagueView, collectView, commentView, notApplicableView } from './panels.ts';
import { rowsView } from './rows.ts';
import { scanView } from './scan.ts';
import { patchView, seenView } from './seen.ts';
import type { Pictures, Shown } from './shown.ts';

export type AssessmentPanel = AssessmentPanelName;

interface Around {
  /** The people of the conversation, for asking one of them. */
  known?: Person[];
  pictures?: Pictures;
  /** The rows of the last scan; null where they are not kept any more. */
  rows?: readonly Row[] | null;
}

export function panelView(
  shown: Shown,
  panel: AssessmentPanel,
  { q = '', x = '' }: Press,
  { known = [], pictures = {}, rows = null }: Around = {},
): View {
  const refusal = refusalOfPanel(shown, panel, q);
  if (refusal !== null) return refusedView(shown, refusal);
  if (isLookPanel(panel)) return lookPanel(shown, panel, x, rows);
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
    case 'changed':
      return changedView(shown, x);
    case 'matrix':
      return matrixView(shown, x, pictures);
    case 'open':
      return mainView(shown, pictures);
    case 'asked':
      return askedView(shown, q);
    default:
      return panel satisfies never;
  }
}

const lookPanels = ['disagree', 'scan-wrong', 'seen', 'patch', 'rows', 'scan-card', 'connect', 'belongs', 'outside'] as const;
type LookPanel = (typeof lookPanels)[number];

function isLookPanel(panel: AssessmentPanel): panel is LookPanel {
  return lookPanels.some((one) => one === panel);
}

/** Panels about accounts and what a scan saw in them. */
function lookPanel(shown: Shown, panel: LookPanel, x: string, rows: readonly Row[] | null): View {
  switch (panel) {
    case 'disagree':
      return disagreeView(shown, x);
    case 'scan-wrong':
      return scanWrongView(shown, x);
    case 'seen':
      return seenView(shown, x);
    case 'patch':
      return patchView(shown, x);
    case 'rows':
      return rowsView(shown, x, rows);
    case 'scan-card':
      return scanView(shown);
    case 'connect':
      return connectView(shown);
    case 'belongs':
      return belongsView(shown, x);
    case 'outside':
      return outsideView(shown, x);
    default:
      return panel satisfies never;
  }
}

/** Panels that lead to a change. Weeks-old buttons open them too, so each says at once when nothing can be changed now. */
const changing: readonly AssessmentPanel[] = [
  'edit',
  'na',
  'colleague',
  'collect',
  'comment',
  'disagree',
  'scan-wrong',
  'connect',
  'belongs',
];
const aboutQuestion: readonly AssessmentPanel[] = ['na', 'colleague', 'comment'];

function refusalOfPanel({ value, catalogue, context }: Shown, panel: AssessmentPanel, key: string): Refusal | null {
  if (!changing.includes(panel)) return null;
  if (value.activity !== 'active') return { why: 'not-active', activity: value.activity };
  if (panel === 'edit') return null;
  if (value.interview === 'finished') return { why: 'moved-on' };
  if (aboutQuestion.includes(panel) && !isAskedNow(catalogue, context, key)) return { why: 'not-asked-now', key };
  return panel === 'na' && isScopingKey(key) ? { why: 'moved-on' } : null;
}
