/** The parts of scoring one by one: what a cell gathers, what a check's rows say together, what moves a risk, what a line keeps. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../../workflows/interview/result.ts';
import { sumCell } from '../../../workflows/interview/scoring/cells.ts';
import { checkStates, scanVoice } from '../../../workflows/interview/scoring/checks.ts';
import { inherentRisk } from '../../../workflows/interview/scoring/inherent.ts';
import { controlLine, type Evidence } from '../../../workflows/interview/scoring/treatment.ts';
import type { Cell, Verdict, VerdictWord } from '../../../workflows/interview/scoring/types.ts';
import { answersFor, calm, makeControl, makeScope } from './scoring-controls.ts';

const row = (verdict: VerdictWord, over: Partial<Verdict> = {}): Verdict => ({
  check: 'A-01',
  verdict,
  resource: 'bucket',
  at: 1,
  ...over,
});
const control = makeControl();
const nothing: Evidence = { answers: {}, verdicts: [], acceptances: [], at: 100 };
const line = (over: Partial<Evidence>, of = control) => controlLine(of, { agentic: 0, riskFacts: calm }, { ...nothing, ...over });

describe('a cell', () => {
  const controls = [
    makeControl({ id: 'network', layer: 'identity-data', phase: { name: 'enhanced', basis: 'ours' }, discipline: 'resilience' }),
    makeControl({ id: 'agents', dimension: 'orchestration' }),
    makeControl({ id: 'base' }),
  ];
  const scope = makeScope({ agentic: 3, useCase: 'acts' });
  const cells = () =>
    assess({
      catalogue: { hash: 'cafe', controls },
      scope,
      ...nothing,
      answers: answersFor('base', ['yes']),
      workload: { name: 'Agent' },
      offers: [],
    }).cells;
  const held = (list: readonly Cell[]) => list.filter((cell) => cell.controls.length > 0).map((cell) => [cell.title, cell.controls]);

  it('of the grid holds what is in its layer and its phase', () => {
    expect(held(cells().grid)).toEqual([
      ['Infrastructure security, Foundational', ['agents', 'base']],
      ['Identity and data security, Enhanced', ['network']],
    ]);
  });

  it('of a discipline or a dimension holds what belongs to it', () => {
    expect(held(cells().disciplines)).toEqual([
      ['Controls', ['agents', 'base']],
      ['Resilience', ['network']],
    ]);
    expect(held(cells().dimensions)).toEqual([['Orchestration', ['agents']]]);
  });

  it('of the whole holds everything by id, and says what of it is open', () => {
    expect(cells().whole).toMatchObject({
      title: 'The whole workload',
      controls: ['agents', 'base', 'network'],
      open: ['agents', 'network'],
      note: null,
    });
  });

  it('sums in the order of ids whatever the order of its lines, and says that nothing applies where it is empty', () => {
    const lines = ['c', 'a', 'b', 'd'].map((id) => line({}, makeControl({ id })));
    expect(sumCell('key', 'Title', lines).controls).toEqual(['a', 'b', 'c', 'd']);
    expect(sumCell('key', 'Title', []).note).toBe('No control of this catalogue applies here.');
  });
});

describe('the rows of one check together', () => {
  it('show the resources and reasons that decided, three at most, and the newest look', () => {
    const failed = ['d', 'c', 'b', 'a'].map((name, index) => row('fail', { resource: name, reason: `${name} is open`, at: 10 - index }));
    expect(checkStates(control, [row('pass', { resource: 'aa', reason: 'closed', at: 99 }), ...failed])).toEqual([
      {
        check: 'A-01',
        verdict: 'fail',
        rows: 5,
        resources: ['a', 'b', 'c'],
        at: 10,
        reasons: ['a is open', 'b is open', 'c is open'],
        missingActions: [],
      },
    ]);
  });

  it('show what their passes leave open, three at most', () => {
    const caveats = ['four', 'three', 'two', 'one'];
    const states = checkStates(control, [row('pass', { caveats: caveats.slice(0, 2) }), row('pass'), row('pass', { caveats })]);
    expect(states[0]?.caveats).toEqual(['four', 'one', 'three']);
  });

  it('leave out checks that the control does not name', () => {
    expect(checkStates(control, [row('pass', { check: 'Z-99' }), row('pass')]).map(({ check }) => check)).toEqual(['A-01']);
  });
});

describe('the voice of the scan', () => {
  const voice = (...rows: Verdict[]) => scanVoice(control, checkStates(control, rows));
  const second = { check: 'A-02' };

  it('is "yes" only when every check of the control was read and one passed', () => {
    expect(voice(row('pass'), row('pass', second))).toBe('yes');
    expect(voice(row('pass'), row('not-applicable', second))).toBe('yes');
    expect(voice(row('pass'))).toBe('partly');
    expect(voice(row('pass'), row('not-assessed', second))).toBe('partly');
  });

  it('is only "partly" while a check that was sent to the control by name could not be read', () => {
    const named = { check: 'Z-99', control: 'thing' };
    expect(voice(row('pass'), row('pass', second), row('not-assessed', named))).toBe('partly');
    expect(voice(row('pass'), row('pass', second), row('pass', named))).toBe('yes');
  });

  it('is "no" after one fail, and silent where nothing passed or failed', () => {
    expect(voice(row('pass'), row('fail', second))).toBe('no');
    expect(voice(row('not-applicable'), row('not-assessed', second))).toBeNull();
    expect(voice()).toBeNull();
  });
});

describe('what moves a risk is said in words', () => {
  const said = (facts: Partial<typeof calm>, agentic = 0) =>
    inherentRisk(makeControl({ applies: { ...control.applies, useCases: ['acts'] } }), {
      agentic,
      riskFacts: { ...calm, ...facts },
    }).adjustments.map(({ factor, by, because }) => [factor, by, because]);

  it.each([
    [{}, []],
    [{ sensitiveData: true }, [['impact', 1, 'it handles personal, confidential or regulated data']]],
    [{ moneyOrSafety: true }, [['impact', 1, 'a wrong result can cost money, rights or safety']]],
    [
      { sensitiveData: true, moneyOrSafety: true },
      [['impact', 1, 'it handles personal, confidential or regulated data, and a wrong result can cost money, rights or safety']],
    ],
    [{ exposed: true }, [['likelihood', 1, 'people outside can reach it']]],
    [{ untrustedContent: true }, [['likelihood', 1, 'it reads content nobody has vetted']]],
    [{ exposed: true, untrustedContent: true }, [['likelihood', 1, 'people outside can reach it and it reads content nobody has vetted']]],
    [{ internalTestOnly: true }, [['likelihood', -1, 'only test users inside the company use it']]],
  ])('%j', (facts, expected) => {
    expect(said(facts)).toEqual(expected);
  });

  it('also that an agent acts without asking first', () => {
    expect(said({}, 3)).toEqual([['impact', 1, 'the agent acts without asking first (agentic scope 3)']]);
    expect(said({}, 2)).toEqual([]);
  });
});

describe('a line', () => {
  it('keeps who said it, when, with which document and comment, also for "don\'t know"', () => {
    const origin = { by: 'ana', at: 5, document: 'A record', comment: 'Since May' };
    expect(line({ answers: { 'thing/q1': { unknown: true, ...origin } } }).questions).toMatchObject([{ origin: 'unknown', ...origin }]);
    expect(line({ answers: { 'thing/q1': { choice: 'yes', ...origin } } }).questions).toMatchObject([{ origin: 'answer', ...origin }]);
    expect(line({}).questions).toMatchObject([{ origin: 'unanswered' }]);
  });

  it('finds the answer under an earlier name of its control, and the newer one before it', () => {
    const renamed = makeControl({ id: 'new-thing', aliases: ['thing'] });
    const earlier = answersFor('thing', ['no']);
    expect(line({ answers: earlier }, renamed).questions).toMatchObject([{ id: 'new-thing/q1', choice: { id: 'no' } }]);
    expect(line({ answers: { ...earlier, ...answersFor('new-thing', ['yes']) } }, renamed).status).toBe('yes');
  });

  it('runs until the latest of its acceptances', () => {
    const acceptances = [200, 300, 250].map((until) => ({ control: 'thing', until }));
    expect(line({ answers: answersFor('thing', ['no']), acceptances }).acceptedUntil).toBe(300);
  });

  it('says that a check cut what people said, and only then', () => {
    const verdicts = [row('fail')];
    expect(line({ answers: answersFor('thing', ['yes']), verdicts })).toMatchObject({ status: 'partly', credit: 0.5, cutByScan: true });
    expect(Object.keys(line({ answers: answersFor('thing', ['no']), verdicts }))).not.toContain('cutByScan');
  });

  it('keeps the claim of one question while another is open: only a claim for the whole control falls', () => {
    const two = makeControl({ count: 2 });
    const answers = answersFor('thing', ['na', 'unknown']);
    expect(line({ answers, verdicts: [row('fail')] }, two).questions.map(({ origin }) => origin)).toEqual(['not-applicable', 'scan']);
  });

  it('leaves out what nobody said', () => {
    const known = { id: 'thing/q1', text: 'What is the state of thing 1?', origin: 'unknown', credit: 0 };
    expect(line({ answers: answersFor('thing', ['unknown']) }).questions).toStrictEqual([known]);
    expect(Object.keys(line({}))).not.toContain('acceptedUntil');
  });

  it('refuses a choice that the catalogue does not have, and names it', () => {
    expect(() => line({ answers: { 'thing/q1': { choice: 'maybe' } } })).toThrow(
      expect.objectContaining({
        name: 'UnknownChoiceError',
        message: 'The answer to thing/q1 names the choice "maybe", which this catalogue does not have.',
      }),
    );
  });
});
