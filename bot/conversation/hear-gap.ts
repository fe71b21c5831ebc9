/** A press on one gap: what it opens, or what it asks for. Who may is decided where it is written. */
import { createHash } from 'node:crypto';
import { dayOf } from '../../workflows/roadmap/days.ts';
import type { GapRequest } from '../../workflows/roadmap/gap-content.ts';
import { reachedBy } from '../../workflows/roadmap/gap-context.ts';
import type { GapStanding } from '../../workflows/roadmap/gap-effects.ts';
import type { Authority, GapEvent } from '../../workflows/roadmap/gap-events.ts';
import { type GapRefusal, refusalOf, takesPart, whoMay } from '../../workflows/roadmap/gap-rights.ts';
import { gapKey } from '../../workflows/roadmap/gap-subject.ts';
import { lineOf } from '../../workflows/roadmap/line.ts';
import { lookAgainAt } from '../../workflows/roadmap/outlived.ts';
import { noRoadmap } from '../../workflows/roadmap/roadmap-state.ts';
import { roadmapKey } from '../../workflows/roadmap/roadmap-subject.ts';
import type { Outcome } from '../../workflows/turn/turn.ts';
import { envelope, fromOf, personIn } from './following.ts';
import type { Answer, Person } from './surface.ts';
import type { Talk } from './talk.ts';
import type { Press, Rich, View } from './view.ts';
import { formOf, gapForms, gapFormView } from './views/gap-forms.ts';
import { gapPanel, moverOf, personOf, type ShownGap } from './views/gap-panel.ts';
import { textOf } from './views/plain.ts';
import { standing } from './views/roadmap.ts';
import { readTyped } from './words/days.ts';
import { words } from './words/en.ts';

const say = words.roadmap;

export interface Asked {
  /** The assessment's id. */
  id: string;
  press: Press;
  inputs: Record<string, string>;
}

type Bare = GapEvent extends infer E ? (E extends GapEvent ? Omit<E, 'by' | 'name' | 'at' | 'from' | 'authority'> : never) : never;

export async function turnGap(talk: Talk, id: string, control: string, bare: Bare, eventId: string): Promise<Outcome<GapStanding>> {
  const key = gapKey(talk.incoming.tenant, id, control);
  const known = await talk.workshop.glance(talk.subjects.gap, key);
  const ways = known?.state.context.ways;
  const event = { ...bare, ...envelope(talk, fromOf(talk, ways === undefined ? [] : [ways.home, ways.leads, ways.tasks])) } as GapEvent;
  return await talk.workshop.turn(talk.subjects.gap, key, { id: eventId, event });
}

export const whyText = async (talk: Talk, outcome: Outcome<GapStanding>, bare: Bare): Promise<Rich> =>
  (await whyNot(talk, outcome, bare)).text;

/** Why nothing changed, by which rule, and, where others may, who they are. */
async function whyNot(talk: Talk, outcome: Outcome<GapStanding>, bare: Bare): Promise<{ text: Rich; why?: GapRefusal['why'] }> {
  if (!('state' in outcome) || outcome.state === null) return { text: say.refusals.gone };
  const authority = await talk.settled.ground(talk.incoming.tenant);
  const { context } = outcome.state;
  const { home, leads, tasks } = context.ways;
  const event = { ...bare, ...envelope(talk, fromOf(talk, [home, leads, tasks])), authority } as GapEvent;
  const refusal = refusalOf(context, event);
  if (refusal === null) return { text: movedText(outcome.state, talk.now()) };
  const others = whoMay(context, event).slice(0, mostNamed);
  const text = refusalText(refusal, talk.now());
  return { why: refusal.why, text: others.length === 0 ? text : say.refusals.who(text, others.map(personOf)) };
}

/** Who was first, and when: a late press is told why it changed nothing. */
function movedText({ context, value }: GapStanding, now: number): Rich {
  const move = reachedBy(context);
  if (move === undefined) return say.refusals.gone;
  return say.refusals.moved({ state: say.state(value), by: moverOf(move), at: words.days.at(move.at, now) });
}

const mostNamed = 6;

function refusalText(refusal: GapRefusal, now: number): Rich {
  if (refusal.why === 'has-owner') return say.refusals.whose(personOf(refusal.owner), say.refusals['has-owner']);
  if (refusal.why === 'changed') return say.refusals.changed(refusal.rev);
  if (refusal.why === 'limit') return say.refusals.limit(words.days.due(refusal.until, now));
  return say.refusals[refusal.why];
}

