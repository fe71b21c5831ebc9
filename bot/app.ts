/** Joins everything: store, turns, conversation and a surface's sender. The only place that knows them all. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalogue } from '../knowledge/catalogue.ts';
import { type ConversationEvent, conversationSubject } from '../workflows/conversation/subject.ts';
import { createCatalogues, keepCatalogue } from '../workflows/interview/catalogues.ts';
import type { InterviewEvent } from '../workflows/interview/events.ts';
import { createAssessmentSubject } from '../workflows/interview/subject.ts';
import type { Store } from '../workflows/store/store.ts';
import type { ItemKey, ToldEvent } from '../workflows/turn/effects.ts';
import { seenPolicy } from '../workflows/turn/seen.ts';
import { createWorkshop, type Workshop } from '../workflows/turn/workshop.ts';
import { createConverse } from './conversation/converse.ts';
import { exportFile } from './conversation/files.ts';
import { conversationKey } from './conversation/keys.ts';
import { createResults } from './conversation/results.ts';
import { createScreens, type Draw } from './conversation/screens.ts';
import { createSpeaker, type KnownPlace } from './conversation/speaker.ts';
import type { Converse, Incoming, Place, Sender } from './conversation/surface.ts';

export interface AppPorts {
  store: Store;
  catalogue: Catalogue;
  sender: Sender;
  draw: Draw;
  /** The try-out says so on every card. */
  tryout: boolean;
  now(): number;
  random(): number;
  log(line: { level: 'info' | 'warn' | 'error'; event: string; [detail: string]: unknown }): void;
}

export interface App {
  converse: Converse;
  workshop: Workshop;
  /** Whether an assessment lives in the conversation, so that words there which name nobody are for us. */
  livesIn(incoming: Incoming): Promise<boolean>;
  /** Starts sweeping every `everyMs`; returns how to stop. */
  keepSweeping(everyMs: number): () => void;
  /** Resolves when all effects under way are done. */
  idle(): Promise<void>;
}

/** A lease outlasts the longest send (10 s) with room for a slow process. */
const leaseMs = 30_000;
const warmItems = 2_000;

export async function createApp(ports: AppPorts): Promise<App> {
  const { store, catalogue, sender, now, log } = ports;
  await keepCatalogue(store, catalogue);
  const subject = createAssessmentSubject(createCatalogues(store, catalogue));
  const results = createResults(store, now);
  const place = async (tenant: string, conversation: string): Promise<KnownPlace | null> => {
    const known = await workshop.glance(conversationSubject, { tenant, kind: 'conversation', id: conversation });
    return known === null ? null : { tenant, conversation, reference: known.state.reference, personal: known.state.kind === 'personal' };
  };
  const screens = createScreens({ results, draw: ports.draw, tryout: ports.tryout, now, workshop: () => workshop, subject, log });
  const speak = createSpeaker({
    sender,
    screens,
    place,
    remember: (chat, person) => remember(workshop, chat, person, now()),
    noteAsked: (chat, id, asked) => noteAsked(workshop, chat, id, asked, now()),
    assessmentOf: (item) => workshop.stateOf(subject, item),
    exportFile: (item, assessment, format) => exportFile(results, item.key, assessment, format),
  });
  const workshop: Workshop = createWorkshop({
    store,
    now,
    random: ports.random,
    pause: (ms) => sleep(ms),
    owner: randomUUID().slice(0, 8),
    leaseMs,
    seen: seenPolicy,
    warmItems,
    speak,
    tell: (shop, to, id, event) => tell(shop, subject, to, id, event, now()),
    log: (note) => log({ level: 'warn', event: 'relay', ...note }),
  });
  const running = new Set<Promise<unknown>>();
  const later = (work: () => Promise<unknown>) => {
    const run = work()
      .catch((error: unknown) => log({ level: 'warn', event: 'later', error: String(error) }))
      .finally(() => running.delete(run));
    running.add(run);
  };
  return {
    workshop,
    livesIn: async (incoming) => {
      const known = await workshop.glance(conversationSubject, conversationKey(incoming));
      return known !== null && known.state.assessments.length > 0;
    },
    converse: createConverse({ workshop, store, subject, screens, catalogue, sender, results, now, later }),
    keepSweeping: (everyMs) => keepSweeping(workshop, everyMs, log),
    async idle() {
      await Promise.allSettled(running);
      await workshop.relay.idle();
    },
  };
}

/** Events from inside: a told item or a due row. Their actor is the product, their time is now. */
async function tell(
  workshop: Workshop,
  subject: ReturnType<typeof createAssessmentSubject>,
  to: ItemKey,
  id: string,
  event: ToldEvent,
  at: number,
): Promise<void> {
  const inside = { ...event, by: 'plumbline', name: 'Plumbline', from: '', at };
  // What is told was made by our own chart or schedule; its shape is checked where it was made.
  if (to.kind === 'conversation') await workshop.turn(conversationSubject, to, { id, event: inside as unknown as ConversationEvent });
  else await workshop.turn(subject, to, { id, event: inside as unknown as InterviewEvent });
}

async function remember(workshop: Workshop, chat: Place, person: string, at: number): Promise<void> {
  const key = { tenant: chat.tenant, kind: 'conversation' as const, id: chat.conversation };
  const met = { type: 'met' as const, kind: 'personal' as const, reference: chat.reference, person: null, by: 'plumbline', at };
  await workshop.turn(conversationSubject, key, { id: `opened ${person} ${chat.conversation}`, event: met });
}

async function noteAsked(
  workshop: Workshop,
  chat: Place,
  id: string,
  asked: { assessment: string; question: string },
  at: number,
): Promise<void> {
  const key = { tenant: chat.tenant, kind: 'conversation' as const, id: chat.conversation };
  await workshop.turn(conversationSubject, key, { id: `asked ${id}`, event: { type: 'asked', ...asked, by: 'plumbline', at } });
}

function keepSweeping(workshop: Workshop, everyMs: number, log: AppPorts['log']): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    workshop
      .sweep()
      .catch((error: unknown) => log({ level: 'error', event: 'sweep', error: String(error) }))
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}
