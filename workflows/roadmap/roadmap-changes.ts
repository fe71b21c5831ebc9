/** What each event changes in a roadmap, and what it then wants done. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Phase } from '../../knowledge/schema.ts';
import { addDays } from '../reminder/calendar.ts';
import type { EffectBody, ItemKey } from '../turn/effects.ts';
import { dayOf } from './days.ts';
import { severityOf } from './defaults.ts';
import { driftEffects, rechecked } from './drift.ts';
import { dutyEffects } from './lead-duties.ts';
import { isOpen, isWork, noted } from './line.ts';
import { heard, isHeardAnew, isOutlivedOn, outlivedEffects } from './outlived-told.ts';
import { mayPlan, type Planned, type RoadmapEvent, type RoadmapEventOf, type RoadmapState, whyNotSubmit } from './roadmap-state.ts';
import { waited } from './waited.ts';

/** A trend of more points than this is no picture any more. */
const mostPoints = 24;

export const leadsCard = 'leads';
export const leadCard = (person: string): string => `lead ${person}`;
export const tasksCard = (phase: Phase): string => `tasks ${phase}`;

export interface RoadmapStep {
  state: RoadmapState;
  effects: EffectBody[];
}

/** Null where the event is not possible now. */
export function stepRoadmap(key: ItemKey, state: RoadmapState, event: RoadmapEvent): RoadmapStep | null {
  const stepped = changed(key, withGround(state, event), event);
  if (stepped === null) return null;
  const told = waited(state, counted(stepped.state, event.at), event);
  const next = { state: heard(state, told.state, event.at), effects: [...stepped.effects, ...told.effects] };
  const painted = paints(state, next.state, event);
  const followed = [...dutyEffects(key, state, next.state), ...driftEffects(state, next.state), ...outlivedEffects(state, next.state)];
  return {
    state: next.state,
    effects: [...next.effects, ...painted, ...followed, { kind: 'publish' }],
  };
}

const withGround = (state: RoadmapState, { ground }: RoadmapEvent): RoadmapState =>
  ground === undefined ? state : { ...state, leads: ground.leads };

function changed(key: ItemKey, state: RoadmapState, event: RoadmapEvent): RoadmapStep | null {
  switch (event.type) {
    case 'assessed':
      return assessed(key, state, event);
    case 'submit':
      return whyNotSubmit(state, event) === null ? submitted(key, state, event) : null;
    case 'gap.changed':
      return state.assessment === '' ? null : { state: withLine(state, event), effects: [] };
    case 'tasks-here':
      if (!mayPlan(state, event) || state.tasks === event.conversation) return null;
      return moved(key, { ...state, tasks: event.conversation });
    case 'leads.changed':
      return state.submitted === null ? null : decidedElsewhere(key, state, event.ground?.approvals ?? null);
    case 'drift.due':
    case 'drift.checked':
    case 'drift.looked': {
      const recheck = rechecked(state, event);
      return recheck === null ? null : { state: { ...state, recheck }, effects: [] };
    }
    case 'aside.due':
      return isOutlivedOn(state, event.on) ? { state, effects: [] } : null;
    case 'show':
      return state.submitted === null ? null : { state, effects: [] };
    default:
      // Told about something that this build does not know.
      return null;
  }
}

function withLine(state: RoadmapState, { line, at }: RoadmapEventOf<'gap.changed'>): RoadmapState {
  return { ...state, gaps: { ...state.gaps, [line.control]: noted(state.gaps[line.control], line, at) } };
}

/** Two changes of one day are one point: a trend is read in days. */
function counted(state: RoadmapState, at: number): RoadmapState {
  const lines = Object.values(state.gaps);
  const open = lines.filter(isOpen).length;
  const overdue = lines.filter((line) => line.overdue === true).length;
  const last = state.history.at(-1);
  const isSame = last === undefined ? lines.length === 0 : last.open === open && last.overdue === overdue;
  if (isSame) return state;
  const before = last !== undefined && dayOf(last.at) === dayOf(at) ? state.history.slice(0, -1) : state.history;
  return { ...state, history: [...before, { at, open, overdue }].slice(-mostPoints) };
}

function assessed(key: ItemKey, state: RoadmapState, event: RoadmapEventOf<'assessed'>): RoadmapStep | null {
  const { read, home, requester } = event;
  if (read === undefined || state.trend.some(({ result }) => result === event.result)) return null;
  return {
    state: {
      ...state,
      assessment: key.id,
      workload: read.workload,
      home,
      requester,
      tasks: state.tasks === '' ? home.conversation : state.tasks,
      trend: [...state.trend, read.point].slice(-mostPoints),
      planned: read.planned,
      verdicts: read.verdicts,
    },
    effects: [],
  };
}

