/** A stage for views: one assessment driven through the real engine, and what each card is drawn from. */

import type { Action, Block, View } from '../../../bot/conversation/view.ts';
import type { Shown } from '../../../bot/conversation/views/shown.ts';
import { type Catalogue, sealCatalogue } from '../../../knowledge/catalogue.ts';
import { loadCatalogue } from '../../../knowledge/load.ts';
import { readKnowledge } from '../../../knowledge/read.ts';
import type { InterviewContext } from '../../../workflows/interview/context.ts';
import { createEngine, type Snapshot } from '../../../workflows/interview/engine.ts';
import type { InterviewEvent } from '../../../workflows/interview/events.ts';
import { currentKey, findQuestion, isScopingKey, questioningOf, revisionOf } from '../../../workflows/interview/questioning.ts';
import type { AssessmentResult } from '../../../workflows/interview/result.ts';
import { resultOf } from '../../../workflows/interview/result-text.ts';
import { smallTexts } from '../../knowledge/small-catalogue.ts';

type Bare = InterviewEvent extends infer E ? (E extends InterviewEvent ? Omit<E, 'by' | 'name' | 'at' | 'from'> : never) : never;

/** Five questions of scoping and one control with one question. */
export function smallCatalogue(): Catalogue {
  const { controls, sources, frameworks, checks, checkCrosswalks, offers, scoping, genai, agentic } = readKnowledge(smallTexts);
  if (!sources || !checks || !checkCrosswalks || !offers || !scoping || !genai || !agentic)
    throw new Error('The small catalogue does not hold.');
  return sealCatalogue({
    controls: controls.map(({ value }) => value),
    sources: sources.value,
    frameworks: frameworks.map(({ value }) => value),
    checks: checks.value,
    checkCrosswalks: checkCrosswalks.value,
    offers: offers.value,
    scoping: scoping.trees,
    matrices: { genai: genai.value, agentic: agentic.value },
  });
}

let whole: Catalogue | undefined;

export function wholeCatalogue(): Catalogue {
  whole ??= loadCatalogue(new URL('../../../knowledge/', import.meta.url));
  return whole;
}

export const minute = 60_000;
/** A Sunday morning; views must not care. */
const start = Date.UTC(2026, 10, 22, 10);

export interface Stage {
  go(event: Bare, who?: { by: string; name: string; from?: string }): Stage;
  /** Steps without moving on: would the chart take this event now? */
  takes(event: Bare): boolean;
  /** Answers the question on the card: a choice by its place, or any other value. */
  answer(choice: number | 'unknown' | { reason: string }): Stage;
  wait(ms: number): Stage;
  key(): string;
  readonly context: InterviewContext;
  readonly interview: Snapshot['value']['interview'];
  shown(change?: Partial<Shown>): Shown;
  copy(): Stage;
}

/** Who does everything that nobody else is named for. */
export const anna = { by: 'U-anna', name: 'Anna' };

