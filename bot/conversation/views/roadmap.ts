/** The roadmap as leads and requesters see it: by phase, ranked, with what was decided; and the form that puts it up. */
import { type Phase, phases } from '../../../knowledge/schema.ts';
import { type GapLine, isOpen, isUndecided, isWork } from '../../../workflows/roadmap/line.ts';
import { lookAgainAt } from '../../../workflows/roadmap/outlived.ts';
import { lookAgainWords } from '../../../workflows/roadmap/outlived-words.ts';
import type { RoadmapState } from '../../../workflows/roadmap/roadmap-state.ts';
import type { QuadrantData, QuadrantItem } from '../drawing.ts';
import type { Action, Block, Picture, Press, Rich, Span, View } from '../view.ts';
import { words } from '../words/en.ts';
import { gateAction } from './gate.ts';
import { allAgainBlocks } from './look-again.ts';
import { textOf } from './plain.ts';
import { pageActions, pageOf } from './shown.ts';

export interface ShownRoadmap {
  id: string;
  version: number;
  state: RoadmapState;
  /** Ms since 1970. */
  now: number;
  tryout: boolean;
}

const say = words.roadmap;

const spansOf = (rich: Rich): Span[] => (typeof rich === 'string' ? [rich] : rich);

export const nameOf = ({ state }: Pick<ShownRoadmap, 'state'>): Span =>
  state.workload.trim() === '' ? words.common.unnamed : { said: state.workload };

export function roadmapView(shown: Pick<ShownRoadmap, 'version' | 'tryout'>, blocks: Block[], typing: string): View {
  const all: Block[] = shown.tryout ? [...blocks, { type: 'text', text: words.common.tryout, subtle: true }] : blocks;
  return { text: `${textOf(all)}\n${typing}`, blocks: all, version: shown.version };
}

/** In the order of the ranking: the heaviest first, then what is quick, then by name. */
export function linesOf({ gaps }: RoadmapState, phase: Phase): GapLine[] {
  const efforts = ['S', 'M', 'L'];
  return Object.values(gaps)
    .filter((line) => line.phase === phase && line.state !== 'withdrawn')
    .toSorted(
      (one, other) =>
        other.priority - one.priority ||
        efforts.indexOf(one.effort) - efforts.indexOf(other.effort) ||
        (one.control < other.control ? -1 : 1),
    );
}

/** One line: what it is, who and when, and where it stands; a decision stands there with who made it. `again`: that it is to be looked at. */
export function gapLine(line: GapLine, now: number, again?: string): Rich {
  const { title, label, owner, due, state, until, decided, request, agreed } = line;
  const who: Span | null = owner === null ? null : { person: owner.id, name: owner.name };
  const flags = [
    ...(again === undefined ? [] : [say.again.line(again)]),
    ...(line.overdue === true ? [say.overdue] : []),
    ...(line.blocked === true ? [say.blocked] : []),
    ...(line.help === true ? [say.help] : []),
    ...(line.escalated === true ? [say.escalated] : []),
    ...(agreed === undefined ? [] : [say.agreed]),
    // What it found names resources, which stand only where the item is opened.
    ...(line.seen !== undefined && isWork(state) && state !== 'verifying' ? [say.notProven] : []),
  ];
  const isDecided = decided !== undefined && state !== 'proposed';
  const byWhom = decided?.glass === true ? say.byGlass : isWork(state) || state === 'verified' ? say.approvedBy : say.by;
  const decision = isDecided ? spansOf(byWhom({ by: decided.by, at: words.days.at(decided.at, now) })) : [];
  return [
    ...spansOf(say.line({ title, label: words.result.labels[label], owner: who, due: words.days.due(due, now) })),
    ' · ',
    say.state(state),
    ...(until === undefined ? [] : [say.until(words.days.due(until, now))]),
    ...decision,
    ...(request === undefined ? [] : [' · ', ...spansOf(say.requested({ ...request, until: words.days.due(request.until, now) }))]),
    ...flags.map((flag) => ` · ${flag}`),
    ...(line.issue === undefined ? [] : [` · ${words.issues.line(line.issue)}`]),
  ];
}

