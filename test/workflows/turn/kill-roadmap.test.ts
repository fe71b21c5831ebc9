/**
 * Real processes, really killed, on a morning of a roadmap in which a minute is a second: two of them over one dynoxide on disk, while
 * people decide, work, snooze and change their minds. A tenth of PLUMBLINE_KILLS.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recheckDays } from '../../../workflows/roadmap/defaults.ts';
import type { GapStanding } from '../../../workflows/roadmap/gap-effects.ts';
import type { RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { DueRow, Store } from '../../../workflows/store/store.ts';
import { type ItemKey, itemName, type ToldEvent } from '../../../workflows/turn/effects.ts';
import { unpack } from '../../../workflows/turn/envelope.ts';
import { type GithubEmulator, startGithubEmulator } from '../../support/github-emulator.ts';
import { killClock } from '../../support/kill-roadmap-scenario.ts';
import { type KillWorld, startKilling } from '../../support/kill-run.ts';
import { itemOf } from '../../support/kill-scenario.ts';
import { createChat } from '../../support/sim-chat.ts';
import { type Checked, checkRest, type Told } from '../../support/sim-check.ts';
import { trackerOf } from '../../support/sim-github.ts';
import type { Eye } from '../../support/sim-process.ts';
import { foldSubjects, insideOf, tenant } from '../../support/sim-roadmap.ts';
import { anything, secondEnd } from '../../support/sim-roadmap-chance.ts';
import { checkRoadmap } from '../../support/sim-roadmap-check.ts';
import { inputOf, type Sights } from '../../support/sim-roadmap-deeds.ts';
import { idOf, keys, standAt } from '../../support/sim-roadmap-run.ts';
import { createRandom } from '../../support/sim-world.ts';

const kills = Math.ceil(Number(process.env['PLUMBLINE_KILLS'] ?? 300) / 10);
const random = createRandom(Number(process.env['PLUMBLINE_SEED'] ?? 1));
const day = 24 * 3_600_000;
const calendars = ['general', 'digest'] as const;

let world: KillWorld;
let github: GithubEmulator;
let now: () => number;
let turnsBefore = 0;
const chat = createChat();
const acknowledged = new Map<string, string>();
const sights: Sights = new Map();

beforeAll(async () => {
  github = await startGithubEmulator();
  let origin = 0;
  world = await startKilling({
    child: fileURLToPath(new URL('../../support/kill-roadmap-child.ts', import.meta.url)),
    more: () => [String(origin), github.url],
    random,
    accept: (sent) => chat.accept(itemOf(sent), 'takes', sent.view),
  });
  const { store } = world;
  origin = Date.now() + 3_000;
  now = killClock(origin);
  // What was proven a week ago is looked at again soon.
  const lived = now() - recheckDays * day + 5 * 60_000;
  await standAt('proven', true, lived, writingLate(store), chat);
  for (const calendar of calendars) await store.sweptTo(now(), calendar);
  turnsBefore = turnsOf(await look(store));
}, 120_000);

afterAll(async () => {
  await world.stop();
  await github.stop();
});

it(
  `loses and doubles nothing of a roadmap, its tasks, looks and reminders over ${kills} kills`,
  async () => {
    const { store } = world;
    const tracker = trackerOf(github);
    // The second round ends early, and its result is put up a little later.
    const rounds = new Map(secondEnd(random, 0, 0).map((deed, index) => [6 + 3 * index, deed]));
    const { sent, storeKills, seconds, restSeconds } = await world.run({
      kills,
      least: 24,
      everyMs: 60,
      waiting: 6,
      async next(count) {
        const eye = await look(store);
        const input = inputOf(sights, { at: 0, ...(rounds.get(count) ?? anything(random, 0.6)) }, `e${count}`, now(), tracker);
        input.looks?.at(eye, chat);
        return input;
      },
      acknowledged({ id }, answer) {
        acknowledged.set(id, 'answered');
        for (const [turn, outcome] of JSON.parse(answer) as [string, string][]) acknowledged.set(turn, outcome);
      },
      isQuiet: async () => (await isNothingDue(store)) && !isUnderWay(await look(store)),
    });
    const at = now();
    const eye = await look(store);
    expect(turnsOf(eye)).toBeGreaterThan(turnsBefore);
    const counted = await store.readCount(tenant, 'stale-posts');
    const facade = {
      ...eye,
      readLog: store.readLog,
      openItems: store.openItems,
      readRecord: store.readRecord,
      readText: store.readText,
      counted: () => counted,
    };
    const check = async (rows: readonly DueRow[]): Promise<Checked> =>
      await checkRest({
        scenario: { subjectOf: foldSubjects, idOf, lasts: { roughMs: 0, leastMs: 0 } },
        keys,
        chat,
        acknowledged,
        refused: (_, key, event, told) => changesNothing(key, event, told),
        now: at,
        store: { ...facade, dueRows: () => rows },
      });
    const rows = await rowsOf(store, await check([]));
    const checked = await check(rows);
    const violations = [
      ...checked.violations,
      ...(await checkRoadmap(
        { store: { ...facade, dueRows: () => rows }, chat, told: checked.told, now: at },
        { sights, tracker: { tracker, alone: false }, sleeps: false },
      )),
    ];
    console.info(
      `${kills} kills (${storeKills} of the store too) in ${seconds.toFixed(1)} s; ${sent} presses, ${checked.turns} turns, ` +
        `at rest after ${restSeconds.toFixed(1)} s; ${checked.doubled} messages twice, ${counted} counted as stale posts`,
    );
    expect(violations).toEqual([]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(sent);
  },
  180_000 + kills * 12_000,
);

const isNothingDue = async (store: Store): Promise<boolean> =>
  (await Promise.all(calendars.map((calendar) => store.due(now(), 1, { calendar })))).flat().length === 0;

/** Looks and what is wanted of the tracker run beside the turns: nothing is due as long as they may still be heard of. */
const isUnderWay = (eye: Eye): boolean =>
  keys.some((key) => {
    const item = eye.peek(key);
    if (item === null) return false;
    if (key.kind === 'roadmap') return (unpack(item.snapshot) as RoadmapState).recheck.run !== null;
    if (key.kind !== 'gap') return false;
    const { context } = unpack(item.snapshot) as GapStanding;
    return context.proof !== null || (context.ticket?.job ?? null) !== null;
  });

