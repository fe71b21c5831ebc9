/** A run of the roadmap: what stands before, what people do, and what must hold at the end. */

import type { GapState } from '../../workflows/roadmap/gap-context.ts';
import { gapKey } from '../../workflows/roadmap/gap-subject.ts';
import type { Severity } from '../../workflows/settings/settings.ts';
import { settingsKey } from '../../workflows/settings/subject.ts';
import type { Store } from '../../workflows/store/store.ts';
import { type ItemKey, itemName } from '../../workflows/turn/effects.ts';
import { pack, unpack } from '../../workflows/turn/envelope.ts';
import type { TurnEvent } from '../../workflows/turn/subject.ts';
import type { Chat } from './sim-chat.ts';
import { createSimGithub, type SimGithub, type Unheard } from './sim-github.ts';
import type { Scenario } from './sim-process.ts';
import { fitOut, foldSubjects, type House, insideOf, tenant } from './sim-roadmap.ts';
import { checkRoadmap, decisionsIn } from './sim-roadmap-check.ts';
import { type Deed, gapIn, inputOf, type Sights } from './sim-roadmap-deeds.ts';
import { assessment, type Before, roadmap, stand } from './sim-roadmap-past.ts';
import { everyControl, type GapControl, secondRound } from './sim-roadmap-rounds.ts';
import { type Rest, type SimOptions, type SimResult, simulate, start } from './sim-run.ts';
import type { SimStore } from './sim-store.ts';
import { calm } from './sim-wire.ts';

const minute = 60_000;

/** How far it has come before the run. */
export const stages = ['planned', 'submitted', 'approved', 'working', 'proven'] as const;
export type RoadmapStage = (typeof stages)[number];

export interface Plot {
  stage: RoadmapStage;
  deeds: readonly Deed[];
  /** It is assessed again, up to just before the second result. */
  again?: boolean;
  /** There is a tracker, and some of its answers are not heard. */
  tracker?: readonly Unheard[];
  /** What a check finds, at a moment of the run; by itself everything passes. */
  verdict?: (check: string, ms: number) => 'pass' | 'fail';
  looks?: readonly number[];
  lasts?: NonNullable<Scenario['lasts']>;
  /** From which severity on two leads must agree. */
  second?: Severity;
  /** Where gaps stand at the end, whatever happened on the way. */
  ends?: Partial<Record<GapControl, GapState>>;
  /** How the only issue there is stands at the end. */
  issue?: 'open' | 'closed';
}

const people = ['ana', 'lea', 'lou', 'owen', 'olga', 'adi'];
const keysButSettings: readonly ItemKey[] = [
  assessment,
  roadmap,
  ...everyControl.map((control) => gapKey(tenant, assessment.id, control)),
  ...people.map((id): ItemKey => ({ tenant, kind: 'person', id })),
];

/** All items that take part. */
export const keys: readonly ItemKey[] = [...keysButSettings, settingsKey(tenant)];

const pastDeeds: Record<RoadmapStage, Omit<Deed, 'at'>[]> = {
  planned: [],
  submitted: [{ by: 'ana', aim: { on: 'plan', owner: 'owen' } }],
  approved: [{ by: 'lea', aim: { on: 'gap', verb: 'gap-approve', control: 'infra-wall' } }],
  working: [{ by: 'owen', aim: { on: 'tasks', control: 'infra-wall' } }],
  proven: [{ by: 'owen', aim: { on: 'gap', verb: 'gap-done', control: 'infra-wall' } }],
};

/** Everything up to a stage, with a press of its own each. */
function beforeOf(stage: RoadmapStage, again: boolean): Before[] {
  const rounds = again
    ? secondRound().map((event): Omit<Deed, 'at'> => ({ by: 'ana', aim: { on: 'assessment', event: { ...event } } }))
    : [];
  const all = [...stages.slice(0, stages.indexOf(stage) + 1).flatMap((one) => pastDeeds[one]), ...rounds];
  return all.map((deed, index) => ({ store, chat, at }) => {
    const input = inputOf(new Map(), { ...deed, at: 0 }, `past ${index}`, at);
    input.looks?.at(store, chat);
    return input;
  });
}

