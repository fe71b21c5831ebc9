/** The words of the scope: where the workload stands, what put it there, what would move it, and what a scope means. */
import type { Phase, UseCase } from '../../../knowledge/schema.ts';
import { agenticNames, genaiNames, phaseMeanings, useCaseNames } from '../../../workflows/interview/result-words.ts';
import type { ScopeAxis } from '../../../workflows/interview/scoping/scope.ts';
import { phaseNames } from '../../../workflows/interview/scoring/cells.ts';
import type { Rich, Span } from '../view.ts';
import { counted } from './common.ts';

const axes: Record<ScopeAxis, string> = {
  genai: 'Generative AI',
  agentic: 'Agentic',
  useCase: 'Use case',
  phase: 'Target phase',
};

const valueText = (axis: ScopeAxis, value: number | string): string => {
  if (axis === 'genai') return `${value} · ${genaiNames[Number(value)] ?? ''}`;
  if (axis === 'agentic') return `${value} · ${agenticNames[Number(value)] ?? ''}`;
  if (axis === 'useCase') return useCaseNames[value as UseCase];
  return `${phaseNames[value as Phase]}: ${phaseMeanings[value as Phase]}`;
};

const shortValue = (axis: ScopeAxis, value: number | string): string => {
  if (axis === 'genai') return `generative AI scope ${value}`;
  if (axis === 'agentic') return `agentic scope ${value}`;
  if (axis === 'useCase') return `the use case “${useCaseNames[value as UseCase]}”`;
  return `the target phase ${phaseNames[value as Phase]}`;
};

const delta = (controls: number): string => {
  if (controls === 0) return 'as many controls as now';
  return controls < 0 ? `${counted(-controls, 'control')} would fall away` : `${counted(controls, 'control')} would be added`;
};

export const scope = {
  inScope: (name: Span): Rich => [name, ' is in scope'],
  outside: (name: Span): Rich => [name, ' is outside both matrices'],
  outsideText: 'No generative model takes part, so no control of this catalogue applies. That says nothing about how much harm it can do.',
  axes,
  value: valueText,
  because: ({ value, because }: { value: string; because: string }): string => `${value}. ${because}`,
  also: (scopes: readonly number[]): string => ` The duties of scope ${scopes.join(' and ')} hold too.`,
  controls: 'To look at',
  controlCount: ({ controls, questions }: { controls: number; questions: number }): string =>
    `${counted(controls, 'control')}, ${counted(questions, 'question')}`,
  part: 'Part',
  decided: 'What decided it',
  decidedBy: ({ axis, text, answer, component }: { axis: string; text: string; answer: string; component: Span | null }): Rich => [
    { strong: axis },
    ': ',
    ...(component === null ? [] : [component, ', ']),
    `${text} “${answer}”`,
  ],
  moves: 'What a single other answer would change',
  withChoice: (choice: string): string => `With “${choice}”`,
  andChoice: (choice: string): string => `With “${choice}” as well`,
  withoutChoice: (choice: string): string => `Without “${choice}”`,
  toQuestion: (text: string): string => ` to “${text}”`,
  move: ({
    lead,
    component,
    to,
    controls,
    opens,
  }: {
    lead: string;
    component: Span | null;
    to: [ScopeAxis, number | string][];
    controls: number;
    opens: number;
  }): Rich => [
    lead,
    ...(component === null ? [] : [' for ', component]),
    ` it would be ${to.map(([axis, value]) => shortValue(axis, value)).join(' and ')}: ${delta(controls)}`,
    opens > 0 ? `, after ${counted(opens, 'further question')}.` : '.',
  ],
  assumed: 'Taken as the stricter answer, because nobody knew',
  assumedLine: ({ text, component }: { text: string; component: Span | null }): Rich => [
    ...(component === null ? [] : [component, ': ']),
    text,
  ],
  flags: 'Good to know',
  differs: 'Where this differs from popular tables',
  right: "That's right",
  change: 'Change an answer',
  meaningOf: {
    genai: (value: number): string => `What does scope ${value} mean?`,
    agentic: (value: number): string => `What does agentic scope ${value} mean?`,
  },
  typing: 'Type "yes" when this is right, or "back" to change the last answer.',
};

const genaiMeanings: Record<number, string> = {
  0: 'No generative model takes part. The matrix has nothing to ask.',
  1: 'People use a public AI product under its public terms. You decide what may go into it, and little else.',
  2: 'You bought a product with AI inside, under an agreement of your company. Contract, settings and access are yours to get right.',
  3: 'You build an application on a model that somebody else trained, and its weights stay as they are. The application, its data and its rights are yours.',
  4: "You refine somebody else's model with your data. Your data is now inside a model, so its classes, its deletion and its access become your duty.",
  5: 'You train a model from scratch. Everything is yours, from the origin of the data to the model itself.',
};

const agenticMeanings: Record<number, string> = {
  0: 'The model chooses no steps and no tools, or has none. The matrix for agents has nothing to ask.',
  1: 'It chooses how to find its answer, but it changes nothing. A person starts it and reads what comes out.',
  2: "It prepares changes, and each one that matters waits for a person's approval, which the tool enforces.",
  3: 'A person starts it, and then it acts by itself. Nobody looks at each step before it happens.',
  4: 'It starts by itself and acts by itself, for as long as nobody stops it.',
};

export const meaning = {
  genai: genaiMeanings,
  agentic: agenticMeanings,
  useCase: {
    answers: 'It answers from what the model knows and what one person gives it.',
    connects: 'It reads company data to answer, so rights to that data matter.',
    acts: 'It chooses steps or tools, so what it may do matters.',
  } satisfies Record<UseCase, string>,
  phase: {
    foundational: 'What has to be in place before anybody tries it: from zero to a prototype.',
    enhanced: 'What has to be in place when real users depend on it: from prototype to production.',
    advanced: 'What has to be in place when it is critical, shared or audited: continuous improvement and scale.',
  } satisfies Record<Phase, string>,
  title: ({ axis, value }: { axis: string; value: string }): string => `${axis}: ${value}`,
  steps: 'The others',
  asks: 'What the matrix asks for here, in our words',
  line: ({ row, outline, basis }: { row: string; outline: string; basis: string }): Rich => [{ strong: row }, `: ${outline} (${basis})`],
  typing: 'Type "status" to go back to the assessment.',
};
