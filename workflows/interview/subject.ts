/** The assessment as a thing that turns: its engine is the chart, pinned to the catalogue it began with. */
import { createHash } from 'node:crypto';
import type { Catalogue } from '../../knowledge/catalogue.ts';
import type { EffectBody, ItemKey } from '../turn/effects.ts';
import { type OutsideText, RestoreError, type Subject, type TurnInput } from '../turn/subject.ts';
import { catalogueOf, envelopeVersion, fromEnvelope, toEnvelope } from './codec.ts';
import { noAssessment, type Said } from './context.ts';
import { type Assessment, engineOf, type InterviewEngine, type StateValue } from './engine.ts';
import type { InterviewEvent } from './events.ts';
import { longText, longTextStart } from './limits.ts';
import { isOpen, questioningOf } from './questioning.ts';
import { resultText } from './result-text.ts';
import { upcast } from './upcast.ts';

/** Finds a catalogue by its hash: the one this build carries, or one kept in the store. */
export type Catalogues = (hash: string) => Promise<Catalogue | null>;

export function createAssessmentSubject(catalogues: Catalogues): Subject<Assessment, InterviewEvent> {
  return {
    kind: 'assessment',

    async fresh(_key, event) {
      // Only `begin` names a catalogue; any other event meets an empty assessment and is refused by the chart.
      const catalogue = event.type === 'begin' ? await catalogues(event.catalogue) : null;
      if (catalogue === null) return { engine: nothingYet, snapshot: nothingYet.initial() };
      const engine = engineOf(catalogue);
      return { engine, snapshot: engine.initial() };
    },

    async open(_key, stored) {
      const envelope = upcast(stored);
      const hash = catalogueOf(envelope);
      const catalogue = await catalogues(hash);
      if (catalogue === null) throw new RestoreError(`The catalogue ${hash} is neither in this build nor in the store.`);
      const { value, context } = fromEnvelope(envelope, catalogue);
      const engine = engineOf(catalogue);
      return { engine, snapshot: engine.restore(value, context) };
    },

    step(key, { engine, snapshot }, event) {
      const { snapshot: next, effects, changed } = engine.step(snapshot, event);
      return { state: { engine, snapshot: next }, effects: effects.map((body) => withTenant(key, body)), changed };
    },

    outside: moveLongTexts,

    results(_key, before, after) {
      const { result } = after.snapshot.context;
      const { result: old, baseline } = before.snapshot.context;
      // One that stands again was written when it was finished.
      if (result === null || result.id === old?.id || result.id === baseline?.id) return [];
      return [{ id: result.id, body: resultText(after) }];
    },

    close: ({ engine, snapshot }) => toEnvelope(snapshot, engine.catalogue),

    project({ engine, snapshot: { value, context } }) {
      const { scoping, detail } = questioningOf(engine.catalogue, context);
      const asked = [...scoping, ...detail];
      return {
        name: wellFormed(context.name),
        state: value.activity === 'active' ? value.interview : value.activity,
        asked: asked.length,
        answered: asked.filter((key) => !isOpen(context, key)).length,
        requester: context.requester.id,
        at: context.lastAt,
        v: envelopeVersion,
      };
    },
  };
}

const unborn: StateValue = { interview: 'intake', activity: 'active', colleagues: 'nobodyAsked', scan: 'none' };

/** An assessment that was never begun: every event but `begin` is refused without a catalogue at hand. */
const nothingYet: InterviewEngine = {
  catalogue: { hash: '' } as Catalogue,
  initial: () => ({ value: unborn, context: noAssessment }),
  step: (snapshot) => ({ snapshot, effects: [], changed: false }),
  restore: (_value, context) => ({ value: unborn, context }),
};

/** The store takes whole characters only, and a name may end in half of one: cut there, or sent so. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString('utf8');
}

function withTenant(key: ItemKey, body: EffectBody): EffectBody {
  return body.kind === 'tell' ? { ...body, to: { ...body.to, tenant: key.tenant } } : body;
}

/** Long texts go to items of their own, under ids made from the event's id, so that a retry writes the same text again. */
function moveLongTexts(input: TurnInput<InterviewEvent>): { event: InterviewEvent; texts: OutsideText[] } {
  const { id, event } = input;
  const texts: OutsideText[] = [];
  const move = (said: Said, field: string): Said => {
    if (!('text' in said) || said.text.length <= longText) return said;
    const textId = textIdOf(id, field);
    texts.push({ id: textId, body: said.text });
    return { textId, start: said.text.slice(0, longTextStart) };
  };
  if (event.type === 'begin' && event.about !== undefined) return { event: { ...event, about: move(event.about, 'about') }, texts };
  if (event.type === 'settle' && event.reason !== undefined) return { event: { ...event, reason: move(event.reason, 'reason') }, texts };
  if (event.type === 'comment') return { event: { ...event, comment: move(event.comment, 'comment') }, texts };
  if (event.type === 'describe' && event.intake.about !== undefined) {
    return { event: { ...event, intake: { ...event.intake, about: move(event.intake.about, 'about') } }, texts };
  }
  if (event.type === 'answer' && event.value.kind === 'not-applicable') {
    return { event: { ...event, value: { ...event.value, reason: move(event.value.reason, 'reason') } }, texts };
  }
  return { event, texts };
}

export function textIdOf(eventId: string, field: string): string {
  return createHash('sha256').update(`${field} ${eventId}`).digest('base64url').slice(0, 16);
}