function submitted(key: ItemKey, state: RoadmapState, event: RoadmapEventOf<'submit'>): RoadmapStep {
  const result = state.trend.at(-1)?.result ?? '';
  const by = { id: event.by, name: event.name };
  const approvals = event.ground?.approvals ?? null;
  const next: RoadmapState = { ...state, approvals, submitted: { by, at: event.at, result } };
  const dueIn = (planned: Planned) => event.ground?.due[severityOf[planned.label]] ?? 0;
  const proposed = next.planned.map(
    (planned): EffectBody => ({
      kind: 'tell',
      to: gapOf(key, planned.control),
      event: {
        type: 'propose',
        result,
        submitter: by,
        owner: event.owner,
        due: addDays(dayOf(event.at), dueIn(planned)),
        ways: waysOf(next),
      },
    }),
  );
  const gone = Object.keys(state.gaps).filter((control) => !next.planned.some((one) => one.control === control));
  const withdrawn = gone.map((control): EffectBody => ({ kind: 'tell', to: gapOf(key, control), event: { type: 'withdraw', result } }));
  return { state: next, effects: [...proposed, ...withdrawn] };
}

const gapOf = ({ tenant, id }: ItemKey, control: string): ItemKey => ({ tenant, kind: 'gap', id: `${id}.${control}` });

const waysOf = ({ home, approvals, tasks }: RoadmapState) => ({ home: home.conversation, leads: approvals, tasks });

/** What was put up a moment ago has told nothing of itself yet, and is to hear where it lives all the same. */
function putUpIn(state: RoadmapState): string[] {
  const isNewest = state.submitted !== null && state.submitted.result === state.trend.at(-1)?.result;
  return [...new Set([...Object.keys(state.gaps), ...(isNewest ? state.planned.map(({ control }) => control) : [])])];
}

function moved(key: ItemKey, state: RoadmapState): RoadmapStep {
  const effects = putUpIn(state).map(
    (control): EffectBody => ({ kind: 'tell', to: gapOf(key, control), event: { type: 'moved', ways: waysOf(state) } }),
  );
  return { state, effects };
}

const decidedElsewhere = (key: ItemKey, state: RoadmapState, approvals: string | null): RoadmapStep =>
  approvals === state.approvals ? { state, effects: [] } : moved(key, { ...state, approvals });

/** The leads' card stands in their conversation, or with each of them; a card of tasks stands once something is approved. */
function paints(before: RoadmapState, state: RoadmapState, event: RoadmapEvent): EffectBody[] {
  if (state.submitted === null) return [];
  const isNew = event.type === 'submit' || before.approvals !== state.approvals || (event.type === 'show' && event.what === 'leads');
  return [...leadPaints(before, state, isNew), ...taskPaints(before, state, event)];
}

function leadPaints(before: RoadmapState, state: RoadmapState, isNew: boolean): EffectBody[] {
  const { approvals, leads, home, gaps } = state;
  const isSame = !isNew && isDeepStrictEqual(before.gaps, gaps) && !isHeardAnew(before, state);
  if (approvals !== null && isSame) return [];
  if (approvals !== null) return [{ kind: 'paint', card: leadsCard, conversation: approvals, ...(isNew ? { fresh: true } : {}) }];
  const knew = new Set(before.leads.map(({ id }) => id));
  return leads.flatMap(({ id }): EffectBody[] => {
    if (isNew || !knew.has(id)) return [{ kind: 'direct', card: leadCard(id), person: id, via: home.conversation }];
    return isSame ? [] : [{ kind: 'paint', card: leadCard(id), conversation: '' }];
  });
}

/** Those phases of which something stands in the project's channel. */
export function taskPhases({ gaps }: Pick<RoadmapState, 'gaps'>): Phase[] {
  const shown = Object.values(gaps).filter(({ state }) => isTask(state));
  return [...new Set(shown.map(({ phase }) => phase))];
}

/** Approved work, and what became of it. */
export const isTask = (state: string): boolean => isWork(state as never) || state === 'verified';

function taskPaints(before: RoadmapState, state: RoadmapState, event: RoadmapEvent): EffectBody[] {
  const again = event.type === 'tasks-here' || (event.type === 'show' && event.what === 'tasks');
  const linesOf = (of: RoadmapState, phase: Phase) => Object.values(of.gaps).filter((line) => line.phase === phase);
  const phases = new Set([...taskPhases(before), ...taskPhases(state)]);
  return [...phases]
    .filter((phase) => again || !isDeepStrictEqual(linesOf(before, phase), linesOf(state, phase)))
    .map((phase): EffectBody => ({ kind: 'paint', card: tasksCard(phase), conversation: state.tasks, ...(again ? { fresh: true } : {}) }));
}
