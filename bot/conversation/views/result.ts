/** The finished result: score with coverage, heat map, what to fix first, what was not assessed, how we know. */
import { isStale } from '../../../workflows/interview/again.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import type { Score } from '../../../workflows/interview/scoring/types.ts';
import type { Action, Block, Rich, Tone, View } from '../view.ts';
import { words } from '../words/en.ts';
import { againActions } from './again.ts';
import { changedAction, changeLines } from './changed.ts';
import { layerTable } from './heat-map.ts';
import { emptyResult } from './result-none.ts';
import { ago, nameSpan, type Pictures, press, resultShown, type Shown, viewOf, whoSpan } from './shown.ts';

const say = words.result;
const mostFirst = 5;

export function resultView(shown: Shown, pictures: Pictures): View {
  const result = resultShown(shown);
  if (result === null) return emptyResult(shown);
  const { heatMap } = pictures;
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameSpan(shown), phase: say.phases[result.scope.workload.phase] }) },
    headline(result),
    ...thinLine(result),
    ...changeLines(shown),
    ...ageLines(shown),
    ...(heatMap === undefined ? [] : [{ type: 'picture' as const, picture: heatMap }]),
    { type: 'text', text: say.reading, subtle: true },
    layerTable(shown, result),
    { type: 'heading', text: say.fixFirst },
    result.gaps.length === 0 ? { type: 'text', text: say.nothingToFix } : { type: 'list', ordered: true, items: fixFirst(result) },
    ...leftOpen(result),
    ...finishedBy(shown),
    { type: 'actions', actions: resultActions(shown, result) },
  ];
  return viewOf(shown, blocks, say.typing);
}

/** The bands of the standing words; the tone never says more than the word. */
export function toneOf({ score, coverage }: Score): Tone {
  if (coverage === 0) return 'neutral';
  if (score >= 0.75) return 'good';
  return score >= 0.4 ? 'attention' : 'bad';
}

function headline({ cells }: AssessmentResult): Block {
  const { score, note } = cells.whole;
  if (score === null) return { type: 'status', tone: 'neutral', word: say.notScored, text: note ?? '' };
  return { type: 'status', tone: toneOf(score), word: say.headline(score), text: say.score(score) };
}

/** Below half, a low score says more about what was asked than about the workload. */
export function thinLine({ cells }: AssessmentResult): Block[] {
  const { score } = cells.whole;
  return score === null || score.coverage >= 0.5 ? [] : [{ type: 'text', text: say.thin }];
}

function fixFirst({ gaps }: AssessmentResult): Rich[] {
  return gaps
    .slice(0, mostFirst)
    .map(({ label, title, effort, firstStep }) => say.fix({ label: say.labels[label], title, effort: say.effort[effort], firstStep }));
}

/** Permissions for want of which something was not assessed. */
function deniedIn({ notAssessed }: AssessmentResult): string[] {
  const missing = notAssessed.flatMap(({ reasons }) => reasons.flatMap((one) => (one.kind === 'not-read' ? one.missingActions : [])));
  return [...new Set(missing)].toSorted();
}

function leftOpen(result: AssessmentResult): Block[] {
  const { notAssessed, notApplicable, howKnown, cells } = result;
  const denied = deniedIn(result);
  const kinds = (kind: string) => notAssessed.filter(({ reasons }) => reasons.some((reason) => reason.kind === kind)).length;
  const counts = { count: notAssessed.length, unknown: kinds('unknown'), unanswered: kinds('unanswered'), unread: kinds('not-read') };
  const known = (['scan', 'document', 'stated', 'unknown'] as const)
    .filter((by) => howKnown[by] > 0)
    .map((by) => ({ name: say.knownBy[by], share: say.percent(howKnown[by] / cells.whole.weight) }));
  const lines = [
    ...(notAssessed.length > 0 ? [say.notAssessed(counts)] : []),
    ...(denied.length > 0 ? [say.denied(denied)] : []),
    ...(notApplicable.length > 0 ? [say.notApplicable(notApplicable.length)] : []),
    ...(known.length > 0 ? [say.howKnown(known)] : []),
  ];
  return lines.length === 0 ? [] : [{ type: 'list', items: lines }];
}

function finishedBy(shown: Shown): Block[] {
  const { result } = shown.context;
  if (result === null) return [];
  const { seen } = shown.context;
  const finished = { by: whoSpan(shown, result.by), ago: ago(shown, result.at) };
  const text = seen === null ? say.finished(finished) : say.finishedSeen({ ...finished, seen: ago(shown, seen.at) });
  return [{ type: 'text', text, subtle: true }];
}

/** What was true half a year ago is worth asking again. */
function ageLines({ context: { result }, now }: Shown): Block[] {
  if (result === null || !isStale(result, now)) return [];
  return [{ type: 'status', tone: 'attention', word: words.again.old.word, text: words.again.old.text(words.days.on(result.at, now)) }];
}

function resultActions(shown: Shown, result: AssessmentResult): Action[] {
  const { cells, gaps, next, scope } = result;
  const { score } = cells.whole;
  const { buttons } = say;
  return [
    ...(gaps.length > 0 ? [{ label: buttons.gaps(gaps.length), press: press(shown, 'gaps', { x: '0' }) }] : []),
    ...(gaps.length > 0 && shown.value.interview === 'finished'
      ? [{ label: words.roadmap.buttons.make, press: press(shown, 'roadmap'), style: 'primary' as const }]
      : []),
    ...(score === null ? [] : [{ label: buttons.why(say.percent(score.score)), press: press(shown, 'why', { x: 'whole' }) }]),
    ...(scope.workload.genai > 0 ? [{ label: buttons.genai, press: press(shown, 'matrix', { x: 'genai' }) }] : []),
    ...(scope.workload.agentic > 0 ? [{ label: buttons.agentic, press: press(shown, 'matrix', { x: 'agentic' }) }] : []),
    ...changedAction(shown),
    { label: buttons.markdown, press: press(shown, 'export', { x: 'markdown' }) },
    { label: buttons.json, press: press(shown, 'export', { x: 'json' }) },
    ...(shown.context.seen === null ? [] : [{ label: words.scan.buttons.seen, press: press(shown, 'seen', { x: '0' }) }]),
    ...(deniedIn(result).length > 0 && shown.context.seen !== null
      ? [{ label: words.scan.buttons.patch, press: press(shown, 'patch') }]
      : []),
    ...(next.length > 0 ? [{ label: buttons.next, press: press(shown, 'next') }] : []),
    { label: buttons.change, press: press(shown, 'reopen') },
    ...againActions(shown),
  ];
}
