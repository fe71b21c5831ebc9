/** What a gap, a control that nobody assessed and a contradiction say of themselves: one plain sentence for each fact. */
import { describe, expect, it } from 'vitest';
import type { Control } from '../../../knowledge/schema.ts';
import { contradictions } from '../../../workflows/interview/scoring/contradictions.ts';
import { type GapContext, rankGaps } from '../../../workflows/interview/scoring/gaps.ts';
import { notApplicable, notAssessed } from '../../../workflows/interview/scoring/not-assessed.ts';
import { controlLine } from '../../../workflows/interview/scoring/treatment.ts';
import type { Verdict, VerdictWord } from '../../../workflows/interview/scoring/types.ts';
import { answersFor, calm, makeControl, type Word } from './scoring-controls.ts';

const row = (verdict: VerdictWord, over: Partial<Verdict> = {}): Verdict => ({
  check: 'A-01',
  verdict,
  resource: 'bucket',
  at: 1,
  ...over,
});

interface Told {
  control?: Control;
  verdicts?: Verdict[];
  facts?: Partial<typeof calm>;
  findings?: GapContext['findings'];
}

const lineOf = (words: readonly Word[], { control = makeControl({ count: words.length }), verdicts = [], facts = {} }: Told = {}) =>
  controlLine(
    control,
    { agentic: 0, riskFacts: { ...calm, ...facts } },
    { answers: answersFor(control.id, words), verdicts, acceptances: [], at: 0 },
  );

const whyOf = (words: readonly Word[], told: Told = {}) => {
  const control = told.control ?? makeControl({ count: words.length });
  const context = { phase: 'enhanced' as const, exposedOrActing: false, findings: told.findings ?? [] };
  return rankGaps(new Map([[control.id, control]]), [lineOf(words, { ...told, control })], context)[0]?.why.slice(1, -1);
};

describe('a gap says why', () => {
  it('by each question that is not in place, in the words of its answer', () => {
    expect(whyOf(['yes', 'partly', 'no', 'unknown', 'unanswered', 'na'])).toEqual([
      '"What is the state of thing 2?" was answered "It is partly".',
      '"What is the state of thing 3?" was answered "It is no".',
      '"What is the state of thing 4?" was answered "Don\'t know".',
      '"What is the state of thing 5?" has no answer yet.',
    ]);
  });

  it('by the check that failed, with the resources that it failed on', () => {
    const verdicts = [row('fail'), row('fail', { resource: 'another' }), row('pass', { check: 'A-02' })];
    expect(whyOf(['no'], { verdicts })?.slice(1)).toEqual(['Check A-01 failed on another, bucket.']);
  });

  it('by the scan where nobody answered', () => {
    expect(whyOf(['unanswered'], { verdicts: [row('fail')] })?.[0]).toBe(
      '"What is the state of thing 1?" was not answered; the scan speaks for it.',
    );
  });

  it('by the choice that the scan shows, where its checks imply one', () => {
    const control = makeControl();
    const checks = [{ check: 'A-01', proves: 'It.', answers: { q1: { pass: 'yes', fail: 'no' } } }];
    const shows = makeControl({ evidence: { ...control.evidence, checks } });
    expect(whyOf(['unanswered'], { control: shows, verdicts: [row('fail')] })?.[0]).toBe(
      '"What is the state of thing 1?" was not answered; the scan shows "It is no".',
    );
  });

  it('by the claim that does not stand, where a check failed on what was said not to be there', () => {
    expect(whyOf(['na'], { verdicts: [row('fail')] })?.[0]).toBe(
      '"What is the state of thing 1?" was said not to apply, but a check failed.',
    );
  });

  it('by the findings of the scoping that are about it, and by no others', () => {
    const finding = { flag: 'flag', component: 'app' };
    const findings = [
      { ...finding, control: 'other', because: 'It is about another.' },
      { ...finding, control: 'thing', because: 'Nobody has shown it.' },
    ];
    expect(whyOf(['no'], { findings })?.slice(1)).toEqual(['Nobody has shown it.']);
  });

  it('by the facts that raised or lowered it', () => {
    expect(whyOf(['no'], { facts: { sensitiveData: true, internalTestOnly: true } })?.slice(1)).toEqual([
      'Impact +1: it handles personal, confidential or regulated data.',
      'Likelihood -1: only test users inside the company use it.',
    ]);
  });

  it('and is none where the catalogue does not have the control', () => {
    expect(rankGaps(new Map(), [lineOf(['no'])], { phase: 'enhanced', exposedOrActing: false, findings: [] })).toEqual([]);
  });
});