export function createStage(
  catalogue: Catalogue,
  from?: { snapshot: Snapshot; at: number; results: ReadonlyMap<string, AssessmentResult> },
  actor = anna,
): Stage {
  const engine = createEngine(catalogue);
  let snapshot = from?.snapshot ?? engine.initial();
  let at = from?.at ?? start;
  /** What was finished, by its id, as the store would keep it. */
  const results = new Map(from?.results ?? []);
  const enveloped = (event: Bare, who: { by: string; name: string; from?: string }): InterviewEvent => ({
    from: 'room',
    at,
    ...who,
    ...event,
  });
  const stage: Stage = {
    go(event, who = actor) {
      at += minute;
      const step = engine.step(snapshot, enveloped(event, who));
      if (!step.changed) throw new Error(`The chart refused ${JSON.stringify(event)} in ${JSON.stringify(snapshot.value)}.`);
      snapshot = step.snapshot;
      const { result } = snapshot.context;
      if (result !== null && !results.has(result.id)) results.set(result.id, resultOf({ engine, snapshot }, result.at));
      return stage;
    },
    takes: (event) => engine.step(snapshot, enveloped(event, actor)).changed,
    answer(choice) {
      const key = stage.key();
      const rev = revisionOf(snapshot.context, key);
      if (choice === 'unknown') return stage.go({ type: 'answer', key, rev, value: { kind: 'unknown' } });
      if (typeof choice === 'object')
        return stage.go({ type: 'answer', key, rev, value: { kind: 'not-applicable', reason: { text: choice.reason } } });
      const id = findQuestion(catalogue, key)?.question.choices[choice]?.id ?? '';
      return stage.go({ type: 'answer', key, rev, value: { kind: 'choice', choices: [id] } });
    },
    wait(ms) {
      at += ms;
      return stage;
    },
    key() {
      const parts = { scoping: 'scoping', shortPath: 'short' } as const;
      const { interview } = snapshot.value;
      const part = interview === 'scoping' || interview === 'shortPath' ? parts[interview] : 'detail';
      const key = currentKey(catalogue, snapshot.context, part);
      if (key === null) throw new Error(`Nothing is asked in ${interview}.`);
      return key;
    },
    get context() {
      return snapshot.context;
    },
    get interview() {
      return snapshot.value.interview;
    },
    shown: (change = {}) => {
      const result = snapshot.context.bornAt === 0 ? null : resultOf({ engine, snapshot }, at);
      const { value, context } = snapshot;
      const finished = context.result === null ? null : result;
      return {
        id: 'as1',
        version: 7,
        value,
        context,
        catalogue,
        result: finished,
        baseline: results.get(context.baseline?.id ?? '') ?? null,
        provisional: result,
        now: at,
        tryout: false,
        canScan: true,
        ...change,
      };
    },
    copy: () => createStage(catalogue, { snapshot, at, results }, actor),
  };
  return stage;
}

export function begun(catalogue: Catalogue, workload = 'Support agent', about?: string, actor = anna): Stage {
  return createStage(catalogue, undefined, actor).go({
    type: 'begin',
    id: 'as1',
    catalogue: catalogue.hash,
    workload,
    home: { conversation: 'room', kind: 'channel' },
    ...(about === undefined ? {} : { about: { text: about } }),
  });
}

/** Answers every scoping question: by name where given, else with the first choice. */
export function scoped(stage: Stage, picks: Record<string, string[] | 'unknown'> = {}): Stage {
  stage.go({ type: 'start' });
  while (stage.interview === 'scoping') {
    const key = stage.key();
    const pick = picks[key.split(':')[2] ?? ''];
    if (pick === undefined) stage.answer(0);
    else if (pick === 'unknown') stage.answer('unknown');
    else stage.go({ type: 'answer', key, rev: revisionOf(stage.context, key), value: { kind: 'choice', choices: pick } });
  }
  return stage;
}

/** An agent that files tickets when its prompt lets it. */
export const supportAgent: Record<string, string[] | 'unknown'> = {
  kind: ['own-software'],
  tools: ['read', 'write'],
  approval: ['prompt-only'],
  stage: ['going-live'],
  scale: ['none'],
  users: ['internal'],
  impact: 'unknown',
};

export function confirmed(stage: Stage): Stage {
  const { catalogue } = stage.shown();
  return stage.go({ type: 'confirm-scope', scope: questioningOf(catalogue, stage.context).scopeDigest });
}

/** Answers what is on the card until the chart goes elsewhere, going round through the choices. */
export function answeredAll(stage: Stage): Stage {
  const { interview } = stage;
  const { catalogue } = stage.shown();
  const part = interview === 'shortPath' ? 'short' : 'detail';
  for (let turn = 0; stage.interview === interview && currentKey(catalogue, stage.context, part) !== null; turn++) {
    const mayNotApply = !isScopingKey(stage.key());
    stage.answer(turn % 7 === 5 ? 'unknown' : turn % 11 === 10 && mayNotApply ? { reason: 'We have none of these.' } : turn % 3);
  }
  return stage;
}

export const bob = { id: 'U-bob', name: 'Bob' };

export function handed(stage: Stage, keys = [stage.key()], to = bob): Stage {
  return stage.go({ type: 'hand-off', keys, to, via: 'room' });
}

export const actionsOf = (view: View): Action[] => view.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
export const labelsOf = (view: View): string[] => actionsOf(view).map(({ label }) => label);
export const blockOf = <T extends Block['type']>(view: View, type: T): Extract<Block, { type: T }> | undefined =>
  view.blocks.find((one): one is Extract<Block, { type: T }> => one.type === type);
