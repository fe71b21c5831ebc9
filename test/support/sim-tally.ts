/** The campaign over the small subject: two items that tell each other, answers that want every kind of effect. */
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Scenario, ScenarioInput } from './sim-process.ts';
import { createTally, type TallyEvent, type Want, wants } from './sim-subject.ts';
import { pick } from './sim-world.ts';

const one: ItemKey = { tenant: 't1', kind: 'assessment', id: 'a#1' };
const other: ItemKey = { tenant: 't1', kind: 'conversation', id: 'c%1' };
const dueAfterMs = 75_000;

const base: Omit<Scenario, 'inputs'> = {
  keys: [one, other],
  subjectOf: (key) => createTally(key.kind, key.kind === one.kind ? other : one, dueAfterMs),
  inside: (id, event, at) => ({ ...event, id, by: 'plumbline', at, wants: [] }) as TallyEvent,
  idOf: (event) => (event as TallyEvent).id,
};

/** A dozen events over two minutes, some in the same moment. */
export const randomTally: Scenario = {
  ...base,
  inputs(random, start) {
    const count = 8 + Math.floor(random() * 8);
    return Array.from({ length: count }, (_, index): ScenarioInput => {
      const afterMs = Math.floor(random() * 12) * 10_000 + random() * 300;
      const type = random() < 0.85 ? 'answer' : pick(random, ['shut', 'reopen'] as const);
      const wanted = Array.from({ length: Math.floor(random() * 4) }, () => pick(random, wants));
      return input(`e${index}`, random() < 0.7 ? one : other, afterMs, start, type, wanted);
    });
  },
};

/** One kind of turn, with a turn before it on the item and one soon after. */
export function scriptedTally(kind: Want | 'shut' | 'plain'): Scenario {
  return {
    ...base,
    inputs: (_random, start) => [
      input('before', one, 0, start, 'answer', kind === 'cancel' ? ['schedule'] : ['paint']),
      kind === 'shut' ? input('it', one, 700, start, 'shut', []) : input('it', one, 700, start, 'answer', kind === 'plain' ? [] : [kind]),
      input('after', one, 760, start, kind === 'shut' ? 'reopen' : 'answer', ['say']),
    ],
  };
}

export const scripts: readonly (Want | 'shut' | 'plain')[] = [...wants, 'shut', 'plain'];

function input(id: string, key: ItemKey, afterMs: number, start: number, type: TallyEvent['type'], wanted: readonly Want[]): ScenarioInput {
  const event: TallyEvent = { type, id, by: 'ana', at: start + afterMs, wants: wanted };
  return { id, key, afterMs, event };
}
