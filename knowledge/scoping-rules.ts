/** What must hold in the scoping trees beyond their shape: nothing unhandled, unreachable, endless or unexplained. */
import type { FactNode, PhaseTree, ScopingEdge, ScopingNode, ScopingNotes, ScopingQuestion, ScopingTree } from './scoping-schema.ts';
import type { Entry, Problem } from './yaml-file.ts';

type TreeName = 'genai' | 'agentic' | 'use-case' | 'content' | 'phase';

export interface ScopingEntries {
  questions: Entry<{ questions: ScopingQuestion[] }>[];
  trees: { name: TreeName; entry: Entry<ScopingTree> }[];
  phase: Entry<PhaseTree>;
  notes: Entry<ScopingNotes>;
}

type Where = (string | number)[];
type Known = ReadonlyMap<string, ScopingQuestion>;

const factValues: Record<FactNode['fact'], string[]> = { genai: ['0', '1', '2', '3', '4', '5'], agentic: ['0', '1', '2', '3', '4'] };
/** A tree may read only what was decided before it. */
const factsBefore: Record<TreeName, FactNode['fact'][]> = {
  genai: [],
  agentic: ['genai'],
  'use-case': ['genai', 'agentic'],
  content: ['genai', 'agentic'],
  phase: [],
};

const problemAt = ({ file }: Entry<unknown>, where: Where, message: string, fix: string): Problem => ({
  file: file.file,
  line: file.lineOf(where),
  rule: 'scoping',
  message,
  fix,
});

const edgesOf = (node: ScopingNode): ScopingEdge[] => ('question' in node ? [...node.cases, node.unknown] : node.cases);

const questionProblems = (entries: ScopingEntries): Problem[] => {
  const owners = new Map<string, string>();
  return entries.questions.flatMap((entry) =>
    entry.value.questions.flatMap((question, index) => {
      const owner = owners.get(question.id);
      owners.set(question.id, entry.file.file);
      const doubles = question.choices.filter(({ id }, at) => question.choices.findIndex((choice) => choice.id === id) !== at);
      const where = ['questions', index, 'id'];
      return [
        ...(owner === undefined ? [] : [problemAt(entry, where, `${question.id} is already used in ${owner}`, 'choose another id')]),
        ...doubles.map(({ id }) => problemAt(entry, where, `${question.id} has two choices ${id}`, 'give each choice its own id')),
        ...(question.kind === 'single' && question.choices.some(({ excludes }) => excludes)
          ? [problemAt(entry, where, `${question.id} takes one answer, so no choice can exclude others`, 'remove excludes')]
          : []),
      ];
    }),
  );
};

/** Which values a node must handle; nothing when it reads something that does not exist. */
const valuesOf = (node: ScopingNode, known: Known): string[] | undefined =>
  'fact' in node ? factValues[node.fact] : known.get(node.question)?.choices.map(({ id }) => id);

const nodeProblems = (name: TreeName, entry: Entry<ScopingTree>, id: string, node: ScopingNode, known: Known): Problem[] => {
  const where = ['nodes', id];
  const say = (message: string, fix: string): Problem => problemAt(entry, where, `${id}: ${message}`, fix);
  const values = valuesOf(node, known);
  if (!values) return [say(`reads the question ${'question' in node ? node.question : ''}, which does not exist`, 'name a question')];
  const level = name === 'phase' ? 'workload' : 'component';
  const wrongLevel = 'question' in node && known.get(node.question)?.level !== level;
  const named = node.cases.flatMap(({ any, all }) => [...(any ?? []), ...(all ?? [])]);
  const marked = 'question' in node ? (node.marks ?? []).flatMap(({ any }) => any) : [];
  const handled = new Set(node.cases.flatMap(({ any }) => any ?? []));
  return [
    ...(wrongLevel ? [say(`reads a question that is not asked per ${level}`, `set its level to ${level}`)] : []),
    ...('fact' in node && !factsBefore[name].includes(node.fact)
      ? [say(`reads ${node.fact}, which is decided later`, 'read an earlier result')]
      : []),
    ...('fact' in node && node.reason !== undefined && !known.has(node.reason)
      ? [say(`names the question ${node.reason}, which does not exist`, 'name a question')]
      : []),
    ...values.filter((value) => !handled.has(value)).map((value) => say(`does not handle ${value}`, 'say where it leads')),
    ...[...named, ...marked]
      .filter((value) => !values.includes(value))
      .map((value) => say(`names ${value}, which is no choice`, 'mend it')),
    ...edgesOf(node)
      .filter(({ to }) => to !== undefined && !(to in entry.value.nodes))
      .map(({ to }) => say(`leads to ${to}, which does not exist`, 'name a node of this file')),
  ];
};

