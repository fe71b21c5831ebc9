/** Every kind of item with what turns it. */
import type { Catalogue } from '../../knowledge/catalogue.ts';
import { personSubject } from '../../workflows/conversation/person.ts';
import { conversationSubject } from '../../workflows/conversation/subject.ts';
import { createCatalogues } from '../../workflows/interview/catalogues.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { type Catalogues, createAssessmentSubject } from '../../workflows/interview/subject.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { createGapSubject } from '../../workflows/roadmap/gap-subject.ts';
import type { RoadmapEvent, RoadmapState } from '../../workflows/roadmap/roadmap-state.ts';
import { createRoadmapSubject } from '../../workflows/roadmap/roadmap-subject.ts';
import { settingsSubject } from '../../workflows/settings/subject.ts';
import type { Store } from '../../workflows/store/store.ts';
import type { ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import type { Subject, TurnEvent } from '../../workflows/turn/subject.ts';
import type { Outcome } from '../../workflows/turn/turn.ts';
import type { Workshop } from '../../workflows/turn/workshop.ts';
import { createSources } from './authority.ts';
import type { Results } from './results.ts';
import type { Settled } from './settled.ts';

export interface Subjects {
  assessment: Subject<Assessment, InterviewEvent>;
  gap: Subject<GapStanding, GapEvent>;
  roadmap: Subject<RoadmapState, RoadmapEvent>;
  /** Of every assessment there is: each stays with the one it began with. */
  catalogues: Catalogues;
  /** Runs a turn with an event whose shape was checked where it was made: by our own charts, or before it was kept aside. */
  turn(workshop: Workshop, key: ItemKey, id: string, event: ToldEvent): Promise<Outcome<unknown>>;
}

export interface SubjectsPorts {
  store: Store;
  catalogue: Catalogue;
  settled: Pick<Settled, 'ground'>;
  results: Pick<Results, 'stored'>;
}

/** Who acts where nobody does: the product itself, now. */
export const ownEnvelope = (at: number) => ({ by: 'plumbline', name: 'Plumbline', from: '', at });

export function createSubjects({ store, catalogue, settled, results }: SubjectsPorts): Subjects {
  const catalogues = createCatalogues(store, catalogue);
  const sources = createSources({ settled, results, catalogues });
  const assessment = createAssessmentSubject(catalogues);
  const gap = createGapSubject(sources);
  const roadmap = createRoadmapSubject(sources);
  const all = { assessment, gap, roadmap, conversation: conversationSubject, settings: settingsSubject, person: personSubject };
  // An event comes with the key of its item, so the kind's subject is the one that knows it.
  const of = (kind: ItemKey['kind']): Subject<unknown, TurnEvent> => all[kind];
  return {
    assessment,
    gap,
    roadmap,
    catalogues,
    turn: async (workshop, key, id, event) => await workshop.turn(of(key.kind), key, { id, event: event as unknown as TurnEvent }),
  };
}
