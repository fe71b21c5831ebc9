/** Who may do what with a gap, and what each refusal says: rights come from the settings, never from being in a channel. */
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../workflows/interview/said.ts';
import type { GapRequest } from '../../../workflows/roadmap/gap-content.ts';
import type { GapContext } from '../../../workflows/roadmap/gap-context.ts';
import type { Authority, GapEvent } from '../../../workflows/roadmap/gap-events.ts';
import { approvalsNeeded, latestDay, refusalOf } from '../../../workflows/roadmap/gap-rights.ts';
import { ada, ana, authority, gapWith, lea, leo, monday, ola, sam, sent, shown } from './gap-scenes.ts';

const longest = 'x'.repeat(1000);
const tooLong = `${longest}x`;
const acceptance: GapRequest = { kind: 'acceptance', owner: sam, reason: 'No budget', compensating: 'A filter', until: '2027-02-01' };
const deferral: GapRequest = { kind: 'deferral', reason: 'Next quarter', until: '2027-03-01' };

const decide = (
  gap: GapContext,
  person: Person,
  type: 'approve' | 'reject' | 'grant' | 'refuse',
  over: object = {},
  who?: Authority | null,
) =>
  refusalOf(gap, {
    ...sent(person, 'reject', { shown: shown(gap), reason: 'So', ...over }, who === undefined ? {} : { authority: who }),
    type,
  });

const approve = (gap: GapContext, person: Person, over: object = {}, who?: Authority | null) => decide(gap, person, 'approve', over, who);

describe('a decision', () => {
  const gap = gapWith();
  const asked = gapWith({ content: { request: acceptance }, askedBy: leo, putUp: [ana] });
  const everybody: Authority = { leads: [ana, lea, leo, ola, sam], admins: ['ada'], twoFrom: null };

  it.each(['approve', 'reject'] as const)('to %s is for a lead', (type) => {
    expect(decide(gap, lea, type)).toBeNull();
    expect(decide(gap, sam, type)).toEqual({ why: 'not-lead' });
    expect(decide(gap, ada, type)).toEqual({ why: 'not-lead' });
  });

  it.each(['grant', 'refuse'] as const)('to %s what somebody asked for is for another lead', (type) => {
    expect(decide(asked, lea, type)).toBeNull();
    expect(decide(asked, leo, type)).toEqual({ why: 'asked-for' });
    expect(decide(asked, ada, type)).toEqual({ why: 'not-lead' });
  });

  it('is never for whoever put it up, though they lead', () => {
    expect(approve(gap, ana, {}, everybody)).toEqual({ why: 'asked-for' });
    expect(approve(gapWith({ putUp: [lea, ana] }), ana, {}, everybody)).toEqual({ why: 'asked-for' });
  });

  it('is never for the owner as planned, for whoever has it, or for the owner of the risk, though they lead', () => {
    expect(approve(gap, ola, {}, everybody)).toEqual({ why: 'owns' });
    expect(approve(gapWith({ assignee: sam, content: { owner: null } }), sam, {}, everybody)).toEqual({ why: 'owns' });
    expect(decide(asked, sam, 'grant', {}, everybody)).toEqual({ why: 'owns' });
    expect(decide(gapWith({ content: { request: deferral } }), sam, 'grant', {}, everybody)).toBeNull();
  });

  it('is for nobody while no lead is named, or nobody read who leads', () => {
    expect(approve(gap, lea, {}, { ...authority, leads: [] })).toEqual({ why: 'no-leads' });
    expect(approve(gap, lea, {}, null)).toEqual({ why: 'no-leads' });
  });

  it('is for admins too once nobody decided in time, and still not for those who asked or own', () => {
    const late = gapWith({ fallback: true });
    expect(approve(late, ada)).toBeNull();
    expect(approve(late, lea)).toBeNull();
    expect(approve(late, ada, {}, { ...authority, leads: [] })).toBeNull();
    expect(approve(late, sam)).toEqual({ why: 'not-lead' });
    expect(approve(late, ana, {}, { ...authority, admins: ['ana'] })).toEqual({ why: 'asked-for' });
    expect(approve(late, ada, {}, null)).toEqual({ why: 'no-leads' });
  });

  it('counts a lead once', () => {
    const once = gapWith({ approvals: [{ by: leo, at: monday }] });
    expect(approve(once, leo)).toEqual({ why: 'twice' });
    expect(approve(once, lea)).toBeNull();
  });

  it('of an admin alone needs a reason that fits, and is for no lead', () => {
    expect(approve(gapWith({ putUp: [ada] }), ada, { glass: longest })).toBeNull();
    expect(approve(gap, ada, { glass: '  ' })).toEqual({ why: 'no-reason' });
    expect(approve(gap, ada, { glass: tooLong })).toEqual({ why: 'too-long' });
    expect(approve(gap, lea, { glass: 'Fire' })).toEqual({ why: 'not-admin' });
    expect(approve(gap, ada, { glass: 'Fire' }, null)).toEqual({ why: 'not-admin' });
  });

  it('is bound to what was shown; who may not decide does not learn that it changed', () => {
    expect(approve(gap, lea, { shown: '0123456789abcdef' })).toEqual({ why: 'changed', rev: 3 });
    expect(approve(gap, sam, { shown: '0123456789abcdef' })).toEqual({ why: 'not-lead' });
  });

  it('about a request needs one, and about the plan none', () => {
    const open = gapWith({ content: { request: deferral } });
    expect([decide(gap, lea, 'grant'), decide(gap, lea, 'refuse')]).toEqual([{ why: 'no-request' }, { why: 'no-request' }]);
    expect([decide(open, lea, 'approve'), decide(open, lea, 'reject')]).toEqual([{ why: 'request-open' }, { why: 'request-open' }]);
  });

  it('against it says why, in at most a thousand characters', () => {
    expect(decide(gap, lea, 'reject', { reason: ' ' })).toEqual({ why: 'no-reason' });
    expect(decide(gap, lea, 'reject', { reason: tooLong })).toEqual({ why: 'too-long' });
    expect(decide(gap, lea, 'reject', { reason: longest })).toBeNull();
    expect(decide(asked, lea, 'refuse', { reason: '' })).toEqual({ why: 'no-reason' });
    expect(decide(asked, lea, 'grant', { reason: '' })).toBeNull();
    expect(approve(gap, lea, { reason: '' })).toBeNull();
  });
});

