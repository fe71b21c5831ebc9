/** Every view of one assessment, by name, with the stage it was drawn from: what the rules for all views run over. */

import type { Press, View } from '../../../bot/conversation/view.ts';
import { askedView } from '../../../bot/conversation/views/colleague.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { closedView, handedBackView, lateView, refusedView, whoIsThatView } from '../../../bot/conversation/views/notes.ts';
import { type AssessmentPanel, panelView } from '../../../bot/conversation/views/panel.ts';
import { earlierOffer } from '../../../workflows/interview/again.ts';
import { allCells } from '../../../workflows/interview/scoring/cells.ts';
import { scanGallery, scanStages } from './views-gallery-scan.ts';
import type { Hung, SaidWords } from './views-hung.ts';
import {
  anna,
  answeredAll,
  begun,
  bob,
  confirmed,
  handed,
  minute,
  type Stage,
  scoped,
  supportAgent,
  wholeCatalogue,
} from './views-stage.ts';

/** Words as people write them, each with a mark by which it is found again. */
export const marked = {
  name: 'Agent «name»',
  about: 'It files tickets «about»',
  component: 'Mail «component»',
  reason: 'We have none «reason»',
  comment: 'See the wiki «comment»',
  quote: 'the prompt asks «quote»',
  channel: '#tickets «channel»',
};

const day = 24 * 60 * minute;

/** Each stage once, built on the one before. */
function stages(said: SaidWords): Record<string, Stage> {
  const catalogue = wholeCatalogue();
  const intake = begun(catalogue, said.name, said.about, said.anna);
  intake.go({ type: 'describe', components: ['Chat', said.component], intake: { channel: said.channel, goLive: '2027-01-12' } });
  const question = intake.copy().go({ type: 'start' }).answer(0);
  const multi = question.copy();
  while (!multi.key().endsWith(':tools')) multi.answer(multi.key().endsWith(':kind') ? 3 : 0);
  const proposal = question.copy();
  proposal.go({ type: 'propose', key: proposal.key(), choices: ['own-software'], quote: said.quote });
  const scope = scoped(intake.copy(), supportAgent);
  const short = confirmed(scope.copy());
  short.answer({ reason: said.reason });
  short.go({ type: 'comment', key: lastOf(short), comment: { text: said.comment } });
  const shortWaiting = handed(short.copy(), undefined, said.bob);
  const revisited = short.copy().go({ type: 'back' });
  const unknowns = short.copy().answer('unknown').answer('unknown').answer('unknown');
  const shortDone = answeredAll(shortWaiting.copy());
  const deep = shortDone.copy().go({ type: 'go-deeper' });
  const waiting = answeredAll(deep.copy());
  const scopingWaiting = handed(intake.copy().go({ type: 'start' }), undefined, said.bob);
  while (scopingWaiting.interview === 'scoping' && hasQuestion(scopingWaiting)) scopingWaiting.answer('unknown');
  const review = shortDone.copy().go({ type: 'review' });
  const finished = review.copy().go({ type: 'finish', resultId: 'r1' });
  const again = finished.copy().wait(200 * day);
  const old = again.copy();
  again.go({ type: 'assess-again', target: 'advanced' });
  const confirming = again.copy();
  while (again.interview === 'scoping') stillTrue(again);
  const newScope = again.copy();
  const delta = confirmed(again.copy());
  const deltaDone = answeredAll(delta.copy());
  const laterReview = deltaDone.copy().go({ type: 'review' });
  const compared = laterReview.copy().go({ type: 'finish', resultId: 'r2' });
  const paused = deep.copy().go({ type: 'pause' });
  const lapsed = deep
    .copy()
    .wait(31 * day)
    .go({ type: 'idle.checked' }, { by: 'plumbline', name: '' });
  const cancelled = deep.copy().go({ type: 'cancel' });
  const gone = cancelled.copy();
  gone.go({ type: 'cancel.settled', cancelledAt: gone.wait(2 * day).context.cancelledAt ?? 0 }, { by: 'plumbline', name: '' });
  return {
    intake,
    question,
    multi,
    proposal,
    scope,
    short,
    shortWaiting,
    revisited,
    unknowns,
    shortDone,
    deep,
    waiting,
    scopingWaiting,
    review,
    finished,
    old,
    confirming,
    newScope,
    delta,
    deltaDone,
    laterReview,
    compared,
    paused,
    lapsed,
    cancelled,
    gone,
  };
}

/** Confirms the earlier answer to the question on the card, or answers it where none is offered. */
function stillTrue(stage: Stage): void {
  const key = stage.key();
  const { context, catalogue } = stage.shown();
  const offer = earlierOffer(catalogue, context, key);
  if (offer === null) stage.answer('unknown');
  else stage.go({ type: 'answer', key, value: offer.value, rev: offer.rev });
}

function lastOf({ context }: Stage): string {
  return Object.entries(context.answers).toSorted(([, one], [, other]) => other.turn - one.turn)[0]?.[0] ?? '';
}