export async function hearGap(talk: Talk, asked: Asked, control: string): Promise<Answer> {
  const shown = await shownGap(talk, asked.id, control);
  if (shown === null) return { kind: 'notice', text: say.refusals.gone };
  if (asked.press.do === 'gap-open') return { kind: 'view', view: gapPanel(shown), shows: 'panel' };
  const form = gapForms.find((name) => name === asked.press.do);
  if (form !== undefined) return { kind: 'view', view: gapFormView(form, shown), shows: 'panel' };
  if (asked.press.do === 'gap-ticket' && shown.tracker === null) return { kind: 'notice', text: words.issues.none };
  const bare = await eventOf(talk, asked, shown);
  if (bare === 'nonsense') return { kind: 'notice', text: words.notes.unknownButton };
  if ('said' in bare) return { kind: 'view', view: formAgain(asked, shown, whoIsThat(bare.said)), shows: 'panel' };
  const outcome = await turnGap(talk, asked.id, control, bare, talk.incoming.eventId);
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  if (outcome.kind !== 'refused' && outcome.kind !== 'late') return await afterTurn(talk, asked, control, null);
  const { why, text: note } = await whyNot(talk, outcome, bare);
  const again = why !== undefined && aboutInput.has(why) && formOf(asked.press.do) !== undefined;
  return again ? { kind: 'view', view: formAgain(asked, shown, note), shows: 'panel' } : await afterTurn(talk, asked, control, note);
}

/** What another word or day in the form would mend. */
const aboutInput: ReadonlySet<GapRefusal['why']> = new Set([
  'no-reason',
  'too-long',
  'no-owner',
  'no-compensating',
  'no-evidence',
  'no-day',
  'limit',
]);

/** The form once more, with all that was typed. */
const formAgain = ({ press, inputs }: Asked, shown: ShownGap, note: Rich): View => {
  const form = formOf(press.do);
  return form === undefined ? gapPanel({ ...shown, note }) : gapFormView(form, shown, { note, inputs });
};

const whoIsThat = (said: string): Rich => (said === '' ? say.refusals.nobody : say.refusals.unknownPerson(said.slice(0, 60)));

/** Pressed on the list that stands for all, the list is repainted; anywhere else the gap is shown as it is now. */
async function afterTurn(talk: Talk, asked: Asked, control: string, note: Rich | null): Promise<Answer> {
  const onList = asked.press.q === standing;
  if (onList && note !== null) return { kind: 'notice', text: textOf([{ type: 'text', text: note }]) };
  if (onList) return asked.press.do === 'gap-done' ? { kind: 'notice', text: say.looking } : { kind: 'nothing' };
  const after = await shownGap(talk, asked.id, control);
  if (after === null) return { kind: 'notice', text: say.refusals.gone };
  return { kind: 'view', view: gapPanel(note === null ? after : { ...after, note }), shows: 'panel' };
}

interface Opened extends ShownGap {
  /** The newest result of its assessment. */
  newest: string | null;
}

async function shownGap(talk: Talk, id: string, control: string): Promise<Opened | null> {
  const { tenant, actor } = talk.incoming;
  const opened = await talk.workshop.read(talk.subjects.gap, gapKey(tenant, id, control));
  if (opened === null) return null;
  const authority: Authority = await talk.settled.ground(tenant);
  const { home, leads, tasks } = opened.state.context.ways;
  const reader = { id: actor.id, from: fromOf(talk, [home, leads, tasks]) };
  const reads = takesPart(opened.state.context, { by: actor.id, from: reader.from, authority }) || authority.admins.includes(actor.id);
  if (!reads) return null;
  const roadmap = (await talk.workshop.glance(talk.subjects.roadmap, roadmapKey(tenant, id)))?.state ?? noRoadmap;
  const now = talk.now();
  return {
    id,
    version: opened.item.version,
    now,
    gap: opened.state,
    authority,
    reader,
    tryout: talk.follow.tryout,
    tracker: talk.follow.tracker(tenant),
    again: lookAgainAt(lineOf(opened.state.value, opened.state.context), roadmap, now),
    newest: roadmap.trend.at(-1)?.result ?? null,
  };
}

const typed = (inputs: Record<string, string>, name: string): string => (inputs[name] ?? '').trim();