describe('how many leads must agree', () => {
  const needed = (twoFrom: Authority['twoFrom']) =>
    (['Critical', 'High', 'Medium', 'Low'] as const).map((label) => approvalsNeeded(gapWith({ content: { label } }), { twoFrom }));

  it('is one, or two from a severity on', () => {
    expect(needed(null)).toEqual([1, 1, 1, 1]);
    expect(needed('critical')).toEqual([2, 1, 1, 1]);
    expect(needed('high')).toEqual([2, 2, 1, 1]);
    expect(needed('medium')).toEqual([2, 2, 2, 1]);
    expect(needed('low')).toEqual([2, 2, 2, 2]);
  });
});

describe('taking part', () => {
  const take = (person: Person, from = '', gap = gapWith()) => refusalOf(gap, sent(person, 'take', {}, { from }));
  const notPart = { why: 'not-part' };

  it.each(['home', 'leads', 'tasks'])('is for whoever speaks where the gap is spoken of: %s', (from) => {
    expect(take(sam, from)).toBeNull();
  });

  it('is for nobody else who only speaks somewhere', () => {
    expect([take(sam), take(sam, 'elsewhere')]).toEqual([notPart, notPart]);
    expect(refusalOf(gapWith(), sent(sam, 'take', {}, { authority: null }))).toEqual(notPart);
    const nowhere = gapWith({ ways: { home: '', leads: null, tasks: '' } });
    expect(take(sam, '', nowhere)).toEqual(notPart);
  });

  it('is for leads, for whoever put it up or asked, and for those who own it, from anywhere', () => {
    const gap = gapWith({ askedBy: ada });
    expect([lea, ana, ola, ada].map((person) => take(person, 'elsewhere', gap))).toEqual([null, null, null, null]);
    expect(take(sam, 'elsewhere', gapWith({ assignee: sam }))).toBeNull();
    const accepted = { owner: sam, reason: 'r', compensating: 'c', until: '2027-02-01', by: [lea], at: monday };
    expect(take(sam, 'elsewhere', gapWith({ acceptance: accepted }))).toBeNull();
  });

  it('gives no right to decide', () => {
    const gap = gapWith();
    expect(refusalOf(gap, sent(sam, 'approve', { shown: shown(gap) }, { from: 'leads' }))).toEqual({ why: 'not-lead' });
  });
});

