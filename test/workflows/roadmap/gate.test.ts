/** The phase gate: what a phase asks for, what of it is open, and that nothing unknown ever passes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phase } from '../../../knowledge/schema.ts';
import { assess } from '../../../workflows/interview/result.ts';
import type { Acceptance } from '../../../workflows/interview/scoring/types.ts';
import { type Gate, type GateInput, gateOf, type StandingGap } from '../../../workflows/roadmap/gate.ts';
import { answersFor, makeControl, makeScope, type Word } from '../interview/scoring-controls.ts';

const at = Date.parse('2026-11-01T10:00:00Z');
const day = 86_400_000;

const controls = [
  makeControl({ id: 'logs', title: 'Calls are recorded', count: 2 }),
  makeControl({ id: 'keys', title: 'Keys are kept', risk: { impact: 3, likelihood: 3 } }),
  makeControl({ id: 'drill', title: 'The plan was rehearsed', phase: { name: 'enhanced', basis: 'ours' } }),
  makeControl({ id: 'tests', title: 'The agent is attacked', phase: { name: 'advanced', basis: 'ours' }, count: 2 }),
  makeControl({
    id: 'tune',
    title: 'Tuning data is clean',
    phase: { name: 'enhanced', basis: 'ours' },
    applies: { useCases: ['acts'], genaiScopes: [4], agenticScopes: [4] },
  }),
];

type Said = Partial<Record<'logs' | 'keys' | 'drill' | 'tests', Word[]>>;
const good: Said = { logs: ['yes', 'yes'], keys: ['yes'], drill: ['yes'] };

interface Case {
  said?: Said;
  assessed?: Phase;
  target?: Phase;
  gaps?: Record<string, StandingGap | 'unread'>;
  acceptances?: Acceptance[];
  days?: number;
  maxAgeDays?: number;
}

const input = ({
  said = good,
  assessed = 'enhanced',
  target = 'enhanced',
  gaps = {},
  acceptances = [],
  days = 0,
  maxAgeDays,
}: Case): GateInput => ({
  result: assess({
    catalogue: { hash: 'c1', controls },
    scope: makeScope({ phase: assessed }),
    answers: Object.assign({}, ...Object.entries(said).map(([id, words]) => answersFor(id, words))) as ReturnType<typeof answersFor>,
    verdicts: [],
    acceptances,
    workload: { name: 'Support agent' },
    at,
    offers: [],
  }),
  controls,
  gaps: new Map(Object.entries(gaps)),
  target,
  now: at + days * day,
  ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
});

const gate = (one: Case): Gate => gateOf(input(one));
const opens = (one: Case) => gate(one).open.map(({ control, because }) => `${control} ${because}`);

const gap = (state: StandingGap['state'], more: Partial<StandingGap> = {}): StandingGap => ({
  state,
  since: at + day,
  acceptedUntil: null,
  due: '2026-12-01',
  owner: 'Ana',
  ...more,
});

describe('a gate', () => {
  it('passes when every control of the phase and before is in place', () => {
    expect(gate({})).toMatchObject({ verdict: 'passes', must: 3, inPlace: 3, open: [], delta: [], score: { score: 1, coverage: 1 } });
  });

  it('asks nothing of a phase that comes later, nor of controls that do not apply', () => {
    expect(opens({ said: { ...good, drill: ['no'] }, target: 'foundational' })).toEqual([]);
    expect(gate({ target: 'foundational' }).must).toBe(2);
  });

  it.each([
    [['no', 'yes'], 'partly'],
    [['no', 'no'], 'no'],
    [['unknown', 'unknown'], 'unknown'],
    [['unanswered', 'unanswered'], 'unknown'],
  ] as const)('names a must-have that is open: %j is %s', (words, because) => {
    expect(gate({ said: { ...good, logs: [...words] } })).toMatchObject({ verdict: 'fails', open: [{ control: 'logs', because }] });
  });

  it('leaves out what was said not to apply, and counts it', () => {
    expect(gate({ said: { ...good, keys: ['na'] } })).toMatchObject({ verdict: 'passes', must: 3, inPlace: 2, notApplicable: 1 });
  });

  it('names the heaviest first', () => {
    expect(opens({ said: { drill: ['no'], logs: ['no', 'no'], keys: ['no'] } })).toEqual(['keys no', 'logs no', 'drill no']);
  });
});

describe('the way to the next phase', () => {
  it('names what was never asked, and only that as the delta', () => {
    const one: Case = { assessed: 'foundational', target: 'enhanced', said: { ...good, keys: ['no'] } };
    expect(opens(one)).toEqual(['keys no', 'drill never-asked']);
    expect(gate(one)).toMatchObject({ delta: ['drill/q1'], assessed: 'foundational', must: 3 });
  });

  it('reaches over two phases', () => {
    expect(gate({ assessed: 'foundational', target: 'advanced' }).delta).toEqual(['drill/q1', 'tests/q1', 'tests/q2']);
  });
});

describe('an accepted risk', () => {
  const said: Said = { ...good, keys: ['no'] };

  it('lets a gate pass up to its last day', () => {
    const gaps = { keys: gap('accepted', { acceptedUntil: '2026-11-11' }) };
    expect(gate({ said, gaps, days: 10 })).toMatchObject({
      verdict: 'passes',
      accepted: [{ control: 'keys', title: 'Keys are kept', until: '2026-11-11' }],
    });
    expect(opens({ said, gaps, days: 11 })).toEqual(['keys acceptance-over']);
  });

  it('counts as the gap says, and not as an older result does', () => {
    const acceptances = [{ control: 'keys', until: at + 30 * day }];
    expect(gate({ said, acceptances }).accepted).toEqual([{ control: 'keys', title: 'Keys are kept', until: '2026-12-01' }]);
    expect(opens({ said, acceptances, gaps: { keys: gap('reopened') } })).toEqual(['keys reopened']);
  });

  it('is none while it is only asked for, rejected or deferred', () => {
    for (const state of ['proposed', 'rejected', 'deferred', 'approved'] as const) {
      expect(opens({ said, gaps: { keys: gap(state, { acceptedUntil: '2026-12-31' }) } })).toEqual(['keys no']);
    }
  });
});

describe('a gap that moved after the result', () => {
  const said: Said = { ...good, keys: ['no'] };

  it('is closed once it is proven, and not when it is only said to be done', () => {
    expect(opens({ said, gaps: { keys: gap('verified') } })).toEqual([]);
    for (const state of ['saidDone', 'verifying', 'inProgress'] as const)
      expect(opens({ said, gaps: { keys: gap(state) } })).toEqual(['keys no']);
  });

  it('is open again when a newer result says so', () => {
    expect(opens({ said, gaps: { keys: gap('verified', { since: at - day }) } })).toEqual(['keys no']);
  });

  it('is open when it came back, whatever the result said', () => {
    expect(opens({ gaps: { keys: gap('reopened') } })).toEqual(['keys reopened']);
    expect(opens({ gaps: { keys: gap('reopened', { since: at - day }) } })).toEqual([]);
  });
});

describe('what is not known', () => {
  it('is never good: a gap that cannot be read', () => {
    expect(gate({ gaps: { keys: 'unread' } })).toMatchObject({ verdict: 'unknown', open: [], unread: ['keys'] });
    expect(gate({ said: { ...good, drill: ['no'] }, gaps: { keys: 'unread' } })).toMatchObject({ verdict: 'fails' });
  });

  it('is what an old result says', () => {
    expect(gate({ days: 180 })).toMatchObject({ verdict: 'passes', ageDays: 180, maxAgeDays: 180 });
    expect(gate({ days: 181 })).toMatchObject({ verdict: 'fails', tooOld: true, open: [] });
    expect(gate({ days: 181, maxAgeDays: 200 })).toMatchObject({ verdict: 'passes' });
    expect(gate({ days: 8, maxAgeDays: 7 })).toMatchObject({ verdict: 'fails' });
  });
});

it('passes only where every must-have is in place, not applicable, proven or accepted, whatever stands beside it', () => {
  const word = fc.constantFrom<Word>('yes', 'partly', 'no', 'unknown', 'unanswered', 'na');
  const said = fc.record({ logs: fc.tuple(word, word), keys: fc.tuple(word), drill: fc.tuple(word), tests: fc.tuple(word, word) });
  const phase = fc.constantFrom<Phase>('foundational', 'enhanced', 'advanced');
  const state = fc.constantFrom(
    'proposed',
    'assigned',
    'saidDone',
    'verified',
    'reopened',
    'rejected',
    'deferred',
    'accepted',
    'withdrawn',
  );
  const standing = fc.record({
    state,
    since: fc.constantFrom(at - day, at + day),
    acceptedUntil: fc.constantFrom(null, '2026-11-01', '2027-01-01'),
  });
  const gaps = fc.dictionary(fc.constantFrom('logs', 'keys', 'drill', 'tests'), fc.oneof(fc.constant('unread' as const), standing));
  fc.assert(
    fc.property(said, phase, phase, gaps, fc.nat({ max: 240 }), (words, assessed, target, found, days) => {
      const full = Object.entries(found).map(([id, one]) => [id, one === 'unread' ? one : gap(one.state, one)] as const);
      const one = input({ said: words, assessed, target, gaps: Object.fromEntries(full), days });
      const answer = gateOf(one);
      expect(answer.inPlace + answer.notApplicable + answer.accepted.length + answer.open.length + answer.unread.length).toBe(answer.must);
      expect(answer.verdict === 'passes').toBe(answer.open.length === 0 && answer.unread.length === 0 && days <= 180);
      for (const { control } of answer.open.filter(({ because }) => because !== 'reopened' && because !== 'never-asked')) {
        expect(one.result.controls.find(({ id }) => id === control)?.status).not.toBe('yes');
      }
      for (const { until } of answer.accepted) expect(until >= new Date(one.now).toISOString().slice(0, 10)).toBe(true);
      for (const id of answer.delta) expect(one.result.controls.some(({ id: known }) => id.startsWith(`${known}/`))).toBe(false);
    }),
  );
});
