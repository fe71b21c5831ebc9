/** Two processes over one store, with the real turn, relay and sweeper, and a clock that only the test moves. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { type PersonEvent, personSubject } from '../../workflows/conversation/person.ts';
import { type ConversationEvent, conversationSubject } from '../../workflows/conversation/subject.ts';
import { createCatalogues } from '../../workflows/interview/catalogues.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { createAssessmentSubject } from '../../workflows/interview/subject.ts';
import type { ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import type { Speech } from '../../workflows/turn/relay.ts';
import { seenPolicy } from '../../workflows/turn/seen.ts';
import type { Subject } from '../../workflows/turn/subject.ts';
import type { Outcome } from '../../workflows/turn/turn.ts';
import { createWorkshop, type Workshop } from '../../workflows/turn/workshop.ts';
import { firstMoment } from './interview.ts';
import { createSimStore, type SimStore } from './sim-store.ts';

export interface Writer {
  workshop: Workshop;
  subject: Subject<Assessment, InterviewEvent>;
}

export interface InterviewWorld {
  store: SimStore;
  clock: { now: number };
  /** Everything that was said to people, in order. */
  spoken: Speech[];
  /** Notes of the relay that mean trouble. */
  notes: unknown[];
  writers: readonly [Writer, Writer];
  turn(writer: Writer, id: string, event: InterviewEvent): Promise<Outcome<Assessment>>;
  settle(): Promise<void>;
}

export const assessmentKey: ItemKey = { tenant: 't1', kind: 'assessment', id: 'a1' };
export const homeKey: ItemKey = { tenant: 't1', kind: 'conversation', id: 'talk' };
export const personKey = (id: string): ItemKey => ({ tenant: 't1', kind: 'person', id });

/** Each process carries its own catalogue: that is what "an old and a new build" means. */
export function createInterviewWorld(
  own: readonly [Catalogue, Catalogue],
  random: () => number = () => 0,
  store = createSimStore(),
): InterviewWorld {
  const clock = { now: firstMoment };
  const spoken: Speech[] = [];
  const notes: unknown[] = [];
  const writer = (owner: string, catalogue: Catalogue): Writer => {
    const subject = createAssessmentSubject(createCatalogues(store, catalogue));
    const workshop = createWorkshop({
      store,
      now: () => clock.now,
      random,
      pause: () => Promise.resolve(),
      owner,
      leaseMs: 30_000,
      seen: seenPolicy,
      warmItems: 100,
      background: () => undefined,
      publish: () => Promise.resolve(),
      speak: (speech) => {
        spoken.push(speech);
        return Promise.resolve({ kind: 'sent' });
      },
      tell: (shop, to, id, event) => tell(shop, subject, to, id, event, clock.now),
      log: (note) => void notes.push(note),
    });
    return { workshop, subject };
  };
  const writers = [writer('one', own[0]), writer('two', own[1])] as const;
  return {
    store,
    clock,
    spoken,
    notes,
    writers,
    turn: (by, id, event) => by.workshop.turn(by.subject, assessmentKey, { id, event }),
    async settle() {
      // What one relay left because the other was at it is taken over when its lease has run out.
      for (let round = 0; round < 3; round += 1) {
        for (const { workshop } of writers) {
          await workshop.relay.idle();
          await workshop.sweep();
        }
        clock.now += 31_000;
      }
    },
  };
}

async function tell(shop: Workshop, subject: Writer['subject'], to: ItemKey, id: string, event: ToldEvent, at: number): Promise<void> {
  const inside = { ...event, by: 'plumbline', name: 'Plumbline', from: '', at };
  if (to.kind === 'conversation') await shop.turn(conversationSubject, to, { id, event: inside as unknown as ConversationEvent });
  else if (to.kind === 'person') await shop.turn(personSubject, to, { id, event: inside as unknown as PersonEvent });
  else await shop.turn(subject, to, { id, event: inside as unknown as InterviewEvent });
}
