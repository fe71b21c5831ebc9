/** What the parts of the conversation share: the workshop, the screens, and how an event is addressed. */

import { createHash } from 'node:crypto';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { Challenges } from '../../workflows/tenancy/challenges.ts';
import type { Joins } from '../../workflows/tenancy/joins.ts';
import type { Subject } from '../../workflows/turn/subject.ts';
import type { Outcome } from '../../workflows/turn/turn.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import type { Connections } from './connecting.ts';
import type { Follow } from './follow.ts';
import { assessmentKey, conversationKey } from './keys.ts';
import type { Mine } from './mine.ts';
import type { KnownAs } from './named.ts';
import type { BareEvent } from './presses.ts';
import type { Results } from './results.ts';
import type { Screens } from './screens.ts';
import type { Settled } from './settled.ts';
import type { Subjects } from './subjects.ts';
import type { Incoming, Person, Reply, Sender } from './surface.ts';

export interface TalkPorts {
  workshop: Workshop;
  store: Store;
  subject: Subject<Assessment, InterviewEvent>;
  subjects: Subjects;
  /** Cards of roadmaps, gaps and people. */
  follow: Follow;
  screens: Screens;
  /** The catalogue that new assessments begin with. */
  catalogue: Catalogue;
  sender: Sender;
  results: Results;
  tenancy: Tenancy;
  settled: Settled;
  /** Null where no account can be looked at. */
  connections: Connections | null;
  canScan: boolean;
  /** What a person takes part in. */
  mine(tenant: string, person: string): Promise<Mine>;
  now(): number;
}

/** What two sides know of one another. */
export interface Tenancy {
  joins: Joins;
  challenges: Challenges;
  /** Decided on a consistent read. */
  isAdmin(tenant: string, account: string): Promise<boolean>;
  /** Seals in a tenant's own log what was agreed; once for an id. */
  note(tenant: string, id: string, what: Agreed, by: Person): Promise<void>;
}

/** What is agreed between two tenants, or taken back. */
export type Agreed = 'joined' | 'parted' | 'bound' | 'unbound';

export interface Talk extends TalkPorts {
  incoming: Incoming;
  /** Where it is answered across a join: who an account is on the side that asked. */
  knownAs?: KnownAs;
}

/** Derived from the event that begins it, so that a redelivered "assess" begins nothing twice. */
export function newAssessmentId(incoming: Incoming): string {
  const name = [incoming.tenant, incoming.conversation.id, incoming.eventId].join('\n');
  return createHash('sha256').update(name).digest('base64url').replace(/[-_]/g, '').slice(0, 10);
}

/** The envelope of an event comes from what was verified, never from text. */
export function envelop(incoming: Incoming, event: BareEvent): InterviewEvent {
  const typed = incoming.what.kind === 'text' ? { typed: true as const } : {};
  return {
    ...event,
    by: incoming.actor.id,
    name: incoming.actor.name,
    at: incoming.at,
    from: incoming.conversation.id,
    ...typed,
  };
}

export async function turnAssessment(talk: Talk, id: string, event: InterviewEvent): Promise<Outcome<Assessment>> {
  return await talk.workshop.turn(talk.subject, assessmentKey(talk, id), { id: talk.incoming.eventId, event });
}

/** Something to read that changes nothing: posted once, however often the event is delivered; `alone` in the asker's own chat. */
export async function askedFor(talk: Talk, what: string, params: Record<string, string>, to: 'all' | 'alone' = 'all'): Promise<Reply> {
  const { incoming, workshop } = talk;
  const key = conversationKey(incoming);
  const outcome = await workshop.turn(conversationSubject, key, {
    id: incoming.eventId,
    event: {
      type: 'asked-for',
      what,
      conversation: incoming.conversation.id,
      params,
      ...(to === 'alone' ? { alone: true as const } : {}),
      by: incoming.actor.id,
      at: incoming.at,
    },
  });
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  // Reading harms nothing, so what comes late is answered all the same, outside the turn.
  return outcome.kind === 'late' ? { kind: 'view', view: await talk.screens.told(key, { what, params }) } : { kind: 'nothing' };
}
