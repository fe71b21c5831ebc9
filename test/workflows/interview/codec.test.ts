/** What is stored comes back as it was, stays small, and a newer or foreign envelope is refused. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../knowledge/load.ts';
import type { Control } from '../../../knowledge/schema.ts';
import { envelopeVersion, fromEnvelope, toEnvelope } from '../../../workflows/interview/codec.ts';
import { undecidedIn } from '../../../workflows/interview/counting.ts';
import { engineOf, type Snapshot } from '../../../workflows/interview/engine.ts';
import { mostMissing, mostOutside } from '../../../workflows/interview/limits.ts';
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import { condense, packSeen, seenDigest, unpackSeen } from '../../../workflows/interview/seen.ts';
import { createAssessmentSubject } from '../../../workflows/interview/subject.ts';
import { upcast } from '../../../workflows/interview/upcast.ts';
import type { Row } from '../../../workflows/scanners/verdict.ts';
import { mostNamed, mostTags } from '../../../workflows/scanners/workload-words.ts';
import { checkSize } from '../../../workflows/turn/effects.ts';
import { pack, unpack } from '../../../workflows/turn/envelope.ts';
import { RestoreError } from '../../../workflows/turn/subject.ts';
import {
  answerAll,
  type BareEvent,
  beginPlay,
  confirmEvent,
  eventBy,
  minute,
  must,
  type Play,
  play,
  pocketCatalogue,
  revOf,
  stagePlay,
} from '../../support/interview.ts';
import { finishedEvent, heldEvent, looked, outside, rowOf, trying } from '../../support/scans.ts';
import { createRandom } from '../../support/sim-world.ts';

const catalogue = pocketCatalogue(3);
const stored = (snapshot: Snapshot): unknown => unpack(pack(toEnvelope(snapshot, catalogue)));
const restored = (snapshot: Snapshot): Snapshot => {
  const { value, context } = fromEnvelope(upcast(stored(snapshot)), catalogue);
  return engineOf(catalogue).restore(value, context);
};

const answerTo = (key: string, choice: string): BareEvent => ({
  type: 'answer',
  key,
  value: { kind: 'choice', choices: [choice] },
  rev: 0,
});

const full = (): Snapshot => {
  const door = 'c:ai-door/q1';
  const asking = stagePlay(catalogue, 'asking');
  const told = must(asking, 'cleo', {
    type: 'answer',
    key: 'c:infra-wall/q1',
    value: { kind: 'not-applicable', reason: { text: 'No wall.' } },
    rev: 0,
  });
  const commented = must(told, 'ana', { type: 'comment', key: 'c:infra-wall/q1', comment: { textId: 'abc', start: 'Long ago …' } });
  const unknown = must(commented, 'ana', { type: 'answer', key: 'c:data-shelf/q1', value: { kind: 'unknown' }, rev: 0 });
  const proposed = must(unknown, 'ana', { type: 'propose', key: 'c:ai-tools/q1', choices: ['anybody'], quote: 'well' });
  const quoted = must(proposed, 'ana', { type: 'accept-proposal', key: 'c:ai-tools/q1', rev: 0 });
  const described = must(quoted, 'ana', {
    type: 'describe',
    intake: { about: { text: 'It helps.' }, owner: 'Cleo', channel: '#x', accounts: '1', regions: 'eu', goLive: '2027-03-01' },
  });
  const handed = must(described, 'ana', { type: 'hand-off', keys: [door], to: { id: 'ben', name: 'Ben' }, via: 'talk' });
  const again = must(handed, 'ana', { type: 'propose', key: 'c:ai-door/q2', choices: ['anybody'], quote: 'hm' });
  return must(must(again, 'ana', { type: 'revisit', key: 'c:infra-wall/q1' }), 'ana', { type: 'pause' }).snapshot;
};

test('everything that an assessment remembers comes back as it was', () => {
  const snapshot = full();
  expect(restored(snapshot)).toEqual(snapshot);
});

test('every field of the memory is filled somewhere in that test, so that none can be forgotten in the stored shape', () => {
  const finished = stagePlay(catalogue, 'finished').snapshot.context;
  const cancelled = must(stagePlay(catalogue, 'asking'), 'ana', { type: 'cancel' }).snapshot.context;
  const proposed = must(stagePlay(catalogue, 'asking'), 'ana', {
    type: 'propose',
    key: 'c:ai-tools/q1',
    choices: ['anybody'],
    quote: 'well',
  }).snapshot;
  const unknown = must(stagePlay(catalogue, 'asking'), 'ana', { type: 'answer', key: 'c:ai-tools/q1', value: { kind: 'unknown' }, rev: 0 })
    .snapshot.context;
  const against = looked(must(stagePlay(catalogue, 'asking'), 'ana', answerTo('c:infra-wall/q1', 'only-team')));
  const settled = must(against, 'ana', {
    type: 'settle',
    control: 'infra-wall',
    decision: 'scan-wrong',
    reason: { text: 'That is the old wall.' },
    owner: { id: 'ben', name: 'Ben' },
    seen: seenDigest(catalogue.controls[0] as Control, against.snapshot.context.seen?.checks ?? []),
  }).snapshot.context;
  const tried = must(trying(stagePlay(catalogue, 'asking')), 'plumbline', {
    type: 'account.tried',
    trial: 'trial-1',
    attempt: 1,
    how: 'refused',
    why: 'somebody-elses',
    whose: 'Ben',
  });
  const scoped = must(tried, 'ana', { type: 'scope-workload', tags: { app: 'house' }, resources: [outside.names[0] ?? ''] }).snapshot
    .context;
  const again = must(
    must(must(stagePlay(catalogue, 'finished'), 'ana', { type: 'assess-again', target: 'advanced' }), 'cleo', {
      type: 'answer',
      key: 's:c1:model',
      value: { kind: 'choice', choices: ['middle'] },
      rev: 1,
    }),
    'ana',
    { type: 'keep-baseline' },
  );
  const anew = must(again, 'ana', { type: 'assess-again' }).snapshot.context;
  const contexts = [full().context, anew, again.snapshot.context, finished, cancelled, proposed.context, unknown, settled, scoped];
  const empty = Object.keys(finished).filter((name) =>
    contexts.every(
      (context) =>
        JSON.stringify(context[name as keyof typeof context]) ===
        JSON.stringify(beginPlay(catalogue).engine.initial().context[name as keyof typeof context]),
    ),
  );
  expect(empty).toEqual([]);
  for (const context of contexts) expect(fromEnvelope(stored({ ...proposed, context }), catalogue).context).toEqual(context);
});

test('any words and names survive, whatever is in them', () => {
  const word = fc.string({ unit: 'binary', maxLength: 80 }).filter((text) => text.trim() !== '');
  const asking = stagePlay(catalogue, 'asking');
  fc.assert(
    fc.property(word, word, word, (id, name, text) => {
      const event = {
        ...eventBy('ana', asking.at + minute, {
          type: 'answer',
          key: 'c:infra-wall/q1',
          value: { kind: 'not-applicable', reason: { text } },
          rev: 0,
        }),
        by: id,
        name,
      };
      const { snapshot } = play(asking, event);
      expect(restored(snapshot)).toEqual(snapshot);
    }),
  );
});

test.each<[string, unknown]>([
  ['a newer version', { ...toEnvelope(beginPlay(catalogue).snapshot, catalogue), v: envelopeVersion + 1 }],
  ['version nought', { v: 0 }],
  ['no version', {}],
  ['nothing', null],
])('an envelope of %s is refused', (_, envelope) => {
  expect(() => fromEnvelope(upcast(envelope), catalogue)).toThrow();
});

test('a newer version is named in the refusal', () => {
  expect(() => upcast({ v: envelopeVersion + 1 })).toThrow(RestoreError);
  expect(() => upcast({ v: envelopeVersion + 1 })).toThrow('A newer build wrote it');
});

/** Words as people write them: no two comments alike, so that nothing is won by repeating. */
const vocabulary =
  'the team reviews every alert in the morning and writes down who looked at it because an auditor asked for proof last spring when two invoices went out without approval which nobody noticed until the customer called support about the wrong amount so now each tool call needs a second person unless it only reads from the archive'.split(
    ' ',
  );

