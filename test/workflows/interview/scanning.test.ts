/** An assessment that looks into accounts: what a scan answers, what outlives it, and how a disagreement is decided. */
import { describe, expect, test } from 'vitest';
import { indexCatalogue } from '../../../knowledge/catalogue.ts';
import { contradictionsIn, countedAt, undecidedIn } from '../../../workflows/interview/counting.ts';
import { mostScanAttempts, scanSilentMs } from '../../../workflows/interview/limits.ts';
import { isOpen } from '../../../workflows/interview/questioning.ts';
import type { Decision } from '../../../workflows/interview/scan-context.ts';
import { seenDigest } from '../../../workflows/interview/seen.ts';
import {
  act,
  answerEvent,
  type BareEvent,
  cardOf,
  eventBy,
  must,
  type Play,
  play,
  pocketCatalogue,
  stagePlay,
} from '../../support/interview.ts';
import { account, connected, counts, finishedEvent, houseRows, looked, looking, rowOf, tryEvent } from '../../support/scans.ts';

const catalogue = pocketCatalogue(3);
const asking = stagePlay(catalogue, 'asking');
const wall = 'c:infra-wall/q1';
const shelf = 'c:data-shelf/q1';

const said = (before: Play, key: string, choice: string): Play => must(before, 'cleo', answerEvent(before.snapshot.context, key, choice));

function settleEvent({ snapshot: { context } }: Play, control: string, decision: Decision, more: object = {}): BareEvent {
  const known = indexCatalogue(catalogue).control(control);
  const seen = known === undefined ? '' : seenDigest(known, context.seen?.checks ?? []);
  return { type: 'settle', control, decision, seen, ...more };
}

const lineOf = (now: Play, control: string) => countedAt(catalogue, now.snapshot.context, now.at).controls.find(({ id }) => id === control);
const undecided = (now: Play) => undecidedIn(catalogue, now.snapshot.context).map(({ control }) => control);
const checkAt = (now: Play, at: number): Play => play(now, eventBy('plumbline', at, { type: 'scan.checked', scan: 'scan-1' }));
const scanOf = (now: Play) => now.snapshot.context.scan;

describe('what a scan answers', () => {
  const seen = looked(asking);

  test('is not asked any more', () => {
    expect(cardOf(asking)).toBe(wall);
    expect(cardOf(seen)).toBe(shelf);
    expect(isOpen(seen.snapshot.context, wall)).toBe(false);
  });

  test('is worth what its choice is worth: a part that passed makes it the milder one', () => {
    expect(seen.snapshot.context.seen?.answers[wall]).toEqual({ choice: 'whole-company', from: ['EN-01'] });
    expect(lineOf(seen, 'infra-wall')).toMatchObject({ credit: 0.5, knownBy: 'scan', seen: 1 });
  });

  test('is asked where the check implies nothing, and where it could not be read', () => {
    expect(isOpen(seen.snapshot.context, shelf)).toBe(true);
    expect(isOpen(seen.snapshot.context, 'c:infra-roof/q1')).toBe(true);
    expect(lineOf(seen, 'infra-roof')).toMatchObject({ credit: 0, seen: 0 });
  });

  test('can be corrected by a person, whose word then stands beside it', () => {
    const corrected = said(must(seen, 'ana', { type: 'revisit', key: wall }), wall, 'only-team');
    expect(corrected.snapshot.context.answers[wall]?.value).toEqual({ kind: 'choice', choices: ['only-team'] });
    expect(undecided(corrected)).toEqual(['infra-wall']);
  });

  test('can be handed to a colleague all the same', () => {
    const ben = { id: 'ben', name: 'Ben' };
    expect(act(seen, 'ana', { type: 'hand-off', keys: [wall], to: ben, via: 'talk' }).changed).toBe(true);
  });
});

