/** A workload's scope as plain text for a terminal. */
import { agenticNames, genaiNames, phaseMeanings, useCaseNames } from '../../workflows/interview/result-words.ts';
import type { ApplicableControl, Driver, Scope } from '../../workflows/interview/scoping/scope.ts';
import { phaseNames } from '../../workflows/interview/scoring/cells.ts';
import { columns, printable, wrap } from './columns.ts';

export interface ScopeReport {
  name: string;
  catalogue: string;
  scope: Scope;
  controls: ApplicableControl[];
  /** Scoping questions that can be answered now. */
  open: { component: string | null; question: string; text: string }[];
}

const decidedBy = ({ component, question, choice, because }: Driver): string => {
  const where = component === null ? '' : ` (${component})`;
  const said = choice === null ? '' : ` = ${[choice].flat().join(', ')}`;
  return question === null ? because : `${because} Decided by ${question}${said}${where}.`;
};

const axes = ({ workload }: Scope): string => {
  const { genai, agentic, useCase, phase } = workload;
  return columns([
    ['Generative AI', `${genai}  ${genaiNames[genai] ?? ''}`],
    ['Agentic', `${agentic}  ${agenticNames[agentic] ?? ''}`],
    ['Use case', useCaseNames[useCase]],
    ['Target phase', `${phaseNames[phase]} (${phaseMeanings[phase]})`],
  ]);
};

const componentRows = ({ components }: Scope): string =>
  columns(
    components.map(({ id, name, genai, agentic, useCase, flags }) => [
      printable(id === name ? id : `${id} (${name})`),
      `GenAI ${genai}`,
      `agentic ${agentic}`,
      useCaseNames[useCase],
      flags.join(', '),
    ]),
  );

const list = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : [`${title}\n${rows.map((row) => wrap(row, '  ')).join('\n')}`];

export const scopeText = ({ name, scope, controls, open }: ScopeReport): string => {
  const { drivers, workload, assumed, differs, findings, outside } = scope;
  const assessed = controls.filter(({ outlook }) => !outlook);
  const later = controls.filter(({ outlook }) => outlook);
  return [
    printable(name),
    axes(scope),
    ...list('Why', [drivers.genai, drivers.agentic, drivers.useCase, drivers.phase].map(decidedBy)),
    ...list('Flags', workload.flags),
    `Components\n${componentRows(scope)}`,
    ...list('Outside the matrices, no generative model', outside),
    ...list('Where this differs from popular tables', differs),
    ...list(
      'Already a gap by these answers',
      findings.map(({ control, because }) => `${control}: ${because}`),
    ),
    ...list(
      'Not known, so the stricter reading was taken',
      assumed.map(({ component, question, reason }) => `${question}${component === null ? '' : ` (${component})`}: ${reason}`),
    ),
    ...list(
      'Still to answer',
      open.map(({ component, question, text }) => `${question}${component === null ? '' : ` (${component})`}: ${text}`),
    ),
    ...list(
      `Controls that apply (${assessed.length})`,
      assessed.map(({ id }) => id),
    ),
    ...list(
      `Outlook, the next phase (${later.length})`,
      later.map(({ id }) => id),
    ),
  ].join('\n\n');
};
