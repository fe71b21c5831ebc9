/** Who starts the work on an item, and who hands it over: whoever has it, and being in a channel is no right to it. */
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../workflows/interview/said.ts';
import type { GapContext } from '../../../workflows/roadmap/gap-context.ts';
import { refusalOf } from '../../../workflows/roadmap/gap-rights.ts';
import { ada, ana, gapWith, lea, monday, ola, sam, sent } from './gap-scenes.ts';

describe('starting the work', () => {
  const take = (person: Person, gap: GapContext) => refusalOf(gap, sent(person, 'take', {}, { from: 'tasks' }));
  const silent = { person: sam, times: 3, at: monday };

  it('is for whoever has it, and for nobody else in any of its channels, leads and planners among them', () => {
    const gap = gapWith({ assignee: sam });
    expect(take(sam, gap)).toBeNull();
    expect([lea, ana, ola, ada].map((person) => take(person, gap))).toEqual([1, 2, 3, 4].map(() => ({ why: 'has-owner', owner: sam })));
    expect(take(ada, gapWith({ assignee: sam, escalated: silent }))).toEqual({ why: 'has-owner', owner: sam });
  });

  it('is for anybody who takes part where nobody has it, or where nothing reaches whoever has', () => {
    expect([ola, ada].map((person) => take(person, gapWith({ assignee: null })))).toEqual([null, null]);
    const gone = gapWith({ assignee: sam, escalated: { ...silent, unreachable: true } });
    expect([sam, ola, ada].map((person) => take(person, gone))).toEqual([null, null, null]);
    expect(refusalOf(gone, sent(ada, 'take', {}, { from: 'elsewhere' }))).toEqual({ why: 'not-part' });
  });

  it('passes to another by whoever has it or a lead, with words that are no longer than any reason', () => {
    const gap = gapWith({ assignee: sam });
    const give = (person: Person, reason?: string) =>
      refusalOf(gap, sent(person, 'assign', { to: ada, ...(reason === undefined ? {} : { reason }) }, { from: 'tasks' }));
    expect([give(sam), give(sam, 'She knows it'), give(lea), give(ola)]).toEqual([null, null, null, { why: 'not-owner' }]);
    expect(give(sam, 'x'.repeat(1000))).toBeNull();
    expect(give(sam, 'x'.repeat(1001))).toEqual({ why: 'too-long' });
  });
});
