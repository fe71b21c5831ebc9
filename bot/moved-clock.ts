/** A clock that somebody moves ahead, for the try-out alone: months of reminders pass in minutes, and every card says so. */
import { readFileSync } from 'node:fs';
import type { Answer, Converse, Sender } from './conversation/surface.ts';
import type { View } from './conversation/view.ts';
import { words } from './conversation/words/en.ts';

export interface MovedClock {
  now(): number;
  /** Says on everything that is sent what the clock shows. */
  sender(sender: Sender): Sender;
  /** What comes in happens by this clock too, and what is answered says so. */
  converse(converse: Converse): Converse;
}

/** `file` holds by how many milliseconds the clock is ahead; while there is none, or no such number in it, it is not. */
export function openMovedClock(file: string, wall: () => number): MovedClock {
  const now = () => wall() + aheadIn(file);
  const noted = (view: View): View => ({ ...view, blocks: [...view.blocks, { type: 'text', text: noteAt(now()), subtle: true }] });
  return {
    now,
    sender: (sender) => ({
      ...sender,
      post: async (place, view, ...how) => await sender.post(place, noted(view), ...how),
      update: async (place, message, view) => await sender.update(place, message, noted(view)),
    }),
    converse: (converse) => async (incoming) => answered(await converse({ ...incoming, at: incoming.at + aheadIn(file) }), noted),
  };
}

const noteAt = (at: number): string => words.common.movedClock(words.days.clock(at));

function answered(answer: Answer, noted: (view: View) => View): Answer {
  if (answer.kind === 'view') return { ...answer, view: noted(answer.view) };
  if (answer.kind !== 'card') return answer;
  return { ...answer, draw: async () => noted(await answer.draw()) };
}

function aheadIn(file: string): number {
  try {
    const ahead = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(ahead) && ahead >= 0 ? ahead : 0;
  } catch {
    return 0;
  }
}
