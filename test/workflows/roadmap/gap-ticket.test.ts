/** A gap and its issue: the issue follows the gap; nothing that happens to the issue closes the gap or accepts its risk. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GapContext, type GapState, noGap } from '../../../workflows/roadmap/gap-context.ts';
import { type GapStanding, rowsOf } from '../../../workflows/roadmap/gap-effects.ts';
import type { GapEvent } from '../../../workflows/roadmap/gap-events.ts';
import { createGapSubject, gapKey } from '../../../workflows/roadmap/gap-subject.ts';
import type { Seen } from '../../../workflows/tickets/ticket.ts';
import type { EffectBody } from '../../../workflows/turn/effects.ts';

const nobody = () => Promise.reject(new Error('Nothing is gathered here.'));
const subject = createGapSubject({ authority: nobody, result: nobody, control: nobody });
const key = gapKey('t', 'a1', 'approval');
const ana = { id: 'ana', name: 'Ana' };
const lea = { id: 'lea', name: 'Lea' };
const start = Date.UTC(2027, 0, 4, 9);
const day = 86_400_000;

type Bare = GapEvent extends infer E ? (E extends GapEvent ? Omit<E, 'by' | 'name' | 'at' | 'from' | 'authority'> : never) : never;

const gapAt = async (value: GapState, over: Partial<GapContext> = {}): Promise<GapStanding> => {
  const content = { ...noGap.content, control: 'approval', title: 'A person approves', due: '2027-03-01' };
  const ways = { home: 'talk', leads: 'leads', tasks: 'talk' };
  const context = {
    ...noGap,
    assessment: 'a1',
    content,
    ways,
    rev: 1,
    assignee: ana,
    backed: true,
    wasApproved: true,
    leads: [lea],
    ...over,
  };
  return await subject.open(key, { v: 1, value, context });
};

/** A gap and its clock; each step keeps what it wanted done. */
interface Run {
  gap: GapStanding;
  at: number;
  wanted: EffectBody[];
  moved: boolean;
  step(bare: Bare, by?: string): Run;
}

function runOf(gap: GapStanding): Run {
  const run: Run = {
    gap,
    at: start,
    wanted: [],
    moved: true,
    step(bare, by = 'plumbline') {
      const authority = { leads: [lea], admins: [], twoFrom: null };
      const event = { ...bare, by, name: by, at: run.at, from: by === 'plumbline' ? '' : 'talk', authority } as GapEvent;
      const { state, effects, changed } = subject.step(key, run.gap, event);
      run.gap = state;
      run.wanted = effects;
      run.moved = changed;
      return run;
    },
  };
  return run;
}

const seenAs = (over: Partial<Seen> = {}): Seen => ({
  number: 1,
  url: 'https://github.com/octo/secret/issues/1',
  state: 'open',
  why: null,
  assignee: null,
  closedAt: null,
  ...over,
});
const closed = (closedAt: number, why: Seen['why'] = 'completed'): Seen => seenAs({ state: 'closed', why, closedAt });
const jobs = (effects: readonly EffectBody[]) => effects.filter((body) => body.kind === 'ticket');
const told = (job: number, seen: Seen): Bare => ({ type: 'ticket.seen', job, seen, proof: `proof-${job}` });
const outcome = (verdict: 'proven' | 'still-open') => ({ verdict, evidence: 'e', lines: [], caveats: [], passed: 1, looked: 1 });

const followed = async (value: GapState = 'inProgress', over: Partial<GapContext> = {}) =>
  runOf(await gapAt(value, over))
    .step({ type: 'ticket-ask' }, 'ana')
    .step({ type: 'ticket.opened', job: 1, seen: seenAs(), proof: 'p' });

