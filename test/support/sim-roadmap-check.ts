/** What must hold of a roadmap, its gaps and its people when a run rests, on top of what the simulator checks of every item. */
import { isDeepStrictEqual } from 'node:util';
import { days } from '../../bot/conversation/words/days.ts';
import type { PersonIndex } from '../../workflows/conversation/person.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { dayAt } from '../../workflows/reminder/calendar.ts';
import { clockOf, isCivil } from '../../workflows/reminder/clock.ts';
import { digestCard } from '../../workflows/reminder/reminders.ts';
import { driftEffects } from '../../workflows/roadmap/drift.ts';
import { contentHash } from '../../workflows/roadmap/gap-content.ts';
import { dutiesOf, type GapStanding, rowsOf } from '../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { askers, owners } from '../../workflows/roadmap/gap-rights.ts';
import { isUndecided, lineOf } from '../../workflows/roadmap/line.ts';
import { heardOf, outlivedEffects } from '../../workflows/roadmap/outlived-told.ts';
import { portfolioEntry } from '../../workflows/roadmap/portfolio.ts';
import { noRoadmap, type RoadmapEvent, type RoadmapState } from '../../workflows/roadmap/roadmap-state.ts';
import type { DueRow } from '../../workflows/store/store.ts';
import { partitionOf } from '../../workflows/store/table.ts';
import { type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import type { TurnEvent } from '../../workflows/turn/subject.ts';
import type { Told } from './sim-check.ts';
import { foldSubjects, insideOf, tenant } from './sim-roadmap.ts';
import type { Sights } from './sim-roadmap-deeds.ts';
import { roadmap } from './sim-roadmap-past.ts';
import { checkPlaces, checkRounds } from './sim-roadmap-rounds-check.ts';
import { checkTracker, type TrackerGround } from './sim-roadmap-tracker-check.ts';
import type { Rest } from './sim-run.ts';

type Logged = TurnEvent & { eventId: string };

type Item<S> = Told<S, Logged>;

/** What of the store it looks at. */
export interface RoadmapRest extends Omit<Rest, 'store'> {
  store: Pick<Rest['store'], 'dueRows' | 'readRecord' | 'readText' | 'peek'>;
}

/** What else there is to look at: what people saw, and the tracker, where there is one. */
export interface RoadmapGround {
  sights: Sights;
  tracker: TrackerGround | null;
  /** Processes may sleep for longer than their leases last. */
  sleeps: boolean;
}

export async function checkRoadmap({ store, chat, told, now }: RoadmapRest, { sights, tracker, sleeps }: RoadmapGround): Promise<string[]> {
  const of = <S, E>(kind: ItemKey['kind']) => told.filter(({ key }) => key.kind === kind) as unknown as Told<S, E & Logged>[];
  const gaps = of<GapStanding, GapEvent>('gap');
  const people = of<PersonIndex, TurnEvent>('person');
  const roadmaps = of<RoadmapState, RoadmapEvent>('roadmap');
  const state = roadmaps[0]?.state ?? null;
  return [
    ...(await checkRounds(of<Assessment, TurnEvent>('assessment')[0], roadmaps[0], gaps, store)),
    ...checkPlaces(roadmaps[0], gaps, store.peek(roadmap), chat),
    ...(tracker === null ? [] : await checkTracker(gaps, tracker)),
    ...gaps.flatMap((gap) => [...checkDecisions(gap, sights), ...checkProofs(gap)]),
    ...checkLines(gaps, state),
    ...checkDuties(gaps, state, people),
    ...people.flatMap(checkDigests),
    ...checkRows(
      [...gaps.flatMap(gapRows), ...roadmaps.flatMap(roadmapRows), ...people.flatMap(personRows)],
      store.dueRows(),
      told,
      sleeps,
    ),
    ...checkEntry(state, (await store.readRecord({ tenant, kind: 'portfolio', id: roadmap.id }, now))?.body ?? null),
  ];
}

/** How often something was decided. */
export function decisionsIn(told: readonly Told[]): number {
  const turns = (told as Item<GapStanding>[]).flatMap((one) => (one.key.kind === 'gap' ? one.turns : []));
  return turns.filter(({ before, after }) => after.context.decision !== null && hasDecided(before, after)).length;
}

const hasDecided = (before: GapStanding, after: GapStanding): boolean =>
  !isDeepStrictEqual(after.context.decision, before.context.decision);

/** One decision for what was put up, on what its presser saw, by nobody who asked or owns. */
function checkDecisions({ key, turns }: Item<GapStanding>, sights: Sights): string[] {
  const wrong: string[] = [];
  const decided = new Map<number, number>();
  for (const { before, after, event } of turns) {
    const { decision } = after.context;
    const isVoice = after.context.approvals.length > before.context.approvals.length;
    if (!isVoice && (decision === null || !hasDecided(before, after))) continue;
    const { content, rev } = before.context;
    const name = `${itemName(key)} v${rev} by ${event.eventId}`;
    if (!isShown(sights, event.eventId, content)) wrong.push(`decided on what was not shown: ${name}`);
    if ([...askers(before.context), ...owners(before.context)].includes(event.by)) wrong.push(`decided by who asked or owns: ${name}`);
    if (isVoice || decision === null) continue;
    if (new Set(decision.by.map(({ id }) => id)).size < decision.by.length) wrong.push(`one lead counted twice: ${name}`);
    decided.set(decision.rev, (decided.get(decision.rev) ?? 0) + 1);
    if (decision.hash !== contentHash(content) || decision.rev !== rev) wrong.push(`decided another version: ${name}`);
  }
  for (const [rev, times] of decided) if (times > 1) wrong.push(`decided ${times} times: ${itemName(key)} v${rev}`);
  return wrong;
}

function isShown(sights: Sights, eventId: string, content: GapStanding['context']['content']): boolean {
  const [id = ''] = eventId.split(' ');
  // What stood before the run was pressed on what stood.
  if (id === 'past') return true;
  const sight = sights.get(id);
  if (sight?.content !== undefined) return contentHash(sight.content) === contentHash(content);
  const due = days.due(content.due, Date.parse(content.due));
  const parts = [contentHash(content).slice(0, 16), content.title, due, content.owner?.id ?? ''];
  return sight?.card !== undefined && parts.every((part) => sight.card?.includes(part));
}

/** A second look tells once what came of it, and none is forgotten. */
function checkProofs({ key, turns, state }: Item<GapStanding>): string[] {
  const ends = new Map<string, number>();
  const wrong: string[] = [];
  for (const { before, event } of turns) {
    if (event.type !== 'proof.finished' && event.type !== 'proof.failed') continue;
    const { id = '', attempt = 0 } = before.context.proof ?? {};
    ends.set(id, (ends.get(id) ?? 0) + 1);
    const told = event as Logged & { proof?: string; attempt?: number };
    if (told.proof !== id || told.attempt !== attempt) wrong.push(`another look was taken for this one: ${itemName(key)} ${event.eventId}`);
  }
  for (const [id, times] of ends) if (times > 1) wrong.push(`a look ended twice: ${itemName(key)} ${id}`);
  const isOpen = state?.value === 'verifying' || (state?.context.proof ?? null) !== null;
  return isOpen ? [...wrong, `a look never ended: ${itemName(key)}`] : wrong;
}

/** The roadmap shows each gap as it stands. */
function checkLines(gaps: readonly Item<GapStanding>[], state: RoadmapState | null): string[] {
  return gaps.flatMap(({ key, state: gap }) => {
    if (gap === null) return [];
    const line = lineOf(gap.value, gap.context);
    // Since when it is open and waits is the roadmap's own count.
    const { opened: _opened, waits: _waits, ...shown } = state?.gaps[line.control] ?? line;
    return state?.gaps[line.control] !== undefined && isDeepStrictEqual(plain(shown), plain(line))
      ? []
      : [`the roadmap shows an old line: ${itemName(key)}`];
  });
}

/** What waits for people is what gaps and roadmap say, no more and no less. */
function checkDuties(gaps: readonly Item<GapStanding>[], state: RoadmapState | null, people: readonly Item<PersonIndex>[]): string[] {
  const waits = gaps.flatMap(({ key, state: gap }) =>
    gap === null ? [] : dutiesOf(key.id, gap).map(({ person, duty }) => `${person}: ${duty.id}${duty.due ?? ''}`),
  );
  const undecided = Object.values(state?.gaps ?? {}).filter(isUndecided).length;
  const decides = undecided === 0 ? [] : (state?.leads ?? []).map(({ id }) => `${id}: decide ${roadmap.id}${undecided}`);
  const again = state === null ? 0 : heardOf(state).length;
  const reviews = again === 0 ? [] : (state?.leads ?? []).map(({ id }) => `${id}: review ${roadmap.id}${again}`);
  const known = people.flatMap(({ key: { id }, state: person }) =>
    Object.values(person?.duties ?? {}).map((duty) => `${id}: ${duty.id}${duty.due ?? duty.count ?? ''}`),
  );
  const wanted = [...waits, ...decides, ...reviews];
  return [
    ...wanted.filter((one) => !known.includes(one) && !one.includes(': notice ')).map((one) => `a duty was lost: ${one}`),
    ...known.filter((one) => !wanted.includes(one)).map((one) => `a duty is left: ${one}`),
  ];
}

/** One digest a person and day, within their hours. */
function checkDigests({ key, turns }: Item<PersonIndex>): string[] {
  const sent = turns.filter(({ effects }) => effects.some((body) => body.kind === 'direct' && body.card === digestCard));
  const sentOn = sent.map(({ after, event }) => dayAt(event.at, clockOf(after).zone));
  return [
    ...sentOn.filter((day, index) => sentOn.indexOf(day) !== index).map((day) => `two digests on ${day}: ${key.id}`),
    ...sent.filter(({ before, event }) => !isCivil(event.at, clockOf(before))).map(({ event }) => `a digest at night: ${event.eventId}`),
  ];
}

interface Row {
  key: ItemKey;
  id: string;
  at: number;
}

const gapRows = ({ key, state }: Item<GapStanding>): Row[] => (state === null ? [] : rowsOf(state).map(({ id, at }) => ({ key, id, at })));

const roadmapRows = ({ key, state }: Item<RoadmapState>): Row[] =>
  state === null
    ? []
    : [...driftEffects(noRoadmap, state), ...outlivedEffects(noRoadmap, state)].flatMap((body) =>
        body.kind === 'schedule' ? [{ key, id: body.id, at: body.at }] : [],
      );

function personRows({ key, state }: Item<PersonIndex>): Row[] {
  const dueAt = state?.digests.dueAt ?? null;
  return dueAt === null ? [] : [{ key, id: 'digest', at: dueAt }];
}

const nameOfRow = ({ key, id, at }: Row) => `${itemName(key)} ${id} ${new Date(at).toISOString()}`;

/** The calendar holds what the items wait for, unless it has fired and was taken in; `first` is the day they asked for. */
function checkRows(wanted: readonly Row[], rows: readonly DueRow[], told: readonly Told[], sleeps: boolean): string[] {
  const fired = new Set(told.flatMap(({ turns }) => turns.map(({ event }) => (event as Logged).eventId)));
  const waits = wanted.filter(({ key, id, at }) => !fired.has(`due:${partitionOf(key)}:${id}:${at}`)).map(nameOfRow);
  const ours = rows.filter(({ key }) => key.kind !== 'assessment');
  const name = ({ key, id, first }: DueRow) => nameOfRow({ key, id, at: first });
  const there = ours.map(name);
  // Who slept over its lease may write a row once more that was taken away since: it may stand as long as it changes nothing.
  const left = ours.filter((row) => !waits.includes(name(row)) && !(sleeps && changesNothing(row, told)));
  return [
    ...waits.filter((row) => !there.includes(row)).map((row) => `nothing will fire: ${row}`),
    ...left.map((row) => `nobody waits for: ${name(row)}`),
  ];
}

function changesNothing({ key, at, event }: DueRow, told: readonly Told[]): boolean {
  const item = told.find((one) => itemName(one.key) === itemName(key));
  return item !== undefined && !foldSubjects(key).step(key, item.state, insideOf(event, at)).changed;
}

function checkEntry(state: RoadmapState | null, body: object | null): string[] {
  if (state === null) return [];
  const { version: _, ...entry } = { version: 0, ...body };
  return isDeepStrictEqual(plain(entry), plain(portfolioEntry(state))) ? [] : ['the portfolio shows an old entry'];
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