/** What came due in that week is there at once, without a sweep through all its hours. */
const writingLate = (store: Store): Store => ({
  ...store,
  writeDue: async (key, id, at, event, _, calendar) => await store.writeDue(key, id, at, event, now(), calendar),
  removeDue: async (key, id, at, _, calendar) => await store.removeDue(key, id, at, now(), calendar),
});

const turnsOf = (eye: Eye): number => keys.reduce((sum, key) => sum + (eye.peek(key)?.version ?? 0), 0);

/** What stands now. */
async function look(store: Store): Promise<Eye> {
  const items = new Map(await Promise.all(keys.map(async (key) => [itemName(key), await store.load(key)] as const)));
  return { peek: (key) => items.get(itemName(key)) ?? null };
}

/** Somewhere on its way the item had no use for the event: nobody noted where it was when it came. */
function changesNothing(key: ItemKey, event: ToldEvent, told: readonly Told[]): boolean {
  const states = told.filter((one) => itemName(one.key) === itemName(key)).flatMap(({ turns }) => turns.map(({ after }) => after));
  return states.some((state) => !foldSubjects(key).step(key, state, insideOf(event, now())).changed);
}

/** All rows of the hours for which anything was ever wanted. */
async function rowsOf(store: Store, { told }: Checked): Promise<DueRow[]> {
  const wanted = told.flatMap(({ turns }) =>
    turns.flatMap(({ effects }) => effects.flatMap((body) => (body.kind === 'schedule' ? [body] : []))),
  );
  const found = await Promise.all(
    wanted.map(async ({ at, calendar = 'general' as const }) => await store.due(at, 200, { calendar, since: at, looking: true })),
  );
  return [...new Map(found.flat().map((row) => [`${row.place.bucket}|${row.place.sort}`, row])).values()];
}
