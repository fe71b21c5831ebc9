/** Turns spoken effects into messages: draws from the newest snapshot, sends through the surface, notes where cards stand. */
import { keyOfAskedCard, scanCard } from '../../workflows/interview/asked-card.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { Item } from '../../workflows/store/store.ts';
import type { CardRef, ItemKey } from '../../workflows/turn/effects.ts';
import type { Speech, Spoken, SpokenEffect } from '../../workflows/turn/relay.ts';
import type { WantedFile } from './files.ts';
import type { Screens } from './screens.ts';
import { type OutFile, type Place, SendError, type Sender } from './surface.ts';
import type { View } from './view.ts';

/** A place, whether it is a chat with one person alone, and who was heard there. */
export type KnownPlace = Place & { personal: boolean; heard: readonly string[] };

export interface SpeakerPorts {
  sender: Sender;
  screens: Screens;
  /** Where a conversation is; null when the bot never met it. */
  place(tenant: string, conversation: string): Promise<KnownPlace | null>;
  /** Keeps how to speak in a chat that the bot opened itself. */
  remember(place: Place, person: string): Promise<void>;
  /** Notes which question stands in a person's chat, so that typed words there answer it. `id` is the effect's name. */
  noteAsked(place: Place, id: string, asked: { assessment: string; question: string }): Promise<void>;
  /** The assessment's state for an item, opened when it is not at hand. */
  assessmentOf(item: Item): Promise<Assessment>;
  exportFile(item: Item, assessment: Assessment, wanted: WantedFile): Promise<OutFile>;
  /** Draws what items of the other kinds show and say. */
  others: {
    card(item: Item, card: string): Promise<View>;
    said(item: Item, say: Extract<SpokenEffect, { kind: 'say' }>): Promise<View>;
    /** True when it is too late for the card to be sent unasked: it is then left out. */
    missed(item: Item, card: string, name: string): Promise<boolean>;
  };
}

export function createSpeaker(ports: SpeakerPorts): (speech: Speech) => Promise<Spoken> {
  return async (speech) => {
    try {
      return await speak(ports, speech);
    } catch (error) {
      // Whatever may have arrived is tried again by the sweeper.
      if (!(error instanceof SendError) || error.arrived === 'unknown') throw error;
      if (error.retryAfterMs !== undefined) return { kind: 'later', afterMs: error.retryAfterMs };
      // A platform's plain no is final.
      const undeliverable = { kind: 'undeliverable' as const, reason: error.message };
      const cut = error.closed ? await cutOff(ports, speech) : null;
      return cut === null ? undeliverable : { ...undeliverable, tell: cut };
    }
  };
}

async function speak(ports: SpeakerPorts, speech: Speech): Promise<Spoken> {
  const { body, item, key } = speech;
  switch (body.kind) {
    case 'paint':
      return await paint(ports, speech, body);
    case 'direct':
      return await direct(ports, speech, body);
    case 'say': {
      const { conversation, person } = body;
      const place = person === undefined ? await ports.place(key.tenant, conversation) : await personal(ports, key, conversation, person);
      if (place === null) return unmet(conversation);
      await ports.sender.post(place, await saidView(ports, item, body), speech.name, speech.again);
      return { kind: 'sent' };
    }
    case 'file': {
      const place = await personal(ports, key, body.via, body.person);
      if (place === null) return unmet(body.via);
      const file = await ports.exportFile(item, await ports.assessmentOf(item), body);
      await ports.sender.file(place, file, speech.name, speech.again);
      return { kind: 'sent' };
    }
    default:
      return body satisfies never;
  }
}

/** Where an assessment lost its place, whoever runs it hears so in their own chat: the conversation remembers whom it told. */
async function cutOff(
  ports: SpeakerPorts,
  { body, item, key }: Speech,
): Promise<Extract<Spoken, { kind: 'undeliverable' }>['tell'] | null> {
  if (key.kind !== 'assessment' || (body.kind !== 'paint' && body.kind !== 'say')) return null;
  const conversation = (body.kind === 'paint' ? item.cards[body.card]?.conversation : undefined) ?? body.conversation;
  const place = await ports.place(key.tenant, conversation);
  if (place === null || place.personal) return null;
  const { requester } = (await ports.assessmentOf(item)).snapshot.context;
  return {
    to: { tenant: key.tenant, kind: 'conversation', id: conversation },
    event: { type: 'cut-off', assessment: key.id, conversation, person: requester.id },
  };
}