function hasQuestion(stage: Stage): boolean {
  try {
    return stage.key() !== '';
  } catch {
    return false;
  }
}

/** Panels with the presses that open them. */
function panelsOf(stage: Stage): Press[] {
  const { provisional } = stage.shown();
  const q = lastOf(stage);
  const cells = provisional === null ? [] : allCells(provisional.cells).map(({ key }) => key);
  const gaps = provisional?.gaps.slice(0, 3).map(({ control }) => control) ?? [];
  return [
    ...['edit', 'collect', 'next', 'open'].map((verb): Press => ({ do: verb })),
    ...['na', 'colleague', 'comment'].map((verb): Press => ({ do: verb, q })),
    ...['0', '1', '99', 'x'].flatMap((x): Press[] => [
      { do: 'answers', x },
      { do: 'gaps', x },
    ]),
    ...['genai', 'agentic', 'useCase', 'phase'].map((x): Press => ({ do: 'meaning', x })),
    ...['genai', 'agentic'].map((x): Press => ({ do: 'matrix', x })),
    ...[...cells, 'nowhere'].flatMap((x): Press[] => [
      { do: 'cell', x },
      { do: 'why', x },
      { do: 'why', x: `${x}#1` },
    ]),
    ...[...gaps, 'nothing'].map((x): Press => ({ do: 'gap', x })),
  ];
}

export const withPanels = ['scope', 'review', 'finished', 'gone'];

/** Every view of an assessment in which people say these words. */
export function galleryOf(said: SaidWords): Hung[] {
  const all = stages(said);
  const { intake, short, review } = all;
  const scans = intake && short && review ? scanGallery(scanStages(said, { intake, short, review }), said) : [];
  return [...plainGallery(all, said), ...scans];
}

function plainGallery(all: Record<string, Stage>, said: SaidWords): Hung[] {
  return Object.entries(all).flatMap(([name, stage]) => [
    { name, view: mainView(stage.shown()), stage },
    ...(withPanels.includes(name) ? panels(name, stage, said) : []),
    ...(name === 'finished' || name === 'compared' ? pagesOfChange(name, stage) : []),
    ...Object.keys(stage.context.waiting).map((key) => ({ name: `${name} asked`, view: askedView(stage.shown(), key), stage })),
    ...(name === 'short' ? notes(stage, said) : []),
  ]);
}

let hung: Hung[] | undefined;

export function gallery(): Hung[] {
  hung ??= galleryOf({ ...marked, anna, bob });
  return hung;
}

function panels(name: string, stage: Stage, said: SaidWords): Hung[] {
  return panelsOf(stage).map((press) => {
    const view = panelView(stage.shown(), press.do as AssessmentPanel, press, { known: [said.bob] });
    return { name: `${name} → ${press.do} ${press.x ?? press.q ?? ''}`, view, stage };
  });
}

function pagesOfChange(name: string, stage: Stage): Hung[] {
  return ['0', '1', '99', 'x'].map((x) => ({
    name: `${name} → changed ${x}`,
    view: panelView(stage.shown(), 'changed', { do: 'changed', x }),
    stage,
  }));
}

function notes(stage: Stage, said: SaidWords): Hung[] {
  const shown = stage.shown();
  const key = lastOf(stage);
  const theirs = { kind: 'not-applicable', reason: { text: said.reason } } as const;
  const conflict = { why: 'conflict', key, theirs, by: said.anna.by, at: shown.now, rev: 1 } as const;
  const views: [string, View][] = [
    ['conflict', refusedView(shown, { ...conflict, yours: { kind: 'unknown' } })],
    ['conflict of several', refusedView(shown, { ...conflict, yours: { kind: 'choice', choices: ['a', 'b'] } })],
    ['only the requester', refusedView(shown, { why: 'only-requester', requester: shown.context.requester })],
    ...(['paused', 'lapsed', 'cancelled', 'gone'] as const).map((activity): [string, View] => [
      activity,
      refusedView(shown, { why: 'not-active', activity }),
    ]),
    ['not asked now', refusedView(shown, { why: 'not-asked-now', key })],
    ['scope moved', refusedView(shown, { why: 'scope-moved' })],
    ['nothing before', refusedView(shown, { why: 'nothing-before' })],
    ['not finished', refusedView(shown, { why: 'not-finished' })],
    ['not further', refusedView(shown, { why: 'not-further', target: 'enhanced' })],
    ['no old result', refusedView(shown, { why: 'no-baseline' })],
    ['already asked', refusedView(shown, { why: 'already-asked' })],
    ['moved on', refusedView(shown, { why: 'moved-on' })],
    ['late', lateView(shown, { do: 'review', a: 'as1' })],
    ['who is that', whoIsThatView(shown, said.quote)],
    ['handed back', handedBackView(shown, key, said.anna.by)],
    ['closed', closedView(shown)],
  ];
  return views.map(([name, view]) => ({ name: `note: ${name}`, view, stage }));
}
