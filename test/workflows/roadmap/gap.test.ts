/** A gap's life: from put up to proven fixed, or decided otherwise. Ana puts it up, Owen owns it, Lea and Lou lead, Adi administers. */
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../workflows/roadmap/gap-content.ts';
import { content, day, firstMoment, gapAtHand, person } from '../../support/gaps.ts';

const outcome = (verdict: 'proven' | 'still-open' | 'not-seen' | 'nothing-left') => ({
  verdict,
  evidence: 'e1',
  lines: verdict === 'proven' ? [] : ['Confirmation is off for the action refund.'],
  caveats: [],
  passed: verdict === 'proven' ? 4 : 3,
  looked: 4,
});

const acceptance = (until: string) => ({
  kind: 'acceptance' as const,
  owner: person('olga'),
  reason: 'The vendor mends it in March.',
  compensating: 'Every ticket is read by a person in the evening.',
  until,
});

describe('a decision', () => {
  it('makes approved work of it, for the owner who was named', () => {
    const gap = gapAtHand();
    expect(gap.does('lea', { type: 'approve', shown: gap.shown() })).toBe(true);
    expect(gap.state.value).toBe('assigned');
    expect(gap.state.context.assignee).toEqual(person('owen'));
  });

  it('is sealed with the whole hash of what was shown', () => {
    const gap = gapAtHand();
    const { context } = gap.state;
    gap.does('lea', { type: 'approve', shown: gap.shown() });
    expect(gap.state.context.decision).toMatchObject({ hash: contentHash(context.content), rev: context.rev, by: [person('lea')] });
  });

  it('is refused when it is another item now than what was shown', () => {
    const gap = gapAtHand();
    const before = gap.shown();
    expect(gap.does('owen', { type: 'change', due: '2027-03-01', shown: before })).toBe(true);
    expect(gap.does('lea', { type: 'approve', shown: before })).toBe(false);
    expect(gap.state.context.rev).toBe(2);
    expect(gap.does('lea', { type: 'approve', shown: gap.shown() })).toBe(true);
  });

  it('is one, however often the button is pressed and by how many', () => {
    const gap = gapAtHand();
    const shown = gap.shown();
    expect([
      gap.does('lea', { type: 'approve', shown }),
      gap.does('lea', { type: 'approve', shown }),
      gap.does('lou', { type: 'approve', shown }),
    ]).toEqual([true, false, false]);
  });

  it('to reject stands until it is made again, for a fresh reason and by whoever may reject', () => {
    const gap = gapAtHand();
    gap.does('lea', { type: 'reject', shown: gap.shown(), reason: 'It goes out of use.' });
    const first = gap.state.context.decision;
    expect(gap.does('lou', { type: 'reject', shown: gap.shown(), reason: 'I press a moment later.' })).toBe(false);
    gap.at += 400 * day;
    expect(gap.does('ana', { type: 'reject', shown: gap.shown(), reason: 'Still.' })).toBe(false);
    expect(gap.does('lou', { type: 'reject', shown: gap.shown(), reason: '' })).toBe(false);
    expect(gap.does('lou', { type: 'reject', shown: gap.shown(), reason: 'It goes out of use in May.' })).toBe(true);
    expect(gap.state.value).toBe('rejected');
    expect(gap.does('lea', { type: 'reject', shown: gap.shown(), reason: 'I press a moment later.' })).toBe(false);
    expect(gap.state.context.decision).toEqual({ ...first, by: [person('lou')], at: gap.at, reason: 'It goes out of use in May.' });
  });

  it('needs a second lead from the severity on that the tenant chose', () => {
    const gap = gapAtHand({ twoFrom: 'high' });
    const shown = gap.shown();
    gap.does('lea', { type: 'approve', shown });
    expect(gap.state.value).toBe('proposed');
    expect(gap.does('lea', { type: 'approve', shown })).toBe(false);
    gap.does('lou', { type: 'approve', shown });
    expect(gap.state.context.decision?.by).toEqual([person('lea'), person('lou')]);
    expect(gap.state.value).toBe('assigned');
  });

  it('starts over when the item changes between two leads', () => {
    const gap = gapAtHand({ twoFrom: 'high' });
    gap.does('lea', { type: 'approve', shown: gap.shown() });
    gap.does('owen', { type: 'change', due: '2027-03-01', shown: gap.shown() });
    gap.does('lou', { type: 'approve', shown: gap.shown() });
    expect(gap.state.value).toBe('proposed');
  });

  it('may be made by an admin after a week without one', () => {
    const gap = gapAtHand();
    expect(gap.does('adi', { type: 'approve', shown: gap.shown() })).toBe(false);
    gap.does('plumbline', { type: 'decision.overdue', rev: 1 });
    expect(gap.does('adi', { type: 'approve', shown: gap.shown() })).toBe(true);
  });

  it('of an admin alone is announced where the leads and the project read', () => {
    const gap = gapAtHand();
    gap.does('adi', { type: 'approve', shown: gap.shown(), glass: 'Both leads are away and it goes live today.' });
    const said = gap.last?.effects.flatMap((effect) => (effect.kind === 'say' ? [`${effect.what} ${effect.conversation}`] : []));
    expect(said).toEqual(['gap-glass leads', 'gap-glass tasks']);
  });
});

