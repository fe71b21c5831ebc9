/** Refusals beside decisions: where no leads are named, and what may be asked of an issue elsewhere. */
import { describe, expect, it } from 'vitest';
import { refusalOf, whoMay } from '../../../workflows/roadmap/gap-rights.ts';
import type { GapTicket } from '../../../workflows/roadmap/ticket-state.ts';
import { ana, authority, gapWith, lea, monday, ola, sam, sent, shown } from './gap-scenes.ts';

describe('where no leads are named', () => {
  const nobody = { ...authority, leads: [] };
  const reject = (who: typeof authority | null, person = ana) =>
    refusalOf(gapWith(), sent(person, 'reject', { shown: shown(gapWith()), reason: 'So' }, { authority: who }));

  it('that is said, before anything of who put it up or owns it', () => {
    expect([reject(nobody), reject(null), reject(nobody, ola)]).toEqual(Array.from({ length: 3 }, () => ({ why: 'no-leads' })));
  });

  it('nobody may take a decision up again, and nobody is named who could', () => {
    const event = (who: typeof authority | null) => sent(ola, 'reconsider', { reason: 'So' }, { authority: who });
    expect([nobody, null].map((who) => refusalOf(gapWith(), event(who)))).toEqual([{ why: 'no-leads' }, { why: 'no-leads' }]);
    expect(whoMay(gapWith(), event(null))).toEqual([]);
  });
});

describe('an issue', () => {
  const job: GapTicket['job'] = { what: 'open', n: 1, attempt: 1, at: monday, heardAt: monday, retryAt: null };
  const seen = { number: 7 } as unknown as GapTicket['seen'];
  const bare = { by: ana, askedAt: monday, seen: null, job: null } as unknown as GapTicket;
  const refused = (ticket: GapTicket | null, person = lea) =>
    (['ticket-ask', 'ticket-look'] as const).map((type) => refusalOf(gapWith({ ticket }), sent(person, type, {}))?.why ?? null);

  it.each<[string, GapTicket | null, [string | null, string | null]]>([
    ['there is none', null, [null, 'no-ticket']],
    ['none was made', bare, [null, 'no-ticket']],
    ['one is being made', { ...bare, job }, ['has-ticket', 'no-ticket']],
    ['one stands', { ...bare, seen }, ['has-ticket', null]],
    ['one stands and is being looked at', { ...bare, seen, job }, ['has-ticket', 'no-ticket']],
  ])('may be asked for, or looked at, where %s', (_, ticket, whys) => {
    expect(refused(ticket)).toEqual(whys);
  });

  it('is for those who take part', () => {
    expect([refused(null, sam), refused({ ...bare, seen }, ola)]).toEqual([
      ['not-part', 'not-part'],
      ['has-ticket', null],
    ]);
  });
});
