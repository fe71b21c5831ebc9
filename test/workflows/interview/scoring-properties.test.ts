/** What must hold of every score, whatever people answer. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Control, layers, phases } from '../../../knowledge/schema.ts';
import { allCells, sumCells } from '../../../workflows/interview/scoring/cells.ts';
import { controlLine } from '../../../workflows/interview/scoring/treatment.ts';
import type { Acceptance, Answers, Cell, Verdict } from '../../../workflows/interview/scoring/types.ts';
import { answerFor, calm, makeControl, type Word } from './scoring-controls.ts';

const words = ['yes', 'partly', 'no', 'unknown', 'unanswered', 'na'] as const satisfies Word[];
const level = fc.integer({ min: 1, max: 3 });

const arbitraryControl = fc
  .record({
    count: fc.integer({ min: 1, max: 4 }),
    layer: fc.constantFrom(...layers),
    phase: fc.constantFrom(...phases),
    impact: level,
    likelihood: level,
  })
  .map(({ count, layer, phase, impact, likelihood }) => ({
    count,
    layer,
    phase: { name: phase, basis: 'ours' as const },
    risk: { impact, likelihood },
  }));

interface World {
  controls: Control[];
  answers: Answers;
  verdicts: Verdict[];
  acceptances: Acceptance[];
}

const arbitraryRow = (controls: readonly Control[]): fc.Arbitrary<Verdict> =>
  fc.record({
    check: fc.constantFrom('A-01', 'A-02'),
    control: fc.constantFrom(...controls.map(({ id }) => id)),
    verdict: fc.constantFrom('pass' as const, 'fail' as const, 'not-applicable' as const, 'not-assessed' as const),
    resource: fc.constantFrom('one', 'two'),
    at: fc.integer({ min: 0, max: 9 }),
  });

const arbitraryWorld = (rows: number): fc.Arbitrary<World> =>
  fc.array(arbitraryControl, { minLength: 1, maxLength: 6 }).chain((parts) => {
    const controls = parts.map((part, index) => makeControl({ id: `c${index}`, ...part }));
    const keys = controls.flatMap((control) => control.questions.map((question) => `${control.id}/${question.id}`));
    return fc
      .record({
        said: fc.array(fc.constantFrom(...words), { minLength: keys.length, maxLength: keys.length }),
        verdicts: fc.array(arbitraryRow(controls), { maxLength: rows }),
        acceptances: fc.array(fc.record({ control: fc.constantFrom(...controls.map(({ id }) => id)), until: fc.constantFrom(50, 150) }), {
          maxLength: 3,
        }),
      })
      .map(({ said, verdicts, acceptances }) => ({ controls, answers: answersOf(keys, said), verdicts, acceptances }));
  });

const answersOf = (keys: readonly string[], said: readonly Word[]): Answers =>
  Object.fromEntries(
    keys.flatMap((key, index) => {
      const answer = answerFor(said[index] ?? 'unanswered');
      return answer === undefined ? [] : [[key, answer]];
    }),
  );

const cellsOf = ({ controls, ...evidence }: World): Cell[] => {
  const lines = controls.map((control) => controlLine(control, { agentic: 2, riskFacts: calm }, { ...evidence, at: 100 }));
  return allCells(sumCells(lines, { agentic: 2, phase: 'advanced' }));
};

const sums = (cells: Cell[]) => cells.map(({ weight, credit, covered, score }) => ({ weight, credit, covered, score }));

const pick = fc.nat();
const keyAt = (world: World, index: number): string => {
  const keys = world.controls.flatMap((control) => control.questions.map((question) => `${control.id}/${question.id}`));
  return keys[index % keys.length] ?? '';
};

/** A cell that came to be or went compares as no change: there is no number to rise or fall. */
const pairs = (before: World, after: World): [number, number][] => {
  const then = cellsOf(after);
  return cellsOf(before).flatMap((cell, index) => {
    const other = then[index];
    return cell.score === null || !other?.score ? [] : [[cell.score.score, other.score.score]];
  });
};

