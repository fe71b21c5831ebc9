/** What must hold when a workload is assessed again or its tasks move: each result counts once, and everything goes to one place. */
import { isDeepStrictEqual } from 'node:util';
import { phases } from '../../knowledge/schema.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { AssessmentResult } from '../../workflows/interview/result.ts';
import type { GapState } from '../../workflows/roadmap/gap-context.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { gapParts } from '../../workflows/roadmap/gap-subject.ts';
import { leadsCard, tasksCard } from '../../workflows/roadmap/roadmap-changes.ts';
import type { RoadmapEvent, RoadmapState } from '../../workflows/roadmap/roadmap-state.ts';
import type { Item, Store } from '../../workflows/store/store.ts';
import { effectId, effectName, itemName } from '../../workflows/turn/effects.ts';
import type { Chat } from './sim-chat.ts';
import type { Told } from './sim-check.ts';

type Gap = Told<GapStanding, GapEvent>;
type Roadmap = Told<RoadmapState, RoadmapEvent>;

/** What is decided or worked on is carried over; only what waits, or is over, is put up anew. */
const putUpAnew: ReadonlySet<GapState> = new Set(['unborn', 'proposed', 'verified', 'rejected', 'lapsed', 'withdrawn']);

export async function checkRounds(
  assessment: Told<Assessment> | undefined,
  roadmap: Roadmap | undefined,
  gaps: readonly Gap[],
  store: Pick<Store, 'readText'>,
): Promise<string[]> {
  if (assessment === undefined || roadmap?.state == null) return [];
  const ends = assessment.turns.flatMap(({ before, after }) => {
    const { result } = after.snapshot.context;
    return result === null || result.id === before.snapshot.context.result?.id ? [] : [result.id];
  });
  const { trend, planned } = roadmap.state;
  const points = trend.map(({ result }) => result);
  const newest = ends.at(-1) ?? '';
  const text = await store.readText(assessment.key, newest);
  const found = text === null ? [] : (JSON.parse(text) as AssessmentResult).gaps.map(({ control }) => control);
  const same = isDeepStrictEqual(
    planned.map(({ control }) => control),
    found,
  );
  return [
    ...(text === null ? [`a result was never written: ${newest}`] : []),
    ...(isDeepStrictEqual(points, ends) ? [] : [`the trend is ${points.join(' ')} and not ${ends.join(' ')}`]),
    ...(same ? [] : ['the plan is not that of the newest result']),
    ...checkPutUp(roadmap, gaps),
  ];
}

/** Each result is put up once: each of its gaps is asked about once or carried over, and what it has no more is withdrawn. */
function checkPutUp({ turns }: Roadmap, gaps: readonly Gap[]): string[] {
  const submits = turns.filter(({ event }) => event.type === 'submit');
  const results = submits.map(({ after }) => after.submitted?.result ?? '');
  const twice = results.filter((result, index) => results.indexOf(result) !== index);
  return [
    ...twice.map((result) => `put up twice: ${result}`),
    ...gaps.flatMap(({ key, turns: own }) => {
      const { control } = gapParts(key.id);
      const last = submits.at(-1);
      return [...checkProposals(itemName(key), own), ...(last === undefined ? [] : checkLast(itemName(key), control, own, last))];
    }),
  ];
}

function checkProposals(name: string, turns: Gap['turns']): string[] {
  const proposed = turns.filter(({ event }) => event.type === 'propose');
  const results = proposed.flatMap(({ event }) => (event.type === 'propose' ? [event.result] : []));
  return [
    ...results.filter((result, index) => results.indexOf(result) !== index).map((result) => `asked about twice for ${result}: ${name}`),
    ...proposed.filter(({ before }) => !putUpAnew.has(before.value)).map(({ before }) => `put up though ${before.value}: ${name}`),
  ];
}

function checkLast(name: string, control: string, turns: Gap['turns'], { after }: Roadmap['turns'][number]): string[] {
  const isPlanned = after.planned.some((one) => one.control === control);
  const result = after.submitted?.result;
  const type = isPlanned ? 'propose' : 'withdraw';
  const came = turns.some(({ event }) => event.type === type && 'result' in event && event.result === result);
  if (came) return [];
  const stood = turns.map(({ after: { value } }) => value);
  if (isPlanned) return stood.some((value) => !putUpAnew.has(value)) ? [] : [`never put up for ${result}: ${name}`];
  return stood.length === 0 || stood.some((value) => value !== 'proposed') ? [] : [`never withdrawn for ${result}: ${name}`];
}

/** Gaps speak, and cards stand, where the roadmap says. */
export function checkPlaces(roadmap: Roadmap | undefined, gaps: readonly Gap[], item: Pick<Item, 'cards'> | null, chat: Chat): string[] {
  if (roadmap?.state == null) return [];
  const { home, approvals, tasks } = roadmap.state;
  const ways = { home: home.conversation, leads: approvals, tasks };
  const astray = gaps.filter(({ state }) => state !== null && !isDeepStrictEqual(state.context.ways, ways));
  const places = [[leadsCard, approvals] as const, ...phases.map((phase) => [tasksCard(phase), tasks] as const)];
  const cards = places.flatMap(([card, place]) => {
    const stands = item?.cards[card]?.conversation;
    return stands === undefined || place === null || stands === place || wasRefused(roadmap, card, chat)
      ? []
      : [`a card stands in ${stands} and not in ${place}: ${card}`];
  });
  return [...astray.map(({ key, state }) => `it speaks in ${JSON.stringify(state?.context.ways)}: ${itemName(key)}`), ...cards];
}

/** Where the platform did not take a card, it stays where it was. */
const wasRefused = ({ key, turns }: Roadmap, card: string, chat: Chat): boolean =>
  turns.some(({ effects }, index) =>
    effects.some(
      (body, place) => body.kind === 'paint' && body.card === card && chat.refused(effectName(key, effectId(index + 1, place + 1))),
    ),
  );
