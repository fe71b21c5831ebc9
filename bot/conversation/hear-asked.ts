/** Typed words of a colleague to whom a question was handed: they answer it, in the chat where it stands. */

import { earlierOffer } from '../../workflows/interview/again.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { findQuestion, isMulti, revisionOf } from '../../workflows/interview/questioning.ts';
import { choiceIn } from './choices.ts';
import { assessmentKey } from './keys.ts';
import type { BareEvent } from './presses.ts';
import { isMisfit, refusalOf } from './refusal.ts';
import type { Reply } from './surface.ts';
import { envelop, type Talk, turnAssessment } from './talk.ts';
import type { Command } from './understand.ts';
import { words as say } from './words/en.ts';

interface Asked {
  assessment: string;
  question: string;
}

/** Null when nothing waits here for this person any more, or the words are no answer. */
export async function hearAsked(talk: Talk, asked: Asked, words: string, command: Command | null): Promise<Reply | null> {
  const opened = await talk.workshop.glance(talk.subject, assessmentKey(talk, asked.assessment));
  if (opened === null) return null;
  const key = waitingFor(opened.state, talk.incoming.actor.id, asked.question);
  const bare = key === null ? null : answerTo(opened.state, key, words, command);
  if (key === null || bare === null) return null;
  const event = envelop(talk.incoming, bare);
  const outcome = await turnAssessment(talk, asked.assessment, event);
  if (outcome.kind === 'duplicate') return { kind: 'nothing' };
  if (outcome.kind === 'quarantined') return { kind: 'view', view: talk.screens.kept() };
  const now = await talk.workshop.glance(talk.subject, assessmentKey(talk, asked.assessment));
  if (outcome.state === null || now === null) return { kind: 'view', view: talk.screens.notYours() };
  if (outcome.kind === 'applied') return { kind: 'view', view: talk.screens.asked(outcome.state, now.item, key) };
  if (outcome.kind === 'late')
    return { kind: 'view', view: talk.screens.late(outcome.state, now.item, { do: 'open', a: asked.assessment }) };
  if (isMisfit(outcome.state, event)) return { kind: 'notice', text: say.notes.doesNotFit };
  return { kind: 'view', view: talk.screens.refused(outcome.state, now.item, refusalOf(outcome.state, event)) };
}

/** The question shown last while it waits, else another that waits for the same person. */
function waitingFor({ snapshot }: Assessment, person: string, shown: string): string | null {
  const mine = Object.entries(snapshot.context.waiting).flatMap(([key, { to }]) => (to.id === person ? [key] : []));
  return mine.includes(shown) ? shown : (mine[0] ?? null);
}

/** Only what is sure is taken: there is no card here on which a guess could be confirmed. */
function answerTo({ engine, snapshot }: Assessment, key: string, words: string, command: Command | null): BareEvent | null {
  const rev = revisionOf(snapshot.context, key);
  const offer = command?.do === 'still' ? earlierOffer(engine.catalogue, snapshot.context, key) : null;
  if (offer !== null) return { type: 'answer', key, value: offer.value, rev };
  if (command?.do === 'unknown') return { type: 'answer', key, value: { kind: 'unknown' }, rev };
  if (command?.do === 'not-applicable' && command.reason !== '') {
    return { type: 'answer', key, value: { kind: 'not-applicable', reason: { text: command.reason } }, rev };
  }
  const asked = findQuestion(engine.catalogue, key);
  const understood = command !== null || asked === null ? null : choiceIn(words, asked.question.choices, isMulti(asked));
  return understood?.sure === true ? { type: 'answer', key, value: { kind: 'choice', choices: understood.choices }, rev } : null;
}
