/** What must hold of assessment and conversation when a simulated run rests, on top of what the simulator checks of every item. */
import { isDeepStrictEqual } from 'node:util';
import type { PersonIndex } from '../../workflows/conversation/person.ts';
import type { Conversation } from '../../workflows/conversation/subject.ts';
import type { Answer } from '../../workflows/interview/context.ts';
import type { Assessment } from '../../workflows/interview/engine.ts';
import { resultText } from '../../workflows/interview/result-text.ts';
import type { Store } from '../../workflows/store/store.ts';
import { partitionOf } from '../../workflows/store/table.ts';
import { effectId, effectName, type ItemKey } from '../../workflows/turn/effects.ts';
import { unpack } from '../../workflows/turn/envelope.ts';
import { assessmentKey, homeKey, personKey } from './interview-world.ts';
import { type InterviewScenario, interviewScenario, type LoggedEvent, type Script } from './sim-interview.ts';
import type { Fault } from './sim-process.ts';
import { type SimOptions, type SimResult, simulate } from './sim-run.ts';

export async function simulateInterview(script: Script, options: Omit<SimOptions, 'scenario' | 'fault'>): Promise<SimResult> {
  const scenario = interviewScenario(script);
  const broken: string[] = [];
  const texts = new Map<string, string>();
  const result = await simulate({ ...options, scenario, fault: watch(script, texts, broken) });
  const [talk, interview] = await Promise.all([
    foldOf<Conversation>(scenario, homeKey, scenario.logged.conversation),
    foldOf<Assessment>(scenario, assessmentKey, scenario.logged.assessment),
  ]);
  const excused = new Set([...talk.excused, ...interview.excused]);
  return {
    ...result,
    // What people are told is checked beside.
    turns: result.turns - scenario.logged.person.length,
    violations: [
      ...result.violations.filter((what) => !excused.has(what)),
      ...broken,
      ...talk.wrong,
      ...interview.wrong,
      ...checkAnswers(interview.states, scenario.logged.assessment),
      ...checkResult(interview.states, texts),
      ...checkTalk(talk.states, scenario.logged),
      ...(await checkPeople(interview.states, scenario)),
    ],
  };
}

/** No fault: it looks on. Before a snapshot that names a text is sent off, the text must have been written. */
function watch(script: Script, texts: Map<string, string>, broken: string[]): Fault {
  return {
    name: 'is only watched',
    store(store) {
      const methods: Partial<Store> = {
        async writeText(key, id, body) {
          await store.writeText(key, id, body);
          texts.set(id, body);
        },
        async commit(change) {
          for (const id of namedTexts(change.snapshot)) if (!texts.has(id)) broken.push(`named before it was written: ${id}`);
          return await store.commit(change);
        },
      };
      return new Proxy<Store>(store, {
        get: (target, name) => Reflect.get(name in methods ? methods : target, name) as unknown,
      });
    },
    // A card that shows a finished result reads it, as the screens do.
    speak: (speak, store) => async (speech) => {
      for (const id of namedTexts(speech.item.snapshot)) {
        const body = await store.readText(speech.key, id);
        if (body === null || body !== texts.get(id)) broken.push(`cannot be read: ${id}`);
      }
      const spoken = await speak(speech);
      return script.nobodyAtHome === true && speech.body.kind === 'direct' ? { kind: 'undeliverable', reason: 'They left.' } : spoken;
    },
  };
}

const named = new WeakMap<Uint8Array, string[]>();

/** The ids of all texts that a snapshot names: long words, and the finished result. */
function namedTexts(snapshot: Uint8Array): string[] {
  const known = named.get(snapshot);
  if (known !== undefined) return known;
  const ids: string[] = [];
  JSON.stringify(unpack(snapshot), (name: string, value: unknown) => {
    if (name === 'textId' && typeof value === 'string') ids.push(value);
    if ((name === 'result' || name === 'baseline') && value !== null) ids.push((value as { id: string }).id);
    return value;
  });
  named.set(snapshot, ids);
  return ids;
}

interface Folded<S> {
  /** The state before the first event, then after each. */
  states: S[];
  wrong: string[];
  /** What the simulator misses, though it was delivered and rightly refused. */
  excused: string[];
}

async function foldOf<S>(scenario: InterviewScenario, key: ItemKey, events: readonly LoggedEvent[]): Promise<Folded<S>> {
  const subject = scenario.subjectOf(key);
  const refused = [...scenario.refusals];
  const wasRefused = (id: string) => refused.some(({ event }) => event.eventId === id);
  const [first] = events;
  const states: unknown[] = [await subject.fresh(key, first ?? { type: '', by: '', at: 0 })];
  const excused: string[] = [];
  const asked: string[] = [];
  for (const [index, event] of events.entries()) {
    const step = subject.step(key, states.at(-1), event);
    states.push(step.state);
    for (const [place, body] of step.effects.entries()) {
      const name = effectName(key, effectId(index + 1, place + 1));
      if (body.kind === 'tell' && wasRefused(name)) excused.push(`never told: ${name}`);
      if (body.kind === 'schedule' && wasRefused(`due:${partitionOf(key)}:${body.id}:${body.at}`)) excused.push(`never fired: ${name}`);
      if (body.kind === 'direct') asked.push(`${name} unreachable`);
    }
  }
  const mine = refused.filter((refusal) => refusal.key.kind === key.kind);
  const isRight = (event: LoggedEvent) => states.some((state) => !subject.step(key, state, event).changed);
  const wrong = mine.filter(({ event }) => !isRight(event)).map(({ event }) => `refused though always possible: ${event.eventId}`);
  const heard = (id: string) => wasRefused(id) || events.some(({ eventId }) => eventId === id);
  if (scenario.nobodyAtHome) wrong.push(...asked.filter((id) => !heard(id)).map((id) => `the asker was never told: ${id}`));
  return { states: states as S[], wrong, excused };
}

