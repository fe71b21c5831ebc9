/** What was put aside and is to be looked at again, as Slack and Teams show it: in words and with a shape, and with what can be done. */
import { describe, expect, it } from 'vitest';
import type { View } from '../../../bot/conversation/view.ts';
import { digestView } from '../../../bot/conversation/views/digest.ts';
import { gapPanel } from '../../../bot/conversation/views/gap-panel.ts';
import { leadsView } from '../../../bot/conversation/views/roadmap.ts';
import { faultsOf as blockFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { limits } from '../../../bot/teams/limits.ts';
import { toCard } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import { noReminders } from '../../../workflows/reminder/reminders.ts';
import type { GapContext } from '../../../workflows/roadmap/gap-context.ts';
import { lineOf } from '../../../workflows/roadmap/line.ts';
import { lookAgainAt } from '../../../workflows/roadmap/outlived.ts';
import { noRoadmap, type RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import { authority, gapWith, lea, monday } from '../../workflows/roadmap/gap-scenes.ts';
import { faultsOf as cardFaultsOf } from '../teams/cards.ts';
import { labelsOf } from './views-stage.ts';

const day = 86_400_000;
const now = monday + 430 * day;
const rejected = (over: Partial<Omit<GapContext, 'content'>> = {}): GapContext =>
  gapWith({ decision: { what: 'rejected', by: [lea], at: monday, rev: 3, hash: '', reason: 'Out of use' }, ...over });

const roadmapWith = (label: 'High' | 'Critical', gap: GapContext): RoadmapState => ({
  ...noRoadmap,
  assessment: 'a1',
  workload: 'Support agent',
  trend: [{ result: 'r1', at: monday, phase: 'enhanced', score: 0.5, coverage: 1, gaps: 1 }],
  planned: [{ control: 'logs', label, phase: 'enhanced' }],
  verdicts: [{ control: 'wall', title: 'The wall stands', at: monday }],
  submitted: { by: lea, at: monday, result: 'r1' },
  gaps: { logs: lineOf('rejected', gap) },
});

function item(reader: string, label: 'High' | 'Critical' = 'High'): View {
  const context = rejected();
  const again = lookAgainAt(lineOf('rejected', context), roadmapWith(label, context), now);
  const gap = { value: 'rejected' as const, context };
  return gapPanel({ id: 'a1', version: 1, gap, authority, reader: { id: reader, from: 'home' }, tryout: false, tracker: null, again, now });
}

const leads = leadsView({ id: 'a1', version: 1, state: roadmapWith('High', rejected()), tryout: false, now }, 'card', null);
const review = {
  id: 'review a1',
  kind: 'review' as const,
  assessment: 'a1',
  title: 'Support agent',
  workload: 'Support agent',
  count: 2,
  since: 1,
};
const digest = digestView({ state: { ...noReminders, duties: { [review.id]: review } }, version: 1, now });

const inSlack = (view: View): string => JSON.stringify(toMessages(view).map(({ blocks }) => blocks));
const inTeams = (view: View): string => JSON.stringify(splitView(view, limits).map((part) => toCard(part, {})));

describe.each([
  ['the item', item('lea'), ['Rejected 14 months ago', 'It has stood for more than 180 days', 'Reject again…']],
  [
    'the roadmap',
    leads,
    ['2 things put aside, and the reason is outlived', '↻ Rejected 14 months ago: look again', 'The scan said to be wrong 14 months ago'],
  ],
  ['the digest', digest, ['Put aside, to look at again', 'Support agent', '2 items', 'Open the roadmap']],
])('%s', (_, view, told) => {
  it.each([
    ['Slack', inSlack],
    ['Teams', inTeams],
  ])('says so in %s', (__, shown) => {
    expect(told.filter((words) => !shown(view).includes(words))).toEqual([]);
  });

  it('fits both', () => {
    expect(toMessages(view).flatMap(({ blocks }) => blockFaultsOf(blocks, 'message'))).toEqual([]);
    expect(splitView(view, limits).flatMap((part) => cardFaultsOf(toCard(part, {})))).toEqual([]);
  });
});

describe('on the item', () => {
  it('the mark has a word and a shape in both, and never colour alone', () => {
    expect(inSlack(item('lea'))).toContain('▲ Look again');
    expect(inTeams(item('lea'))).toContain('▲ Look again');
  });

  it('a lead may reject it again where it is only old; where it weighs more now it is decided anew', () => {
    const decisions = (view: View) => labelsOf(view).filter((label) => /^(Reject|Decide)/.test(label));
    expect(decisions(item('lea'))).toEqual(['Reject again…', 'Decide anew…']);
    expect(decisions(item('lea', 'Critical'))).toEqual(['Decide anew…']);
    expect(item('lea', 'Critical').text).toContain('It was High when that was decided; the newest result says Critical.');
  });

  it('whoever owns it or put it up reads who decides instead', () => {
    expect(labelsOf(item('ola'))).not.toContain('Reject again…');
    expect(item('ola').text).toContain('It is yours to do, so somebody else decides.');
    expect(item('ana').text).toContain('You put this up, or asked for it, so somebody else decides.');
  });
});