/** Walks every way from the start: what it never meets is unreachable, what it meets twice on one way is a circle. */
const shapeProblems = (entry: Entry<ScopingTree>): Problem[] => {
  const { start, nodes } = entry.value;
  if (!nodes[start]) return [problemAt(entry, ['start'], `starts at ${start}, which does not exist`, 'name a node')];
  const done = new Set<string>();
  const circles = new Set<string>();
  const visit = (id: string, way: readonly string[]): void => {
    if (way.includes(id)) circles.add(id);
    const node = nodes[id];
    if (!node || done.has(id) || way.includes(id)) return;
    for (const { to } of edgesOf(node)) if (to !== undefined) visit(to, [...way, id]);
    done.add(id);
  };
  visit(start, []);
  return [
    ...[...circles].map((id) => problemAt(entry, ['nodes', id], `${id} can be reached from itself`, 'break the circle')),
    ...Object.keys(nodes)
      .filter((id) => !done.has(id))
      .map((id) => problemAt(entry, ['nodes', id], `nothing leads to ${id}`, 'lead to it or remove it')),
  ];
};

const namesUsed = (entries: ScopingEntries): { flags: Set<string>; differs: Set<string>; questions: Set<string> } => {
  const nodes = entries.trees.flatMap(({ entry }) => Object.values(entry.value.nodes));
  const marks = nodes.flatMap((node) => ('question' in node ? (node.marks ?? []).flatMap(({ flags }) => flags) : []));
  return {
    flags: new Set([...nodes.flatMap(edgesOf).flatMap(({ flags }) => flags ?? []), ...marks]),
    differs: new Set(nodes.flatMap(edgesOf).flatMap(({ differs }) => differs ?? [])),
    questions: new Set([...nodes.flatMap((node) => ('question' in node ? [node.question] : [])), ...entries.phase.value.asks]),
  };
};

const noteProblems = (entries: ScopingEntries): Problem[] => {
  const used = namesUsed(entries);
  const { notes } = entries;
  const compare = (what: 'flags' | 'differs'): Problem[] => {
    const told = Object.keys(notes.value[what]);
    return [
      ...told.filter((id) => !used[what].has(id)).map((id) => problemAt(notes, [what, id], `no tree uses ${id}`, 'use it or remove it')),
      ...[...used[what]]
        .filter((id) => !told.includes(id))
        .map((id) => problemAt(notes, [what], `a tree uses ${id}, which is not explained`, 'explain it')),
    ];
  };
  const unasked = entries.questions.flatMap((entry) =>
    entry.value.questions.flatMap(({ id }, index) =>
      used.questions.has(id) ? [] : [problemAt(entry, ['questions', index], `no tree reads ${id}`, 'read it or remove it')],
    ),
  );
  return [...compare('flags'), ...compare('differs'), ...unasked];
};

/** The raises, the further questions and the risk facts all name workload questions and their choices. */
const workloadProblems = ({ phase, notes }: ScopingEntries, known: Known): Problem[] => {
  const named = (entry: Entry<unknown>, where: Where, question: string, any: readonly string[]): Problem[] => {
    const found = known.get(question);
    if (found?.level !== 'workload') return [problemAt(entry, where, `${question} is no workload question`, 'name one')];
    return any
      .filter((choice) => !found.choices.some(({ id }) => id === choice))
      .map((choice) => problemAt(entry, where, `${choice} is no choice of ${question}`, 'mend it'));
  };
  return [
    ...phase.value.raise.when.flatMap(({ question, any }, index) =>
      question === undefined ? [] : named(phase, ['raise', 'when', index], question, any ?? []),
    ),
    ...phase.value.asks.flatMap((question, index) => named(phase, ['asks', index], question, [])),
    ...Object.entries(notes.value.riskFacts).flatMap(([fact, { question, any }]) => named(notes, ['riskFacts', fact], question, any)),
  ];
};

export const scopingProblems = (entries: ScopingEntries): Problem[] => {
  const known: Known = new Map(entries.questions.flatMap(({ value }) => value.questions.map((question) => [question.id, question])));
  return [
    ...questionProblems(entries),
    ...entries.trees.flatMap(({ name, entry }) => [
      ...Object.entries(entry.value.nodes).flatMap(([id, node]) => nodeProblems(name, entry, id, node, known)),
      ...shapeProblems(entry),
    ]),
    ...noteProblems(entries),
    ...workloadProblems(entries, known),
  ];
};
