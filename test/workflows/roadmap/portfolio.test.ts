/** What a workload tells of itself among all others, turn by turn, and that it comes back from the store as it was. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { GapLine } from '../../../workflows/roadmap/line.ts';
import { portfolioEntry } from '../../../workflows/roadmap/portfolio.ts';
import { readPortfolio } from '../../../workflows/roadmap/read-portfolio.ts';
import { stepRoadmap } from '../../../workflows/roadmap/roadmap-changes.ts';
import { noRoadmap, type RoadmapEvent, type RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import { createRoadmapSubject } from '../../../workflows/roadmap/roadmap-subject.ts';
import type { ItemKey } from '../../../workflows/turn/effects.ts';
import { day, firstMoment } from '../../support/interview.ts';
import { lineWith } from './lines.ts';

const key: ItemKey = { tenant: 't', kind: 'roadmap', id: 'a1' };
const start = firstMoment;
let state: RoadmapState;

const line = (control: string, over: Partial<GapLine> = {}): GapLine =>
  lineWith({ control, title: `It is ${control}`, since: start, ...over });

function tells(at: number, control: string, over: Partial<GapLine> = {}): void {
  const event = { type: 'gap.changed', line: line(control, over), by: 'plumbline', name: 'Plumbline', from: '', at } as RoadmapEvent;
  state = stepRoadmap(key, state, event)?.state ?? state;
}

const entry = () => portfolioEntry(state);

beforeEach(() => {
  const point = { result: 'r1', at: start, phase: 'enhanced' as const, score: 0.4, coverage: 0.6, gaps: 3 };
  const planned = ['seen', 'kept', 'new'].map((control) => ({ control, label: 'Critical' as const, phase: 'foundational' as const }));
  const submitted = { by: { id: 'ana', name: 'Ana' }, at: start, result: 'r1' };
  state = { ...noRoadmap, assessment: 'a1', workload: 'Support agent', trend: [point], planned, submitted };
});

describe('an entry of the portfolio', () => {
  it('is none before the first result', () => {
    expect(portfolioEntry({ ...state, trend: [] })).toBeNull();
  });

  it('counts what the newest result has open and nobody put up among the open ones', () => {
    tells(start, 'seen');
    expect(entry()).toMatchObject({ notPutUp: 2, open: { Critical: 2, High: 1, Medium: 0, Low: 0 } });
  });

  it('counts what was proven before a newer result found it open', () => {
    for (const control of ['seen', 'kept', 'new']) tells(start, control, { state: 'verified' });
    expect(entry()).toMatchObject({ notPutUp: 0, verified: 3 });
    state = { ...state, trend: state.trend.flatMap((point) => [point, { ...point, result: 'r2' }]) };
    expect(entry()).toMatchObject({ notPutUp: 3 });
  });

  it('says since when a gap is open, however often it moved meanwhile', () => {
    tells(start, 'seen');
    tells(start + 5 * day, 'kept');
    tells(start + 9 * day, 'seen', { state: 'inProgress', since: start + 9 * day });
    expect(entry()?.oldest).toEqual({ control: 'seen', title: 'It is seen', label: 'High', due: '2027-02-01', since: start });
  });

  it('begins anew where it was closed in between', () => {
    tells(start, 'seen');
    tells(start + day, 'seen', { state: 'verified' });
    tells(start + 7 * day, 'seen', { state: 'reopened' });
    expect(entry()?.oldest?.since).toBe(start + 7 * day);
  });

  it('says since when the leads are waited for: since it was asked, not since the gap is open', () => {
    tells(start, 'seen', { state: 'assigned' });
    expect(entry()?.stuck).toBeNull();
    const request = { kind: 'deferral' as const, by: 'Ana', until: '2027-03-01' };
    tells(start + 4 * day, 'seen', { state: 'assigned', request });
    tells(start + 6 * day, 'seen', { state: 'assigned', request, overdue: true });
    expect(entry()).toMatchObject({ undecided: 1, overdue: 1, stuck: { control: 'seen', since: start + 4 * day } });
  });

  it('names who has the most of the open ones first', () => {
    const [ana, ben] = [
      { id: 'ana', name: 'Ana' },
      { id: 'ben', name: 'Ben' },
    ];
    for (const [control, owner] of [
      ['a', ben],
      ['b', ana],
      ['c', ben],
    ] as const)
      tells(start, control, { owner });
    tells(start, 'd', { owner: ana, state: 'verified' });
    expect(entry()?.owners).toEqual([
      { ...ben, open: 2 },
      { ...ana, open: 1 },
    ]);
  });

  it('names where it lives only where several people are', () => {
    const at = (kind: 'personal' | 'channel') => portfolioEntry({ ...state, home: { conversation: 'c1', kind } })?.home;
    expect([at('personal'), at('channel')]).toEqual([null, 'c1']);
  });
});

describe('the history of a workload', () => {
  it('has one point a day on which something changed, the last of that day', () => {
    tells(start, 'seen');
    tells(start + 1, 'kept');
    tells(start + 2 * day, 'seen', { state: 'inProgress', overdue: true });
    tells(start + 3 * day, 'seen', { state: 'inProgress', overdue: true, help: true });
    expect(state.history).toEqual([
      { at: start + 1, open: 2, overdue: 0 },
      { at: start + 2 * day, open: 2, overdue: 1 },
    ]);
  });

  it('is bounded, and keeps the newest', () => {
    for (let days = 0; days < 60; days += 1) tells(start + days * day, 'seen', { state: days % 2 === 0 ? 'proposed' : 'rejected' });
    expect(state.history).toHaveLength(24);
    expect(state.history.at(-1)?.at).toBe(start + 59 * day);
  });
});

describe('what is kept', () => {
  const never = () => Promise.reject(new Error('Nobody is asked.'));
  const roadmaps = createRoadmapSubject({ ground: never, result: never });

  it('is the roadmap with everything that its gaps tell', async () => {
    const full = { overdue: true, blocked: true, help: true, escalated: true, agreed: 1, unseen: 3, seen: 'No.' } as const;
    tells(start, 'seen', { ...full, issue: { number: 7, state: 'open' }, until: '2027-03-01', decided: { by: 'Lea', at: 1, glass: true } });
    expect(await roadmaps.open(key, JSON.parse(JSON.stringify(roadmaps.close(state))) as unknown)).toEqual(state);
  });

  it('is read back as it was entered, and what cannot be read is counted', async () => {
    for (const control of ['seen', 'kept']) tells(start, control, { owner: { id: 'ana', name: 'Ana' } });
    const begun = { begun: 4, assessment: 'a2', workload: 'Mail sorter', home: null, at: start };
    const bodies = [
      JSON.parse(JSON.stringify({ version: 3, ...entry() })) as Record<string, unknown>,
      { version: 1, assessment: 'old' },
      begun,
    ];
    const listRecords = async (tenant: string, kind: 'portfolio') =>
      bodies.map((body, rev) => ({ key: { tenant, kind, id: `${rev}` }, rev, body }));
    expect(await readPortfolio({ listRecords }, 't', start)).toEqual({
      entries: [entry()],
      begun: [begun],
      unread: 1,
    });
  });
});
