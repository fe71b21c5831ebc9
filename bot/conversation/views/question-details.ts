/** What is folded under a question: an example, who knows, where it comes from, how firm that is and what it decides. */
import type { Catalogue } from '../../../knowledge/catalogue.ts';
import type { ScopingNode, ScopingTrees } from '../../../knowledge/scoping-schema.ts';
import type { AskedQuestion } from '../../../workflows/interview/questioning.ts';
import type { Block, Rich } from '../view.ts';
import { words } from '../words/en.ts';

type Fact = { name: string; value: Rich };

export function moreAbout(catalogue: Catalogue, asked: AskedQuestion): Block[] {
  const facts: Fact[] = [
    { name: words.question.example, value: asked.question.example },
    { name: words.question.asks, value: asked.question.asks },
    ...(asked.kind === 'control' ? origin(asked.control) : decided(catalogue.scoping, asked.question.id)),
  ];
  return [{ type: 'details', id: 'more', label: words.question.more, blocks: [{ type: 'facts', facts }] }];
}

function origin({ title, content, phase }: Extract<AskedQuestion, { kind: 'control' }>['control']): Fact[] {
  const { basis } = words.common;
  return [
    { name: words.question.control, value: title },
    { name: words.question.firm, value: words.question.firmness({ content: basis[content], phase: basis[phase.basis] }) },
  ];
}

function decided(trees: ScopingTrees, question: string): Fact[] {
  const axes = axesOf(trees, question);
  return axes.length === 0 ? [] : [{ name: words.question.decides, value: axes.map((axis) => words.question.axes[axis]).join(', ') }];
}

/** Every axis whose tree reads the question; its further uses come after. */
function axesOf(trees: ScopingTrees, question: string): (keyof typeof words.question.axes)[] {
  const reads = (node: ScopingNode) => 'question' in node && node.question === question;
  const inTree = (['genai', 'agentic', 'useCase', 'content', 'phase'] as const).filter((axis) =>
    Object.values(trees[axis].nodes).some(reads),
  );
  const raises = !inTree.includes('phase') && trees.phase.raise.when.some((raise) => raise.question === question);
  const weighs = Object.values(trees.riskFacts).some((fact) => fact.question === question);
  return [...inTree, ...(raises ? (['phase'] as const) : []), ...(weighs ? (['weight'] as const) : [])];
}