/** Puts a stage of the past into a store, as if it had just been lived. */
export const standAt = async (stage: RoadmapStage, again: boolean, until: number, store: Store, chat: Chat): Promise<void> =>
  await stand(`${stage} ${again} ${until}`, beforeOf(stage, again), until, store, chat);

/** What came of a job in the tracker is named within its gap. */
export function idOf(event: TurnEvent, key: ItemKey): string {
  const { eventId } = event as TurnEvent & { eventId: string };
  return eventId.startsWith('ticket ') ? `${itemName(key)} ${eventId}` : eventId;
}

interface Ground {
  sights: Sights;
  house: House;
  github: SimGithub | null;
}

function scenarioOf({ stage, deeds, lasts, second, again = false }: Plot, { sights, house, github }: Ground): Scenario {
  return {
    // What no event of the settings has brought about cannot be read back from their log.
    keys: second === undefined ? keys : keysButSettings,
    lasts: lasts ?? { roughMs: 4 * minute, leastMs: 0 },
    subjectOf: foldSubjects,
    async before(store, chat) {
      await standAt(stage, again, start, store, chat);
      if (second !== undefined) await settle(store, second);
    },
    fit: fitOut(house),
    inputs: () => deeds.map((deed, index) => inputOf(sights, deed, `e${index}`, start, github ?? undefined)),
    inside: (_id, event, at) => insideOf(event, at),
    idOf,
  };
}

async function settle(store: SimStore, second: Severity): Promise<void> {
  const item = store.peek(settingsKey(tenant));
  if (item === null) return;
  const snapshot = pack({ ...(unpack(item.snapshot) as object), second });
  await store.commitAnyway({ ...item, expected: item.version, snapshot, effects: [], at: start });
}

export interface RoadmapRun extends SimResult {
  /** Looks into the account that were begun. */
  looks: number;
  decided: number;
}

export async function simulateRoadmap(plot: Plot, options: Omit<SimOptions, 'scenario'>): Promise<RoadmapRun> {
  const sights: Sights = new Map();
  const { verdict = () => 'pass', looks = [5_000], ends = {}, tracker } = plot;
  const github = tracker === undefined ? null : await createSimGithub(tracker);
  const house: House = {
    verdict: (check, at) => verdict(check, at - start),
    looks,
    begun: [],
    tracker: (machine) => github?.at(machine) ?? null,
  };
  const scenario = scenarioOf(plot, { sights, house, github });
  const alone = options.processes === 1 && options.chaos === calm;
  const ground = { sights, tracker: github === null ? null : { tracker: github, alone }, sleeps: options.chaos.freeze > 0 };
  let decided = 0;
  const result = await simulate({ ...options, scenario }, async (rest) => {
    decided = decisionsIn(rest.told);
    return [...(await checkRoadmap(rest, ground)), ...checkEnds(rest, ends), ...(await checkIssue(plot, github))];
  });
  return { ...result, looks: house.begun.length, decided };
}

function checkEnds({ store }: Rest, ends: NonNullable<Plot['ends']>): string[] {
  return Object.entries(ends).flatMap(([control, wanted]) => {
    const value = gapIn(store, control)?.value ?? 'unborn';
    return value === wanted ? [] : [`${control} is ${value} and not ${wanted}`];
  });
}

async function checkIssue({ issue }: Plot, github: SimGithub | null): Promise<string[]> {
  if (issue === undefined || github === null) return [];
  const states = (await github.issues()).filter(({ state_reason: why }) => why !== 'duplicate').map(({ state }) => state);
  return states.length === 1 && states[0] === issue ? [] : [`the issues are ${JSON.stringify(states)} and not ${issue}`];
}
