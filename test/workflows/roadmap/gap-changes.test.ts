/** What each event changes in what a gap remembers, and nothing else. */

import { describe, expect, it } from 'vitest';
import { applied, approved, granted } from '../../../workflows/roadmap/gap-changes.ts';
import { contentHash, type GapRequest } from '../../../workflows/roadmap/gap-content.ts';
import { noGap } from '../../../workflows/roadmap/gap-context.ts';
import type { ProofOutcome } from '../../../workflows/roadmap/gap-proof.ts';
import {
  ada,
  ana,
  busy,
  change,
  changed,
  friday,
  friday9,
  gapWith,
  lea,
  leo,
  monday,
  ola,
  outcome,
  sam,
  sent,
  shown,
} from './gap-scenes.ts';

const acceptance: GapRequest = { kind: 'acceptance', owner: sam, reason: 'No budget', compensating: 'A filter', until: '2027-02-01' };
const deferral: GapRequest = { kind: 'deferral', reason: 'Next quarter', until: '2027-03-01' };
const date: GapRequest = { kind: 'date', reason: 'Ill', due: '2027-04-01' };
describe('put up', () => {
  const content = { ...noGap.content, control: 'logs', title: 'Logs are kept', label: 'High' as const };
  const put = (over: object = {}) =>
    sent(
      lea,
      'propose',
      {
        result: 'r2',
        submitter: ana,
        owner: ola,
        due: '2027-03-01',
        ways: { home: 'h', leads: null, tasks: 't' },
        content,
        backed: true,
        ...over,
      },
      friday9,
    );

  it('for the first time it is what the result says, with the owner and day of the plan', () => {
    const fresh = { ...noGap, assessment: 'a1', moves: [], overdue: true };
    expect(applied(fresh, put())).toEqual({
      ...noGap,
      assessment: 'a1',
      result: 'r2',
      content: { ...content, owner: ola, due: '2027-03-01' },
      rev: 1,
      backed: true,
      ways: { home: 'h', leads: null, tasks: 't' },
      putUp: [ana],
      proposedAt: friday,
      leads: [lea, leo],
    });
  });

  it('again it is a new version, approved by nobody, and remembers what was before', () => {
    const again = change({ ...busy, decision: approved(busy, sent(leo, 'approve', { shown: '' })).decision }, put());
    expect(again).toEqual({
      content: { ...content, owner: ola, due: '2027-03-01' },
      rev: 4,
      approvals: [],
      result: 'r2',
      ways: { home: 'h', leads: null, tasks: 't' },
      backed: true,
      putUp: [ana],
      askedBy: null,
      proposedAt: friday,
      fallback: false,
      decision: null,
      leads: [lea, leo],
    });
  });

  it('with the same content it is a new version all the same', () => {
    const first = applied(noGap, put());
    expect(applied(first, put())).toMatchObject({ rev: 2, content: first.content });
  });

  it('without content it is nothing', () => {
    expect(applied(busy, put({ content: undefined }))).toBe(busy);
  });

  it('is not seen by a scan unless somebody says so, and keeps the leads that it knew where nobody read them', () => {
    const { backed: _, ...bare } = put();
    const { authority: __, ...unread } = put();
    expect(applied(busy, bare).backed).toBe(false);
    expect(applied({ ...busy, leads: [ada] }, unread).leads).toEqual([ada]);
  });
});

describe('changed', () => {
  const gap = gapWith({ approvals: [{ by: leo, at: monday }], fallback: true, putUp: [ana, sam] });
  const plan = (fields: { owner?: typeof ola | null; due?: string }) => sent(sam, 'change', { shown: shown(gap), ...fields }, friday9);

  it('in its owner or its day it is a new version, put up by whoever changed it too', () => {
    const whole = { rev: 4, approvals: [], putUp: [ana, sam], proposedAt: friday, fallback: false };
    expect(change(gap, plan({ owner: null }))).toEqual({ ...whole, content: { ...gap.content, owner: null } });
    expect(change(gap, plan({ due: '2027-05-01' }))).toEqual({ ...whole, content: { ...gap.content, due: '2027-05-01' } });
  });

  it('into what it is already it stays the same', () => {
    expect(applied(gap, plan({ owner: ola, due: '2027-02-03' }))).toBe(gap);
    expect(applied(gap, plan({}))).toBe(gap);
  });
});

