/** Plugs the real roadmap, its gaps, people and settings into the simulator, with the real presses, scans and reminders beside them. */
import { createFollow } from '../../bot/conversation/follow.ts';
import { hearMine, isAboutMine } from '../../bot/conversation/hear-mine.ts';
import { hearRoadmap, tasksHere } from '../../bot/conversation/hear-roadmap.ts';
import { createResults } from '../../bot/conversation/results.ts';
import { createSettled } from '../../bot/conversation/settled.ts';
import { createSubjects, ownEnvelope, type Subjects } from '../../bot/conversation/subjects.ts';
import type { Talk } from '../../bot/conversation/talk.ts';
import type { Press } from '../../bot/conversation/view.ts';
import { createPublisher } from '../../bot/publisher.ts';
import { createReminding, spokeIn } from '../../bot/reminding.ts';
import { createWork } from '../../bot/work.ts';
import { personSubject } from '../../workflows/conversation/person.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Scanner } from '../../workflows/scanners/job.ts';
import { settingsSubject } from '../../workflows/settings/subject.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { Tickets } from '../../workflows/tickets/ticket.ts';
import type { ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import type { Subject, TurnEvent } from '../../workflows/turn/subject.ts';
import { rowOf } from './scans.ts';
import type { Fittings, Machine, ScenarioInput } from './sim-process.ts';
import { catalogue, standing } from './sim-roadmap-rounds.ts';
import { pick } from './sim-world.ts';

export const tenant = 't1';
/** Adi administers. */
export const configured: readonly string[] = ['adi'];

/** What somebody pressed: made when they looked, so that it is the same however often it is delivered. */
export interface PressEvent extends TurnEvent {
  type: 'press';
  where: string;
  /** Null where the button was not there. */
  press: Press | null;
  inputs: Record<string, string>;
  /** Or what they do to the settings, or to the assessment. */
  turn?: { key: ItemKey; event: ToldEvent };
  /** Or what they say there. */
  says?: 'tasks here';
}

/** The world around the processes of one run. */
export interface House {
  /** What a check would find at a moment. */
  verdict(check: string, at: number): 'pass' | 'fail';
  /** How long looks may take, ms. */
  looks: readonly number[];
  /** The looks that were begun, by name. */
  begun: string[];
  /** The client of a process for the tracker; null where there is none. */
  tracker(machine: Machine): Tickets | null;
}

const noStore = new Proxy({} as Store, {
  get: () => () => Promise.reject(new Error('A fold reads nothing.')),
});

/** For reading logs back: the steps alone. */
export const foldSubjects = subjectsBy(
  createSubjects({
    store: noStore,
    catalogue,
    settled: { ground: () => Promise.reject(new Error('A fold reads nothing.')) },
    results: { stored: () => Promise.reject(new Error('A fold reads nothing.')) },
  }),
);

/** An event told by another item or by the calendar, as the product makes it. */
export const insideOf = (event: ToldEvent, at: number): TurnEvent => ({ ...event, ...ownEnvelope(at) });

function subjectsBy({ assessment, gap, roadmap }: Subjects): (key: ItemKey) => Subject<unknown, TurnEvent> {
  // What led to the first end of the assessment need not be lived again.
  const stands = { ...assessment, fresh: () => Promise.resolve(standing) };
  const all = { assessment: stands, gap, roadmap, conversation: conversationSubject, settings: settingsSubject, person: personSubject };
  return ({ kind }) => all[kind];
}

/** A process as `createApp` makes it, without surfaces. */
export function fitOut(house: House): (machine: Machine) => Fittings {
  return (machine) => {
    const { store, now, pause, life, workshop } = machine;
    const shop = () => workshop;
    const tickets = house.tracker(machine);
    const tracker = () => tickets;
    const results = createResults(store, now);
    const settled = createSettled({ workshop: shop, configured: () => configured, now });
    const subjects = createSubjects({ store, catalogue, settled, results });
    const follow = createFollow({ store, draw: async () => null, workshop: shop, subjects, settled, tracker, tryout: false, now });
    const subjectOf = subjectsBy(subjects);
    const log = () => undefined;
    const scanner = scannerOf(house, machine);
    const work = createWork(
      { store, catalogue, scanner, connections: null, tracker, deadline: deadlineOf(machine), now, log },
      { workshop, subjects, settled },
    );
    const fire = async (to: ItemKey, id: string, event: ToldEvent) =>
      spokeIn(await subjects.turn(workshop, to, id, { ...event, ...ownEnvelope(now()) }));
    const reminding = createReminding({ store, now, owner: life.owner, surfaceOf: () => Promise.resolve('slack'), pause, fire, log });
    const kept = { store, subject: subjects.assessment, subjects, follow, catalogue, results, settled, now };
    return {
      subjectOf,
      background: work.background,
      publish: createPublisher({ store, subjects, workshop: () => workshop, now }),
      look: reminding.remind,
      async draw({ item, body, name }) {
        // The assessment's own cards have runs of their own.
        if (item.key.kind === 'assessment' || body.kind === 'file') return {};
        if (body.kind === 'direct' && (await follow.missed(item, body.card, name))) return null;
        if (body.kind === 'say') return await follow.said(item, body);
        return await follow.card(item, body.card);
      },
      async hear(input, noted) {
        const { press, inputs, turn, says, by, at } = input.event as PressEvent;
        if (turn !== undefined) {
          const event = { ...turn.event, by, name: nameOf(by), at };
          await noted.turn(subjectOf(turn.key), turn.key, { id: input.id, event });
        }
        const talk = talkOf(input, { ...kept, workshop: noted });
        if (says !== undefined) await tasksHere(talk, input.key.id);
        if (press === null) return;
        await (isAboutMine(press) ? hearMine : hearRoadmap)(talk, press, inputs);
      },
    };
  };
}

/** What presses on roadmaps, gaps and reminders use of the conversation. */
function talkOf({ id, event }: ScenarioInput, kept: object): Talk {
  const { by, at, where, press, inputs } = event as PressEvent;
  const incoming = {
    surface: 'slack',
    eventId: id,
    at,
    tenant,
    conversation: { id: where, kind: 'channel' },
    actor: { id: by, name: nameOf(by) },
    what: { kind: 'press', press, inputs },
    reference: {},
  };
  return { ...kept, sender: { members: () => Promise.resolve([]) }, incoming } as unknown as Talk;
}

export const nameOf = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
export const person = (id: string) => ({ id, name: nameOf(id) });

function deadlineOf({ world, life }: Machine): (ms: number) => AbortSignal {
  return (ms) => {
    const over = new AbortController();
    world.after(ms, () => life.alive && over.abort());
    return over.signal;
  };
}

function scannerOf(house: House, { wire, life, world, pause }: Machine): Scanner {
  return async ({ scan, checks = [] }) => {
    await wire.call(life, 'look', () => void house.begun.push(scan));
    await pause(pick(world.random, house.looks));
    const rows = checks.map((check) => rowOf(check, house.verdict(check, world.now())));
    return { kind: 'finished', rows, outside: [], summary: { calls: 1, distinct: 1, lost: 0, lowerBoundMs: 0, ms: 1 } };
  };
}
