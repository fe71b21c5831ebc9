/** A press on a roadmap or on one of its gaps: what it opens, or what it asks for. Who may is decided where it is written. */
import { type Phase, phases } from '../../knowledge/schema.ts';
import { personSubject } from '../../workflows/conversation/person.ts';
import { type RoadmapEvent, whyNotSubmit } from '../../workflows/roadmap/roadmap-state.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import { envelope, fromOf, personIn, unknownPerson } from './following.ts';
import { type Asked, hearGap, turnGap, whyText } from './hear-gap.ts';
import { gateWish, openGate } from './hear-gate.ts';
import { mayRead, openedRoadmap } from './opened-roadmap.ts';
import { reachAssessment } from './reach.ts';
import type { Answer, Reply } from './surface.ts';
import type { Talk } from './talk.ts';
import type { Press, Rich } from './view.ts';
import { bulkView } from './views/bulk.ts';
import { approvable, linesOf, nameOf, phaseView, planView, putUpView, standing } from './views/roadmap.ts';
import { words } from './words/en.ts';

const say = words.roadmap;

export const isAboutRoadmap = ({ do: verb }: Press): boolean =>
  verb.startsWith('gap-') || verb === 'roadmap' || verb.startsWith('roadmap-');

export async function hearRoadmap(heard: Talk, press: Press, inputs: Record<string, string>): Promise<Answer> {
  if (press.a === undefined) return { kind: 'notice', text: words.notes.unknownButton };
  const reached = await reachAssessment(heard, press.a);
  if (reached.kind === 'unbound') return { kind: 'view', view: heard.screens.unbound() };
  const answer = await answered(reached.talk, { id: press.a, press, inputs });
  return press.q === standing && answer.kind === 'view' ? { ...answer, beside: true } : answer;
}

async function answered(talk: Talk, at: Asked): Promise<Answer> {
  const { press } = at;
  if (press.do === 'roadmap') return await openRoadmap(talk, at);
  if (press.do === 'roadmap-phase') return await openPhase(talk, at);
  if (press.do === 'roadmap-gate') return await openGate(talk, at.id, gateWish(press.x));
  if (press.do === 'roadmap-submit') return await submit(talk, at);
  if (press.do === 'roadmap-approve') return await approveAll(talk, at);
  if (press.x === undefined) return { kind: 'notice', text: words.notes.unknownButton };
  return await hearGap(talk, at, press.x);
}

export async function openRoadmap(talk: Talk, { id }: Pick<Asked, 'id'>): Promise<Reply> {
  const opened = await openedRoadmap(talk, id);
  if (opened === null || !(await mayRead(talk, opened.shown))) return { kind: 'notice', text: say.refusals.gone };
  const { shown } = opened;
  const newest = shown.state.trend.at(-1)?.result;
  if (shown.state.submitted?.result === newest) return { kind: 'view', view: await talk.follow.leads(shown, 'page'), shows: 'panel' };
  const { leads } = await talk.settled.ground(talk.incoming.tenant);
  const here = shown.state.tasks === fromOf(talk, [shown.state.tasks]);
  return { kind: 'view', view: planView(shown, leads, here), shows: 'panel' };
}

async function openPhase(talk: Talk, { id, press }: Asked): Promise<Reply> {
  const opened = await openedRoadmap(talk, id);
  const [name, page = '0'] = (press.x ?? '').split(' ');
  const phase = phases.find((one) => one === name);
  if (opened === null || phase === undefined || !(await mayRead(talk, opened.shown))) return { kind: 'notice', text: say.refusals.gone };
  return { kind: 'view', view: phaseView(opened.shown, phase, /^\d+$/.test(page) ? Number(page) : { with: page }), shows: 'panel' };
}

async function submit(talk: Talk, { id, inputs }: Asked): Promise<Reply> {
  const opened = await openedRoadmap(talk, id);
  if (opened === null || !(await mayRead(talk, opened.shown))) return { kind: 'notice', text: say.refusals.gone };
  const named = await personIn(talk, inputs['owner'] ?? '');
  if (named === 'unknown') return unknownPerson(inputs['owner'] ?? '');
  const { home, tasks } = opened.shown.state;
  const event: RoadmapEvent = { type: 'submit', owner: named, ...envelope(talk, fromOf(talk, [home.conversation, tasks])) };
  const key = roadmapKey(talk.incoming.tenant, id);
  const outcome = await talk.workshop.turn(talk.subjects.roadmap, key, { id: talk.incoming.eventId, event });
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  const { leads } = await talk.settled.ground(key.tenant);
  if (outcome.kind !== 'refused') return { kind: 'view', view: putUpView(opened.shown, leads), shows: 'panel' };
  const why = whyNotSubmit(outcome.state ?? opened.shown.state, { ...event, ground: await talk.settled.ground(key.tenant) });
  return { kind: 'notice', text: why === null ? say.refusals.gone : say.refusals.submit[why] };
}

