/** A press: the event it stands for, or the panel it opens; the card that comes back in the acknowledgement. */

import type { Assessment } from '../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../workflows/interview/events.ts';
import { mostHandedOff } from '../../workflows/interview/limits.ts';
import { findQuestion, questioningOf } from '../../workflows/interview/questioning.ts';
import type { Item } from '../../workflows/store/store.ts';
import { assessmentKey } from './keys.ts';
import { peopleHere, resolvePerson } from './people.ts';
import { type BareEvent, wantedBy } from './presses.ts';
import { isMisfit, refusalOf } from './refusal.ts';
import type { Person, Reply } from './surface.ts';
import { envelop, type Talk, turnAssessment } from './talk.ts';
import type { Press, View } from './view.ts';
import type { AssessmentPanel } from './views/panel.ts';
import { words } from './words/en.ts';

export async function hearPress(talk: Talk, press: Press, inputs: Record<string, string>): Promise<Reply> {
  const wanted = wantedBy(press, inputs, talk.incoming.eventId);
  if (wanted.kind === 'read') return { kind: 'view', view: await talk.screens.help(talk.incoming, wanted.panel), shows: 'panel' };
  if (wanted.kind === 'empty') return { kind: 'notice', text: words.notes.empty[wanted.what] };
  if (press.a === undefined || wanted.kind === 'nonsense') return { kind: 'notice', text: words.notes.unknownButton };
  switch (wanted.kind) {
    case 'event':
      return await act(talk, press.a, { press, inputs }, wanted.event);
    case 'panel':
      return await openPanel(talk, press.a, press, wanted.panel);
    case 'ask':
      return await askColleague(talk, press.a, { press, inputs }, wanted);
    default:
      return wanted satisfies never;
  }
}

interface Pressed {
  press: Press;
  inputs: Record<string, string>;
}

/** Runs the turn and answers with the card as it stands then. */
async function act(talk: Talk, id: string, pressed: Pressed, bare: BareEvent): Promise<Reply> {
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
  return { kind: 'view', view: await cardHere(talk, shown, press), shows: 'card' };
}

/** The same press once more; where fields went with it, a button cannot carry them and the card is opened instead. */
function again({ incoming }: Talk, id: string, { press, inputs }: Pressed): Press {
  const [whole, bare] = [inputs, {}].map((fields) => JSON.stringify(wantedBy(press, fields, incoming.eventId)));
  return whole === bare ? press : { do: 'open', a: id };
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
  const home = state.snapshot.context.home.conversation === talk.incoming.conversation.id;
  return home || press.q === undefined ? await talk.screens.main(state, item) : talk.screens.asked(state, item, press.q);
}

function refusalView(talk: Talk, shown: Shown, event: InterviewEvent): View {
  return talk.screens.refused(shown.state, shown.item, refusalOf(shown.state, event));
}

/** Reading needs the same rights as answering, decided on a consistent read. */
async function readable(talk: Talk, id: string): Promise<Shown | null> {
  const opened = await talk.workshop.read(talk.subject, assessmentKey(talk, id));
  if (opened === null) return null;
  const { context } = opened.state.snapshot;
  const { incoming } = talk;
  const here = context.home.conversation === incoming.conversation.id || context.invited.includes(incoming.actor.id);
  return here ? opened : null;
}

async function openPanel(talk: Talk, id: string, press: Press, panel: AssessmentPanel): Promise<Reply> {
  const shown = await readable(talk, id);
  if (shown === null) return { kind: 'view', view: talk.screens.notYours() };
  const people: Person[] = panel === 'colleague' || panel === 'collect' ? await peopleHere(talk) : [];
  return { kind: 'view', view: await talk.screens.panel(panel, shown.state, shown.item, press, people), shows: 'panel' };
}

async function askColleague(talk: Talk, id: string, pressed: Pressed, wanted: { person: string; all: boolean }): Promise<Reply> {
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
