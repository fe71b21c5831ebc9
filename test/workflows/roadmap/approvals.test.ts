/** What always holds of decisions, however clicks, edits, requests and the calendar fall together. Size: PLUMBLINE_RUNS. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, shownHash } from '../../../workflows/roadmap/gap-content.ts';
import { askers, owners } from '../../../workflows/roadmap/gap-rights.ts';
import { type Bare, gapAtHand, person } from '../../support/gaps.ts';

const runs = Number(process.env['PLUMBLINE_RUNS'] ?? 300);
const everybody = ['ana', 'owen', 'lea', 'lou', 'adi', 'dan', 'olga'] as const;

/** `age` says which of the versions that were ever shown the press carries: 0 is the newest. */
type Deed = { by: string; age: number; what: string; due: string };

const deeds = fc.array(
  fc.record({
    by: fc.constantFrom(...everybody),
    age: fc.nat({ max: 3 }),
    what: fc.constantFrom(
      'approve',
      'approve',
      'reject',
      'grant',
      'grant',
      'refuse',
      'change',
      'ask',
      'take-back',
      'overdue',
      'reconsider',
      'glass',
    ),
    due: fc.constantFrom('2027-02-20', '2027-03-01', '2027-03-15', '2027-04-01'),
  }),
  { minLength: 1, maxLength: 25 },
);

function bareOf({ what, due, by }: Deed, shown: string, rev: number): Bare {
  switch (what) {
    case 'approve':
      return { type: 'approve', shown };
    case 'glass':
      return { type: 'approve', shown, glass: 'It cannot wait.' };
    case 'reject':
      return { type: 'reject', shown, reason: 'No.' };
    case 'grant':
      return { type: 'grant', shown };
    case 'refuse':
      return { type: 'refuse', shown, reason: 'No.' };
    case 'change':
      return { type: 'change', shown, due };
    case 'ask':
      return {
        type: 'ask',
        shown,
        request: { kind: 'acceptance', owner: person(by === 'dan' ? 'olga' : by), reason: 'Because.', compensating: 'A lock.', until: due },
      };
    case 'take-back':
      return { type: 'take-back', shown };
    case 'overdue':
      return { type: 'decision.overdue', rev };
    default:
      return { type: 'reconsider', reason: 'Again.' };
  }
}

describe('decisions', () => {
  it('are always about what was shown, and never of those who asked or own', () => {
    fc.assert(
      fc.property(deeds, fc.constantFrom(null, 'high' as const), (all, twoFrom) => {
        const gap = gapAtHand({ twoFrom });
        const seen = [gap.shown()];
        for (const deed of all) {
          const { context: before, value } = gap.state;
          const shown = seen.at(-1 - deed.age) ?? seen[0] ?? '';
          const bare = bareOf(deed, shown, before.rev);
          const happened = gap.does(deed.by, bare, 'talk');
          const { decision } = gap.state.context;
          if (happened && decision !== null && decision !== before.decision) {
            expect(decision.hash).toBe(contentHash(before.content));
            expect(shown).toBe(shownHash(before.content));
            expect(decision.rev).toBe(before.rev);
            if (decision.glass === undefined) {
              for (const { id } of decision.by) expect([...askers(before), ...owners(before)]).not.toContain(id);
              expect(decision.by.every(({ id }) => ['lea', 'lou'].includes(id) || (before.fallback && id === 'adi'))).toBe(true);
            } else expect(deed.by).toBe('adi');
            if (decision.what === 'approved' && twoFrom !== null && decision.glass === undefined)
              expect(new Set(decision.by.map(({ id }) => id)).size).toBe(2);
          }
          if (happened && value !== 'proposed' && value !== gap.state.value) expect(['reconsider', 'grant']).toContain(bare.type);
          seen.push(gap.shown());
        }
      }),
      { numRuns: runs },
    );
  });
});