describe('an issue', () => {
  it('is made for approved work alone, when somebody who takes part asks, once', async () => {
    const asked = runOf(await gapAt('inProgress')).step({ type: 'ticket-ask' }, 'ana');
    expect(jobs(asked.wanted)).toEqual([{ kind: 'ticket', job: 1, attempt: 1 }]);
    expect(asked.step({ type: 'ticket-ask' }, 'lea').moved).toBe(false);
    for (const value of ['proposed', 'rejected', 'accepted', 'verified', 'withdrawn'] as const)
      expect(runOf(await gapAt(value)).step({ type: 'ticket-ask' }, 'ana').moved).toBe(false);
  });

  it('is not asked for by somebody from elsewhere', async () => {
    const run = runOf(await gapAt('inProgress', { ways: { home: 'other', leads: null, tasks: 'other' }, assignee: lea }));
    expect(run.step({ type: 'ticket-ask' }, 'mallory').moved).toBe(false);
  });

  it('that was closed as done starts the look of a scan, in the name of whoever has the task', async () => {
    const run = (await followed()).step({ type: 'ticket-look' }, 'ana').step(told(2, closed(start)));
    expect(run.gap.value).toBe('verifying');
    expect(run.wanted).toContainEqual({ kind: 'prove', proof: 'proof-2', attempt: 1 });
    expect(run.gap.context.evidence?.by).toEqual(ana);
  });

  it('is opened again when that look finds it still open, and the same closing starts no second look', async () => {
    const run = (await followed()).step({ type: 'ticket-look' }, 'ana').step(told(2, closed(start)));
    run.step({ type: 'proof.finished', proof: 'proof-2', attempt: 1, outcome: outcome('still-open') });
    expect(run.gap.value).toBe('inProgress');
    expect(run.gap.context.ticket?.job).toMatchObject({ what: 'reopen', n: 3 });
    expect(run.step(told(3, closed(start))).gap.value).toBe('inProgress');
  });

  it('is closed when the gap is proven fixed, opened when it drifts, and closed again after', async () => {
    const run = await followed('verifying', { proof: { id: 'x', attempt: 1, at: start, heardAt: start } });
    expect(run.moved).toBe(false);
    const working = await followed();
    working.step({ type: 'done', evidence: '', proof: 'x' }, 'ana');
    working.step({ type: 'proof.finished', proof: 'x', attempt: 1, outcome: outcome('proven') });
    expect(working.gap.context.ticket?.job).toMatchObject({ what: 'close', n: 2 });
    working.step(told(2, closed(start)));
    expect(working.gap.value).toBe('verified');
    expect(rowsOf(working.gap).filter(({ id }) => id === 'ticket')).toEqual([]);
    working.step({ type: 'drift.found', scan: 's', outcome: outcome('still-open') });
    expect(working.gap.context.ticket?.job).toMatchObject({ what: 'reopen', n: 3 });
    working.step(told(3, seenAs()));
    expect(working.gap.value).toBe('reopened');
  });

  it('that we closed while the gap drifted is opened again, and is no word of anybody that it is done', async () => {
    const run = await followed();
    run.step({ type: 'done', evidence: '', proof: 'x' }, 'ana');
    run.step({ type: 'proof.finished', proof: 'x', attempt: 1, outcome: outcome('proven') });
    run.step({ type: 'drift.found', scan: 's', outcome: outcome('still-open') });
    run.step(told(2, closed(start)));
    expect(run.gap.value).toBe('reopened');
    expect(run.gap.context.ticket?.job).toMatchObject({ what: 'reopen' });
  });

  it.each([
    ['as not planned', closed(start, 'not-planned'), {}],
    ['as a duplicate', closed(start, 'duplicate'), {}],
    ['as done, where no scan can see it', closed(start), { backed: false }],
    ['as done, where nobody has the task', closed(start), { assignee: null }],
  ])('that was closed %s moves nothing', async (_, seen, over) => {
    const run = (await followed('reopened', over)).step({ type: 'ticket-look' }, 'lea').step(told(2, seen));
    expect(run.gap.value).toBe('reopened');
    expect(run.gap.context.acceptance).toBeNull();
    expect(jobs(run.wanted)).toEqual([]);
  });

  it('is looked at every day while the work is open', async () => {
    const run = await followed();
    const [row] = rowsOf(run.gap).filter(({ id }) => id === 'ticket');
    expect(row?.at).toBe(start + day);
    run.at = start + day;
    expect(jobs(run.step(row?.event as unknown as Bare).wanted)).toEqual([{ kind: 'ticket', job: 2, attempt: 1 }]);
    expect(run.step(row?.event as unknown as Bare).moved).toBe(false);
  });

  it('is tried again when its attempt is silent, and given up after eight', async () => {
    const run = runOf(await gapAt('inProgress')).step({ type: 'ticket-ask' }, 'ana');
    const begun = [jobs(run.wanted)];
    for (let times = 0; times < 20; times += 1) {
      const row = rowsOf(run.gap).find(({ id }) => id === 'ticket');
      if (row === undefined) break;
      run.at = row.at;
      begun.push(jobs(run.step(row.event as unknown as Bare).wanted));
    }
    expect(begun.flat()).toEqual(Array.from({ length: 8 }, (__, index) => ({ kind: 'ticket', job: 1, attempt: index + 1 })));
    expect(run.gap.context.ticket).toMatchObject({ job: null, seen: null, fault: expect.stringContaining('Ask for it again') });
    expect(jobs(run.step({ type: 'ticket-ask' }, 'ana').wanted)).toEqual([{ kind: 'ticket', job: 2, attempt: 1 }]);
  });

  it('that an earlier attempt made after all is taken, and what a later one failed with is not', async () => {
    const run = runOf(await gapAt('inProgress')).step({ type: 'ticket-ask' }, 'ana');
    const row = rowsOf(run.gap).find(({ id }) => id === 'ticket');
    run.step(row?.event as unknown as Bare);
    run.step({ type: 'ticket.opened', job: 1, seen: seenAs(), proof: 'p' });
    expect(run.gap.context.ticket).toMatchObject({ seen: { number: 1 }, job: null });
    expect(run.step({ type: 'ticket.failed', job: 1, attempt: 2, reason: 'x', retryAfterMs: null }).moved).toBe(false);
  });

  it('waits as long as GitHub asks, and stops where a person has to do something', async () => {
    const run = runOf(await gapAt('inProgress')).step({ type: 'ticket-ask' }, 'ana');
    run.step({ type: 'ticket.failed', job: 1, attempt: 1, reason: 'Wait.', retryAfterMs: 600_000 });
    expect(jobs(run.wanted)).toEqual([]);
    expect(rowsOf(run.gap).find(({ id }) => id === 'ticket')).toMatchObject({ at: start + 600_000, event: { attempt: 2 } });
    run.step({ type: 'ticket.failed', job: 1, attempt: 2, reason: 'Token.', retryAfterMs: null });
    expect(run.gap.context.ticket).toMatchObject({ job: null, fault: 'Token.' });
    expect(rowsOf(run.gap).filter(({ id }) => id === 'ticket')).toEqual([]);
  });
});