describe('what was not assessed says why', () => {
  it('by the questions that nobody could answer, counted', () => {
    expect(notAssessed([lineOf(['unknown', 'unknown', 'unanswered', 'yes'])])).toEqual([
      {
        control: 'thing',
        title: 'The thing is in place',
        weight: 4,
        missing: 0.75,
        reasons: [
          { kind: 'unknown', questions: ['thing/q1', 'thing/q2'], text: '2 questions answered "Don\'t know"' },
          { kind: 'unanswered', questions: ['thing/q3'], text: '1 question without an answer' },
        ],
      },
    ]);
  });

  it('by the permissions that were missing, also where a part was read', () => {
    const denied = (missingAction: string) => row('not-assessed', { missingAction });
    const verdicts = [denied('s3:GetBucketPolicy'), denied('s3:GetBucketAcl'), row('fail', { resource: 'read' })];
    expect(notAssessed([lineOf(['no'], { verdicts })])[0]?.reasons).toEqual([
      {
        kind: 'not-read',
        check: 'A-01',
        missingActions: ['s3:GetBucketAcl', 's3:GetBucketPolicy'],
        text: 'check A-01 could not read: s3:GetBucketAcl, s3:GetBucketPolicy were denied',
      },
    ]);
  });

  it('by the reason that the scan gave, or by saying that it gave none', () => {
    const textOf = (reason?: string) => {
      const verdicts = [row('not-assessed', reason === undefined ? {} : { reason })];
      return notAssessed([lineOf(['no'], { verdicts })])[0]?.reasons.map(({ text }) => text);
    };
    expect(textOf('the Region is off')).toEqual(['check A-01 could not read: the Region is off']);
    expect(textOf()).toEqual(['check A-01 could not read: the scan gave no reason']);
  });

  it('and leaves out what is answered and read, and what was said not to apply', () => {
    expect(notAssessed([lineOf(['no'], { verdicts: [row('pass')] }), lineOf(['na'], { verdicts: [row('not-assessed')] })])).toEqual([]);
  });
});

describe('what was said not to apply', () => {
  it('is listed question by question, and says that the control left the score only where none is left', () => {
    expect(notApplicable([lineOf(['na', 'no'])])).toStrictEqual([
      {
        control: 'thing',
        title: 'The thing is in place',
        question: 'thing/q1',
        text: 'What is the state of thing 1?',
        reason: 'There is none',
        by: 'Ana',
        whole: false,
      },
    ]);
  });
});

describe('a contradiction shows both sides', () => {
  it('where people say more than a check saw: their answers, and the checks that failed', () => {
    const verdicts = [row('fail'), row('pass', { check: 'A-02' })];
    const [found] = contradictions([lineOf(['yes', 'unknown'], { verdicts })]);
    expect(found).toMatchObject({ control: 'thing', title: 'The thing is in place', kind: 'said-more' });
    expect(found?.said.map(({ id }) => id)).toEqual(['thing/q1']);
    expect(found?.seen.map(({ check }) => check)).toEqual(['A-01']);
  });

  it('where people say less than every check saw: the checks that passed', () => {
    const verdicts = [row('pass'), row('pass', { check: 'A-02' })];
    const [found] = contradictions([lineOf(['no'], { verdicts })]);
    expect(found?.kind).toBe('said-less');
    expect(found?.seen.map(({ check }) => check)).toEqual(['A-01', 'A-02']);
  });

  it('where people say that nothing is there and a check failed on something: the claim with its reason', () => {
    const [found] = contradictions([lineOf(['na'], { verdicts: [row('fail')] })]);
    expect(found?.kind).toBe('said-not-applicable');
    expect(found?.said.map(({ reason }) => reason)).toEqual(['There is none']);
  });

  it('and is none where people agree with the scan, or have said nothing', () => {
    const passes = [row('pass'), row('pass', { check: 'A-02' })];
    const lines = [
      lineOf(['no'], { verdicts: [row('fail')] }),
      lineOf(['partly'], { verdicts: [row('fail')] }),
      lineOf(['yes'], { verdicts: passes }),
      lineOf(['partly'], { verdicts: passes }),
      lineOf(['unanswered'], { verdicts: [row('fail')] }),
      lineOf(['no'], { verdicts: [row('pass')] }),
      lineOf(['no', 'yes'], { verdicts: passes }),
      lineOf(['yes', 'no', 'no'], { verdicts: [row('fail')] }),
      lineOf(['na', 'no'], { verdicts: [row('fail')] }),
    ];
    expect(contradictions(lines)).toEqual([]);
  });
});
