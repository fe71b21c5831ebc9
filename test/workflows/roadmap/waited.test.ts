/** Decisions that waited too long are told once for all that was put up together. */
import { expect, it } from 'vitest';
import type { GapLine } from '../../../workflows/roadmap/line.ts';
import { stepRoadmap } from '../../../workflows/roadmap/roadmap-changes.ts';
import { noRoadmap, type RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { EffectBody } from '../../../workflows/turn/effects.ts';
import { day, firstMoment } from '../../support/interview.ts';
import { lineWith } from './lines.ts';

const put = lineWith({ control: 'one', since: firstMoment });

/** What the roadmap says as each gap tells it something. */
function says(over: Partial<RoadmapState>, ...told: [at: number, line: Partial<GapLine>][]): EffectBody[] {
  let state: RoadmapState = { ...noRoadmap, assessment: 'a1', home: { conversation: 'talk', kind: 'group' }, approvals: 'leads', ...over };
  return told.flatMap(([at, line]) => {
    const event = { type: 'gap.changed' as const, line: { ...put, ...line }, by: 'plumbline', name: 'Plumbline', from: '', at };
    const came = stepRoadmap({ tenant: 't', kind: 'roadmap', id: 'a1' }, state, event);
    state = came?.state ?? state;
    return came?.effects.filter(({ kind }) => kind === 'say') ?? [];
  });
}

const week = firstMoment + 7 * day;
const month = firstMoment + 30 * day;

it('tells the leads once that admins may decide too, however many gaps waited', () => {
  const waited = { fallback: true as const };
  expect(says({}, [week, waited], [week + 1, { ...waited, control: 'two' }], [week + 60_000, { ...waited, control: 'three' }])).toEqual([
    { kind: 'say', what: 'roadmap-fallback', conversation: 'leads', params: {} },
  ]);
});

it('tells it where the assessment lives when the leads have no conversation of their own', () => {
  expect(says({ approvals: null }, [week, { fallback: true }])).toMatchObject([{ conversation: 'talk' }]);
});

it('tells whoever asked, once, that nothing waits any more', () => {
  expect(says({}, [month, { state: 'lapsed' }], [month + 5, { state: 'lapsed', control: 'two' }])).toEqual([
    { kind: 'say', what: 'roadmap-lapsed', conversation: 'talk', params: {} },
  ]);
});

it('tells of others that run out of time on another day', () => {
  const waited = { fallback: true as const };
  expect(
    says({}, [week, waited], [week + day - 1, { ...waited, control: 'two' }], [week + day, { ...waited, control: 'three' }]),
  ).toHaveLength(2);
});

it('says nothing of a gap that goes on waiting, nor of one that is decided', () => {
  const waited = { fallback: true as const };
  expect(says({}, [week, waited], [week + 2 * day, { ...waited, rev: 2 }], [week + 3 * day, { state: 'rejected' }])).toHaveLength(1);
  expect(says({}, [month, { state: 'lapsed' }], [month + 2 * day, { state: 'lapsed', rev: 2 }])).toHaveLength(1);
});