function unmet(conversation: string): Spoken {
  return { kind: 'undeliverable', reason: `Nothing was ever heard from the conversation ${conversation}.` };
}

async function paint(ports: SpeakerPorts, speech: Speech, body: Extract<SpokenEffect, { kind: 'paint' }>): Promise<Spoken> {
  const known = speech.item.cards[body.card];
  // What is shown anew is shown where it lives now, which may be elsewhere than where it stood.
  const conversation = body.fresh === true ? body.conversation : (known?.conversation ?? body.conversation);
  const place = await ports.place(speech.key.tenant, conversation);
  if (place === null) return unmet(conversation);
  const view = await cardView(ports, speech.item, body.card);
  if (known !== undefined && body.fresh !== true) {
    if ((await ports.sender.update(place, known.message, view)) === 'updated') return { kind: 'sent' };
  }
  const receipt = await ports.sender.post(place, view, speech.name, speech.again);
  if (known !== undefined && body.fresh === true) await retire(ports, known, speech.item, place);
  return { kind: 'sent', cards: { [body.card]: { conversation, message: receipt.message } } };
}

/** The card that was moved below the talk becomes one line. When that fails, the old copy still acts once and repaints. */
async function retire(ports: SpeakerPorts, old: CardRef, item: Item, here: Place): Promise<void> {
  const place = old.conversation === here.conversation ? here : await ports.place(here.tenant, old.conversation);
  if (place === null) return;
  try {
    await ports.sender.update(place, old.message, ports.screens.moved(item, place !== here));
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
  }
}

async function saidView(ports: SpeakerPorts, item: Item, body: Extract<SpokenEffect, { kind: 'say' }>): Promise<View> {
  if (item.key.kind === 'assessment') return ports.screens.said(await ports.assessmentOf(item), item, body);
  if (item.key.kind === 'conversation') return await ports.screens.told(item.key, body);
  return await ports.others.said(item, body);
}

async function cardView(ports: SpeakerPorts, item: Item, card: string): Promise<View> {
  if (item.key.kind !== 'assessment') return await ports.others.card(item, card);
  const assessment = await ports.assessmentOf(item);
  if (card === scanCard) return ports.screens.scan(assessment, item);
  const key = keyOfAskedCard(card);
  return key === null ? await ports.screens.main(assessment, item) : ports.screens.asked(assessment, item, key);
}

async function direct(ports: SpeakerPorts, speech: Speech, body: Extract<SpokenEffect, { kind: 'direct' }>): Promise<Spoken> {
  if (await ports.others.missed(speech.item, body.card, speech.name)) return { kind: 'sent' };
  // Where the last one stands is known: opening a chat is what a platform lets us do least often.
  const last = speech.item.cards[body.card]?.conversation;
  const isKnown = last !== undefined && (await ports.place(speech.key.tenant, last)) !== null;
  const place = await personal(ports, speech.key, isKnown ? last : body.via, body.person);
  if (place === null) return unmet(body.via);
  const receipt = await ports.sender.post(place, await cardView(ports, speech.item, body.card), speech.name, speech.again);
  const question = speech.key.kind === 'assessment' ? keyOfAskedCard(body.card) : null;
  if (question !== null) await ports.noteAsked(place, speech.name, { assessment: speech.key.id, question });
  return { kind: 'sent', cards: { [body.card]: { conversation: place.conversation, message: receipt.message } } };
}

async function personal(ports: SpeakerPorts, key: ItemKey, via: string, person: string): Promise<Place | null> {
  const place = await ports.place(key.tenant, via);
  if (place === null) return null;
  // A chat that the bot opened by itself may not have been answered yet: it is still that person's.
  if (place.personal && (place.heard.length === 0 || place.heard.includes(person))) return place;
  const chat = await ports.sender.direct(place, person);
  // What was heard from the chat itself is newer than what another conversation knows about it.
  const known = await ports.place(key.tenant, chat.conversation);
  if (known !== null) return known;
  await ports.remember(chat, person);
  return chat;
}
