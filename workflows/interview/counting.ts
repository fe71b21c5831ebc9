/** From what an assessment remembers to what is counted: answers as they stand, what was seen, and where the two disagree. */
import { type Catalogue, indexCatalogue } from '../../knowledge/catalogue.ts';
import { type Answer, type InterviewContext, type Said, saidStart } from './context.ts';
import { isScopingKey, questionIdOf, questioningOf, standingAnswer } from './questioning.ts';
import { type AssessmentResult, assess, type DecidedDisagreement } from './result.ts';
import type { Contradiction } from './scoring/contradictions.ts';
import type { Answers, GivenAnswer } from './scoring/types.ts';
import { countedVerdicts } from './seen.ts';
import { hasLapsed } from './set-aside.ts';

/** Pure: the same memory and time give the same value. */
export function countedAt(catalogue: Catalogue, context: InterviewContext, at: number): AssessmentResult {
  return assess({
    catalogue,
    scope: questioningOf(catalogue, context).scope,
    answers: scoringAnswers(context),
    verdicts: countedVerdicts(catalogue, context),
    acceptances: [],
    workload: workloadFacts(context),
    at,
    offers: catalogue.offers,
    decisions: decisionsIn(catalogue, context),
  });
}

function decisionsIn(catalogue: Catalogue, { settled, people, again }: InterviewContext): DecidedDisagreement[] {
  const { control: known } = indexCatalogue(catalogue);
  const standing = Object.entries(settled).filter(([, one]) => !hasLapsed({ again }, one));
  return standing.map(([control, { decision, by, at, reason, owner }]) => ({
    control,
    title: known(control)?.title ?? control,
    decision,
    by: people[by] ?? by,
    at,
    ...(reason === undefined ? {} : { reason: words(reason) }),
    ...(owner === undefined ? {} : { owner: owner.name }),
  }));
}

const found = new WeakMap<InterviewContext, { catalogue: Catalogue; all: Contradiction[] }>();

/** Where people and the scan disagree, decided or not. Remembered per context, because guards and views ask often. */
export function contradictionsIn(catalogue: Catalogue, context: InterviewContext): Contradiction[] {
  if (context.seen === null) return [];
  const known = found.get(context);
  if (known?.catalogue === catalogue) return known.all;
  const all = countedAt(catalogue, context, context.lastAt).contradictions;
  found.set(context, { catalogue, all });
  return all;
}

/** Those that nobody has decided and nobody was named for. What is counted otherwise by a decision does not disagree any more. */
export function undecidedIn(catalogue: Catalogue, context: InterviewContext): Contradiction[] {
  return contradictionsIn(catalogue, context).filter(({ control }) => {
    const decision = context.settled[control]?.decision;
    return decision !== 'fix' && decision !== 'later';
  });
}

/** Answers to questions that are no longer asked are kept, but do not count; nor do those that were taken back. */
function scoringAnswers(context: InterviewContext): Answers {
  return Object.fromEntries(
    Object.keys(context.answers).flatMap((key) => {
      const answer = isScopingKey(key) ? undefined : standingAnswer(context, key);
      return answer === undefined ? [] : [[questionIdOf(key), given(answer, context.people)]];
    }),
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
