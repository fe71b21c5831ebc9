/** What the killed processes and their platform agree on. */
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Speech } from '../../workflows/turn/relay.ts';
import type { Scenario, ScenarioInput } from './sim-process.ts';
import { createTally, type TallyEvent, wants } from './sim-subject.ts';
import { pick } from './sim-world.ts';

const pairs = 8;
const dueAfterMs = 1500;

const assessment = (index: number): ItemKey => ({ tenant: 't1', kind: 'assessment', id: `a#${index}` });
const conversation = (index: number): ItemKey => ({ tenant: 't1', kind: 'conversation', id: `c%${index}` });

export const killScenario: Omit<Scenario, 'inputs'> = {
  keys: Array.from({ length: pairs }, (_, index) => [assessment(index), conversation(index)]).flat(),
  subjectOf(key) {
    const index = Number(key.id.slice(2));
    return createTally(key.kind, key.kind === 'assessment' ? conversation(index) : assessment(index), dueAfterMs);
  },
  inside: (id, event, at) => ({ ...event, id, by: 'plumbline', at, wants: [] }) as TallyEvent,
  idOf: (event) => (event as TallyEvent).id,
};

export function killInput(id: string, random: () => number, now: number): ScenarioInput {
  const wanted = Array.from({ length: Math.floor(random() * 3) }, () => pick(random, wants));
  const event: TallyEvent = { type: 'answer', id, by: 'ana', at: now, wants: wanted };
  return { id, key: pick(random, killScenario.keys), afterMs: 0, event };
}

/**
 * What a child sends to the platform: a speech without the bytes that only the store needs, what was drawn, and until when it waits for an
 * answer, on the machine's clock.
 */
export type SentSpeech = Omit<Speech, 'item' | 'again'> & { version: number; cards: Speech['item']['cards']; view?: object; until: number };

const bare = { snapshot: new Uint8Array(), seen: new Uint8Array(), head: '', effects: [], projection: {} };

/** As the platform has it. */
export function itemOf({ version, cards, view: _, until: __, ...speech }: SentSpeech): Speech {
  return { ...speech, item: { ...bare, key: speech.key, version, cards } };
}

export const killLeaseMs = 1500;
/** A send is given up well before its lease ends. */
export const killSendMs = killLeaseMs / 3;
export const killTable = 'plumbline';
