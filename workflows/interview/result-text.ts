/** From what an assessment remembers to its result: the only way from answers to numbers. */

import { type Answer, type InterviewContext, type Said, saidStart } from './context.ts';
import type { Assessment } from './engine.ts';
import { isScopingKey, questionIdOf, questioningOf } from './questioning.ts';
import { type AssessmentResult, assess, resultBytes } from './result.ts';
import type { Answers, GivenAnswer } from './scoring/types.ts';

/** The result as it stands at `at`, milliseconds. Pure: the same assessment and time give the same value. */
export function resultOf({ engine, snapshot }: Assessment, at: number): AssessmentResult {
  const { catalogue } = engine;
  const { context } = snapshot;
  return assess({
    catalogue,
    scope: questioningOf(catalogue, context).scope,
    answers: scoringAnswers(context),
    verdicts: [],
    acceptances: [],
    workload: workloadFacts(context),
    at,
    offers: catalogue.offers,
  });
}

/** The bytes of a finished result, at the moment it was finished. */
export function resultText(assessment: Assessment): string {
  const { result } = assessment.snapshot.context;
  return Buffer.from(resultBytes(resultOf(assessment, result?.at ?? 0))).toString('utf8');
}

/** Answers to questions that are no longer asked are kept, but do not count. */
function scoringAnswers(context: InterviewContext): Answers {
  return Object.fromEntries(
    Object.entries(context.answers)
      .filter(([key]) => !isScopingKey(key))
      .map(([key, answer]) => [questionIdOf(key), given(answer, context.people)]),
  );
}

/** A report names people; ids stay in the log. */
function given(answer: Answer, people: Record<string, string>): GivenAnswer {
  const origin = {
    by: people[answer.by] ?? answer.by,
    at: answer.at,
    ...(answer.comment === undefined ? {} : { comment: words(answer.comment) }),
  };
  const { value } = answer;
  if (value.kind === 'unknown') return { unknown: true, ...origin };
  if (value.kind === 'not-applicable') return { notApplicable: true, reason: words(value.reason), ...origin };
  return { choice: value.choices[0] ?? '', ...origin };
}

/** A long text appears by its beginning; the whole stands in the text item that the answer names. */
function words(said: Said): string {
  return 'text' in said ? said.text : `${saidStart(said)} …`;
}

function workloadFacts(context: InterviewContext) {
  const { about, owner, accounts, regions, goLive } = context.intake;
  return {
    name: context.name,
    ...(owner === undefined ? {} : { owner }),
    ...(about === undefined ? {} : { about: words(about) }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(regions === undefined ? {} : { regions }),
    ...(goLive === undefined ? {} : { goLive }),
  };
}
