/** A press: the event it stands for, or the panel it opens; the card that comes back in the acknowledgement. */

import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { takesPart } from '../../workflows/interview/guards.ts';
import { mostHandedOff } from '../../workflows/interview/limits.ts';
import { findQuestion, questioningOf } from '../../workflows/interview/questioning.ts';
import type { Item } from '../../workflows/store/store.ts';
import { beginByForm } from './begin.ts';
import { hearMine, isAboutMine } from './hear-mine.ts';
import { hearPortfolio, isAboutPortfolio } from './hear-portfolio.ts';
import { hearRoadmap, isAboutRoadmap } from './hear-roadmap.ts';
import { connecting, settlingEvent } from './hear-scan.ts';
import { hearSettings, isAboutSettings } from './hear-settings.ts';
import { isTenancyPress, pressTenancy } from './hear-tenancy.ts';
import { assessmentKey } from './keys.ts';
import { meet } from './meet.ts';
import { answeredFor } from './named.ts';
import { peopleHere, resolvePerson } from './people.ts';
import { type BareEvent, isFromScan, type Wanted, type WantedConnection, type WantedSettling, wantedBy } from './presses.ts';
import { reachAssessment } from './reach.ts';
import { isMisfit, refusalOf } from './refusal.ts';
import type { Answer, Person, Reply } from './surface.ts';
import { envelop, type Talk, turnAssessment } from './talk.ts';
import type { Press, View } from './view.ts';
import type { AssessmentPanel } from './views/panel.ts';
import { words } from './words/en.ts';

export async function hearPress(heard: Talk, press: Press, inputs: Record<string, string>): Promise<Answer> {
  if (isTenancyPress(press)) return await pressTenancy(heard, press);
  if (isAboutSettings(press)) return await hearSettings(heard, press, inputs);
  if (isAboutPortfolio(press)) return await hearPortfolio(heard, press);
  if (isAboutMine(press)) return await hearMine(heard, press, inputs);
  if (isAboutRoadmap(press)) return await hearRoadmap(heard, press, inputs);
  const wanted = wantedBy(press, inputs, heard.incoming.eventId);
  if (wanted.kind === 'read') return { kind: 'view', view: await heard.screens.help(heard.incoming, wanted.panel), shows: 'panel' };
  if (!heard.canScan && (press.do === 'scan' || press.do === 'connect' || press.do === 'belongs'))
    return { kind: 'notice', text: words.scan.cannot };
  if (wanted.kind === 'begin') return await beginByForm(heard, wanted);
  if (wanted.kind === 'empty') return { kind: 'notice', text: words.notes.empty[wanted.what] };
  if (wanted.kind === 'unread') return { kind: 'notice', text: words.belongs.mistake(wanted.mistake) };
  if (press.a === undefined || wanted.kind === 'nonsense') return { kind: 'notice', text: words.notes.unknownButton };
  const reached = await reachAssessment(heard, press.a);
  if (reached.kind === 'unbound') return { kind: 'view', view: heard.screens.unbound() };
  return await answeredFor(await hearAbout(reached.talk, press.a, { press, inputs }, wanted), reached.talk.knownAs);
}

type AboutOne = Extract<Wanted, { kind: 'event' | 'panel' | 'move' | 'ask' | 'still' | 'settle' | 'connect' }>;

async function hearAbout(talk: Talk, id: string, pressed: Pressed, wanted: AboutOne): Promise<Answer> {
  switch (wanted.kind) {
    case 'event':
      return await act(talk, id, pressed, wanted.event);
    case 'panel':
      return await openPanel(talk, id, pressed.press, wanted.panel);
    case 'move':
      return await moveHere(talk, id);
    case 'ask':
      return await askColleague(talk, id, pressed, wanted);
    case 'still':
      return await confirmEarlier(talk, id, pressed, wanted);
    case 'settle':
      return await settleBy(talk, id, pressed, wanted);
    case 'connect':
      return await connectBy(talk, id, pressed, wanted);
    default:
      return wanted satisfies never;
  }
}

interface Pressed {
  press: Press;
  inputs: Record<string, string>;
}