type Loose = LoggedEvent & Record<string, unknown>;

/** Answers counted by hand from the log, without the chart. */
function checkAnswers(states: readonly Assessment[], log: readonly LoggedEvent[]): string[] {
  let answers = { ...states[0]?.snapshot.context.answers };
  let baseline = answers;
  const expect = (key: string, by: string, value: unknown) => {
    answers[key] = { value, by, rev: ((answers[key] ?? baseline[key])?.rev ?? 0) + 1 } as Answer;
  };
  let proposed: unknown;
  for (const event of log as unknown as readonly Loose[]) {
    if (event.type === 'assess-again') [answers, baseline] = [{}, answers];
    if (event.type === 'keep-baseline') answers = restored(baseline, answers);
    if (event.type === 'propose') proposed = event['choices'];
    if (event.type === 'answer') expect(String(event['key']), event.by, event['value']);
    if (event.type === 'accept-proposal') expect(String(event['key']), event.by, { kind: 'choice', choices: proposed });
  }
  const kept = states.at(-1)?.snapshot.context.answers ?? {};
  const isKept = (key: string, { value, by, rev }: Answer) =>
    isDeepStrictEqual([kept[key]?.value, kept[key]?.by, kept[key]?.rev], [value, by, rev]);
  const lost = Object.entries(answers).filter(([key, answer]) => !isKept(key, answer));
  return [
    ...lost.map(([key]) => `an answer was lost: ${key}`),
    ...Object.keys(kept)
      .filter((key) => answers[key] === undefined)
      .map((key) => `nobody answered: ${key}`),
  ];
}

/** The old answers as they were; where one was answered anew meanwhile no revision is given twice. */
function restored(old: Record<string, Answer>, since: Record<string, Answer>): Record<string, Answer> {
  return Object.fromEntries(Object.entries(old).map(([key, one]) => [key, { ...one, rev: (since[key] ?? { rev: one.rev - 1 }).rev + 1 }]));
}

/** What stands in the store under the result's id is the result of the state that was finished. */
function checkResult(states: readonly Assessment[], texts: ReadonlyMap<string, string>): string[] {
  const { id } = states.at(-1)?.snapshot.context.result ?? {};
  const finished = states.find(({ snapshot }) => id !== undefined && snapshot.context.result?.id === id);
  return finished === undefined || texts.get(id ?? '') === resultText(finished) ? [] : [`another result is stored: ${id}`];
}

/** The conversation, reckoned by hand from its log; and it knows every assessment that was begun in it. */
function checkTalk(states: readonly Conversation[], logged: InterviewScenario['logged']): string[] {
  const talk = states.at(-1);
  if (talk === undefined) return [];
  const log = logged.conversation as unknown as readonly Loose[];
  const of = (...types: string[]) => log.filter(({ type }) => types.includes(type));
  const added = of('added').map((event) => event['assessment']);
  const people = of('met').map((event) => event['person'] as { id: string; name: string });
  const pointed = of('added', 'focused', 'asked').at(-1);
  // Whoever speaks there again opens what was cut off.
  const cut = log.slice(log.findLastIndex(({ type }) => type === 'met') + 1).filter(({ type }) => type === 'cut-off');
  const reckoned = {
    assessments: [...new Set(added)],
    current: of('added', 'focused').at(-1)?.['assessment'] ?? null,
    people: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    reference: of('met').at(-1)?.['reference'] ?? {},
    audience: of('met').findLast((event) => event['audience'] !== undefined)?.['audience'] ?? null,
    cutOff: [...new Set(cut.map((event) => event['assessment']))],
    asked: pointed?.type === 'asked' ? { assessment: pointed['assessment'], question: pointed['question'] } : null,
  };
  const { kind: _, ...kept } = talk;
  const wrong = isDeepStrictEqual(kept, reckoned) ? [] : [`the conversation is not what its events say: ${JSON.stringify(kept)}`];
  const begun = logged.assessment.some(({ type }) => type === 'begin');
  if (begun && !talk.assessments.includes(assessmentKey.id)) wrong.push('the conversation does not know its assessment');
  return wrong;
}

/** Everybody who takes part and did not before finds the assessment among theirs. */
async function checkPeople(states: readonly Assessment[], { logged, subjectOf }: InterviewScenario): Promise<string[]> {
  const before = states[0]?.snapshot.context.people ?? {};
  const fresh = Object.keys(states.at(-1)?.snapshot.context.people ?? {}).filter((id) => before[id] === undefined);
  if (logged.person.length !== fresh.length) return [`${fresh.length} people came, ${logged.person.length} were told`];
  const subject = subjectOf(personKey(''));
  const wrong: string[] = [];
  for (const event of logged.person) {
    const { assessments } = subject.step(personKey(''), await subject.fresh(personKey(''), event), event).state as PersonIndex;
    if (assessments[0] !== assessmentKey.id) wrong.push(`a person does not know their assessment: ${event.eventId}`);
  }
  return wrong;
}