function wordsOf(random: () => number, length: number): string {
  let text = '';
  // One word in four is nobody's: names, numbers, identifiers.
  const word = () => (random() < 0.25 ? random().toString(36).slice(2, 9) : vocabulary[Math.floor(random() * vocabulary.length)]);
  while (text.length < length) text += `${word()} `;
  return text.slice(0, length);
}

/** Rows as an account full of long names gives them: every check in eight Regions, with every verdict somewhere. */
function manyRows(checks: readonly { id: string }[], random: () => number): Row[] {
  const name = () => random().toString(36).slice(2, 12);
  const verdicts = ['pass', 'fail', 'not-applicable', 'not-assessed'] as const;
  return checks.flatMap(({ id }) =>
    Array.from({ length: 24 }, (_, index) => {
      const verdict = verdicts[Math.floor(random() * 4)] ?? 'fail';
      const region = `eu-west-${index % 8}`;
      const resource = `arn:aws:bedrock:${region}:111122223333:agent/${name()}${name()}/version/${name()}`;
      const missing = verdict === 'not-assessed' ? { missingAction: `bedrock:Get${name()}` } : {};
      return rowOf(id, verdict, { region, resource, reason: wordsOf(random, 120), caveats: [wordsOf(random, 90)], ...missing });
    }),
  );
}

/** As much as is kept at most of what stands outside, belongs to the workload, and is missing from the role. */
function many(random: () => number) {
  const names = (count: number, length: number) =>
    Array.from({ length: count }, () => `arn:aws:bedrock:eu-west-1:111122223333:agent/${wordsOf(random, length).replaceAll(' ', '-')}`);
  return {
    outside: { count: 4_000, names: names(mostOutside, 150) },
    workload: {
      tags: Object.fromEntries(names(mostTags, 1).map((name, at) => [`tag-${at}`, name])),
      resources: names(mostNamed, 70),
    },
    missing: names(mostMissing, 20),
  };
}