/** Typed in the channel where its tasks are to stand; where no assessment lives, it is about the newest roadmap of whoever types. */
export async function tasksHere(talk: Talk, current: string | null): Promise<Reply> {
  const id = current ?? (await newestOwn(talk));
  const opened = id === null ? null : await openedRoadmap(talk, id);
  if (id === null || opened === null) return { kind: 'notice', text: say.refusals.submit['no-result'] };
  const { id: here, within } = talk.incoming.conversation;
  const event: RoadmapEvent = { type: 'tasks-here', conversation: within ?? here, ...envelope(talk, here) };
  const key = roadmapKey(talk.incoming.tenant, id);
  const outcome = await talk.workshop.turn(talk.subjects.roadmap, key, { id: talk.incoming.eventId, event });
  if (outcome.kind === 'refused') return { kind: 'notice', text: say.refusals.submit['not-part'] };
  return { kind: 'view', view: bulkView({ title: null, lines: [say.tasks.moved(nameOf(opened.shown))] }) };
}

/**
 * Typed where no assessment lives: the roadmap that is decided or worked on here, else the newest that whoever types has to do with. Null
 * where there is none.
 */
export async function roadmapMeant(talk: Talk): Promise<string | null> {
  const { incoming, mine, subjects, workshop } = talk;
  const { tenant, actor, conversation } = incoming;
  const here = conversation.within ?? conversation.id;
  const person = await workshop.glance(personSubject, { tenant, kind: 'person', id: actor.id });
  const owed = Object.values(person?.state.duties ?? {}).map(({ assessment }) => assessment);
  const taken = (await mine(tenant, actor.id)).taken.map(({ opened }) => opened.item.key.id);
  let newest: string | null = null;
  for (const id of new Set([...owed.toReversed(), ...taken])) {
    const roadmap = await workshop.glance(subjects.roadmap, roadmapKey(tenant, id));
    if (roadmap === null || roadmap.state.submitted === null) continue;
    if (roadmap.state.tasks === here || roadmap.state.approvals === here) return id;
    newest ??= id;
  }
  return newest;
}

async function newestOwn({ mine, workshop, subjects, incoming: { tenant, actor } }: Talk): Promise<string | null> {
  for (const { opened } of (await mine(tenant, actor.id)).taken) {
    const { id } = opened.item.key;
    const roadmap = await workshop.glance(subjects.roadmap, roadmapKey(tenant, id));
    if (roadmap?.state.requester.id === actor.id) return id;
  }
  return null;
}

/** One press, one decision a gap: each against what was shown of it, each with its own answer. */
async function approveAll(talk: Talk, { id, press }: Asked): Promise<Reply> {
  const [phase, hashes = ''] = (press.x ?? '').split(' ');
  const opened = await openedRoadmap(talk, id);
  if (opened === null || !(await mayRead(talk, opened.shown))) return { kind: 'notice', text: say.refusals.gone };
  const shown = new Set(hashes.match(/[0-9a-f]{16}/g) ?? []);
  const known = phases.find((one): one is Phase => one === phase);
  const lines = known === undefined ? [] : linesOf(opened.shown.state, known);
  const now = lines.filter((line) => shown.has(line.shown));
  const results: Rich[] = [];
  let decided = 0;
  let agreed = 0;
  for (const line of now) {
    const event = { type: 'approve' as const, shown: line.shown };
    const came = await turnGap(talk, id, line.control, event, `${talk.incoming.eventId} ${line.control}`);
    if (came.kind !== 'applied' && came.kind !== 'duplicate') results.push(say.bulk.refused(line.title, await whyText(talk, came, event)));
    else if (came.state?.value === 'proposed') agreed += 1;
    else decided += 1;
  }
  const changed = approvable(lines).filter((line) => !shown.has(line.shown));
  const missed = shown.size - now.length > 0 ? changed.map(({ title }) => say.bulk.changed(title)) : [];
  const said = [...(agreed > 0 && decided === 0 ? [] : [say.bulk.decided(decided)]), ...(agreed > 0 ? [say.bulk.agreed(agreed)] : [])];
  return { kind: 'view', view: bulkView({ title: say.bulk.title, lines: [...said, ...missed, ...results] }) };
}
