/** A gap at hand for tests: its real subject over settings and a result that a test sets. */

import { type GapContent, shownHash } from '../../workflows/roadmap/gap-content.ts';
import { noGap } from '../../workflows/roadmap/gap-context.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { Authority, GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { createGapSubject, gapKey } from '../../workflows/roadmap/gap-subject.ts';
import type { ItemKey } from '../../workflows/turn/effects.ts';
import type { Step } from '../../workflows/turn/subject.ts';

export const day = 86_400_000;
export const firstMoment = Date.UTC(2027, 0, 12, 9);
export const key: ItemKey = gapKey('tenant', 'assessment1', 'enforced-approval');

export const content: GapContent = {
  ...noGap.content,
  control: 'enforced-approval',
  title: 'A person approves before a ticket is created',
  workload: 'Support agent',
  label: 'High',
  priority: 6,
  why: ['An agent that acts by itself acts on a wrong word, too.'],
  firstStep: 'Switch the confirmation of the action group on.',
  due: '2027-02-11',
};

export type Bare = GapEvent extends infer E ? (E extends GapEvent ? Omit<E, 'by' | 'name' | 'at' | 'from' | 'authority'> : never) : never;

export interface GapAtHand {
  state: GapStanding;
  at: number;
  authority: Authority;
  /** Runs an event and says whether anything happened. */
  does(by: string, bare: Bare, from?: string): boolean;
  last: Step<GapStanding> | null;
  shown(): string;
}

/** Everything but the settings is as in the product; whoever acts is named by one word. */
export function gapAtHand(authority: Partial<Authority> = {}, backed = true): GapAtHand {
  const subject = createGapSubject({
    authority: () => Promise.reject(new Error('Tests give the authority with the event.')),
    result: () => Promise.resolve(null),
    control: () => Promise.resolve(null),
  });
  const gap: GapAtHand = {
    state: { value: 'unborn', context: { ...noGap, assessment: 'assessment1' } },
    at: firstMoment,
    authority: { leads: people('lea', 'lou'), admins: ['adi'], twoFrom: null, ...authority },
    last: null,
    does(by, bare, from = '') {
      const event = { ...bare, by, name: nameOf(by), at: gap.at, from, authority: gap.authority } as GapEvent;
      const step = subject.step(key, gap.state, event);
      gap.last = step;
      gap.state = step.state;
      return step.changed;
    },
    shown: () => shownHash(gap.state.context.content),
  };
  gap.does('plumbline', {
    type: 'propose',
    result: 'result1',
    submitter: person('ana'),
    owner: person('owen'),
    due: content.due,
    ways: { home: 'talk', leads: 'leads', tasks: 'tasks' },
    content,
    backed,
  });
  return gap;
}

export const nameOf = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
export const person = (id: string) => ({ id, name: nameOf(id) });
export const people = (...ids: string[]) => ids.map(person);
