/** The smallest scoping that keeps every rule: one question a tree, one answer to all of them. */

const trees = [
  { name: 'genai', level: 'component', result: '3', flags: ', flags: [odd]' },
  { name: 'agentic', level: 'component', result: '1', flags: '' },
  { name: 'use-case', level: 'component', result: 'answers', flags: '' },
  { name: 'content', level: 'component', result: 'trusted', flags: '' },
  { name: 'phase', level: 'workload', result: 'foundational', flags: '' },
] as const;

type Tree = (typeof trees)[number];

const questions = ({ name, level }: Tree): string => `questions:
  - id: ${name}-size
    text: How big is the ${name}?
    why: It tells us how big it is.
    example: As big as a house.
    asks: Somebody with a ruler
    kind: single
    level: ${level}
    choices:
      - { id: small, text: As small as a ${name} mouse, means: It is rather small. }
      - { id: middle, text: As tall as a ${name} horse, means: It is neither small nor big. }
      - { id: big, text: As big as a ${name} whale, means: It is rather big. }
`;

const tree = ({ name, result, flags }: Tree): string => `start: size
nodes:
  size:
    question: ${name}-size
    cases: [{ any: [small, middle, big], result: ${result}, because: Size does not matter here.${flags} }]
    unknown: { result: ${result}, because: Size does not matter here. }
`;

const phaseRules = `raise: { from: foundational, when: [{ question: phase-size, any: [big], because: Big things come early. }] }
asks: []
agentControlsToLastPhase: 4
`;

const fact = '{ question: phase-size, any: [big], unknown: true }';
const notes = `flags:
  odd: { means: Something is odd about it., adds: { controls: [ai-door], genaiScopes: [3] }, finding: ai-door }
differs: {}
riskFacts: { sensitiveData: ${fact}, moneyOrSafety: ${fact}, exposed: ${fact}, internalTestOnly: ${fact} }
`;

export const smallScoping: [string, string][] = [
  ...trees.flatMap((each): [string, string][] => [
    [`scoping/${each.name}.yaml`, each.name === 'phase' ? tree(each) + phaseRules : tree(each)],
    [`scoping/${each.name}-questions.yaml`, questions(each)],
  ]),
  ['scoping/notes.yaml', notes],
];
