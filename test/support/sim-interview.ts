/** Plugs the real assessment and the real conversation into the simulator: what people do, on a calendar that fits into a run. */
import { type PersonEvent, personSubject } from '../../workflows/conversation/person.ts';
import { type ConversationEvent, conversationSubject } from '../../workflows/conversation/subject.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { createAssessmentSubject } from '../../workflows/interview/subject.ts';
import type { ItemKey, ToldEvent } from '../../workflows/turn/effects.ts';
import type { Step, Subject, TurnEvent } from '../../workflows/turn/subject.ts';
import { beginPlay, day, firstMoment, type Play, people, play, pocketCatalogue, type Stage, stagePlay } from './interview.ts';
import { elsewhere } from './interview-explore.ts';
import { assessmentKey, homeKey, personKey } from './interview-world.ts';
import type { Scenario, ScenarioInput } from './sim-process.ts';

/** What somebody does, made from how the assessment would stand then; `inTalk` goes to the conversation. */
export interface Deed {
  /** Milliseconds of the run. */
  at: number;
  does: { assessment: (now: Play) => InterviewEvent } | { inTalk: ConversationEvent };
}

/** A short scene: an assessment that stands at a stage (or none yet), and what happens to it then. */
export interface Script {
  stage: Stage | 'unborn';
  deeds: readonly Deed[];
  /** The platform cannot reach a single person. */
  nobodyAtHome?: true;
  /** It lives in another conversation than that of the run. */
  livesElsewhere?: true;
}

/** The kinds of item in these runs. */
type Played = 'assessment' | 'conversation' | 'person';

/** What a process decided against, with the event as it came. */
interface Refusal {
  key: ItemKey;
  event: LoggedEvent;
}

/** Every event carries the id under which it came, so that a log can be read back as a list of deliveries. */
export type LoggedEvent = TurnEvent & { eventId: string };

export interface InterviewScenario extends Scenario {
  refusals: readonly Refusal[];
  nobodyAtHome: boolean;
  /** The logs as the simulator's own check read them, by kind of item. */
  logged: Record<Played, LoggedEvent[]>;
}

/** Thirty days take a minute, so that every due row fires within the run. */
const daysPerMinute = 30;
const factor = (daysPerMinute * day) / 60_000;
const runStart = Date.UTC(2026, 0, 5, 9, 50);
const calendarStart = firstMoment + 2 * day;

const calendarTime = (at: number): number => calendarStart + (at - runStart) * factor;
/** Rounded up: a row never fires before its time. */
const runTime = (at: number): number => Math.ceil(runStart + (at - calendarStart) / factor);

const catalogue = pocketCatalogue(3);
const assessment = createAssessmentSubject((hash) => Promise.resolve(hash === catalogue.hash ? catalogue : null));
const stood = new Map<Script['stage'], Play>();

/** Where the assessment of a script stands before anybody does anything. */
function standing(stage: Script['stage']): Play {
  const made = stood.get(stage) ?? (stage === 'unborn' ? unborn() : stagePlay(catalogue, stage));
  stood.set(stage, made);
  return made;
}

function unborn(): Play {
  const { engine } = beginPlay(catalogue);
  return { engine, at: firstMoment, snapshot: engine.initial(), effects: [], changed: false };
}

export function interviewScenario({ stage, deeds, nobodyAtHome, livesElsewhere }: Script): InterviewScenario {
  const stands = livesElsewhere === true ? movedAway(standing(stage)) : standing(stage);
  const refusals: Refusal[] = [];
  const logged: InterviewScenario['logged'] = { assessment: [], conversation: [], person: [] };
  const subjects = {
    assessment: watched(onCalendar(stage === 'unborn' ? assessment : standingAt(stands)), refusals) as unknown as Subject<
      unknown,
      TurnEvent
    >,
    conversation: watched(conversationSubject, refusals) as unknown as Subject<unknown, TurnEvent>,
    person: watched(personSubject, refusals) as unknown as Subject<unknown, TurnEvent>,
  };
  return {
    keys: [assessmentKey, homeKey, ...Object.keys(people).map(personKey)],
    subjectOf: ({ kind }) => (kind === 'gap' || kind === 'roadmap' || kind === 'settings' ? subjects.assessment : subjects[kind]),
    inputs: (_random, start) => inputsOf(stands, deeds, start),
    inside: (id, event: ToldEvent, at) =>
      ({ ...event, by: 'plumbline', name: 'Plumbline', from: '', at, eventId: id }) as unknown as TurnEvent,
    idOf(event) {
      const { eventId } = event as LoggedEvent;
      logged[playedOf(event)].push(event as LoggedEvent);
      return eventId;
    },
    refusals,
    nobodyAtHome: nobodyAtHome === true,
    logged,
  };
}

const talkTypes: ReadonlySet<string> = new Set<ConversationEvent['type']>(['met', 'added', 'focused', 'asked', 'asked-for', 'cut-off']);

const personTypes: ReadonlySet<string> = new Set<PersonEvent['type']>(['joined', 'lives']);

function playedOf({ type }: TurnEvent): Played {
  if (personTypes.has(type)) return 'person';
  return talkTypes.has(type) ? 'conversation' : 'assessment';
}

function inputsOf(stands: Play, deeds: readonly Deed[], start: number): ScenarioInput[] {
  let now = stands;
  return deeds.map(({ at, does }, index) => {
    const id = `e${index}`;
    const envelope = { at: start + at, eventId: id };
    if ('inTalk' in does) return { afterMs: at, key: homeKey, id, event: { ...does.inTalk, ...envelope } };
    const event = does.assessment(now);
    now = play(now, { ...event, at: calendarTime(envelope.at) });
    return { afterMs: at, key: assessmentKey, id, event: { ...event, ...envelope } };
  });
}

function movedAway(stands: Play): Play {
  const { snapshot } = stands;
  return { ...stands, snapshot: { ...snapshot, context: { ...snapshot.context, home: elsewhere } } };
}

/** The real subject, but an item that does not exist yet begins where the script stands: what led there need not be killed again. */
function standingAt({ engine, snapshot }: Play): Subject<Assessment, InterviewEvent> {
  return { ...assessment, fresh: () => Promise.resolve({ engine, snapshot }) };
}

/** The real subject with its days made short: what it is told happens late, and what it schedules comes soon. */
function onCalendar(subject: Subject<Assessment, InterviewEvent>): Subject<Assessment, InterviewEvent> {
  return {
    ...subject,
    step(key, state, event) {
      const step = subject.step(key, state, { ...event, at: calendarTime(event.at) });
      const effects = step.effects.map((body) =>
        body.kind === 'schedule' || body.kind === 'cancel' ? { ...body, at: runTime(body.at) } : body,
      );
      return { ...step, effects };
    },
  };
}

/** Keeps what is decided against: the simulator demands that all that is told is applied, and these need not be. */
function watched<S, E extends TurnEvent>(subject: Subject<S, E>, refusals: Refusal[]): Subject<S, E> {
  return {
    ...subject,
    step(key, state, event): Step<S> {
      const step = subject.step(key, state, event);
      if (!step.changed) refusals.push({ key, event: event as unknown as LoggedEvent });
      return step;
    },
  };
}
