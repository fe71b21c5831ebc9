/** A phase gate as a card: no verdict without its reasons, the limits of both platforms, and only ways that lead somewhere. */
import { describe, expect, it } from 'vitest';
import { isAboutRoadmap } from '../../../bot/conversation/hear-roadmap.ts';
import { wantedBy } from '../../../bot/conversation/presses.ts';
import type { View } from '../../../bot/conversation/view.ts';
import { gateView, nextPhase, type ShownGate } from '../../../bot/conversation/views/gate.ts';
import { faultsOf as blockFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { limits } from '../../../bot/teams/limits.ts';
import { toCard } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import type { Gate, OpenMust, StandingGap } from '../../../workflows/roadmap/gate.ts';
import { firstMoment } from '../../support/interview.ts';
import { faultsOf as cardFaultsOf } from '../teams/cards.ts';
import { actionsOf, labelsOf } from './views-stage.ts';

const hostile = '<!channel> *Ana* & [x](https://evil.example) <at>Lead</at>';
const gap: StandingGap = { state: 'inProgress', since: firstMoment, acceptedUntil: null, due: '2027-02-01', owner: hostile };
const must = (index: number, over: Partial<OpenMust> = {}): OpenMust => ({
  control: `control-${index}`,
  title: `Calls are recorded, ${index}`,
  phase: 'enhanced',
  label: 'High',
  because: 'no',
  gap: null,
  ...over,
});
const gate = (over: Partial<Gate> = {}): Gate => ({
  target: 'enhanced',
  verdict: 'passes',
  must: 12,
  inPlace: 12,
  notApplicable: 0,
  accepted: [],
  open: [],
  unread: [],
  delta: [],
  score: { score: 0.58, coverage: 0.84 },
  assessed: 'enhanced',
  at: firstMoment,
  ageDays: 3,
  maxAgeDays: 182,
  tooOld: false,
  ...over,
});
const shown = (over: Partial<Gate> = {}, around: Partial<ShownGate> = {}): ShownGate => ({
  id: 'a1',
  workload: 'Support agent',
  gate: gate(over),
  now: firstMoment,
  isPart: true,
  mayAssess: true,
  tryout: false,
  ...around,
});
const view = (over: Partial<Gate> = {}, around: Partial<ShownGate> = {}, page = 0): View => gateView(shown(over, around), page);

const full: Partial<Gate> = {
  verdict: 'fails',
  must: 300,
  inPlace: 20,
  notApplicable: 12,
  accepted: Array.from({ length: 60 }, (_, index) => ({ control: `c${index}`, title: `Risk ${index}`, until: '2027-06-01' })),
  open: Array.from({ length: 200 }, (_, index) => must(index, index % 3 === 0 ? { because: 'never-asked', label: null } : { gap })),
  unread: ['c1', 'c2'],
  delta: Array.from({ length: 90 }, (_, index) => `q${index}`),
  tooOld: true,
};
const views: [string, View][] = [
  ['that passes', view()],
  ['as full as it gets', view({ ...full, target: 'advanced' }, { workload: hostile, tryout: true })],
  ['as full as it gets, a page further', view(full, {}, 9)],
];

describe.each(views)('a gate %s', (_, one) => {
  it('fits into messages of Slack and cards of Teams, and says what can be typed', () => {
    expect(toMessages(one).flatMap(({ blocks }) => blockFaultsOf(blocks, 'message'))).toEqual([]);
    const cards = splitView(one, limits).flatMap((part) => cardFaultsOf(toCard(part, {})));
    expect(cards.filter((fault) => !fault.startsWith('Maximum number'))).toEqual([]);
    expect(one.text.split('\n').at(-1)).toContain('Type "gate production"');
    expect(one.text).not.toMatch(/undefined|\[object|NaN|\n\n/);
  });

  it('has buttons that are understood', () => {
    const presses = actionsOf(one).map(({ press }) => press);
    expect(presses.filter((press) => !isAboutRoadmap(press) && wantedBy(press, {}, 'event').kind === 'nonsense')).toEqual([]);
  });
});

describe('a gate', () => {
  it('never gives a score without its coverage, its phase and its day', () => {
    expect(view().text).toContain('58 % of the weight in place, 84 % of it looked at; assessed for Enhanced, result of 12 Jan.');
    expect(view({ score: null }).text).toContain('Nothing could be scored; assessed for Enhanced');
  });

  it('tells what is open apart from what nobody looked at, under numbers that go on', () => {
    const open = [must(1, { because: 'never-asked', label: null }), must(2, { gap }), must(3, { because: 'unknown' })];
    const { text } = view({ verdict: 'fails', open });
    expect(text).toContain('Open must-haves (1)\n- 1. Calls are recorded, 2 · High · not in place · In progress · due Mon 1 Feb · ');
    expect(text).toContain('Not assessed (2)\n- 2. Calls are recorded, 1 · never asked\n- 3. Calls are recorded, 3 · High · nobody knew');
  });

  it('leads to the item of the roadmap; where there is none, to the result, and only whoever takes part', () => {
    const open = [must(1, { gap }), must(2), must(3, { because: 'never-asked' })];
    const opens = (isPart: boolean) =>
      actionsOf(view({ open }, { isPart }))
        .filter(({ label }) => label.startsWith('Open'))
        .map(({ label, press }) => `${label}: ${press.do} ${press.x ?? ''}`);
    expect(opens(true)).toEqual(['Open 1: gap-open control-1', 'Open 2: gap control-2']);
    expect(opens(false)).toEqual(['Open 1: gap-open control-1']);
  });

  it('offers to assess for a later phase, to assess again for one that stands, and neither where it is not possible', () => {
    const offered = (over: Partial<Gate>, mayAssess = true) =>
      labelsOf(view(over, { mayAssess })).filter((label) => label.startsWith('Assess'));
    expect(offered({ target: 'advanced', delta: ['q1'] })).toEqual(['Assess for Advanced']);
    expect(offered({ verdict: 'fails', tooOld: true })).toEqual(['Assess again']);
    expect(offered({})).toEqual([]);
    expect(offered({ target: 'advanced' }, false)).toEqual([]);
  });

  it('says where it could not be read, or is too old', () => {
    expect(view({ verdict: 'unknown', unread: ['c1'] }).text).toContain('1 must-have could not be read, so nothing is known of it');
    expect(view({ verdict: 'fails', tooOld: true }).text).toContain('older than 182 days');
  });

  it('without a phase is about the next one, and the last stays the last', () => {
    expect([nextPhase('foundational'), nextPhase('enhanced'), nextPhase('advanced')]).toEqual(['enhanced', 'advanced', 'advanced']);
  });
});