describe('a scan', () => {
  test('needs an account, and one that can be one', () => {
    expect(act(asking, 'ana', { type: 'scan', scan: 's' }).changed).toBe(false);
    for (const bad of [
      { account: '1', regions: null },
      { ...account, regions: [] },
      { ...account, regions: ['../etc'] },
    ])
      expect([bad, act(asking, 'ana', { type: 'try-account', trial: 't', ...bad }).changed]).toEqual([bad, false]);
  });

  test('does not begin while another runs, nor in a finished assessment', () => {
    const running = looking(asking);
    expect(act(running, 'ana', { type: 'scan', scan: 'scan-2' }).changed).toBe(false);
    expect(act(running, 'ana', tryEvent('trial-2')).changed).toBe(false);
    const done = stagePlay(catalogue, 'finished');
    expect(act(connected(done), 'ana', { type: 'scan', scan: 's' }).changed).toBe(false);
  });

  test('wants the work begun, a look at the clock, and a card of its own', () => {
    const running = looking(asking);
    expect(running.effects).toEqual([
      { kind: 'scan', scan: 'scan-1', attempt: 1 },
      { kind: 'schedule', id: 'scan', at: running.at + scanSilentMs, event: { type: 'scan.checked', scan: 'scan-1' } },
      { kind: 'paint', card: 'scan', conversation: 'talk', fresh: true },
      { kind: 'paint', card: 'main', conversation: 'talk' },
    ]);
  });

  test('tells its progress on its own card and leaves the question alone', () => {
    const news = must(looking(asking), 'plumbline', { type: 'scan.progressed', scan: 'scan-1', attempt: 1, ...counts });
    expect(scanOf(news)).toMatchObject({ ...counts, heardAt: news.at });
    expect(news.effects).toEqual([{ kind: 'paint', card: 'scan', conversation: 'talk' }]);
  });

  test.each<[string, BareEvent]>([
    ['another scan', finishedEvent('scan-0', houseRows)],
    ['an earlier attempt', finishedEvent('scan-1', houseRows, 'finished', 0)],
    ['a later attempt', { type: 'scan.failed', scan: 'scan-1', attempt: 2, reason: 'no' }],
  ])('is not ended by news of %s', (_, event) => {
    expect(act(looking(asking), 'plumbline', event).changed).toBe(false);
  });

  test('is not ended by a person who claims its end', () => {
    expect(act(looking(asking), 'ana', finishedEvent('scan-1', houseRows)).changed).toBe(false);
  });

  test('that ended twice has one result', () => {
    const once = looked(asking);
    expect(act(once, 'plumbline', finishedEvent('scan-1', [])).changed).toBe(false);
    expect(once.snapshot.context.seen?.checks).toHaveLength(3);
  });

  test('comes to an end while the assessment is paused or was just cancelled', () => {
    for (const type of ['pause', 'cancel'] as const) {
      const away = must(looking(asking), 'ana', { type });
      expect(act(away, 'plumbline', finishedEvent('scan-1', houseRows)).snapshot.context.seen).not.toBeNull();
    }
  });

  test('is stopped with the assessment that is cancelled', () => {
    const cancelled = must(looking(asking), 'ana', { type: 'cancel' });
    expect(cancelled.snapshot.value.scan).toBe('stopping');
    expect(cancelled.effects).toContainEqual({ kind: 'stop-scan', scan: 'scan-1' });
  });

  test('holds the finish up until it has ended', () => {
    const reviewing = looking(stagePlay(catalogue, 'reviewing'));
    const finish: BareEvent = { type: 'finish', resultId: 'r' };
    expect(act(reviewing, 'ana', finish).changed).toBe(false);
    const failed = must(reviewing, 'plumbline', { type: 'scan.failed', scan: 'scan-1', attempt: 1, reason: 'The role is gone.' });
    expect(failed.snapshot.context.scan?.end).toEqual({ how: 'failed', at: failed.at, reason: 'The role is gone.' });
    expect(act(failed, 'ana', finish).changed).toBe(true);
  });
});

