/** When a workload looks again at what was proven: the roadmap's calendar, turn by turn. */
import { beforeEach, describe, expect, it } from 'vitest';
import { recheckDays } from '../../../workflows/roadmap/defaults.ts';
import type { GapState } from '../../../workflows/roadmap/gap-context.ts';
import type { GapLine } from '../../../workflows/roadmap/line.ts';
import { stepRoadmap } from '../../../workflows/roadmap/roadmap-changes.ts';
import { noRoadmap, type RoadmapEvent, type RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { EffectBody, ItemKey, ToldEvent } from '../../../workflows/turn/effects.ts';
import { day, firstMoment, minute } from '../../support/interview.ts';
import { lineWith } from './lines.ts';

const key: ItemKey = { tenant: 't', kind: 'roadmap', id: 'a1' };
const week = recheckDays * day;

let state: RoadmapState;
let rows: Map<string, { at: number; event: ToldEvent }>;
let begun: string[];
beforeEach(() => {
  state = { ...noRoadmap, assessment: 'a1', workload: 'Support agent' };
  rows = new Map();
  begun = [];
});

/** A turn, and what it wants of the calendar and of the scanner. */
function happens(event: ToldEvent, at: number): boolean {
  const step = stepRoadmap(key, state, { by: 'plumbline', name: 'Plumbline', from: '', at, ...event } as unknown as RoadmapEvent);
  if (step === null) return false;
  state = step.state;
  for (const effect of step.effects) keep(effect);
  return true;
}

function keep(effect: EffectBody): void {
  if (effect.kind === 'schedule') rows.set(effect.id, { at: effect.at, event: effect.event });
  if (effect.kind === 'cancel' && rows.get(effect.id)?.at === effect.at) rows.delete(effect.id);
  if (effect.kind === 'recheck') begun.push(`${effect.scan} ${effect.attempt}`);
}

const line = (control: string, at: GapState, since: number, backed = true): GapLine => lineWith({ control, state: at, backed, since });

const stands = (control: string, at: GapState, since: number, backed?: boolean) =>
  happens({ type: 'gap.changed', line: line(control, at, since, backed) }, since);

/** The row that is due next fires. */
function fires(id: string): { at: number; scan: string } {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`Nothing is scheduled as ${id}.`);
  rows.delete(id);
  expect(happens(row.event, row.at)).toBe(true);
  return { at: row.at, scan: begun.at(-1)?.split(' ')[0] ?? '' };
}

describe('the weekly look', () => {
  it('is due a week after the first proof, and a week after each look', () => {
    stands('wall', 'verified', firstMoment);
    expect(rows.get('drift')?.at).toBe(firstMoment + week);
    const { at, scan } = fires('drift');
    expect(begun).toEqual([`${scan} 1`]);
    expect(happens({ type: 'drift.looked', scan, attempt: 1 }, at + minute)).toBe(true);
    expect([...rows]).toEqual([['drift', expect.objectContaining({ at: at + minute + week })]]);
  });

  it('is one for all that is proven', () => {
    stands('wall', 'verified', firstMoment);
    stands('roof', 'verified', firstMoment + day);
    expect([...rows.keys()]).toEqual(['drift']);
    expect(rows.get('drift')?.at).toBe(firstMoment + week);
  });

  it('is not due where nothing is proven that a scan can see', () => {
    stands('wall', 'verified', firstMoment, false);
    stands('roof', 'inProgress', firstMoment);
    expect([...rows]).toEqual([]);
  });

  it('is taken back when nothing is proven any more', () => {
    stands('wall', 'verified', firstMoment);
    stands('wall', 'reopened', firstMoment + day);
    expect([...rows]).toEqual([]);
  });

  it('does not begin for a row that was taken back too late', () => {
    stands('wall', 'verified', firstMoment);
    const event = rows.get('drift')?.event ?? { type: '' };
    stands('wall', 'reopened', firstMoment + day);
    expect(happens(event, firstMoment + week)).toBe(false);
    expect(begun).toEqual([]);
  });

  it('begins once, however often its row fires', () => {
    stands('wall', 'verified', firstMoment);
    const event = rows.get('drift')?.event ?? { type: '' };
    fires('drift');
    expect(happens(event, firstMoment + week + minute)).toBe(false);
    expect(begun).toHaveLength(1);
  });
});

describe('a look of which nothing was heard', () => {
  beforeEach(() => {
    stands('wall', 'verified', firstMoment);
  });

  it('is begun again under the same name, three times at most, and next week anew', () => {
    const { scan } = fires('drift');
    fires('recheck');
    fires('recheck');
    expect(begun).toEqual([`${scan} 1`, `${scan} 2`, `${scan} 3`]);
    const { at } = fires('recheck');
    expect(begun).toHaveLength(3);
    expect(state.recheck).toEqual({ run: null, lookedAt: at });
    expect(rows.get('drift')?.at).toBe(at + week);
  });

  it('is not listened to when an earlier attempt speaks after all', () => {
    const { at, scan } = fires('drift');
    fires('recheck');
    expect(happens({ type: 'drift.looked', scan, attempt: 1 }, at + day)).toBe(false);
    expect(happens({ type: 'drift.looked', scan, attempt: 2 }, at + day)).toBe(true);
  });
});