describe('decided', () => {
  const gap = gapWith({ approvals: [{ by: leo, at: monday }] });
  const bound = { at: friday, rev: 3, hash: contentHash(gap.content), by: [leo, lea] };

  it('an agreement that is not enough is kept with who and when', () => {
    expect(change(gap, sent(lea, 'approve', { shown: shown(gap) }, friday9))).toEqual({
      approvals: [
        { by: leo, at: monday },
        { by: lea, at: friday },
      ],
    });
  });

  it('the last agreement approves exactly that version and gives it to its owner', () => {
    const event = sent(lea, 'approve', { shown: shown(gap) }, friday9);
    expect(changed(gap, approved(gap, event))).toEqual({
      decision: { ...bound, what: 'approved' },
      approvals: [],
      wasApproved: true,
      assignee: ola,
    });
    expect(Object.keys(approved(gap, event).decision ?? {})).not.toContain('reason');
    expect(Object.keys(approved(gap, event).decision ?? {})).not.toContain('glass');
  });

  it('a decision keeps its reason, and why an admin decided alone', () => {
    const { decision } = applied(gap, sent(ada, 'reject', { shown: shown(gap), reason: 'Too dear', glass: 'Fire' }, friday9));
    expect(decision).toEqual({ ...bound, by: [leo, ada], what: 'rejected', reason: 'Too dear', glass: 'Fire' });
  });

  it('anew it waits as a new version, put up by whoever wants it so', () => {
    const was = {
      ...gapWith({ fallback: true, approvals: [{ by: leo, at: monday }] }),
      decision: approved(gap, sent(lea, 'approve', { shown: '' })).decision,
    };
    expect(change(was, sent(lea, 'reconsider', { reason: 'It changed' }, friday9))).toEqual({
      decision: null,
      approvals: [],
      putUp: [lea],
      proposedAt: friday,
      fallback: false,
      rev: 4,
    });
  });
});

describe('asked for', () => {
  const gap = gapWith({ approvals: [{ by: leo, at: monday }] });
  const ask = (request: GapRequest) => applied(gap, sent(sam, 'ask', { request, shown: shown(gap) }, friday9));

  it('something is a new version with the request in it, and who asked is remembered', () => {
    expect(changed(gap, ask(deferral))).toEqual({ content: { ...gap.content, request: deferral }, rev: 4, approvals: [], askedBy: sam });
  });

  it('and taken back it is a newer version without it', () => {
    const asked = ask(deferral);
    expect(change(asked, sent(sam, 'take-back', { shown: shown(asked) }))).toEqual({
      content: gap.content,
      rev: 5,
      approvals: [],
      askedBy: null,
    });
  });

  it('and refused it says who refused what', () => {
    const asked = ask(deferral);
    expect(change(asked, sent(lea, 'refuse', { shown: shown(asked), reason: 'No' }, friday9))).toEqual({
      content: gap.content,
      rev: 5,
      approvals: [],
      askedBy: null,
      decision: { what: 'refused', by: [lea], at: friday, rev: 4, hash: contentHash(asked.content), reason: 'No' },
    });
  });

  it.each([
    [
      acceptance,
      'accepted',
      {
        acceptance: { owner: sam, reason: 'No budget', compensating: 'A filter', until: '2027-02-01', by: [lea], at: friday },
        warned: null,
      },
    ],
    [deferral, 'deferred', { deferredUntil: '2027-03-01' }],
    [date, 'date-moved', { content: { ...gap.content, due: '2027-04-01' } }],
  ] as const)('and granted: %j', (request, what, more) => {
    const asked = { ...ask(request), warned: 7, overdue: true, escalated: busy.escalated };
    expect(changed(asked, granted(asked, sent(lea, 'grant', { shown: shown(asked) }, friday9)))).toEqual({
      content: gap.content,
      rev: 5,
      approvals: [],
      askedBy: null,
      decision: { what, by: [lea], at: friday, rev: 4, hash: contentHash(asked.content) },
      overdue: false,
      escalated: null,
      ...more,
    });
  });

  it('and granted where nothing was asked for nothing changes', () => {
    expect(granted(gap, sent(lea, 'grant', { shown: '' }))).toBe(gap);
  });
});

