/** How the leads hear of what is outlived: the roadmap's calendar and their duties, turn by turn. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { GapLine } from '../../../workflows/roadmap/line.ts';
import { outlivedAt } from '../../../workflows/roadmap/outlived.ts';
import { stepRoadmap } from '../../../workflows/roadmap/roadmap-changes.ts';
import { noRoadmap, type RoadmapEvent, type RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { EffectBody, ItemKey, ToldEvent } from '../../../workflows/turn/effects.ts';
import { day, firstMoment } from '../../support/interview.ts';
import { lineWith } from './lines.ts';

const key: ItemKey = { tenant: 't', kind: 'roadmap', id: 'a1' };
const lea = { id: 'lea', name: 'Lea' };
const start = firstMoment;
const point = { result: 'r1', at: start, phase: 'foundational' as const, score: 0.4, coverage: 0.6, gaps: 2 };
const facts = 'same';

let state: RoadmapState;
let row: { at: number; event: ToldEvent } | null;
let duties: EffectBody[];
let painted: boolean;
beforeEach(() => {
  const planned = ['one', 'two'].map((control) => ({ control, label: 'High' as const, phase: 'foundational' as const, facts }));
  const submitted = { by: { id: 'ana', name: 'Ana' }, at: start, result: 'r1' };
  state = { ...noRoadmap, assessment: 'a1', workload: 'Agent', approvals: 'leads', trend: [point], planned, submitted, leads: [lea] };
  row = null;
});

function happens(event: ToldEvent, at: number): boolean {
  const step = stepRoadmap(key, state, { by: 'plumbline', name: 'Plumbline', from: '', at, ...event } as unknown as RoadmapEvent);
  if (step === null) return false;
  state = step.state;
  for (const effect of step.effects) {
    if (effect.kind === 'schedule' && effect.id === 'aside') row = { at: effect.at, event: effect.event };
    if (effect.kind === 'cancel' && effect.id === 'aside' && row?.at === effect.at) row = null;
  }
  painted = step.effects.some(({ kind }) => kind === 'paint');
  duties = step.effects.filter(({ kind }) => kind === 'tell');
  return true;
}

const line = (control: string, over: Partial<GapLine> = {}): GapLine =>
  lineWith({ control, title: `It is ${control}`, state: 'rejected', since: start, decided: { by: 'Lea', at: start }, facts, ...over });

const stands = (control: string, at: number, over: Partial<GapLine> = {}) =>
  happens({ type: 'gap.changed', line: line(control, { decided: { by: 'Lea', at }, ...over }) }, at);

function fires(): number {
  if (row === null) throw new Error('Nothing is scheduled.');
  const { at, event } = row;
  row = null;
  happens(event, at);
  return at;
}

const review = (count: number, since: number) => [
  {
    kind: 'tell',
    to: { tenant: 't', kind: 'person', id: 'lea' },
    event: {
      type: 'duty',
      via: 'leads',
      duty: { id: 'review a1', kind: 'review', assessment: 'a1', title: 'Agent', workload: 'Agent', count, since },
    },
  },
];

const half = 180 * day;

describe('a rejection', () => {
  it('is told to the leads on the day on which it grows old, once, on their card and among what waits for them', () => {
    stands('one', start);
    expect([row?.at, duties]).toEqual([start + half, []]);
    expect(fires()).toBe(start + half);
    expect([row, painted, duties]).toEqual([null, true, review(1, start + half)]);
  });

  it('that is made again before that day is told from the new day on', () => {
    stands('one', start);
    stands('one', start + 100 * day);
    expect([row?.at, duties]).toEqual([start + 100 * day + half, []]);
  });

  it('is counted with another that grows old later, and ends for them once nothing is left', () => {
    stands('one', start);
    stands('two', start + day);
    fires();
    expect(row?.at).toBe(start + day + half);
    fires();
    expect(duties).toEqual(review(2, start + half));
    stands('one', start + 200 * day);
    expect(duties).toEqual(review(1, start + day + half));
    stands('two', start + 201 * day, { state: 'proposed' });
    expect(duties).toContainEqual({
      kind: 'tell',
      to: { tenant: 't', kind: 'person', id: 'lea' },
      event: { type: 'duty-ended', id: 'review a1' },
    });
    expect(row?.at).toBe(start + 200 * day + half);
  });

  it('stays told when something else is heard of late', () => {
    stands('one', start);
    stands('three', start + day, { label: 'Low' });
    fires();
    stands('two', start + 10 * day, { state: 'assigned' });
    stands('two', start + 20 * day, { state: 'rejected' });
    expect([duties, state.heardAt]).toEqual([[], start + half]);
    expect(row?.at).toBe(start + 20 * day + half);
  });

  it('whose row fires after it was decided again is nothing', () => {
    stands('one', start);
    const late = row?.event ?? { type: '' };
    stands('one', start + 100 * day);
    expect(happens(late, start + half)).toBe(false);
  });
});

describe('a newer result', () => {
  const found = (label: 'High' | 'Critical') =>
    happens(
      {
        type: 'assessed',
        result: 'r2',
        finishedAt: start + 9 * day,
        home: { conversation: 'c', kind: 'channel' },
        requester: lea,
        read: {
          workload: 'Agent',
          point: { ...point, result: 'r2', at: start + 9 * day },
          planned: [{ control: 'one', label, phase: 'foundational', facts }],
          verdicts: [{ control: 'three', title: 'It is three', at: start }],
        },
      },
      start + 9 * day,
    );

  it('that says more than what a risk was accepted for is told at once, and nothing is asked of the calendar for that', () => {
    stands('one', start, { state: 'accepted', until: '2027-06-01' });
    found('Critical');
    expect([painted, duties]).toEqual([true, review(1, start + 9 * day)]);
  });

  it('that says the same is told to nobody; the calendar has when somebody’s word against the scan is old', () => {
    stands('one', start, { state: 'accepted', until: '2027-06-01' });
    found('High');
    expect([duties, row?.at]).toEqual([[], start + half]);
    fires();
    expect(duties).toEqual(review(1, start + half));
  });
});

describe('a roadmap', () => {
  it('that was never put up waits for no lead, whatever its result sets aside', () => {
    state = { ...state, submitted: null };
    stands('one', start);
    fires();
    expect([duties, painted]).toEqual([[], false]);
  });

  it('that was stored before anybody looked is looked at with whatever happens next', () => {
    state = { ...state, gaps: { one: line('one') }, heardAt: null };
    stands('two', start + 10 * day, { state: 'assigned' });
    expect(row?.at).toBe(start + half);
    expect(outlivedAt(state)).toEqual([start + half]);
  });
});
