/** Rules about how questions and choices are worded: our own words, one idea, real answers. */
import type { Problem } from '../yaml-file.ts';
import { fingerprint, normalise } from './normalise.ts';
import { at, type Rule } from './problem.ts';
import { eachQuestion } from './questions.ts';

const mostUsesOfAChoice = 10;

export const questionInOwnWords: Rule = (knowledge, { referenceQuestions }) =>
  eachQuestion(knowledge, ({ question, entry, path }) =>
    referenceQuestions.has(fingerprint(question.text))
      ? [at(entry, [...path, 'text'], 'own-words', `${question.id} has the wording of the reference`, 'ask it in our own words')]
      : [],
  );

export const questionAsks: Rule = (knowledge) =>
  eachQuestion(knowledge, ({ question, entry, path }) =>
    question.text.endsWith('?')
      ? []
      : [at(entry, [...path, 'text'], 'question-mark', `${question.id} does not end with "?"`, 'ask a question')],
  );

export const questionUnique: Rule = (knowledge) => {
  const seen = new Map<string, string>();
  return eachQuestion(knowledge, ({ name, question, entry, path }) => {
    const key = normalise(question.text);
    const other = seen.get(key);
    if (other !== undefined)
      return [at(entry, [...path, 'text'], 'question-unique', `same question as ${other}`, 'ask what is special here')];
    seen.set(key, name);
    return [];
  });
};

/** The same answer under many questions is a form, not a question in its own words. */
export const choiceReused: Rule = (knowledge) => {
  const uses = new Map<string, Problem[]>();
  eachQuestion(knowledge, ({ question, entry, path }) => {
    question.choices.forEach((choice, index) => {
      const key = normalise(choice.text);
      const use = at(
        entry,
        [...path, 'choices', index, 'text'],
        'choice-reused',
        `"${choice.text}" is a choice of more than ${mostUsesOfAChoice} questions`,
        "answer this question in this question's words",
      );
      uses.set(key, [...(uses.get(key) ?? []), use]);
    });
    return [];
  });
  return [...uses.values()].filter((list) => list.length > mostUsesOfAChoice).flat();
};

const bare =
  /^(yes|no|partly|partially|in part|some|sometimes|mostly|maybe|perhaps|true|false|other|none|unknown|unsure|not sure|i don t know|we don t know|don t know|do not know|i do not know|we do not know|n a|not applicable.*|does not apply)$/;

export const choiceIsAnAnswer: Rule = (knowledge) =>
  eachQuestion(knowledge, ({ question, entry, path }) =>
    question.choices.flatMap((choice, index) =>
      bare.test(normalise(choice.text))
        ? [
            at(
              entry,
              [...path, 'choices', index, 'text'],
              'choice-bare',
              `"${choice.text}" says nothing of its own`,
              'describe the situation; "don\'t know" and "not applicable" are always offered',
            ),
          ]
        : [],
    ),
  );

/** Scoping choices have no credit; there is no right answer to them. */
export const choicesSpanCredit: Rule = ({ controls }) =>
  controls.flatMap((entry) =>
    entry.value.questions.flatMap((question, index) =>
      (['yes', 'no'] as const)
        .filter((credit) => !question.choices.some((choice) => choice.credit === credit))
        .map((credit) =>
          at(
            entry,
            ['questions', index, 'choices'],
            'credit-span',
            `${question.id} has no choice with credit '${credit}'`,
            `add the situation that is worth '${credit}'`,
          ),
        ),
    ),
  );
