/** Where the tasks of a roadmap go: whoever is told that they move, and when. */
import { expect, it } from 'vitest';
import { noGap } from '../../../workflows/roadmap/gap-context.ts';
import type { GapEvent } from '../../../workflows/roadmap/gap-events.ts';
import { createGapSubject, gapKey } from '../../../workflows/roadmap/gap-subject.ts';
import { stepRoadmap } from '../../../workflows/roadmap/roadmap-changes.ts';
import { noRoadmap, type RoadmapEvent, type RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { firstMoment, minute } from '../../support/interview.ts';

const key: ItemKey = { tenant: 't', kind: 'roadmap', id: 'a1' };
const ana = { id: 'ana', name: 'Ana' };
const planned: RoadmapState['planned'] = [{ control: 'approval', label: 'High', phase: 'foundational' }];
const point = { result: 'r1', at: firstMoment, phase: 'foundational' as const, score: 50, coverage: 100, gaps: 1 };
const assessed: RoadmapState = {
  ...noRoadmap,
  assessment: 'a1',
  home: { conversation: 'talk', kind: 'group' },
  tasks: 'talk',
  requester: ana,
  trend: [point],
  planned,
};

const ground = {
  leads: [{ id: 'lea', name: 'Lea' }],
  admins: [],
  twoFrom: null,
  approvals: 'leads',
  due: { high: 30, medium: 60, low: 90 },
};

/** Ana does something, a minute later each; what the last of it tells to whom. */
function tells(from: RoadmapState, ...events: object[]): [id: string, type: string, ways: unknown][] {
  let state = from;
  let told: [string, string, unknown][] = [];
  for (const [index, event] of events.entries()) {
    const at = firstMoment + (index + 1) * minute;
    const step = stepRoadmap(key, state, { by: 'ana', name: 'Ana', from: 'talk', at, ground, ...event } as unknown as RoadmapEvent);
    if (step === null) throw new Error(`Nothing came of ${JSON.stringify(event)}.`);
    state = step.state;
    told = step.effects.flatMap((body) =>
      body.kind === 'tell' && body.to.kind === 'gap'
        ? [[body.to.id, body.event.type, body.event['ways']] as [string, string, unknown]]
        : [],
    );
  }
  return told;
}

const submit = { type: 'submit', owner: null };
const toProject = { type: 'tasks-here', conversation: 'project' };

it('tells a gap that was put up a moment ago and has not answered yet where its tasks go', () => {
  const ways = { home: 'talk', leads: 'leads', tasks: 'project' };
  expect(tells(assessed, submit, toProject)).toEqual([['a1.approval', 'moved', ways]]);
  expect(tells(assessed, submit, { type: 'leads.changed', ground: { ...ground, approvals: 'elsewhere' } })).toEqual([
    ['a1.approval', 'moved', { home: 'talk', leads: 'elsewhere', tasks: 'talk' }],
  ]);
});

it('tells no gap that was never put up', () => {
  expect(tells(assessed, toProject)).toEqual([]);
  const next = { ...assessed, submitted: { by: ana, at: firstMoment, result: 'r0' } };
  expect(tells(next, toProject)).toEqual([]);
});

it('brings no gap to life: one that could not be put up stays unborn', async () => {
  const nobody = () => Promise.reject(new Error('Nothing is gathered here.'));
  const subject = createGapSubject({ authority: nobody, result: nobody, control: nobody });
  const gap = gapKey('t', 'a1', 'approval');
  const ways = { home: 'talk', leads: null, tasks: 'project' };
  const event = { type: 'moved', ways, by: 'plumbline', name: 'Plumbline', from: '', at: firstMoment } as GapEvent;
  const unborn = await subject.fresh(gap, event);
  expect(subject.step(gap, unborn, event).changed).toBe(false);
  const born = await subject.open(gap, { v: 1, value: 'proposed', context: { ...noGap, assessment: 'a1', rev: 1 } });
  expect(subject.step(gap, born, event).state.context.ways).toEqual(ways);
});