describe('a risk acceptance', () => {
  const accepted = (until = '2027-03-31') => {
    const gap = gapAtHand();
    gap.does('owen', { type: 'ask', request: acceptance(until), shown: gap.shown() });
    gap.does('lea', { type: 'grant', shown: gap.shown() });
    return gap;
  };

  it('is asked by one and granted by another', () => {
    const gap = gapAtHand();
    gap.does('lou', { type: 'ask', request: acceptance('2027-03-31'), shown: gap.shown() });
    expect(gap.does('lou', { type: 'grant', shown: gap.shown() })).toBe(false);
    expect(gap.does('lea', { type: 'grant', shown: gap.shown() })).toBe(true);
    expect(gap.state.value).toBe('accepted');
  });

  it.each([
    ['2027-04-12', true],
    ['2027-04-13', false],
    ['2027-01-12', false],
    ['2027-02-30', false],
  ])('of a high gap ends within 90 days: %s', (until, fine) => {
    const gap = gapAtHand();
    expect(gap.does('owen', { type: 'ask', request: acceptance(until), shown: gap.shown() })).toBe(fine);
  });

  it('is warned of a month, a week and a day before its end', () => {
    const gap = accepted();
    const rows = gap.last?.effects.flatMap((effect) =>
      effect.kind === 'schedule' ? [[effect.id, new Date(effect.at).toISOString().slice(0, 10)]] : [],
    );
    expect(rows).toEqual([
      ['warn 30', '2027-03-01'],
      ['warn 7', '2027-03-24'],
      ['warn 1', '2027-03-30'],
      ['expiry', '2027-04-01'],
    ]);
  });

  it('that has run out puts the gap before the leads again, with its due day starting anew', () => {
    const gap = accepted();
    gap.at = Date.UTC(2027, 3, 1);
    gap.does('plumbline', { type: 'acceptance.expired', until: '2027-03-31' });
    expect(gap.state.value).toBe('proposed');
    expect(gap.state.context.content.due).toBe('2027-05-01');
    expect(gap.state.context.acceptance).toBeNull();
  });

  it('is not ended by a row that was meant for an earlier one', () => {
    const gap = accepted();
    expect(gap.does('plumbline', { type: 'acceptance.expired', until: '2027-02-28' })).toBe(false);
  });

  it('is extended by a decision of its own', () => {
    const gap = accepted();
    expect(gap.does('olga', { type: 'ask', request: acceptance('2027-04-10'), shown: gap.shown() })).toBe(true);
    expect(gap.state.context.acceptance?.until).toBe('2027-03-31');
    expect(gap.does('olga', { type: 'grant', shown: gap.shown() })).toBe(false);
    gap.does('lea', { type: 'grant', shown: gap.shown() });
    expect(gap.state.context.acceptance?.until).toBe('2027-04-10');
  });
});