describe('asking for something', () => {
  const ask = (request: GapRequest, gap = gapWith(), over: { from?: string; shown?: string } = {}) =>
    refusalOf(gap, sent(sam, 'ask', { request, shown: over.shown ?? shown(gap) }, { from: over.from ?? 'tasks' }));

  it('is for those who take part, about what they saw, one thing at a time', () => {
    expect(ask(deferral)).toBeNull();
    expect(ask(deferral, gapWith(), { from: 'elsewhere' })).toEqual({ why: 'not-part' });
    expect(ask(deferral, gapWith(), { shown: 'old' })).toEqual({ why: 'changed', rev: 3 });
    expect(ask(deferral, gapWith({ content: { request: acceptance } }))).toEqual({ why: 'request-open' });
  });

  it('needs a reason; an acceptance needs an owner and what stands against the risk meanwhile', () => {
    expect(ask({ ...deferral, reason: '' })).toEqual({ why: 'no-reason' });
    expect(ask({ ...deferral, reason: tooLong })).toEqual({ why: 'too-long' });
    expect(ask(acceptance)).toBeNull();
    expect(ask({ ...acceptance, owner: { id: '', name: '' } })).toEqual({ why: 'no-owner' });
    expect(ask({ ...acceptance, compensating: ' ' })).toEqual({ why: 'no-compensating' });
    expect(ask({ ...acceptance, compensating: tooLong })).toEqual({ why: 'too-long' });
    expect(ask({ ...acceptance, compensating: longest })).toBeNull();
  });

  it.each([
    ['Critical', '2027-02-03', '2027-02-04'],
    ['High', '2027-04-04', '2027-04-05'],
    ['Medium', '2027-07-03', '2027-07-04'],
    ['Low', '2028-01-04', '2028-01-05'],
  ])('to accept a %s risk goes to %s at most', (label, last, beyond) => {
    const gap = gapWith({ content: { label } });
    expect(latestDay(gap, 'acceptance', monday)).toBe(last);
    expect(ask({ ...acceptance, until: last }, gap)).toBeNull();
    expect(ask({ ...acceptance, until: beyond }, gap)).toEqual({ why: 'limit', until: last });
  });

  it('to wait goes to a quarter, another day to two years, and neither begins today', () => {
    expect(ask({ ...deferral, until: '2027-04-04' })).toBeNull();
    expect(ask({ ...deferral, until: '2027-04-05' })).toEqual({ why: 'limit', until: '2027-04-04' });
    expect(ask({ ...deferral, until: '2027-01-05' })).toBeNull();
    expect(ask({ ...deferral, until: '2027-01-04' })).toEqual({ why: 'limit', until: '2027-04-04' });
    expect(ask({ kind: 'date', reason: 'Later', due: '2029-01-03' })).toBeNull();
    expect(ask({ kind: 'date', reason: 'Later', due: '2029-01-04' })).toEqual({ why: 'limit', until: '2029-01-03' });
  });

  it('needs a day of the calendar', () => {
    expect(ask({ ...deferral, until: '2027-02-30' })).toEqual({ why: 'no-day' });
    expect(ask({ kind: 'date', reason: 'Later', due: 'soon' })).toEqual({ why: 'no-day' });
  });

  it('is taken back by whoever asked, and by nobody else', () => {
    const back = (person: Person, gap: GapContext) => refusalOf(gap, sent(person, 'take-back', { shown: shown(gap) }));
    const open = gapWith({ content: { request: deferral }, askedBy: sam });
    expect([back(sam, open), back(lea, open), back(sam, gapWith())]).toEqual([null, { why: 'not-asker' }, { why: 'not-asker' }]);
  });
});

describe('changing the plan', () => {
  const change = (fields: { due?: string }, gap = gapWith(), over: { from?: string; shown?: string } = {}) =>
    refusalOf(gap, sent(sam, 'change', { ...fields, shown: over.shown ?? shown(gap) }, { from: over.from ?? 'home' }));

  it('is for those who take part, about what they saw, while nothing is asked for', () => {
    expect(change({})).toBeNull();
    expect(change({ due: '2027-03-01' })).toBeNull();
    expect(change({}, gapWith(), { from: '' })).toEqual({ why: 'not-part' });
    expect(change({}, gapWith(), { shown: 'old' })).toEqual({ why: 'changed', rev: 3 });
    expect(change({}, gapWith({ content: { request: deferral } }))).toEqual({ why: 'request-open' });
  });

  it('needs a day that comes', () => {
    expect(change({ due: 'tomorrow' })).toEqual({ why: 'no-day' });
    expect(change({ due: '2026-12-31' })).toEqual({ why: 'limit', until: '2029-01-03' });
  });
});