describe('worked on', () => {
  it.each([
    [sent(sam, 'take', {}), { assignee: sam, escalated: null }],
    [sent(lea, 'assign', { to: sam }), { assignee: sam, escalated: null }],
    [sent(ola, 'give-back', { reason: 'Ill' }), { assignee: null, escalated: null }],
    [sent(ola, 'not-done', {}), { evidence: null, proof: null }],
    [sent(sam, 'block', { reason: 'Network' }, friday9), { blocked: { reason: 'Network', by: sam, at: friday } }],
    [sent(sam, 'unblock', {}), { blocked: null }],
    [sent(sam, 'help', { words: 'Which?' }, friday9), { help: { words: 'Which?', by: sam, at: friday } }],
    [sent(lea, 'confirm', {}, friday9), { verifiedAt: friday }],
    [sent(lea, 'doubt', { reason: 'No' }), { evidence: null }],
    [sent(ola, 'unanswered', { person: 'ola', times: 4 }, friday9), { escalated: { person: ola, times: 4, at: friday } }],
    [
      sent(ola, 'unanswered', { person: 'ola', times: 1, unreachable: true }, friday9),
      { escalated: { person: ola, times: 1, at: friday, unreachable: true } },
    ],
    [sent(ola, 'withdraw', { result: 'r2' }), {}],
  ] as const)('%j', (event, expected) => {
    expect(change(busy, event)).toEqual(expected);
  });

  it('names whoever was silent where nobody has it', () => {
    const event = sent(ola, 'unanswered', { person: 'ola', times: 4 }, friday9);
    expect(applied(gapWith(), event).escalated).toStrictEqual({ person: { id: 'ola', name: '' }, times: 4, at: friday });
  });

  it("said to be done it is nobody's trouble any more, and a look begins where a scan can see it", () => {
    const done = sent(sam, 'done', { evidence: 'A photo', proof: 'p2' }, friday9);
    const rest = { blocked: null, help: null, escalated: null, evidence: { text: 'A photo', by: sam, at: friday }, proofFault: null };
    expect(change(busy, done)).toEqual({ ...rest, proof: null });
    expect(change({ ...busy, backed: true }, done)).toEqual({ ...rest, proof: { id: 'p2', attempt: 1, at: friday, heardAt: friday } });
    expect(applied({ ...busy, assignee: null }, done).assignee).toEqual(sam);
  });
});

describe('proven', () => {
  const finished = (verdict: ProofOutcome['verdict']) =>
    sent(sam, 'proof.finished', { proof: 'p1', attempt: 1, outcome: { ...outcome, verdict } }, friday9);

  it('a look that is over says what was seen, and only what is proven is verified', () => {
    expect(change(busy, finished('still-open'))).toEqual({ proof: null, seen: { at: friday, outcome } });
    expect(change(busy, finished('proven'))).toMatchObject({ proof: null, verifiedAt: friday });
  });

  it('a look that broke says why, and one that is silent is begun again', () => {
    expect(change(busy, sent(sam, 'proof.failed', { proof: 'p1', attempt: 1, reason: 'Denied' }))).toEqual({
      proof: null,
      proofFault: 'Denied',
    });
    expect(change(busy, sent(sam, 'proof.checked', { proof: 'p1' }, friday9))).toEqual({
      proof: { id: 'p1', attempt: 2, at: monday, heardAt: friday },
    });
    const none = gapWith();
    expect(applied(none, sent(sam, 'proof.checked', { proof: 'p1' }))).toBe(none);
  });

  it('and seen to be open again later it comes back with as many days as it had', () => {
    const event = sent(sam, 'drift.found', { scan: 's1', outcome }, friday9);
    expect(change(busy, event)).toMatchObject({ seen: { at: friday, outcome }, verifiedAt: null });
    expect(applied(busy, event).content.due).toBe('2027-02-07');
  });
});