describe('the work', () => {
  const taken = (backed = true) => {
    const gap = gapAtHand({}, backed);
    gap.does('lea', { type: 'approve', shown: gap.shown() });
    gap.does('owen', { type: 'take' });
    return gap;
  };

  it('that a scan can see is closed by a pass alone', () => {
    const gap = taken();
    gap.does('owen', { type: 'done', evidence: '', proof: 'p1' });
    expect(gap.state.value).toBe('verifying');
    gap.does('plumbline', { type: 'proof.finished', proof: 'p1', attempt: 1, outcome: outcome('still-open') });
    expect(gap.state.value).toBe('inProgress');
    gap.does('owen', { type: 'done', evidence: '', proof: 'p2' });
    gap.does('plumbline', { type: 'proof.finished', proof: 'p2', attempt: 1, outcome: outcome('proven') });
    expect(gap.state.value).toBe('verified');
  });

  it('stays open when the look could not see it', () => {
    const gap = taken();
    gap.does('owen', { type: 'done', evidence: '', proof: 'p1' });
    gap.does('plumbline', { type: 'proof.finished', proof: 'p1', attempt: 1, outcome: outcome('not-seen') });
    expect(gap.state.value).toBe('inProgress');
  });

  it('hears nothing of a look that another has taken over', () => {
    const gap = taken();
    gap.does('owen', { type: 'done', evidence: '', proof: 'p1' });
    gap.does('plumbline', { type: 'proof.checked', proof: 'p1' });
    expect(gap.does('plumbline', { type: 'proof.finished', proof: 'p1', attempt: 1, outcome: outcome('proven') })).toBe(false);
    expect(gap.does('plumbline', { type: 'proof.finished', proof: 'p1', attempt: 2, outcome: outcome('proven') })).toBe(true);
  });

  it('goes on when looks fall silent three times', () => {
    const gap = taken();
    gap.does('owen', { type: 'done', evidence: '', proof: 'p1' });
    for (let times = 0; times < 3; times += 1) gap.does('plumbline', { type: 'proof.checked', proof: 'p1' });
    expect(gap.state.value).toBe('inProgress');
    expect(gap.state.context.proofFault).toContain('never came to an end');
  });

  it('that no scan can see needs evidence, and a second person who has seen it', () => {
    const gap = taken(false);
    expect(gap.does('owen', { type: 'done', evidence: '  ', proof: 'p1' })).toBe(false);
    gap.does('owen', { type: 'done', evidence: 'Runbook 7, signed on 20 January', proof: 'p1' });
    expect(gap.does('owen', { type: 'confirm' })).toBe(false);
    expect(gap.does('lea', { type: 'confirm' })).toBe(true);
    expect(gap.state.value).toBe('verified');
  });

  it('that was proven comes back with its history when it drifts', () => {
    const gap = taken();
    gap.does('owen', { type: 'done', evidence: '', proof: 'p1' });
    gap.does('plumbline', { type: 'proof.finished', proof: 'p1', attempt: 1, outcome: outcome('proven') });
    gap.at = firstMoment + 30 * day;
    gap.does('plumbline', { type: 'drift.found', scan: 's2', outcome: outcome('still-open') });
    expect(gap.state.value).toBe('reopened');
    expect(gap.state.context.content.due > content.due).toBe(true);
    expect(gap.state.context.moves.map(({ what }) => what)).toContain('proof.finished');
  });

  it('waits for its owner as a duty, which ends with the work', () => {
    const gap = gapAtHand();
    gap.does('lea', { type: 'approve', shown: gap.shown() });
    const told = () =>
      gap.last?.effects.flatMap((effect) =>
        effect.kind === 'tell' && effect.to.kind === 'person' ? [`${effect.to.id} ${effect.event.type}`] : [],
      );
    expect(told()).toEqual(['owen duty']);
    gap.does('owen', { type: 'done', evidence: '', proof: 'p1' });
    expect(told()).toEqual(['owen duty-ended']);
  });
});
