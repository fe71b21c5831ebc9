/** A phase gate as a card: what stops it, what nobody looked at, and the way to ask only what is new. */
import { type Phase, phases } from '../../../knowledge/schema.ts';
import { phaseMeanings, scoreWords } from '../../../workflows/interview/result-words.ts';
import type { Gate, OpenMust } from '../../../workflows/roadmap/gate.ts';
import type { Action, Block, Press, Rich, Span, Tone, View } from '../view.ts';
import { words } from '../words/en.ts';
import { textOf } from './plain.ts';
import { pageActions, pageOf } from './shown.ts';

export interface ShownGate {
  id: string;
  workload: string;
  gate: Gate;
  /** Ms since 1970. */
  now: number;
  /** Whether the reader takes part in the assessment, so that they may read its result. */
  isPart: boolean;
  /** Whether it can be assessed again from here. */
  mayAssess: boolean;
  tryout: boolean;
}

const say = words.gate;
const perPage = 8;
const mostAccepted = 8;
const tones: Record<Gate['verdict'], Tone> = { passes: 'good', fails: 'bad', unknown: 'attention' };

/** The last phase comes after itself. */
export const nextPhase = (phase: Phase): Phase => phases[phases.indexOf(phase) + 1] ?? phase;

export const gatePress = (id: string, target: Phase, page = 0): Press => ({ do: 'roadmap-gate', a: id, x: `${target} ${page}` });

/** The way there from a roadmap. */
export const gateAction = (id: string, assessed: Phase): Action => {
  const target = nextPhase(assessed);
  return { label: say.buttons.ask(words.result.phases[target]), press: gatePress(id, target) };
};

const isNotAssessed = ({ because }: OpenMust): boolean => because === 'unknown' || because === 'never-asked';

export function gateView(shown: ShownGate, asked: number): View {
  const { gate, workload } = shown;
  const { target, verdict } = gate;
  const name: Span = workload.trim() === '' ? words.common.unnamed : { said: workload };
  const counts = { ...gate, open: gate.open.length, accepted: gate.accepted.length };
  const blocks: Block[] = [
    { type: 'title', text: say.title({ name, phase: words.result.phases[target], meaning: phaseMeanings[target] }) },
    { type: 'status', tone: tones[verdict], word: say.verdicts[verdict], text: say.counts(counts) },
    { type: 'text', text: basisOf(shown), subtle: true },
    ...(gate.tooOld ? [{ type: 'text' as const, text: say.tooOld(gate.maxAgeDays) }] : []),
    ...(gate.unread.length === 0 ? [] : [{ type: 'text' as const, text: say.unread(gate.unread.length) }]),
    ...openBlocks(shown, asked),
    ...acceptedBlocks(shown),
    ...(gate.delta.length === 0
      ? []
      : [{ type: 'text' as const, text: say.delta({ count: gate.delta.length, phase: words.result.phases[target] }) }]),
    { type: 'actions', actions: waysOn(shown) },
    ...(shown.tryout ? [{ type: 'text' as const, text: words.common.tryout, subtle: true }] : []),
  ];
  return { text: `${textOf(blocks)}\n${say.typing}`, blocks };
}

/** Never a score without its coverage, nor without its age. */
function basisOf({ gate: { score, assessed, at }, now }: ShownGate): string {
  const told = score === null ? say.notScored : scoreWords(score);
  return say.basis({ score: told, phase: words.result.phases[assessed], day: words.days.on(at, now) });
}

function openBlocks({ id, gate, isPart, now }: ShownGate, asked: number): Block[] {
  const known = gate.open.filter((must) => !isNotAssessed(must));
  const all = [...known, ...gate.open.filter(isNotAssessed)];
  const page = pageOf(all, asked, perPage);
  const first = page.page * perPage;
  const part = (isKnown: boolean, title: string): Block[] => {
    const items = page.items.flatMap((must, index) => (isNotAssessed(must) === isKnown ? [] : [{ must, place: first + index + 1 }]));
    if (items.length === 0) return [];
    const actions = items.flatMap(({ must, place }): Action[] => {
      const opens = wayTo(id, must, isPart);
      if (opens === null) return [];
      return [{ label: say.buttons.open(place), press: opens, aria: words.roadmap.buttons.openAria(must.title) }];
    });
    return [
      { type: 'heading', text: title },
      { type: 'list', items: items.map(({ must, place }) => lineOf(must, place, now)) },
      ...(actions.length === 0 ? [] : [{ type: 'actions' as const, actions }]),
    ];
  };
  const pages = pageActions(page, (to) => gatePress(id, gate.target, to));
  return [
    ...part(true, say.open(known.length)),
    ...part(false, say.notAssessed(all.length - known.length)),
    ...(pages.length === 0
      ? []
      : [
          { type: 'text' as const, text: words.common.page(page.page + 1, page.pages), subtle: true },
          { type: 'actions' as const, actions: pages },
        ]),
  ];
}

/** To its item on the roadmap; before it was put up, to what the result says of it. */
function wayTo(id: string, { control, gap, because }: OpenMust, isPart: boolean): Press | null {
  if (gap !== null) return { do: 'gap-open', a: id, x: control };
  return isPart && because !== 'never-asked' ? { do: 'gap', a: id, x: control } : null;
}

function lineOf({ title, label, because, gap }: OpenMust, place: number, now: number): Rich {
  const plan =
    gap === null
      ? ''
      : say.plan({ state: words.roadmap.state(gap.state), due: gap.due === '' ? '' : words.days.due(gap.due, now), owner: gap.owner });
  return say.line({ place, title, label: label === null ? null : words.result.labels[label], why: say.because[because], plan });
}

function acceptedBlocks({ gate: { accepted }, now }: ShownGate): Block[] {
  if (accepted.length === 0) return [];
  const more = accepted.length - mostAccepted;
  return [
    { type: 'heading', text: say.acceptedTitle(accepted.length) },
    { type: 'list', items: accepted.slice(0, mostAccepted).map((one) => say.accepted({ ...one, until: words.days.due(one.until, now) })) },
    ...(more > 0 ? [{ type: 'text' as const, text: words.roadmap.more(more), subtle: true }] : []),
  ];
}

/** Only the phase itself is asked for where it was not assessed for it; else it is assessed anew as it is. */
function waysOn({ id, gate, mayAssess }: ShownGate): Action[] {
  const isFurther = phases.indexOf(gate.target) > phases.indexOf(gate.assessed);
  const again = words.again.buttons;
  const assess: Action = isFurther
    ? { label: again.gate(words.result.phases[gate.target]), press: { do: 'assess-again', a: id, x: gate.target }, style: 'primary' }
    : { label: again.again, press: { do: 'assess-again', a: id } };
  const others = phases.filter((phase) => phase !== gate.target && phases.indexOf(phase) >= phases.indexOf(gate.assessed));
  return [
    ...(mayAssess && (isFurther || gate.verdict !== 'passes') ? [assess] : []),
    ...others.map((phase): Action => ({ label: say.buttons.ask(words.result.phases[phase]), press: gatePress(id, phase) })),
    { label: words.roadmap.buttons.see, press: { do: 'roadmap', a: id } },
  ];
}
