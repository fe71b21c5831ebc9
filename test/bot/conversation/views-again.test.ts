/** The cards of an assessment that is made again, as people read them. */
import { describe, expect, it } from 'vitest';
import type { View } from '../../../bot/conversation/view.ts';
import { changedView } from '../../../bot/conversation/views/changed.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { notApplicableView } from '../../../bot/conversation/views/panels.ts';
import { earlierOffer } from '../../../workflows/interview/again.ts';
import { actionsOf, begun, blockOf, confirmed, labelsOf, type Stage, scoped, smallCatalogue } from './views-stage.ts';

const small = smallCatalogue();
const card = (stage: Stage): View => mainView(stage.shown());
const day = 86_400_000;
const bob = { by: 'U-bob', name: 'Bob' };
const door = 'c:ai-door/q1';

/** Anna answered that the door is open to everybody, and finished; then some time passes. */
function finished(days: number, answer: Parameters<Stage['answer']>[0] = 2): Stage {
  const stage = confirmed(scoped(begun(small))).answer(answer);
  return stage
    .go({ type: 'review' })
    .go({ type: 'finish', resultId: 'r1' })
    .wait(days * day);
}

function still(stage: Stage, key = stage.key(), who = bob): Stage {
  const offer = earlierOffer(small, stage.context, key);
  if (offer === null) throw new Error(`Nothing is offered for ${key}.`);
  return stage.go({ type: 'answer', key, value: offer.value, rev: offer.rev }, who);
}

function scopedAgain(stage: Stage): Stage {
  while (stage.interview === 'scoping') still(stage);
  return confirmed(stage);
}

describe('the question of a workload that is assessed again', () => {
  it('says what was answered last time, by whom and when, and how much is left', () => {
    const { text } = card(finished(3).go({ type: 'assess-again' }));
    expect(text).toContain('Assessing again since 22 Nov: 0 new, 5 to confirm.');
    expect(text).toMatch(/^Last time: on 22 Nov, @Anna answered: As small as a genai mouse$/m);
    expect(text).toContain('Type "still true" to confirm it');
  });

  it('is confirmed with one press that carries the revision, and nothing is ticked before it', () => {
    const view = card(finished(3).go({ type: 'assess-again' }));
    expect(actionsOf(view)[0]).toEqual({
      label: 'Still true',
      press: { do: 'still', a: 'as1', q: 's:c1:genai-size', r: 1 },
      style: 'primary',
    });
    expect(blockOf(view, 'choice')).not.toHaveProperty('selected');
    expect(blockOf(view, 'choice')?.options[0]?.press).toMatchObject({ r: 1 });
  });

  it('names who confirmed it, not who said it first', () => {
    expect(card(still(finished(3).go({ type: 'assess-again' }))).text).toContain(
      '✓ How big is the genai? As small as a genai mouse · @Bob, just now',
    );
  });

  it('offers the reason again where it did not apply', () => {
    const stage = scopedAgain(finished(3, { reason: 'There is no door.' }).go({ type: 'assess-again' }));
    expect(card(stage).text).toContain('@Anna answered: Not applicable: There is no door.');
    expect(blockOf(notApplicableView(stage.shown(), door), 'input')?.value).toBe('There is no door.');
  });

  it('can be left for the old result from the scope, the first picture and the review', () => {
    const scope = finished(3).go({ type: 'assess-again' });
    while (scope.interview === 'scoping') still(scope);
    const short = still(confirmed(scope.copy()));
    const review = short.copy().go({ type: 'review' });
    for (const stage of [scope, short, review]) expect(labelsOf(card(stage))).toContain('Keep the old result');
    expect(labelsOf(card(review.go({ type: 'keep-baseline' })))).toContain('Assess again');
  });
});

describe('at a gate', () => {
  it('the phase is asked anew without the earlier answer', () => {
    const stage = finished(3).go({ type: 'assess-again', target: 'enhanced' });
    while (!stage.key().startsWith('s::')) still(stage);
    expect(labelsOf(card(stage))).not.toContain('Still true');
  });

  it('the scope says so when the answers lead to another phase than was asked for', () => {
    const stage = finished(3).go({ type: 'assess-again', target: 'advanced' });
    while (stage.interview === 'scoping') stage.answer(0);
    expect(card(stage).text).toContain('You asked for Advanced; by these answers it is Foundational.');
  });
});

describe('the result', () => {
  const again = (answer: number) =>
    scopedAgain(finished(3).go({ type: 'assess-again' }))
      .answer(answer)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r2' });

  it('says what has changed since the one before, each number with its coverage', () => {
    const view = card(again(0));
    expect(view.text).toContain('Since 22 Nov: 0 % → 100 % of the weight in place, 100 % → 100 % of it looked at, 1 better.');
    expect(labelsOf(view)).toContain('What has changed');
  });

  it('lists each changed control with both its states', () => {
    expect(changedView(again(0).shown(), '0').text).toContain(
      '- Gap closed: The door to the model is closed to strangers · not in place → in place',
    );
    expect(changedView(again(2).shown(), '0').text).toContain('No control has changed.');
  });

  it('says nothing of a change where there was no result before', () => {
    expect(labelsOf(card(finished(3)))).not.toContain('What has changed');
    expect(changedView(finished(3).shown(), '0').text).toContain('There is nothing to show yet');
  });

  it('warns where another catalogue was asked', () => {
    const stage = again(0);
    const { baseline } = stage.shown();
    const other = baseline === null ? null : { ...baseline, catalogue: 'another' };
    expect(mainView(stage.shown({ baseline: other })).text).toContain('Another edition of the catalogue was asked than before');
  });

  it('says that it is old after half a year, and not a day before', () => {
    const old = 'Old: This is how it stood on 22 Nov 2026, more than half a year ago.';
    expect(card(finished(179)).text).not.toContain(old);
    expect(card(finished(180)).text).toContain(old);
  });
});
