/** Begins an assessment where somebody asks for one, by words or by the form. */
import { assessmentKey } from './keys.ts';
import { meet } from './meet.ts';
import type { BareEvent } from './presses.ts';
import type { Answer, Reply } from './surface.ts';
import { envelop, newAssessmentId, type Talk, turnAssessment } from './talk.ts';
import { words } from './words/en.ts';

interface Wanted {
  workload: string;
  about: string;
}

/** The card is shown below the talk, so there is nothing to say when it succeeds. */
export async function begin(talk: Talk, { workload, about }: Wanted): Promise<Reply> {
  const { incoming, catalogue } = talk;
  const id = newAssessmentId(incoming);
  const bare: BareEvent = {
    type: 'begin',
    id,
    catalogue: catalogue.hash,
    workload: workload === '' ? words.common.unnamed : workload,
    home: { conversation: incoming.conversation.id, kind: incoming.conversation.kind },
    ...(about === '' ? {} : { about: { text: about } }),
  };
  const outcome = await turnAssessment(talk, id, envelop(incoming, bare));
  if (outcome.kind === 'applied' || outcome.kind === 'duplicate') return { kind: 'nothing' };
  return { kind: 'view', view: outcome.kind === 'quarantined' ? talk.screens.kept() : talk.screens.notYours() };
}

/** A form may be sent in where nothing was ever said; it makes way for the card. */
export async function beginByForm(talk: Talk, wanted: Wanted): Promise<Answer> {
  await meet(talk);
  const reply = await begin(talk, wanted);
  if (reply.kind !== 'nothing') return reply;
  const opened = await talk.workshop.glance(talk.subject, assessmentKey(talk, newAssessmentId(talk.incoming)));
  return opened === null ? reply : { kind: 'card', draw: () => talk.screens.main(opened.state, opened.item) };
}