describe('a scan of which nothing is heard', () => {
  test('is asked about again when something was heard since', () => {
    const running = looking(asking);
    const heard = must(running, 'plumbline', { type: 'scan.progressed', scan: 'scan-1', attempt: 1, ...counts });
    const checked = checkAt(heard, running.at + scanSilentMs);
    expect(checked.effects).toEqual([
      { kind: 'schedule', id: 'scan', at: heard.at + scanSilentMs, event: { type: 'scan.checked', scan: 'scan-1' } },
    ]);
    expect(checked.snapshot.context).toEqual(heard.snapshot.context);
  });

  test('is started again under a new number, a few times, and then given up with a plain reason', () => {
    let now = looking(asking);
    for (let attempt = 2; attempt <= mostScanAttempts; attempt += 1) {
      now = checkAt(now, now.at + scanSilentMs);
      expect(now.effects).toContainEqual({ kind: 'scan', scan: 'scan-1', attempt });
    }
    now = checkAt(now, now.at + scanSilentMs);
    expect(now.effects.some(({ kind }) => kind === 'scan')).toBe(false);
    expect(now.snapshot.value.scan).toBe('looked');
    expect(scanOf(now)?.end).toMatchObject({ how: 'failed', reason: expect.stringContaining('silent') });
    expect(act(now, 'ana', { type: 'scan', scan: 'scan-2' }).changed).toBe(true);
  });

  test('is over when it was to be stopped anyway', () => {
    const stopping = must(looking(asking), 'ana', { type: 'stop-scan' });
    const over = checkAt(stopping, stopping.at + scanSilentMs);
    expect([over.snapshot.value.scan, scanOf(over)?.end?.how]).toEqual(['looked', 'stopped']);
  });
});

describe('a scan that is stopped', () => {
  const stopped = (before: Play, rows = houseRows) =>
    must(must(looking(before, 'scan-2'), 'cleo', { type: 'stop-scan' }), 'plumbline', finishedEvent('scan-2', rows, 'stopped'));

  test('leaves what it saw', () => {
    expect(stopped(asking).snapshot.context.seen?.scan).toBe('scan-2');
  });

  test('never replaces what an earlier one saw as a whole', () => {
    expect(stopped(looked(asking), []).snapshot.context.seen?.scan).toBe('scan-1');
  });
});

