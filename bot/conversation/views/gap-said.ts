/** What gaps and roadmaps say by themselves, once, to those who count on it. */
import type { GapStanding } from '../../../workflows/roadmap/gap-effects.ts';
import { saidOf } from '../../../workflows/roadmap/waited.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { nameOf, type ShownRoadmap } from './roadmap.ts';

const say = words.roadmap;

export function gapSaidView(gap: GapStanding, what: string, now: number): View {
  const { context } = gap;
  const open: Action = { label: say.buttons.open(1), press: { do: 'gap-open', a: context.assessment, x: context.content.control } };
  const blocks: Block[] = [
    { type: 'text', text: textFor(gap, what, now) },
    { type: 'actions', actions: [{ ...open, label: say.buttons.see }] },
  ];
  return { text: `${textOf(blocks)}\n${say.says.typing}`, blocks };
}

/** How many it is is not said: they run out of time together, and the last may not have told yet. */
export function roadmapSaidView(shown: ShownRoadmap, what: string): View {
  const name = nameOf(shown);
  const blocks: Block[] = [
    { type: 'text', text: what === saidOf('lapsed') ? say.says.lapsed({ name }) : say.says.fallback({ name }) },
    { type: 'actions', actions: [{ label: say.buttons.see, press: { do: 'roadmap', a: shown.id } }] },
  ];
  return { text: `${textOf(blocks)}\n${say.says.typing}`, blocks };
}

function textFor({ value, context }: GapStanding, what: string, now: number): Rich {
  const { title } = context.content;
  const { decision, help, seen, unseen } = context;
  if (what === 'gap-glass' && decision !== null) {
    const [by] = decision.by.slice(-1);
    const who = { person: by?.id ?? '', name: by?.name ?? '' };
    return say.says.glass({ by: who, title, state: say.state(value), reason: decision.glass ?? '' });
  }
  if (what === 'gap-help' && help !== null)
    return say.says.help({ by: { person: help.by.id, name: help.by.name }, title, words: help.words });
  if (what === 'gap-unseen') return say.says.unseen({ title, since: words.days.on(unseen?.since ?? 0, now), line: unseen?.lines[0] ?? '' });
  return say.says.drift({ title, line: seen?.outcome.lines[0] ?? '' });
}