test('what a scan of everything saw fits into one event, however long its names', () => {
  const real = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
  const rows = manyRows(real.checks, createRandom(3));
  const packed = packSeen(condense(rows));
  const event = { ...finishedEvent('scan-1', []), seen: packed, outside: many(createRandom(4)).outside };
  expect(() => checkSize({ kind: 'audit', prev: '', event: eventBy('plumbline', 1, event as BareEvent) })).not.toThrow();
  expect(unpackSeen(packed).map(({ check, found }) => [check, found.map(({ verdict, rows: count }) => [verdict, count])])).toEqual(
    condense(rows).map(({ check, found }) => [check, found.map(({ verdict, rows: count }) => [verdict, count])]),
  );
});

test('with every question answered, commented at length and looked at by a scan an assessment stays under 64 KB', () => {
  const real = loadCatalogue(new URL('../../../knowledge/', import.meta.url));
  const random = createRandom(1);
  const subject = createAssessmentSubject(() => Promise.resolve(real));
  let now: Play = must(beginPlay(real), 'ana', { type: 'start' });
  const big: Record<string, string> = {
    generative: 'generative',
    kind: 'own-software',
    weights: 'fine-tuned',
    tools: 'write',
    'who-chooses': 'model',
  };
  const answerBig = (key: string): void => {
    const choice = big[key.split(':')[2] ?? ''];
    const { context } = now.snapshot;
    const first = play(
      now,
      eventBy('ana', now.at + minute, {
        type: 'answer',
        key,
        value: choice === undefined ? { kind: 'unknown' } : { kind: 'choice', choices: [choice] },
        rev: context.answers[key]?.rev ?? 0,
      }),
    );
    now = first.changed ? first : must(now, 'ana', { type: 'answer', key, value: { kind: 'unknown' }, rev: 0 });
  };
  for (let key = nextScoping(now); key !== undefined; key = nextScoping(now)) answerBig(key);
  now = answerAll(must(must(now, 'ana', confirmEvent(now)), 'ana', { type: 'go-deeper' }), 'detail');
  const keys = Object.keys(now.snapshot.context.answers);
  for (const key of keys) {
    const input = {
      id: key,
      event: eventBy('ana', now.at + minute, {
        type: 'comment',
        key,
        comment: { text: wordsOf(random, 400 + Math.floor(random() * 100)) },
      }),
    };
    now = play(now, subject.outside(input).event);
  }
  const { workload, missing, outside: around } = many(random);
  now = must(must(trying(now), 'plumbline', heldEvent('trial-1', 1, missing)), 'ana', { type: 'scope-workload', ...workload });
  const begun = must(now, 'ana', { type: 'scan', scan: 'scan-1' });
  now = must(begun, 'plumbline', { ...finishedEvent('scan-1', manyRows(real.checks, random)), outside: around } as BareEvent);
  const detail = questioningOf(real, now.snapshot.context).detail.length;
  const sizeOf = ({ engine, snapshot }: Play) => pack(subject.close({ engine, snapshot })).byteLength;
  const bytes = sizeOf(now);
  expect(detail).toBe(real.controls.flatMap(({ questions }) => questions).length);
  expect(bytes).toBeLessThan(64 * 1024);
  // Small numbers would mean that the comments were not there.
  expect(bytes).toBeGreaterThan(24 * 1024);
  // Assessed again, everything answered and commented a second time: the earlier answers stand beside.
  for (const { control } of undecidedIn(real, now.snapshot.context)) now = must(now, 'ana', decide(now, control));
  now = must(must(now, 'ana', { type: 'finish', resultId: 'result-1' }), 'ana', { type: 'assess-again' });
  const offered = sizeOf(now);
  for (const key of keys) {
    const { context } = now.snapshot;
    const value = context.earlier[key]?.value ?? { kind: 'unknown' };
    now = must(now, 'cleo', { type: 'answer', key, value, rev: revOf(context, key) });
    const text = wordsOf(random, 400 + Math.floor(random() * 100));
    now = must(now, 'cleo', { type: 'comment', key, comment: { text } });
  }
  expect(Object.keys(now.snapshot.context.answers)).toHaveLength(Object.keys(now.snapshot.context.earlier).length);
  expect(Math.max(offered, sizeOf(now))).toBeLessThan(64 * 1024);
});

const decide = ({ engine, snapshot: { context } }: Play, control: string): BareEvent => {
  const known = engine.catalogue.controls.find(({ id }) => id === control) as Control;
  return { type: 'settle', control, decision: 'fix', seen: seenDigest(known, context.seen?.checks ?? []) };
};

function nextScoping({ engine, snapshot }: Play): string | undefined {
  return questioningOf(engine.catalogue, snapshot.context).scoping.find((key) => snapshot.context.answers[key] === undefined);
}
