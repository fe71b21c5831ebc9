/** A task is late once its due day is over, and whatever happens around that day neither hides it nor leaves it standing. */
import { describe, expect, it } from 'vitest';
import { decisionDays } from '../../../workflows/roadmap/defaults.ts';
import { type GapStanding, rowsOf } from '../../../workflows/roadmap/gap-effects.ts';
import { lineOf } from '../../../workflows/roadmap/line.ts';
import type { ToldEvent } from '../../../workflows/turn/effects.ts';
import type { Relay } from '../../../workflows/turn/relay.ts';
import { sweep } from '../../../workflows/turn/sweeper.ts';
import { type Bare, content, day, firstMoment, type GapAtHand, gapAtHand, key, person } from '../../support/gaps.ts';
import { createSimStore } from '../../support/sim-store.ts';

const firesAt = Date.UTC(2027, 1, 12);
const passed = { type: 'due.passed', due: content.due } as const;

const dueRow = ({ value, context }: GapStanding) => rowsOf({ value, context }).find(({ event }) => event.type === 'due.passed') ?? null;

function approved(backed: boolean): GapAtHand {
  const gap = gapAtHand({}, backed);
  gap.does('lea', { type: 'approve', shown: gap.shown() });
  return gap;
}

describe('the due day of a task', () => {
  it('waits while it is said to be done, and comes at once where it is sent back afterwards', () => {
    const gap = approved(false);
    gap.does('owen', { type: 'done', evidence: 'A link.', proof: 'proof-1' });
    expect(dueRow(gap.state)).toBeNull();
    gap.at = firesAt + day;
    gap.does('lou', { type: 'doubt', reason: 'It is not so.' });
    expect(dueRow(gap.state)).toMatchObject({ at: firesAt });
    expect(gap.does('plumbline', passed)).toBe(true);
    expect(gap.state.context.overdue).toBe(true);
  });

  it('waits while a look is under way, and comes at once where that finds it open', () => {
    const gap = approved(true);
    gap.does('owen', { type: 'done', evidence: '', proof: 'proof-1' });
    expect(dueRow(gap.state)).toBeNull();
    gap.does('plumbline', { type: 'proof.failed', proof: 'proof-1', attempt: 1, reason: 'No role.' });
    expect(dueRow(gap.state)).toMatchObject({ at: firesAt });
  });

  it('comes again where it is decided anew after it was late, under a name that has not fired', () => {
    const gap = approved(false);
    const first = dueRow(gap.state)?.id;
    gap.does('plumbline', passed);
    gap.does('lea', { type: 'reconsider', reason: 'There is another plan.' });
    expect(gap.state.context.overdue).toBe(false);
    gap.does('lou', { type: 'approve', shown: gap.shown() });
    expect(dueRow(gap.state)).toMatchObject({ at: firesAt });
    expect(dueRow(gap.state)?.id).not.toBe(first);
  });

  it('begins anew without the silence of whoever had the task before', () => {
    const gap = approved(false);
    gap.does('plumbline', { type: 'unanswered', person: person('owen').id, times: 3 });
    gap.does('lea', { type: 'reconsider', reason: 'There is another plan.' });
    expect(gap.state.context.escalated).toBeNull();
  });

  it('is over for good once the task is proven to be done', () => {
    const gap = approved(false);
    gap.at = firstMoment + day;
    gap.does('plumbline', passed);
    gap.does('owen', { type: 'done', evidence: 'A link.', proof: 'proof-1' });
    expect(lineOf(gap.state.value, gap.state.context)).toMatchObject({ overdue: true });
    gap.does('lou', { type: 'confirm' });
    expect(lineOf(gap.state.value, gap.state.context)).not.toHaveProperty('overdue');
  });
});

it('a decision is still told to be overdue where it was asked about after an outage, just as the row of the version before fired', async () => {
  const store = createSimStore();
  const gap = gapAtHand();
  const keep = async () => {
    for (const body of gap.last?.effects ?? []) {
      if (body.kind === 'schedule') await store.writeDue(key, body.id, body.at, body.event, gap.at);
      if (body.kind === 'cancel') await store.removeDue(key, body.id, body.at, gap.at);
    }
  };
  await keep();
  gap.at = firstMoment + (decisionDays + 1) * day;
  gap.does('owen', { type: 'ask', shown: gap.shown(), request: { kind: 'date', reason: 'It takes long.', due: '2027-03-01' } });
  await keep();
  const tell = async (event: ToldEvent) => {
    // Another process is a moment faster.
    if (gap.does('owen', { type: 'take-back', shown: gap.shown() })) await keep();
    gap.does('plumbline', event as unknown as Bare);
    await keep();
  };
  const relay: Relay = { kick: () => undefined, sweep: async () => 0, idle: async () => undefined };
  const failed = (_: unknown, error: unknown) => expect.fail(String(error));
  const sweeps = async () => await sweep({ store, relay, now: () => gap.at, tell: async (_, __, event) => await tell(event), failed });
  await sweeps();
  await sweeps();
  expect(gap.state.context).toMatchObject({ rev: 3, fallback: true });
});
