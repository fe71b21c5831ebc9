/** What somebody might do next: mostly what the card offers, and now and then what no card ever offered. */
import { type Catalogue, indexCatalogue } from '../../knowledge/catalogue.ts';
import { phases } from '../../knowledge/schema.ts';
import { earlierOffer } from '../../workflows/interview/again.ts';
import type { AnswerValue, InterviewContext, QuestionKey } from '../../workflows/interview/context.ts';
import { undecidedIn } from '../../workflows/interview/counting.ts';
import type { Snapshot } from '../../workflows/interview/engine.ts';
import { findQuestion, isAskable, isMulti, questioningOf } from '../../workflows/interview/questioning.ts';
import { connectRefusals, type Decision, decisions, type Trial } from '../../workflows/interview/scan-context.ts';
import { seenDigest } from '../../workflows/interview/seen.ts';
import { type BareEvent, people, revOf, type Who } from './interview.ts';
import { account, counts, finishedEvent, rowOf } from './scans.ts';
import { pick } from './sim-world.ts';

export interface Scene {
  catalogue: Catalogue;
  snapshot: Snapshot;
  random: () => number;
}

const person = (name: Who) => ({ id: people[name].id, name: people[name].name });

/** Names of an object's own parts, nothing, too much, what breaks a terminal, what breaks a parser. */
export const oddWords = [
  '',
  ' ',
  '__proto__',
  'constructor',
  '\u0000\u0007\u001b[2J',
  '"}],',
  '\ud83e\udda6'.repeat(90),
  '字'.repeat(400),
  '"'.repeat(499),
  'ab '.repeat(900),
] as const;

export function sensible(scene: Scene): BareEvent {
  const { snapshot, random } = scene;
  const { interview, activity } = snapshot.value;
  if (activity === 'paused' || activity === 'lapsed') return random() < 0.8 ? { type: 'resume' } : { type: 'show' };
  if (activity === 'cancelled') return { type: 'undo-cancel' };
  if (interview === 'intake') return random() < 0.7 ? { type: 'start' } : describing(scene);
  if (interview === 'finished') return afterwards(scene);
  if (snapshot.context.again !== null && random() < 0.01) return { type: 'keep-baseline' };
  const chance = random();
  if (chance < 0.5) return answerNext(scene) ?? stepOn(scene);
  if (chance < 0.6) return stepOn(scene);
  if (chance < 0.75) return aboutAnswered(scene);
  if (chance < 0.85) return withPeople(scene);
  if (chance < 0.9) return proposing(scene);
  if (chance < 0.94) return looking(scene);
  return pick(random, [
    { type: 'back' },
    { type: 'pause' },
    { type: 'show' },
    { type: 'rename', workload: pick(random, ['Helpdesk', 'Support agent']) },
    describing(scene),
    cancelling(random),
  ]);
}

function afterwards({ random }: Scene): BareEvent {
  const chance = random();
  if (chance < 0.3) return { type: 'reopen' };
  if (chance < 0.6) return { type: 'assess-again' };
  return chance < 0.75 ? { type: 'assess-again', target: pick(random, phases) } : { type: 'export', format: 'markdown' };
}

/** Looks into an account, step after step, and decides what disagrees. */
function looking({ catalogue, snapshot, random }: Scene): BareEvent {
  const { context, value } = snapshot;
  const { scan, accounts } = context;
  const { trial } = context;
  if (trial !== null && trial.end === null && random() < 0.8) return triedOf(trial, random);
  if (accounts.length === 0 || random() < 0.05) return { type: 'try-account', trial: `trial-${Math.floor(random() * 1e9)}`, ...account };
  if (random() < 0.1) return { type: 'scope-workload', tags: { app: pick(random, oddWords).slice(0, 20) }, resources: [] };
  if (value.scan === 'none' || value.scan === 'looked') {
    const [one] = undecidedIn(catalogue, context);
    return one !== undefined && random() < 0.7
      ? settling(catalogue, context, one.control, pick(random, decisions))
      : { type: 'scan', scan: `scan-${Math.floor(random() * 1e9)}` };
  }
  const run = { scan: scan?.id ?? '', attempt: scan?.attempt ?? 0 };
  const rows = catalogue.checks.map(({ id }) => rowOf(id, pick(random, ['pass', 'fail', 'not-assessed', 'not-applicable'])));
  return pick<() => BareEvent>(random, [
    () => ({ type: 'scan.progressed', ...run, ...counts }),
    () => finishedEvent(run.scan, rows, random() < 0.8 ? 'finished' : 'stopped', run.attempt),
    () => ({ type: 'scan.failed', ...run, reason: pick(random, oddWords) }),
    () => ({ type: 'stop-scan' }),
  ])();
}

