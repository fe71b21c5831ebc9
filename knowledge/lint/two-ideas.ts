/** Finds questions that ask two things at once. A list of signs, not grammar: each sign has a good and a bad example in its test. */
import { at, type Rule } from './problem.ts';
import { eachQuestion } from './questions.ts';

const helping = '(do|does|did|is|are|was|were|can|could|has|have|had|will|would|should|must)';
const asking = '(who|whom|whose|what|which|when|where|why|how|whether)';
const demanded =
  '(kept|stored|logged|recorded|tested|reviewed|approved|encrypted|checked|monitored|documented|rotated|signed|scanned|tracked|rehearsed|enforced|published|blocked|alerted|deleted|classified|registered)';

interface Sign {
  name: string;
  pattern: RegExp;
}

const signs: readonly Sign[] = [
  { name: 'two question marks', pattern: /\?.*\?/ },
  { name: 'a semicolon', pattern: /;/ },
  { name: '"and/or"', pattern: /\band\/or\b/i },
  { name: '"as well as"', pattern: /\bas well as\b/i },
  // "Who or what may start it?" is one idea.
  { name: 'a second question word', pattern: new RegExp(`(?<!\\b(?:who|what)) (and|or) ${asking}\\b`, 'i') },
  // "what is and is not allowed" and "an agent that loops or does too much" are one idea,
  // and so is "or does it only answer".
  {
    name: 'a second verb',
    pattern: new RegExp(`(?<!\\b(?:that|which|who) \\w+) (and|or) ${helping}\\b(?! not\\b| \\w+ only\\b)`, 'i'),
  },
  { name: 'two demands', pattern: new RegExp(`\\b${demanded} (and|or) ${demanded}\\b`, 'i') },
];

/** The sign by which a question seems to ask two things, if there is one. */
export const secondIdea = (text: string): string | undefined => signs.find(({ pattern }) => pattern.test(text))?.name;

export const oneIdea: Rule = (knowledge) =>
  eachQuestion(knowledge, ({ question, entry, path }) => {
    const sign = secondIdea(question.text);
    if (sign === undefined) return [];
    const message = `${question.id} seems to ask two things (${sign})`;
    return [at(entry, [...path, 'text'], 'two-ideas', message, 'ask the one that decides; let the choices carry the rest')];
  });
