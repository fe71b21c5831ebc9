/** The assessment behind the simulated roadmap: its first round up to the end, and a second one that finds other gaps. */

import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { findQuestion, isAskable, questioningOf } from '../../workflows/interview/questioning.ts';
import {
  answerEvent,
  type BareEvent,
  confirmEvent,
  eventBy,
  minute,
  type Play,
  play,
  pocketCatalogue,
  stagePlay,
  usualChoice,
} from './interview.ts';
import { connected } from './scans.ts';

export const catalogue = pocketCatalogue(3);

/** The wall a scan proves; of the shelf it sees a part; nobody but people sees the door. */
export const controls = ['infra-wall', 'data-shelf', 'ai-door'] as const;
/** What the second round finds beside shelf and door, while the wall is closed. */
export const laterControl = 'ai-tools';
export type GapControl = (typeof controls)[number] | typeof laterControl;
export const everyControl: readonly GapControl[] = [...controls, laterControl];

type Parts = 'scoping' | 'detail';

/** A play that keeps its events. */
interface Round {
  now: Play;
  events: InterviewEvent[];
}

function step({ now, events }: Round, bare: BareEvent): Round {
  const event = eventBy('ana', now.at + minute, bare);
  const next = play(now, event);
  if (!next.changed) throw new Error(`Nobody could ${bare.type} in ${JSON.stringify(now.snapshot.value)}.`);
  return { now: next, events: [...events, event] };
}

/** Answers what is open; of these controls, that anybody comes in. */
function answered(round: Round, part: Parts, bad: readonly string[]): Round {
  const { context } = round.now.snapshot;
  const key = questioningOf(catalogue, context)[part].find((one) => isAskable(context, one));
  if (key === undefined) return round;
  const isBad = bad.some((control) => key.startsWith(`c:${control}/`)) && findQuestion(catalogue, key) !== undefined;
  return answered(step(round, answerEvent(context, key, isBad ? 'anybody' : usualChoice(catalogue, key))), part, bad);
}

const before = connected(answered({ now: stagePlay(catalogue, 'asking'), events: [] }, 'detail', controls).now);

/** It stands before its first end. */
export const standing: Assessment = { engine: before.engine, snapshot: before.snapshot };

export const firstEnd: InterviewEvent = eventBy('ana', before.at + minute, { type: 'finish', resultId: 'result-1' });

/** From the first end to just before the second. */
export function secondRound(): readonly InterviewEvent[] {
  const begun = step({ now: play(before, firstEnd), events: [] }, { type: 'assess-again' });
  const scoped = answered(begun, 'scoping', []);
  const deeper = step(step(scoped, confirmEvent(scoped.now)), { type: 'go-deeper' });
  return answered(deeper, 'detail', ['data-shelf', 'ai-door', laterControl]).events;
}