describe('a disagreement', () => {
  const claimed = said(asking, wall, 'only-team');
  const against = looked(claimed);

  test('has both sides, and holds the finish up', () => {
    const [one] = contradictionsIn(catalogue, against.snapshot.context);
    expect(one).toMatchObject({
      control: 'infra-wall',
      kind: 'said-more',
      said: [{ choice: { id: 'only-team' } }],
      seen: [{ check: 'EN-01' }],
    });
    const reviewing = must(against, 'ana', { type: 'review' });
    expect(act(reviewing, 'ana', { type: 'finish', resultId: 'r' }).changed).toBe(false);
  });

  test('is decided by whoever takes part, with the owner they name', () => {
    const owner = { id: 'ben', name: 'Ben' };
    const fixed = must(against, 'cleo', settleEvent(against, 'infra-wall', 'fix', { owner }));
    expect(fixed.snapshot.context.settled['infra-wall']).toMatchObject({ decision: 'fix', by: 'cleo', owner });
    expect(undecided(fixed)).toEqual([]);
    expect(lineOf(fixed, 'infra-wall')?.status).toBe('partly');
    const reviewing = must(fixed, 'ana', { type: 'review' });
    expect(act(reviewing, 'ana', { type: 'finish', resultId: 'r' }).changed).toBe(true);
  });

  test('may be left to an owner, but not to nobody', () => {
    expect(act(against, 'ana', settleEvent(against, 'infra-wall', 'later')).changed).toBe(false);
    const left = must(against, 'ana', settleEvent(against, 'infra-wall', 'later', { owner: { id: 'ben', name: 'Ben' } }));
    expect(undecided(left)).toEqual([]);
    expect(contradictionsIn(catalogue, left.snapshot.context)).toHaveLength(1);
  });

  test('goes away when the answer is taken back: what was seen counts, and the answer stays in the record', () => {
    const taken = must(against, 'ana', settleEvent(against, 'infra-wall', 'answer-wrong'));
    expect(lineOf(taken, 'infra-wall')).toMatchObject({
      credit: 0.5,
      knownBy: 'scan',
      questions: [{ origin: 'scan', choice: { id: 'whole-company' } }],
    });
    expect(taken.snapshot.context.answers[wall]?.by).toBe('cleo');
    expect(contradictionsIn(catalogue, taken.snapshot.context)).toEqual([]);
  });

  test('comes back when somebody says the same anew', () => {
    const taken = must(against, 'ana', settleEvent(against, 'infra-wall', 'answer-wrong'));
    expect(undecided(said(taken, wall, 'only-team'))).toEqual(['infra-wall']);
  });

  test('goes away when what was seen is set aside, for which a reason is needed', () => {
    expect(act(against, 'ana', settleEvent(against, 'infra-wall', 'scan-wrong')).changed).toBe(false);
    expect(act(against, 'ana', settleEvent(against, 'infra-wall', 'scan-wrong', { reason: { text: ' ' } })).changed).toBe(false);
    const aside = must(against, 'ana', settleEvent(against, 'infra-wall', 'scan-wrong', { reason: { text: 'That is the old wall.' } }));
    expect(lineOf(aside, 'infra-wall')).toMatchObject({ credit: 1, knownBy: 'stated', checks: [{ verdict: 'not-assessed' }] });
    expect(undecided(aside)).toEqual([]);
  });

  test('stays decided while later scans see the same, and is decided anew when they see something else', () => {
    const reason = { text: 'That is the old wall.' };
    const aside = must(against, 'ana', settleEvent(against, 'infra-wall', 'scan-wrong', { reason }));
    expect(undecided(looked(aside, houseRows, 'scan-2'))).toEqual([]);
    const worse = [...houseRows, rowOf('EN-01', 'fail', { resource: 'arn:aws:house:eu-west-1:111122223333:wall/south' })];
    expect(undecided(looked(aside, worse, 'scan-2'))).toEqual(['infra-wall']);
  });

  test('is not decided by somebody who saw something else, nor where nothing disagrees', () => {
    expect(act(against, 'ana', { ...settleEvent(against, 'infra-wall', 'fix'), seen: 'older' } as BareEvent).changed).toBe(false);
    expect(act(against, 'ana', settleEvent(against, 'data-shelf', 'fix')).changed).toBe(false);
    expect(act(against, 'ana', settleEvent(against, 'no-such', 'fix')).changed).toBe(false);
  });

  test('may be decided otherwise later', () => {
    const taken = must(against, 'ana', settleEvent(against, 'infra-wall', 'answer-wrong'));
    const fixed = must(taken, 'cleo', settleEvent(taken, 'infra-wall', 'fix'));
    expect(fixed.snapshot.context.settled['infra-wall']).toMatchObject({ decision: 'fix', withdrawn: {} });
    expect(lineOf(fixed, 'infra-wall')?.questions).toMatchObject([{ origin: 'answer' }]);
  });

  test('about "not applicable" and about "no" is one too', () => {
    const apart = must(asking, 'ana', {
      type: 'answer',
      key: wall,
      value: { kind: 'not-applicable', reason: { text: 'No wall.' } },
      rev: 0,
    });
    expect(contradictionsIn(catalogue, looked(apart).snapshot.context)).toMatchObject([{ kind: 'said-not-applicable' }]);
    const less = looked(said(asking, shelf, 'anybody'));
    expect(contradictionsIn(catalogue, less.snapshot.context)).toMatchObject([{ kind: 'said-less', control: 'data-shelf' }]);
    const better = must(less, 'ana', settleEvent(less, 'data-shelf', 'answer-wrong'));
    expect(undecided(better)).toEqual([]);
  });
});