/** As it was typed where it is no day: the rules refuse that. */
function dayIn({ incoming }: Talk, inputs: Record<string, string>, name: string): string {
  const said = typed(inputs, name);
  return readTyped(said, dayOf(incoming.at)) ?? said;
}

/** Made from the event, so that a redelivered press asks for the same look. */
const proofId = (eventId: string): string => createHash('sha256').update(`proof ${eventId}`).digest('base64url').slice(0, 12);

async function eventOf(talk: Talk, { press, inputs }: Asked, { gap, newest }: Opened): Promise<Bare | 'nonsense' | { said: string }> {
  const shown = press.c ?? '';
  const reason = typed(inputs, 'reason');
  const person = async (field: string): Promise<Person | null | { said: string }> => {
    const named = await personIn(talk, typed(inputs, field));
    return named === 'unknown' ? { said: typed(inputs, field) } : named;
  };
  switch (press.do) {
    case 'gap-approve':
      return { type: 'approve', shown };
    case 'gap-reject':
      return { type: 'reject', shown, reason };
    case 'gap-grant':
      return { type: 'grant', shown };
    case 'gap-refuse':
      return { type: 'refuse', shown, reason };
    case 'gap-take-back':
      return { type: 'take-back', shown };
    case 'gap-reconsider':
      return { type: 'reconsider', reason, ...(newest === null ? {} : { result: newest }) };
    case 'gap-glass-approve':
      return { type: 'approve', shown, glass: reason };
    case 'gap-glass-grant':
      return { type: 'grant', shown, glass: reason };
    case 'gap-glass-reject':
      return { type: 'reject', shown, reason, glass: reason };
    case 'gap-accept':
    case 'gap-defer':
    case 'gap-date':
      return requestOf(press.do, { inputs, shown, owner: await person('person'), until: dayIn(talk, inputs, 'until') });
    case 'gap-change': {
      const owner = await person('person');
      if (owner !== null && 'said' in owner) return owner;
      return { type: 'change', shown, ...(owner === null ? {} : { owner }), ...dueOf(dayIn(talk, inputs, 'due'), gap) };
    }
    case 'gap-assign': {
      const to = await person('person');
      if (to === null) return { said: '' };
      return 'said' in to ? to : { type: 'assign', to, ...(reason === '' ? {} : { reason }) };
    }
    default:
      return workOf(press.do, reason, talk.incoming.eventId);
  }
}

/** A form sends every field; what was left as it was is no change. */
const dueOf = (due: string, { context }: GapStanding): { due?: string } => (due === '' || due === context.content.due ? {} : { due });

interface Wanted {
  inputs: Record<string, string>;
  shown: string;
  owner: Person | null | { said: string };
  until: string;
}

function requestOf(verb: 'gap-accept' | 'gap-defer' | 'gap-date', { inputs, shown, owner, until }: Wanted): Bare | { said: string } {
  const reason = typed(inputs, 'reason');
  if (owner !== null && 'said' in owner) return owner;
  const request: GapRequest =
    verb === 'gap-defer'
      ? { kind: 'deferral', reason, until }
      : verb === 'gap-date'
        ? { kind: 'date', reason, due: until }
        : { kind: 'acceptance', owner: owner ?? { id: '', name: '' }, reason, compensating: typed(inputs, 'compensating'), until };
  return { type: 'ask', request, shown };
}

function workOf(verb: string, reason: string, eventId: string): Bare | 'nonsense' {
  switch (verb) {
    case 'gap-take':
      return { type: 'take' };
    case 'gap-done':
      return { type: 'done', evidence: reason, proof: proofId(eventId) };
    case 'gap-not-done':
      return { type: 'not-done' };
    case 'gap-block':
      return { type: 'block', reason };
    case 'gap-unblock':
      return { type: 'unblock' };
    case 'gap-help':
      return { type: 'help', words: reason };
    case 'gap-give-back':
      return { type: 'give-back', reason };
    case 'gap-confirm':
      return { type: 'confirm' };
    case 'gap-doubt':
      return { type: 'doubt', reason };
    case 'gap-reopen':
      return { type: 'reopen', reason };
    case 'gap-ticket':
      return { type: 'ticket-ask' };
    case 'gap-ticket-look':
      return { type: 'ticket-look' };
    default:
      return 'nonsense';
  }
}