const againOf = ({ state, now }: Pick<ShownRoadmap, 'state' | 'now'>, line: GapLine): string | undefined => {
  const again = lookAgainAt(line, state, now);
  return again === null ? undefined : lookAgainWords(again, now);
};

/** More hashes than this do not fit into a press; what is left is decided with the next one. */
const mostAtOnce = 24;

const isApprovable = ({ state, request }: GapLine): boolean => state === 'proposed' && request === undefined;

/** What can be approved as it stands: nothing asked beside it. */
export const approvable = (lines: readonly GapLine[]): GapLine[] => lines.filter(isApprovable).slice(0, mostAtOnce);

const press = ({ id }: Pick<ShownRoadmap, 'id'>, verb: string, x?: string): Press => ({
  do: verb,
  a: id,
  ...(x === undefined ? {} : { x }),
});

/** On a card that stands for everybody: what is opened from it stands beside it, since any change repaints the card. */
export const standing = 'p:standing';

/** What the picture is drawn from: every item under the number that it has in the list of its phase. */
export function quadrantData({ state }: Pick<ShownRoadmap, 'state'>): QuadrantData {
  const used = phases.filter((phase) => linesOf(state, phase).length > 0);
  const items = used.flatMap((phase) =>
    linesOf(state, phase).map(
      (line, index): QuadrantItem => ({
        mark: say.mark(phase, index + 1),
        title: line.title,
        label: line.label,
        effort: line.effort,
        open: isOpen(line),
      }),
    ),
  );
  return { name: state.workload.trim() === '' ? words.common.unnamed : state.workload, legend: say.legend(used), items };
}

/** What stands before the leads: it is also the record of what they decided. */
export function leadsView(shown: ShownRoadmap, on: 'card' | 'page', picture: Picture | null): View {
  const { state } = shown;
  const filled = phases.filter((phase) => linesOf(state, phase).length > 0);
  const count = filled.reduce((sum, phase) => sum + linesOf(state, phase).length, 0);
  const by = state.submitted?.by ?? state.requester;
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameOf(shown) }) },
    ...(count === 0
      ? [{ type: 'text' as const, text: say.coming({ by: { person: by.id, name: by.name }, count: state.planned.length }) }]
      : [{ type: 'text' as const, text: say.asked({ by: { person: by.id, name: by.name }, count, phases: filled.length }) }]),
    ...allAgainBlocks(state, shown.now),
    ...(picture === null ? [] : [{ type: 'picture' as const, picture }]),
    ...filled.flatMap((phase) => phaseBlocks(shown, phase, on)),
    ...gateBlocks(shown, on),
  ];
  return roadmapView(shown, blocks, say.panel.typing);
}

/** Asks whether it may go on to what comes next. */
function gateBlocks({ id, state }: ShownRoadmap, on: 'card' | 'page'): Block[] {
  const newest = state.trend.at(-1);
  if (newest === undefined) return [];
  const action = gateAction(id, newest.phase);
  return [{ type: 'actions', actions: [on === 'card' ? { ...action, press: { ...action.press, q: standing } } : action] }];
}

const mostListed = 8;

function phaseBlocks(shown: ShownRoadmap, phase: Phase, on: 'card' | 'page'): Block[] {
  const mark = on === 'card' ? { q: standing } : {};
  const lines = linesOf(shown.state, phase);
  const open = lines.filter(isUndecided);
  const bulk = approvable(lines);
  const actions: Action[] = [
    { label: say.buttons.phase(phase, lines.length), press: { ...press(shown, 'roadmap-phase', phase), ...mark } },
    ...(bulk.length === 0
      ? []
      : [
          {
            label: say.buttons.approveAll(phase, bulk.length, lines.filter(isApprovable).length),
            press: { ...press(shown, 'roadmap-approve', `${phase} ${bulk.map((line) => line.shown).join('')}`), ...mark },
          },
        ]),
  ];
  return [
    { type: 'heading', text: say.phase({ phase, count: lines.length, open: open.length }) },
    { type: 'list', ordered: true, items: lines.slice(0, mostListed).map((line) => gapLine(line, shown.now, againOf(shown, line))) },
    ...(lines.length > mostListed ? [{ type: 'text' as const, text: say.more(lines.length - mostListed), subtle: true }] : []),
    { type: 'actions', actions },
  ];
}

