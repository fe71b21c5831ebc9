/** The approved tasks of one phase, as they stand in the project's channel: titles, people and days, never the resources of anybody. */
import type { Phase } from '../../../knowledge/schema.ts';
import { type GapLine, isWork } from '../../../workflows/roadmap/line.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { gapLine, linesOf, nameOf, roadmapView, type ShownRoadmap, standing } from './roadmap.ts';
import { spansOf } from './shown.ts';

const say = words.roadmap;

export function tasksView(shown: ShownRoadmap, phase: Phase): View {
  const lines = linesOf(shown.state, phase).filter(({ state }) => isWork(state) || state === 'verified');
  const open = lines.filter(({ state }) => isWork(state));
  const blocks: Block[] = [
    { type: 'title', text: say.tasks.title({ name: nameOf(shown), phase }) },
    { type: 'text', text: say.tasks.summary({ open: open.length, done: lines.length - open.length }), subtle: true },
    ...(open.length === 0 ? [{ type: 'status' as const, tone: 'good' as const, word: say.states.verified, text: say.tasks.none }] : []),
    ...lines.flatMap((line, index): Block[] => [
      { type: 'text', text: [...spansOf(gapLine(line, shown.now)), ...(line.seen === undefined ? [] : [` · ${say.unproven}`])] },
      { type: 'actions', actions: actionsOf(shown, line, index, open.length <= mostWithAll) },
    ]),
  ];
  return roadmapView(shown, blocks, say.tasks.typing);
}

/** With more tasks than this all their buttons would hide the words: what is rarer stands with each task itself. */
const mostWithAll = 5;

const takeable: readonly string[] = ['approved', 'assigned', 'reopened'];

function actionsOf(shown: ShownRoadmap, line: GapLine, index: number, all: boolean): Action[] {
  const { buttons } = say;
  const { title } = line;
  const to = (label: string, verb: string): Action => ({
    label,
    press: { do: verb, a: shown.id, x: line.control, q: standing },
    aria: buttons.about(label, title),
  });
  const open = { ...to(buttons.open(index + 1), 'gap-open'), aria: buttons.openAria(title) };
  const isUnderWay = takeable.includes(line.state) || line.state === 'inProgress';
  if (!isUnderWay) return [open];
  const rare = [
    line.blocked === true ? to(buttons.unblock, 'gap-unblock') : to(buttons.block, 'gap-block-form'),
    to(buttons.help, 'gap-help-form'),
    to(buttons.accept, 'gap-accept-form'),
  ];
  return [
    ...(takeable.includes(line.state) ? [to(buttons.take, 'gap-take')] : []),
    to(buttons.done, line.backed ? 'gap-done' : 'gap-done-form'),
    ...(all ? rare : []),
    open,
  ];
}
