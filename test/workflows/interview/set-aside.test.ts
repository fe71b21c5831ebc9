/** What the scan saw and somebody set aside: it holds in the rounds that begin before it is old. */
import { expect, test } from 'vitest';
import { indexCatalogue } from '../../../knowledge/catalogue.ts';
import { countedAt, undecidedIn } from '../../../workflows/interview/counting.ts';
import { setAsideMs } from '../../../workflows/interview/limits.ts';
import { seenChoice } from '../../../workflows/interview/questioning.ts';
import { seenDigest } from '../../../workflows/interview/seen.ts';
import { answerEvent, type BareEvent, eventBy, must, type Play, play, pocketCatalogue, stagePlay } from '../../support/interview.ts';
import { looked } from '../../support/scans.ts';

const catalogue = pocketCatalogue(3);
const wall = 'c:infra-wall/q1';
const said = (now: Play): Play => must(now, 'cleo', answerEvent(now.snapshot.context, wall, 'only-team'));
const undecided = (now: Play) => undecidedIn(catalogue, now.snapshot.context).map(({ control }) => control);

function scanWrong({ snapshot: { context } }: Play): BareEvent {
  const known = indexCatalogue(catalogue).control('infra-wall');
  const seen = known === undefined ? '' : seenDigest(known, context.seen?.checks ?? []);
  return { type: 'settle', control: 'infra-wall', decision: 'scan-wrong', seen, reason: { text: 'The wall is another one.' } };
}

test('a disagreement that was settled against the scan is settled anew in a round that begins half a year later', () => {
  const against = looked(said(stagePlay(catalogue, 'asking')));
  const wrong = must(against, 'ana', scanWrong(against));
  const done = must(must(wrong, 'ana', { type: 'review' }), 'ana', { type: 'finish', resultId: 'r' });
  const roundAfter = (ms: number): Play => {
    const at = done.snapshot.context.settled['infra-wall']?.at ?? 0;
    return play(done, eventBy('ana', at + ms, { type: 'assess-again' }));
  };
  const [before, after] = [roundAfter(setAsideMs - 1), roundAfter(setAsideMs)];
  expect([before, after].map((now) => seenChoice(now.snapshot.context, wall)?.choice)).toEqual([undefined, 'whole-company']);
  expect([before, after].map((now) => countedAt(catalogue, now.snapshot.context, now.at).decisions?.length ?? 0)).toEqual([1, 0]);
  const again = said(after);
  expect(undecided(again)).toEqual(['infra-wall']);
  expect(undecided(must(again, 'ana', scanWrong(again)))).toEqual([]);
  const kept = must(after, 'ana', { type: 'keep-baseline' });
  expect(seenChoice(kept.snapshot.context, wall)).toBeUndefined();
});
