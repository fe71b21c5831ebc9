/** Turns spoken effects into messages: draws from the newest snapshot, sends through the surface, notes where cards stand. */
import { keyOfAskedCard } from '../../workflows/interview/asked-card.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import type { Item } from '../../workflows/store/store.ts';
import type { CardRef, ItemKey } from '../../workflows/turn/effects.ts';
import type { Speech, Spoken, SpokenEffect } from '../../workflows/turn/relay.ts';
import type { Screens } from './screens.ts';
import { type OutFile, type Place, SendError, type Sender } from './surface.ts';
import type { View } from './view.ts';

/** A place and whether it is a chat with one person alone. */
export type KnownPlace = Place & { personal: boolean };

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
  exportFile(item: Item, assessment: Assessment, format: string): Promise<OutFile>;
}

export function createSpeaker(ports: SpeakerPorts): (speech: Speech) => Promise<Spoken> {
  return async (speech) => {
    try {
      return await speak(ports, speech);
    } catch (error) {
      // A platform's plain no is final; whatever may have arrived or may pass later is tried again by the sweeper.
      if (error instanceof SendError && error.arrived === 'no' && error.retryAfterMs === undefined) {
        return { kind: 'undeliverable', reason: error.message };
      }
      throw error;
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
      const place = await ports.place(key.tenant, body.conversation);
      if (place === null) return unmet(body.conversation);
      const view =
        key.kind === 'assessment' ? ports.screens.said(await ports.assessmentOf(item), item, body) : await ports.screens.told(key, body);
      await ports.sender.post(place, view, speech.name);
      return { kind: 'sent' };
    }
    case 'file': {
      const place = await personal(ports, key, body.via, body.person);
      if (place === null) return unmet(body.via);
      const file = await ports.exportFile(item, await ports.assessmentOf(item), body.format);
      await ports.sender.file(place, file, speech.name);
      return { kind: 'sent' };
    }
    default:
      return body satisfies never;
  }
}

function unmet(conversation: string): Spoken {
  return { kind: 'undeliverable', reason: `Nothing was ever heard from the conversation ${conversation}.` };
}

async function paint(ports: SpeakerPorts, speech: Speech, body: Extract<SpokenEffect, { kind: 'paint' }>): Promise<Spoken> {
  const known = speech.item.cards[body.card];
  const conversation = known?.conversation ?? body.conversation;
  const place = await ports.place(speech.key.tenant, conversation);
  if (place === null) return unmet(conversation);
  const view = await cardView(ports, speech.item, body.card);
  if (known !== undefined && body.fresh !== true) {
    if ((await ports.sender.update(place, known.message, view)) === 'updated') return { kind: 'sent' };
  }
  const receipt = await ports.sender.post(place, view, speech.name);
  if (known !== undefined && body.fresh === true) await retire(ports, place, known, speech.item);
  return { kind: 'sent', cards: { [body.card]: { conversation, message: receipt.message } } };
}

/** The card that was moved below the talk becomes one line. When that fails, the old copy still acts once and repaints. */
async function retire(ports: SpeakerPorts, place: Place, old: CardRef, item: Item): Promise<void> {
  try {
    await ports.sender.update(place, old.message, ports.screens.moved(item));
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
  }
}

async function cardView(ports: SpeakerPorts, item: Item, card: string): Promise<View> {
  const assessment = await ports.assessmentOf(item);
  const key = keyOfAskedCard(card);
  return key === null ? await ports.screens.main(assessment, item) : ports.screens.asked(assessment, item, key);
}

async function direct(ports: SpeakerPorts, speech: Speech, body: Extract<SpokenEffect, { kind: 'direct' }>): Promise<Spoken> {
  const place = await personal(ports, speech.key, body.via, body.person);
  if (place === null) return unmet(body.via);
  const receipt = await ports.sender.post(place, await cardView(ports, speech.item, body.card), speech.name);
  const question = keyOfAskedCard(body.card);
  if (question !== null) await ports.noteAsked(place, speech.name, { assessment: speech.key.id, question });
  return { kind: 'sent', cards: { [body.card]: { conversation: place.conversation, message: receipt.message } } };
}

async function personal(ports: SpeakerPorts, key: ItemKey, via: string, person: string): Promise<Place | null> {
  const place = await ports.place(key.tenant, via);
  if (place === null || place.personal) return place;
  const chat = await ports.sender.direct(place, person);
  // What was heard from the chat itself is newer than what another conversation knows about it.
  const known = await ports.place(key.tenant, chat.conversation);
  if (known !== null) return known;
  await ports.remember(chat, person);
  return chat;
}