/** It goes on where this was pressed; where it lives here already it is only shown below. */
export async function moveHere(talk: Talk, id: string): Promise<Reply> {
  const { incoming } = talk;
  const { id: conversation, kind } = incoming.conversation;
  const key = assessmentKey(talk, id);
  const opened = await talk.workshop.glance(talk.subject, key);
  const isHere = opened?.state.snapshot.context.home.conversation === conversation;
  // Where the other tenant never spoke yet, it has to know how before the turn wants it.
  if (!isHere && opened !== null) await meet(talk);
  const event = envelop(incoming, isHere ? { type: 'show' } : { type: 'move', home: { conversation, kind } });
  const outcome = await turnAssessment(talk, id, event);
  if (outcome.kind === 'applied' || outcome.kind === 'duplicate') return { kind: 'nothing' };
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  const item = await itemOf(talk, id);
  if (outcome.state === null || item === null) return { kind: 'view', view: talk.screens.notYours() };
  return { kind: 'view', view: refusalView(talk, { state: outcome.state, item }, event) };
}

/** Whoever runs it takes it along; whoever was let in reads it where they are. */
export async function openFromElsewhere(heard: Talk, id: string): Promise<Reply> {
  const reached = await reachAssessment(heard, id);
  if (reached.kind === 'unbound') return { kind: 'view', view: heard.screens.unbound() };
  const { talk } = reached;
  const opened = await talk.workshop.glance(talk.subject, assessmentKey(talk, id));
  const runs = opened?.state.snapshot.context.requester.id === talk.incoming.actor.id;
  return runs ? await moveHere(talk, id) : await openPanel(talk, id, { do: 'open', a: id }, 'open');
}

/** Runs the turn and answers with the card as it stands then. */
async function act(talk: Talk, id: string, pressed: Pressed, bare: BareEvent): Promise<Answer> {
  const { press } = pressed;
  const event = envelop(talk.incoming, bare);
  const outcome = await turnAssessment(talk, id, event);
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  if (outcome.state === null) return { kind: 'view', view: talk.screens.notYours() };
  const item = await itemOf(talk, id);
  if (item === null) return { kind: 'nothing' };
  const shown = { state: outcome.state, item };
  if (outcome.kind === 'refused' && isMisfit(shown.state, event)) return { kind: 'notice', text: words.notes.doesNotFit };
  if (outcome.kind === 'refused') return { kind: 'view', view: refusalView(talk, shown, event) };
  if (outcome.kind === 'late') return { kind: 'view', view: talk.screens.late(shown.state, shown.item, again(talk, id, pressed)) };
  // As it stands when it is drawn: what changed since the turn would otherwise be painted over.
  return { kind: 'card', draw: async () => await cardHere(talk, (await talk.workshop.glance(talk.subject, item.key)) ?? shown, press) };
}

/** The same press once more; where fields went with it, a button cannot carry them and the card is opened instead. */
function again({ incoming }: Talk, id: string, { press, inputs }: Pressed): Press {
  const [whole, bare] = [inputs, {}].map((fields) => JSON.stringify(wantedBy(press, fields, incoming.eventId)));
  return whole === bare ? press : { do: 'open', a: id };
}

/** An answer like any other, by whoever presses: whether it was answered meanwhile, its revision tells. */
async function confirmEarlier(talk: Talk, id: string, pressed: Pressed, { key, rev }: { key: string; rev: number }): Promise<Answer> {
  const shown = await readable(talk, id);
  if (shown === null) return { kind: 'view', view: talk.screens.notYours() };
  const { earlier } = shown.state.snapshot.context;
  const value = Object.hasOwn(earlier, key) ? earlier[key]?.value : undefined;
  if (value === undefined) return { kind: 'view', view: talk.screens.refused(shown.state, shown.item, { why: 'moved-on' }) };
  return await act(talk, id, pressed, { type: 'answer', key, value, rev });
}