const perPage = 6;

/** One phase a page at a time, every item with the way to decide it. */
export function phaseView(shown: ShownRoadmap, phase: Phase, asked: number | { with: string }): View {
  const lines = linesOf(shown.state, phase);
  const place = typeof asked === 'number' ? asked * perPage : lines.findIndex(({ control }) => control === asked.with);
  const page = pageOf(lines, Math.max(0, Math.floor(place / perPage)), perPage);
  const items = page.items.flatMap((line, index): Block[] => [
    { type: 'text', text: gapLine(line, shown.now, againOf(shown, line)) },
    {
      type: 'actions',
      actions: [
        ...(approvable([line]).length === 0
          ? []
          : [{ label: say.buttons.approve, press: { ...press(shown, 'gap-approve', line.control), c: line.shown, q: 'p:list' } }]),
        {
          label: (isUndecided(line) ? say.buttons.decide : say.buttons.open)(page.page * perPage + index + 1),
          press: press(shown, 'gap-open', line.control),
          aria: say.buttons.openAria(line.title),
        },
      ],
    },
  ]);
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameOf(shown) }) },
    { type: 'heading', text: say.phase({ phase, count: lines.length, open: lines.filter(isUndecided).length }) },
    ...(page.pages > 1 ? [{ type: 'text' as const, text: words.common.page(page.page + 1, page.pages), subtle: true }] : []),
    ...items,
    {
      type: 'actions',
      actions: [
        ...pageActions(page, (to) => press(shown, 'roadmap-phase', `${phase} ${to}`)),
        { label: say.buttons.list, press: press(shown, 'roadmap') },
      ],
    },
  ];
  return roadmapView(shown, blocks, say.panel.typing);
}

const namesOf = (people: readonly { id: string; name: string }[]): Span[] =>
  people.flatMap(({ id, name }, index): Span[] => [...(index === 0 ? [] : [', ']), { person: id, name }]);

/** Once it is put up: with whom it is now, and the way to see what comes of it. */
export function putUpView(shown: ShownRoadmap, leads: readonly { id: string; name: string }[]): View {
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name: nameOf(shown) }) },
    { type: 'text', text: say.plan.went({ count: shown.state.planned.length, leads: namesOf(leads) }) },
    { type: 'actions', actions: [{ label: say.buttons.list, press: press(shown, 'roadmap') }] },
  ];
  return roadmapView(shown, blocks, say.panel.typing);
}

/** Before it is put up: to whom it goes, who is to do it, where its tasks will stand. */
export function planView(shown: ShownRoadmap, leads: readonly { id: string; name: string }[], here: boolean): View {
  const { state } = shown;
  const named = namesOf(leads);
  const blocks: Block[] = [
    { type: 'title', text: say.plan.title({ name: nameOf(shown) }) },
    { type: 'text', text: say.plan.says({ count: state.planned.length, leads: named }) },
    { type: 'input', id: 'owner', label: say.plan.owner, kind: 'person', placeholder: say.plan.ownerHint, max: 120 },
    { type: 'text', text: say.plan.tasks(here), subtle: true },
    { type: 'text', text: say.plan.due, subtle: true },
    {
      type: 'actions',
      actions: [{ label: say.buttons.submit, press: press(shown, 'roadmap-submit'), style: 'primary', inputs: true }],
    },
    ...gateBlocks(shown, 'page'),
  ];
  return roadmapView(shown, blocks, say.panel.typing);
}