describe('working on it', () => {
  const work = (person: Person, event: { type: GapEvent['type'] } & Record<string, unknown>, gap: GapContext) => {
    const { type, ...fields } = event;
    return refusalOf(gap, sent(person, type, fields as never, { from: 'tasks' }));
  };
  const hers = gapWith({ assignee: ola });
  const free = gapWith({ content: { owner: null } });
  const notOwner = { why: 'not-owner' };

  it('is given on by whoever has it or by a lead, and by anybody while nobody has it', () => {
    const assign = { type: 'assign' as const, to: sam };
    expect([ola, lea, sam].map((person) => work(person, assign, hers))).toEqual([null, null, notOwner]);
    expect(work(sam, assign, free)).toBeNull();
  });

  it('is given back by whoever has it, with a reason', () => {
    const back = (person: Person, reason: string) => work(person, { type: 'give-back', reason }, hers);
    expect([back(ola, 'Ill'), back(ola, ''), back(lea, 'Ill')]).toEqual([null, { why: 'no-reason' }, notOwner]);
  });

  it('is said to be done by whoever has it, with evidence where no scan can see it', () => {
    const done = (person: Person, evidence: string, gap: GapContext) => work(person, { type: 'done', evidence, proof: 'p1' }, gap);
    expect(done(ola, 'A link', hers)).toBeNull();
    expect(done(sam, 'A link', hers)).toEqual(notOwner);
    expect(done(sam, 'A link', free)).toBeNull();
    expect(done(ola, ' ', hers)).toEqual({ why: 'no-evidence' });
    expect(done(ola, '', { ...hers, backed: true })).toBeNull();
    expect(done(ola, longest, hers)).toBeNull();
    expect(done(ola, tooLong, hers)).toEqual({ why: 'too-long' });
  });

  it('is said not to be done after all by whoever has it', () => {
    expect([work(ola, { type: 'not-done' }, hers), work(lea, { type: 'not-done' }, hers)]).toEqual([null, notOwner]);
  });

  it('is blocked with a reason and unblocked without; help is asked for in few words', () => {
    expect(work(sam, { type: 'block', reason: 'Waiting' }, hers)).toBeNull();
    expect(work(sam, { type: 'block', reason: '' }, hers)).toEqual({ why: 'no-reason' });
    expect([sam, ola].map((person) => work(person, { type: 'unblock' }, hers))).toEqual([null, null]);
    expect(refusalOf(hers, sent(sam, 'unblock', {}))).toEqual({ why: 'not-part' });
    expect(work(sam, { type: 'help', words: longest }, hers)).toBeNull();
    expect(work(sam, { type: 'help', words: tooLong }, hers)).toEqual({ why: 'too-long' });
  });

  it('is confirmed or doubted by a second person, a doubt with a reason', () => {
    const said = { ...hers, evidence: { text: 'A link', by: leo, at: monday } };
    const second = { why: 'second-person' };
    expect([ola, leo, lea].map((person) => work(person, { type: 'confirm' }, said))).toEqual([second, second, null]);
    expect([ola, leo, lea].map((person) => work(person, { type: 'doubt', reason: 'No' }, said))).toEqual([second, second, null]);
    expect(work(lea, { type: 'doubt', reason: '' }, said)).toEqual({ why: 'no-reason' });
    expect(work(sam, { type: 'confirm' }, hers)).toBeNull();
  });

  it('is opened again by whoever has it or by a lead, and decided anew by a lead, each with a reason', () => {
    const open = (person: Person, reason = 'It broke') => work(person, { type: 'reopen', reason }, hers);
    expect([open(ola), open(lea), open(sam), open(ola, '')]).toEqual([null, null, { why: 'not-lead' }, { why: 'no-reason' }]);
    const anew = (person: Person, reason = 'It changed') => work(person, { type: 'reconsider', reason }, hers);
    expect([anew(lea), anew(ola), anew(lea, ' ')]).toEqual([null, { why: 'not-lead' }, { why: 'no-reason' }]);
  });

  it('is opened again and decided anew by nobody but its owner while no lead is named', () => {
    const alone = { authority: { ...authority, leads: [] } };
    const asks = (person: Person, type: 'reopen' | 'reconsider') =>
      refusalOf(hers, sent(person, type, { reason: 'So' }, { ...alone, from: 'tasks' }));
    expect([asks(ola, 'reopen'), asks(lea, 'reopen'), asks(lea, 'reconsider')]).toEqual([null, { why: 'no-leads' }, { why: 'no-leads' }]);
  });

  it('is nothing that the product needs a right for', () => {
    expect(refusalOf(hers, sent({ id: 'plumbline', name: 'Plumbline' }, 'due.passed', { due: '2027-02-03' }))).toBeNull();
  });
});
