/** The approved tasks of one phase, as they stand in the project's channel: titles, people and days, never the resources of anybody. */
import type { Phase } from '../../../knowledge/schema.ts';
import { isWork } from '../../../workflows/roadmap/line.ts';
import type { Action, Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { gapLine, linesOf, nameOf, roadmapView, type ShownRoadmap, standing } from './roadmap.ts';

const say = words.roadmap;

export function tasksView(shown: ShownRoadmap, phase: Phase): View {
  const lines = linesOf(shown.state, phase).filter(({ state }) => isWork(state) || state === 'verified');
  const open = lines.filter(({ state }) => isWork(state));
  const blocks: Block[] = [
    { type: 'title', text: say.tasks.title({ name: nameOf(shown), phase }) },
    { type: 'text', text: say.tasks.summary({ open: open.length, done: lines.length - open.length }), subtle: true },
    ...(open.length === 0 ? [{ type: 'status' as const, tone: 'good' as const, word: say.states.verified, text: say.tasks.none }] : []),
    ...lines.flatMap((line, index): Block[] => {
      const to = (verb: string) => ({ do: verb, a: shown.id, x: line.control, q: standing });
      const actions: Action[] = [
        ...(line.state === 'approved' || line.state === 'assigned' || line.state === 'reopened'
          ? [{ label: say.buttons.take, press: to('gap-take') }]
          : []),
        ...(line.state === 'inProgress' ? [{ label: say.buttons.done, press: to(line.backed ? 'gap-done' : 'gap-done-form') }] : []),
        {
          label: say.buttons.open(index + 1),
          press: to('gap-open'),
          aria: say.buttons.openAria(line.title),
        },
      ];
      return [
        { type: 'text', text: gapLine(line) },
        { type: 'actions', actions },
      ];
    }),
  ];
  return roadmapView(shown, blocks, say.tasks.typing);
}
