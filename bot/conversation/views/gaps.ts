/** The gaps of a result: the whole list a page at a time, and one gap in full. */

import type { Catalogue } from '../../../knowledge/catalogue.ts';
import { indexCatalogue } from '../../../knowledge/catalogue.ts';
import { type ClauseThroughChecks, clausesThroughChecks } from '../../../knowledge/crosswalks.ts';
import type { Control } from '../../../knowledge/schema.ts';
import { controlKey } from '../../../workflows/interview/questioning.ts';
import type { Gap } from '../../../workflows/interview/scoring/gaps.ts';
import type { Action, Block, Rich, View } from '../view.ts';
import { words } from '../words/en.ts';
import { emptyResult } from './result-none.ts';
import { backToCard, nameSpan, pageActions, pageOf, press, questionPress, resultShown, type Shown, viewOf } from './shown.ts';

const perPage = 8;

/** `x` is the page, counted from 0. */
export function gapsView(shown: Shown, x: string): View {
  const result = resultShown(shown);
  if (result === null) return emptyResult(shown);
  const say = words.gaps;
  const page = pageOf(result.gaps, Number(x), perPage);
  const items = page.items.map(({ label, title, phase, effort, knownBy }): Rich => {
    const line = {
      label: words.result.labels[label],
      title,
      phase: words.result.phases[phase],
      effort: words.result.effort[effort],
      known: words.result.knownBy[knownBy],
    };
    return say.line(line);
  });
  const show = page.items.map(
    ({ control, title }, index): Action => ({
      label: say.open(index + 1),
      press: press(shown, 'gap', { x: control }),
      aria: say.openAria(title),
    }),
  );
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameSpan(shown), count: result.gaps.length }) },
    { type: 'text', text: page.pages > 1 ? `${say.order} (${words.common.page(page.page + 1, page.pages)})` : say.order, subtle: true },
    ...(items.length === 0
      ? [{ type: 'text' as const, text: words.result.nothingToFix }]
      : [{ type: 'list' as const, ordered: true, items }]),
    { type: 'actions', actions: [...show, ...pageActions(page, (to) => press(shown, 'gaps', { x: String(to) })), backToCard(shown)] },
  ];
  return viewOf(shown, blocks, say.typing);
}

/** `x` is the control's id. */
export function gapView(shown: Shown, x: string): View {
  const gap = resultShown(shown)?.gaps.find(({ control }) => control === x);
  const control = indexCatalogue(shown.catalogue).control(x);
  const all: Action = { label: words.gap.all, press: press(shown, 'gaps', { x: '0' }) };
  const blocks: Block[] =
    gap === undefined || control === undefined
      ? [{ type: 'text', text: words.gap.notFound }]
      : [...heading(gap), ...why(gap), ...remedy(gap, control), ...origin(shown.catalogue, control)];
  const revisit = gap === undefined || control === undefined ? [] : revisits(shown, control);
  return viewOf(shown, [...blocks, { type: 'actions', actions: [...revisit, all, backToCard(shown)] }], words.gap.typing);
}

const tones = { Critical: 'bad', High: 'bad', Medium: 'attention', Low: 'neutral' } as const;

function heading({ title, label, status, knownBy }: Gap): Block[] {
  const text = words.gap.word({ status: words.result.statuses[status], known: words.result.knownBy[knownBy] });
  return [
    { type: 'title', text: title },
    { type: 'status', tone: tones[label], word: words.result.labels[label], text },
  ];
}

function why(gap: Gap): Block[] {
  return [
    { type: 'heading', text: words.gap.why },
    // Names of resources may stand in these lines, so they are shown inert.
    { type: 'list', items: gap.why.map((line): Rich => [{ said: line }]) },
  ];
}

function remedy(gap: Gap, { remediation, evidence }: Control): Block[] {
  const say = words.gap;
  const { facts } = say;
  const listed = (name: string, values: readonly string[]) => (values.length === 0 ? [] : [{ name, value: values.join(', ') }]);
  return [
    { type: 'heading', text: say.firstStep },
    { type: 'text', text: gap.firstStep },
    { type: 'heading', text: say.steps },
    { type: 'list', ordered: true, items: remediation.steps },
    {
      type: 'facts',
      facts: [
        { name: facts.effort, value: words.common.efforts[gap.effort] },
        { name: facts.layer, value: words.result.layers[gap.layer] },
        { name: facts.phase, value: `${words.result.phases[gap.phase]}: ${words.result.phaseMeanings[gap.phase]}` },
        ...listed(facts.services, gap.services),
        ...listed(facts.tools, remediation.tools),
        ...listed(facts.show, evidence.show),
      ],
    },
  ];
}

/** One line for each framework: its clauses, and the checks that bear on any of them. */
function throughChecks(list: readonly ClauseThroughChecks[]): { framework: string; clauses: string[]; checks: string[] }[] {
  return [...new Set(list.map(({ framework }) => framework))].map((framework) => {
    const own = list.filter((one) => one.framework === framework);
    return {
      framework,
      clauses: own.map(({ clause }) => clause),
      checks: [...new Set(own.flatMap(({ through }) => through.map(({ check }) => check)))],
    };
  });
}

/** Where it stands written, how firmly, and what it relates to by our own reading. */
function origin(catalogue: Catalogue, control: Control): Block[] {
  const { sources, crosswalks, content, phase } = control;
  const say = words.gap;
  const { basis } = words.common;
  const named = sources.flatMap((id) => {
    const source = catalogue.sources[id];
    return source === undefined ? [] : [say.source({ title: source.title, tier: say.tiers[source.tier], read: source.read })];
  });
  const titleOf = (framework: string): string => catalogue.frameworks.find(({ id }) => id === framework)?.title ?? framework;
  const related = crosswalks.map(({ framework, clause, relation, reason }) =>
    say.crosswalk({ framework: titleOf(framework), clause, relation: say.relations[relation], reason }),
  );
  const through = throughChecks(clausesThroughChecks(catalogue, control)).map(({ framework, clauses, checks }) =>
    say.throughChecks({ framework: titleOf(framework), clauses, checks }),
  );
  const firmness = words.question.firmness({ content: basis[content], phase: basis[phase.basis] });
  const inside: Block[] = [
    { type: 'list', items: named },
    { type: 'facts', facts: [{ name: say.firm, value: firmness }] },
    ...(related.length === 0
      ? []
      : [
          { type: 'heading' as const, text: say.crosswalks },
          { type: 'list' as const, items: related },
        ]),
    ...(through.length === 0
      ? []
      : [
          { type: 'heading' as const, text: say.inPart },
          { type: 'list' as const, items: through },
        ]),
  ];
  return [{ type: 'details', id: 'sources', label: say.sources, blocks: inside }];
}

/** A finished result is changed by reopening it; before that each answer can be changed from here. */
function revisits(shown: Shown, control: Control): Action[] {
  if (shown.value.activity !== 'active' || shown.value.interview === 'finished') return [];
  return control.questions.flatMap(({ id, text }): Action[] => {
    const key = controlKey(control.id, id);
    if (shown.context.answers[key] === undefined) return [];
    return [{ label: words.gap.revisit, press: questionPress(shown, 'revisit', key), aria: words.gap.revisitAria(text) }];
  });
}