describe('what comes late', () => {
  it('from an attempt that another took over from fails nothing', async () => {
    const run = runOf(await gapAt('inProgress')).step({ type: 'ticket-ask' }, 'ana');
    run.step(rowsOf(run.gap).find(({ id }) => id === 'ticket')?.event as unknown as Bare);
    expect(run.step({ type: 'ticket.failed', job: 1, attempt: 1, reason: 'x', retryAfterMs: null }).moved).toBe(false);
  });

  it('from the calendar, about a look that was asked for since, begins none', async () => {
    const run = await followed();
    const row = rowsOf(run.gap).find(({ id }) => id === 'ticket')?.event as unknown as Bare;
    run.step({ type: 'ticket-look' }, 'ana').step(told(2, seenAs()));
    expect(run.step(row).moved).toBe(false);
  });
});

it('what a person has to mend is not tried with every move, but with the look of the next day', async () => {
  const run = await followed();
  run.step({ type: 'done', evidence: '', proof: 'x' }, 'ana');
  run.step({ type: 'proof.finished', proof: 'x', attempt: 1, outcome: outcome('proven') });
  run.step({ type: 'ticket.failed', job: 2, attempt: 1, reason: 'Token.', retryAfterMs: null });
  expect(jobs(run.wanted)).toEqual([]);
  expect(jobs(run.step({ type: 'moved', ways: run.gap.context.ways }).wanted)).toEqual([]);
  run.at += day;
  run.step(rowsOf(run.gap).find(({ id }) => id === 'ticket')?.event as unknown as Bare);
  expect(run.gap.context.ticket?.job).toMatchObject({ what: 'look', n: 3 });
  run.step(told(3, seenAs()));
  expect(run.gap.context.ticket).toMatchObject({ job: { what: 'close', n: 4 }, fault: null });
});

const news = fc.oneof(
  fc.record({
    type: fc.constantFrom('ticket.seen', 'ticket.opened'),
    job: fc.nat(6),
    proof: fc.constant('p'),
    seen: fc.oneof(
      fc.constant(seenAs()),
      fc
        .record({ at: fc.nat(5), why: fc.constantFrom<Seen['why']>('completed', 'not-planned', 'duplicate', 'other') })
        .map(({ at, why }) => closed(at, why)),
    ),
  }),
  fc.record({
    type: fc.constant('ticket.failed'),
    job: fc.nat(6),
    attempt: fc.nat(3),
    reason: fc.constant('x'),
    retryAfterMs: fc.option(fc.nat(9)),
  }),
  fc.record({ type: fc.constant('ticket.due'), jobs: fc.nat(6), attempt: fc.nat(3) }),
  fc.constantFrom({ type: 'ticket-ask' }, { type: 'ticket-look' }, { type: 'take' }, { type: 'not-done' }),
) as unknown as fc.Arbitrary<Bare>;

it('whatever the tracker says, in whatever order: no gap is verified, accepted or decided by it, and no attempt begins twice', async () => {
  const states = ['approved', 'assigned', 'inProgress', 'reopened', 'saidDone', 'proposed', 'deferred'] as const;
  const gaps = new Map(await Promise.all(states.map(async (value) => [value, await gapAt(value)] as const)));
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.array(news, { maxLength: 40 }), (value, events) => {
      const run = runOf(gaps.get(value) as GapStanding);
      const begun = new Set<string>();
      for (const event of events) {
        run.at += 1_000;
        run.step(event, event.type.includes('.') ? 'plumbline' : 'ana');
        for (const body of jobs(run.wanted)) {
          expect(begun.has(JSON.stringify(body))).toBe(false);
          begun.add(JSON.stringify(body));
        }
      }
      const { context } = run.gap;
      expect(['verified', 'accepted', 'rejected', 'withdrawn']).not.toContain(run.gap.value);
      expect([context.acceptance, context.decision, context.verifiedAt]).toEqual([null, null, null]);
      if (['proposed', 'deferred'].includes(value)) expect(run.gap.value).toBe(value);
      expect(subject.close(run.gap)).toEqual(JSON.parse(JSON.stringify(subject.close(run.gap))));
    }),
    { numRuns: Number(process.env['PLUMBLINE_RUNS'] ?? 400) },
  );
});