async function settleBy(talk: Talk, id: string, pressed: Pressed, wanted: WantedSettling): Promise<Answer> {
  const shown = await readable(talk, id);
  if (shown === null) return { kind: 'view', view: talk.screens.notYours() };
  const event = await settlingEvent(talk, wanted);
  if (event === 'nobody') return { kind: 'notice', text: words.notes.empty.owner };
  if ('unknown' in event) return { kind: 'view', view: talk.screens.whoIsThat(shown.state, shown.item, event.unknown) };
  return await act(talk, id, pressed, event);
}

async function connectBy(talk: Talk, id: string, pressed: Pressed, wanted: WantedConnection): Promise<Answer> {
  const shown = await readable(talk, id);
  if (shown === null) return { kind: 'view', view: talk.screens.notYours() };
  const came = await connecting(talk, id, wanted);
  if ('event' in came) return await act(talk, id, pressed, came.event);
  if ('kind' in came) return came;
  return { kind: 'view', view: talk.screens.connectSteps(shown.state, shown.item, came.begun, came.request), shows: 'panel' };
}

interface Shown {
  state: Assessment;
  item: Item;
}

/** The item beside a state that a turn gave back: at hand, because the turn has just met it. */
async function itemOf(talk: Talk, id: string): Promise<Item | null> {
  return (await talk.workshop.glance(talk.subject, assessmentKey(talk, id)))?.item ?? null;
}

/** In the assessment's own conversation the main card, elsewhere the one question that was handed over. */
async function cardHere(talk: Talk, { state, item }: Shown, press: Press): Promise<View> {
  if (isOnScanCard(press)) return talk.screens.scan(state, item);
  const home = state.snapshot.context.home.conversation === talk.incoming.conversation.id;
  return home || press.q === undefined ? await talk.screens.main(state, item) : talk.screens.asked(state, item, press.q);
}

/** Pressed on the scan's own card, which then stays what it is. */
const isOnScanCard = (press: Press): boolean => press.do === 'stop-scan' || isFromScan(press);

function refusalView(talk: Talk, shown: Shown, event: InterviewEvent): View {
  return talk.screens.refused(shown.state, shown.item, refusalOf(shown.state, event));
}

/** Reading needs the same rights as answering, decided on a consistent read. */
async function readable(talk: Talk, id: string): Promise<Shown | null> {
  const opened = await talk.workshop.read(talk.subject, assessmentKey(talk, id));
  if (opened === null) return null;
  const { context } = opened.state.snapshot;
  const { incoming } = talk;
  return takesPart(context, { by: incoming.actor.id, from: incoming.conversation.id }) ? opened : null;
}

export async function openPanel(talk: Talk, id: string, press: Press, panel: AssessmentPanel): Promise<Reply> {
  const shown = await readable(talk, id);
  if (shown === null) return { kind: 'view', view: talk.screens.notYours() };
  const people: Person[] = panel === 'colleague' || panel === 'collect' ? await peopleHere(talk) : [];
  return { kind: 'view', view: await talk.screens.panel(panel, shown.state, shown.item, press, people), shows: 'panel' };
}

async function askColleague(talk: Talk, id: string, pressed: Pressed, wanted: { person: string; all: boolean }): Promise<Answer> {
  const { q } = pressed.press;
  const shown = await readable(talk, id);
  if (shown === null) return { kind: 'view', view: talk.screens.notYours() };
  const to = await resolvePerson(talk, wanted.person, []);
  if (to === null) return { kind: 'view', view: talk.screens.whoIsThat(shown.state, shown.item, wanted.person) };
  const keys = wanted.all ? openKeys(shown.state) : q === undefined ? [] : [q];
  return await act(talk, id, pressed, { type: 'hand-off', keys, to, via: talk.incoming.conversation.id });
}

/** The questions that nobody knew, as many as go to a colleague at once: what is collected for somebody who does. */
export function openKeys({ engine, snapshot }: Assessment): string[] {
  const { scoping, detail } = questioningOf(engine.catalogue, snapshot.context);
  const open = [...scoping, ...detail].filter(
    (key) =>
      snapshot.context.answers[key]?.value.kind === 'unknown' &&
      snapshot.context.waiting[key] === undefined &&
      findQuestion(engine.catalogue, key) !== null,
  );
  return open.slice(0, mostHandedOff);
}