/** Mostly it holds. */
function triedOf({ id, attempt }: Trial, random: () => number): BareEvent {
  const own = { type: 'account.tried' as const, trial: id, attempt };
  return random() < 0.8
    ? { ...own, how: 'connected', missing: { unread: random() < 0.5 ? [] : ['house:ListRoofs'], barred: [] } }
    : { ...own, how: 'refused', why: pick(random, connectRefusals) };
}

function settling(catalogue: Catalogue, context: InterviewContext, control: string, decision: Decision): BareEvent {
  const known = indexCatalogue(catalogue).control(control);
  const seen = known === undefined ? '' : seenDigest(known, context.seen?.checks ?? []);
  return { type: 'settle', control, decision, seen, reason: { text: 'It is so.' }, owner: person('cleo') };
}

const cancelling = (random: () => number): BareEvent => (random() < 0.2 ? { type: 'cancel' } : { type: 'back' });

function describing({ random }: Scene): BareEvent {
  const components = pick(random, [['Support agent'], ['Support agent', 'Mail reader'], ['Mail reader']]);
  return {
    type: 'describe',
    intake: { owner: 'Cleo', about: { text: pick(random, oddWords) } },
    ...(random() < 0.3 ? { components } : {}),
  };
}

function askable({ catalogue, snapshot }: Scene): QuestionKey[] {
  const { scoping, detail } = questioningOf(catalogue, snapshot.context);
  return [...scoping, ...detail].filter((key) => isAskable(snapshot.context, key));
}

/** The next open question, sometimes another one. */
function answerNext(scene: Scene): BareEvent | null {
  const open = askable(scene);
  const key = scene.random() < 0.8 ? open[0] : open.at(-1);
  return key === undefined ? null : answering(scene, key);
}

export function answering(scene: Scene, key: QuestionKey): BareEvent {
  const { context } = scene.snapshot;
  const offer = scene.random() < 0.5 ? earlierOffer(scene.catalogue, context, key) : null;
  return { type: 'answer', key, value: offer?.value ?? chosen(scene, key), rev: revOf(context, key) };
}

function chosen({ catalogue, random }: Scene, key: QuestionKey): AnswerValue {
  const asked = findQuestion(catalogue, key);
  if (asked === null || random() < 0.08) return { kind: 'unknown' };
  if (asked.kind === 'control' && random() < 0.06) return { kind: 'not-applicable', reason: { text: pick(random, oddWords) } };
  const ids = asked.question.choices.map(({ id }) => id);
  const first = pick(random, ids);
  const second = pick(random, ids);
  return { kind: 'choice', choices: isMulti(asked) && random() < 0.3 ? [...new Set([first, second])] : [first] };
}

function stepOn(scene: Scene): BareEvent {
  const { catalogue, snapshot, random } = scene;
  switch (snapshot.value.interview) {
    case 'confirmingScope':
      return { type: 'confirm-scope', scope: questioningOf(catalogue, snapshot.context).scopeDigest };
    case 'shortPath':
      return random() < 0.7 ? { type: 'go-deeper' } : { type: 'review' };
    case 'reviewing':
      return random() < 0.5 ? { type: 'keep-asking' } : { type: 'finish', resultId: `result-${Math.floor(random() * 1e9)}` };
    default:
      return { type: 'review' };
  }
}

function aboutAnswered(scene: Scene): BareEvent {
  const { snapshot, random } = scene;
  const answered = Object.keys(snapshot.context.answers);
  if (answered.length === 0) return { type: 'back' };
  const key = pick(random, answered);
  if (random() < 0.4) return { type: 'comment', key, comment: { text: pick(random, oddWords) } };
  return random() < 0.3 ? { type: 'revisit', key } : answering(scene, key);
}

function withPeople(scene: Scene): BareEvent {
  const { snapshot, random } = scene;
  const waiting = Object.keys(snapshot.context.waiting);
  if (waiting.length > 0 && random() < 0.5)
    return random() < 0.5 ? { type: 'hand-back', key: pick(random, waiting) } : answering(scene, pick(random, waiting));
  const open = askable(scene);
  if (open.length === 0 || random() < 0.2)
    return random() < 0.7 ? { type: 'invite', person: person('ben') } : { type: 'hand-over', to: person(pick(random, ['ana', 'cleo'])) };
  return { type: 'hand-off', keys: open.slice(0, 1 + Math.floor(random() * 25)), to: person('ben'), via: people.ana.from };
}

