/** A catalogue of one control that keeps every rule, to be spoiled line by line. */

import type { Background } from '../../knowledge/lint/problem.ts';
import { lint } from '../../knowledge/lint/rules.ts';
import { readKnowledge, type Texts } from '../../knowledge/read.ts';
import { dimensions, disciplines } from '../../knowledge/schema.ts';
import type { Problem } from '../../knowledge/yaml-file.ts';
import { smallScoping } from './small-scoping.ts';

export const controlText = `id: ai-door
title: The door to the model is closed to strangers
layer: ai-application
phase: { name: foundational, basis: ours }
content: aws
applies:
  useCases: [answers, acts]
  genaiScopes: [1, 2, 3, 4, 5]
  agenticScopes: [0, 1, 2, 3, 4]
discipline: controls
dimension: orchestration
risk: { impact: 2, likelihood: 2 }
why: An open door lets anybody in.
questions:
  - id: q1
    text: Who can open the door to the model?
    why: It tells us who gets in.
    example: Only the three people on the team.
    asks: The team lead
    choices:
      - id: only-team
        text: Only the people on the team
        credit: 'yes'
        means: Strangers stay outside.
      - id: whole-company
        text: Everybody in the company
        credit: partly
        means: Strangers stay outside; colleagues do not.
      - id: anybody
        text: Anybody who knows the address
        credit: 'no'
        means: The door is open.
evidence:
  checks:
    - { check: EN-11, proves: No public path leads to the model. }
  unseen: Whether the team shares its badges.
  show: [The list of people on the team]
remediation:
  firstStep: Write down who needs to get in.
  steps: [Close the door for all others.]
  services: []
  tools: []
  effort: S
sources: [house-rules]
crosswalks:
  - { framework: owasp-llm-2025, clause: 'LLM02:2025', relation: partial, reason: A closed door keeps secrets in. }
`;

const row = (name: string, scopes: readonly number[]): string =>
  [
    `  ${name}:`,
    ...scopes.map((scope) => `    ${scope}: { outline: Somebody minds the door here., basis: ours, controls: [ai-door] }`),
  ].join('\n');

const matrix = (id: string, rows: readonly string[], scopes: readonly number[]): string =>
  `id: ${id}\ntitle: A matrix\ncells:\n${rows.map((name) => row(name, scopes)).join('\n')}\n`;

export const smallTexts: Texts = new Map([
  ...smallScoping,
  ['controls/ai-door.yaml', controlText],
  ['sources.yaml', 'house-rules: { title: House rules, url: null, tier: external, read: full }\n'],
  [
    'checks.yaml',
    '- { id: EN-11, title: No public path leads to a model, layer: infrastructure, severity: high, launch: true, built: false }\n',
  ],
  [
    'next-steps.yaml',
    `- id: review
  name: A review
  what: Somebody looks at it.
  covers: The door.
  leaves: The windows.
  how: Ask for it.
  basis: ours
  sources: [house-rules]
  when: [{ kind: agentic-from, scope: 1, phases: [enhanced], because: An agent deserves a second look }]
`,
  ],
  [
    'frameworks/owasp-llm-2025.yaml',
    `id: owasp-llm-2025\ntitle: A list\nurl: https://example.com\nclauses:\n  - { id: 'LLM02:2025', outline: Secrets come out. }\n  - { id: 'LLM03:2025', outline: A part is bad. }\n`,
  ],
  ['crosswalks/checks.yaml', "EN-11:\n  owasp-llm-2025: ['LLM02:2025', 'LLM03:2025']\n"],
  ['matrices/genai.yaml', matrix('genai', disciplines, [1, 2, 3, 4, 5])],
  ['matrices/agentic.yaml', matrix('agentic', dimensions, [1, 2, 3, 4])],
]);

const nothing: Background = { referenceQuestions: new Set(), domainWords: new Map(), releasedIds: [] };

export const lintTexts = (texts: Texts, background: Partial<Background> = {}): Problem[] =>
  lint(readKnowledge(texts), { ...nothing, ...background });

/** The small catalogue with one passage of one file replaced. */
export const spoilt = (name: string, from: string, to: string): Texts => {
  const text = smallTexts.get(name);
  if (text === undefined || !text.includes(from)) throw new Error(`${name} does not hold "${from}"`);
  return new Map([...smallTexts, [name, text.replace(from, () => to)]]);
};

/** The line of the spoilt control on which a passage stands. */
export const lineIn = (texts: Texts, name: string, passage: string): number =>
  (texts.get(name) ?? '').split('\n').findIndex((line) => line.includes(passage)) + 1;