const neverRises = (before: World, after: World): void => {
  for (const [one, two] of pairs(before, after)) expect(two).toBeLessThanOrEqual(one);
};

describe('every score', () => {
  it('never rises when an answer becomes unknown', () => {
    fc.assert(
      fc.property(arbitraryWorld(0), pick, (world, index) => {
        neverRises(world, { ...world, answers: { ...world.answers, [keyAt(world, index)]: { unknown: true } } });
      }),
    );
  });

  it('never rises when a yes becomes unknown, whatever a scan saw', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), pick, (world, index) => {
        const key = keyAt(world, index);
        const answered = { ...world, answers: { ...world.answers, [key]: { choice: 'yes' } } };
        neverRises(answered, { ...world, answers: { ...world.answers, [key]: { unknown: true } } });
      }),
    );
  });

  it('never falls when a yes is added, whatever a scan saw', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), pick, (world, index) => {
        const key = keyAt(world, index);
        const before = { ...world, answers: Object.fromEntries(Object.entries(world.answers).filter(([id]) => id !== key)) };
        neverRises({ ...world, answers: { ...before.answers, [key]: { choice: 'yes' } } }, before);
      }),
    );
  });

  it('never rises when a risk is accepted', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), pick, (world, index) => {
        const control = world.controls[index % world.controls.length]?.id ?? '';
        neverRises(world, { ...world, acceptances: [...world.acceptances, { control, until: 150 }] });
      }),
    );
  });

  it('never rises when a row of a scan fails', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), pick, (world, index) => {
        const verdicts = world.verdicts.map((row, place) =>
          place === index % world.verdicts.length ? { ...row, verdict: 'fail' as const } : row,
        );
        const claimed = Object.values(world.answers).some((answer) => 'notApplicable' in answer);
        fc.pre(!claimed);
        neverRises(world, { ...world, verdicts });
      }),
    );
  });

  it('lies between nothing and all, and so does its coverage', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), (world) => {
        for (const { score } of cellsOf(world)) {
          if (score === null) continue;
          for (const share of [score.score, score.coverage]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('is exactly one when everything is yes', () => {
    fc.assert(
      fc.property(arbitraryWorld(0), ({ controls }) => {
        const keys = controls.flatMap((control) => control.questions.map((question) => `${control.id}/${question.id}`));
        const [whole] = cellsOf({
          controls,
          answers: answersOf(
            keys,
            keys.map(() => 'yes'),
          ),
          verdicts: [],
          acceptances: [],
        });

        expect(whole?.score).toEqual({ score: 1, coverage: 1 });
      }),
    );
  });

  it('is the same without a control that was said not to apply', () => {
    fc.assert(
      fc.property(arbitraryWorld(0), (world) => {
        const extra = makeControl({ id: 'extra' });
        const answers: Answers = { ...world.answers, 'extra/q1': { notApplicable: true, reason: 'None', by: 'Ana' } };

        expect(sums(cellsOf({ ...world, controls: [...world.controls, extra], answers }))).toEqual(sums(cellsOf(world)));
      }),
    );
  });

  it('does not depend on the order of controls, answers, rows or acceptances', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), (world) => {
        const turned: World = {
          controls: world.controls.toReversed(),
          answers: Object.fromEntries(Object.entries(world.answers).toReversed()),
          verdicts: world.verdicts.toReversed(),
          acceptances: world.acceptances.toReversed(),
        };

        expect(cellsOf(turned)).toEqual(cellsOf(world));
      }),
    );
  });

  it('never changes the coverage when a risk is accepted', () => {
    fc.assert(
      fc.property(arbitraryWorld(6), pick, (world, index) => {
        const control = world.controls[index % world.controls.length]?.id ?? '';
        const after = cellsOf({ ...world, acceptances: [...world.acceptances, { control, until: 150 }] });

        expect(after.map(({ covered }) => covered)).toEqual(cellsOf(world).map(({ covered }) => covered));
      }),
    );
  });
});