function proposing(scene: Scene): BareEvent {
  const { catalogue, snapshot, random } = scene;
  const { proposal } = snapshot.context;
  if (proposal !== null && random() < 0.8) {
    return random() < 0.7
      ? { type: 'accept-proposal', key: proposal.key, rev: revOf(snapshot.context, proposal.key) }
      : { type: 'drop-proposal', key: proposal.key };
  }
  const key = askable(scene)[0];
  const asked = key === undefined ? null : findQuestion(catalogue, key);
  if (key === undefined || asked === null) return { type: 'back' };
  return {
    type: 'propose',
    key,
    choices: [
      pick(
        random,
        asked.question.choices.map(({ id }) => id),
      ),
    ],
    quote: pick(random, oddWords).slice(0, 200),
  };
}

/** What must change nothing, or is none of the card's offers. */
export function senseless({ snapshot, random }: Scene): BareEvent {
  const odd = pick(random, oddWords);
  const key = pick(random, [...Object.keys(snapshot.context.answers), odd, `c:${odd}/q1`, `s::${odd}`, 's:c99:model']);
  return pick<BareEvent>(random, [
    { type: 'answer', key, value: { kind: 'choice', choices: [odd] }, rev: revOf(snapshot.context, key) },
    { type: 'answer', key, value: { kind: 'unknown' }, rev: revOf(snapshot.context, key) - 1 },
    { type: 'answer', key, value: { kind: 'unknown' }, rev: Number.NaN },
    { type: 'confirm-scope', scope: odd },
    { type: 'comment', key: odd, comment: { text: odd } },
    { type: 'hand-off', keys: [key, key], to: person('ben'), via: 'talk' },
    { type: 'hand-off.timed-out', key, until: 1, to: 'ben' },
    { type: 'cancel.settled', cancelledAt: snapshot.context.cancelledAt ?? 0 },
    { type: 'idle.checked' },
    { type: 'assess-again', target: 'foundational' },
    { type: 'accept-proposal', key, rev: 7 },
    { type: 'rename', workload: ' ' },
    { type: 'describe', intake: {}, components: [odd, odd] },
    { type: 'begin', id: 'a2', catalogue: odd, workload: odd, home: { conversation: 'dan alone', kind: 'personal' } },
  ]);
}

/** True when nothing is left to do for anybody: cancelled for good. */
export function isOver({ value }: Snapshot): boolean {
  return value.activity === 'gone';
}

/** One thing that is certainly possible now; the walk fails when it is not. */
export function wayOn(catalogue: Catalogue, { value, context }: Snapshot): BareEvent {
  if (value.activity === 'paused' || value.activity === 'lapsed') return { type: 'resume' };
  if (value.activity === 'cancelled') return { type: 'undo-cancel' };
  if (value.interview === 'intake') return { type: 'start' };
  if (value.interview === 'confirmingScope') return { type: 'confirm-scope', scope: questioningOf(catalogue, context).scopeDigest };
  if (value.interview === 'shortPath' || value.interview === 'asking') return { type: 'review' };
  if (value.interview === 'waitingForColleague') return { type: 'hand-back', key: Object.keys(context.waiting)[0] ?? '' };
  if (value.interview === 'reviewing') return finishing(catalogue, { value, context });
  return value.interview === 'finished' ? { type: 'reopen' } : scopingAnswer(catalogue, context);
}

/** Before the finish the scan ends and what disagrees is decided; while it is stopping only waiting helps. */
function finishing(catalogue: Catalogue, { value, context }: Snapshot): BareEvent {
  if (value.scan === 'looking') return { type: 'stop-scan' };
  if (value.scan === 'stopping') return { type: 'show' };
  const [one] = undecidedIn(catalogue, context);
  return one === undefined ? { type: 'finish', resultId: 'r' } : settling(catalogue, context, one.control, 'fix');
}

function scopingAnswer(catalogue: Catalogue, context: InterviewContext): BareEvent {
  const key = questioningOf(catalogue, context).scoping.find((one) => context.answers[one] === undefined) ?? '';
  return { type: 'answer', key, value: { kind: 'unknown' }, rev: revOf(context, key) };
}
