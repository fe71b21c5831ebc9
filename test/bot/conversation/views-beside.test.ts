/** Cards beside the main way: what a colleague is asked, and an assessment that rests or has ended. */
import { describe, expect, it } from 'vitest';
import type { View } from '../../../bot/conversation/view.ts';
import { askedView } from '../../../bot/conversation/views/colleague.ts';
import { gapView } from '../../../bot/conversation/views/gaps.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { actionsOf, begun, blockOf, bob, confirmed, handed, labelsOf, minute, type Stage, scoped, smallCatalogue } from './views-stage.ts';

const small = smallCatalogue();
const card = (stage: Stage): View => mainView(stage.shown());

describe('the colleague who is asked', () => {
  it('reads whose assessment it is, who asks, the question and its choices', () => {
    const stage = handed(begun(small).go({ type: 'start' }));
    expect(askedView(stage.shown(), 's:c1:genai-size').text).toBe(
      [
        '@Anna asks you one question about Support agent, just now.',
        'Your answer appears there with your name.',
        'How big is the genai?',
        'Why this: It tells us how big it is.',
        '1. As small as a genai mouse',
        '2. As tall as a genai horse',
        '3. As big as a genai whale',
        'Without an answer it goes back in 3 days. That is fine too.',
        "Answer with a number or the words of a choice, or type: don't know.",
      ].join('\n'),
    );
  });

  it('can hand it back', () => {
    const stage = handed(begun(small).go({ type: 'start' }));
    const back = actionsOf(askedView(stage.shown(), 's:c1:genai-size')).find(({ label }) => label === 'Hand it back');
    expect(back?.press).toEqual({ do: 'back-to-asker', a: 'as1', q: 's:c1:genai-size', r: 0 });
  });

  it('sees the answer stand in the same card', () => {
    const stage = handed(begun(small).go({ type: 'start' }));
    const value = { kind: 'choice' as const, choices: ['big'] };
    stage.go({ type: 'answer', key: 's:c1:genai-size', rev: 0, value }, { by: bob.id, name: bob.name, from: 'direct' });
    expect(askedView(stage.shown(), 's:c1:genai-size').text).toContain('Thank you: As big as a genai whale · @Bob, just now');
  });

  it('sees that it went back', () => {
    const stage = handed(begun(small).go({ type: 'start' })).go({ type: 'hand-back', key: 's:c1:genai-size' });
    expect(askedView(stage.shown(), 's:c1:genai-size').text).toContain('Back with the asker');
  });
});

describe('an assessment at rest', () => {
  const activeOne = () => begun(small).go({ type: 'start' }).answer(0);

  it('says when paused how much is answered and about how long the rest takes', () => {
    expect(card(activeOne().go({ type: 'pause' })).text).toContain('Paused: 1 of 6 answered, about 3 min left.');
  });

  it('says when cancelled who can bring it back and until when', () => {
    const stage = activeOne()
      .go({ type: 'cancel' })
      .wait(60 * minute);
    expect(card(stage).text).toContain('Cancelled: It can be brought back by @Anna; it ends for good in 23 h.');
    expect(labelsOf(card(stage))).toEqual(['Bring it back']);
  });

  it('says when closed that nothing is lost', () => {
    const stage = activeOne()
      .wait(31 * 24 * 60 * minute)
      .go({ type: 'idle.checked' }, { by: 'plumbline', name: '' });
    expect(card(stage).text).toContain('Nothing is lost.');
    expect(labelsOf(card(stage))).toEqual(['Open it again']);
  });

  it('stays readable when it has ended', () => {
    const stage = activeOne().go({ type: 'cancel' });
    const { cancelledAt } = stage.context;
    stage.wait(25 * 60 * minute).go({ type: 'cancel.settled', cancelledAt: cancelledAt ?? 0 }, { by: 'plumbline', name: '' });
    expect(labelsOf(card(stage))).toEqual(['Answers', 'Export as a report']);
  });
});

describe('one gap', () => {
  it('names the clauses it relates to by our reading, and those it bears on in part through its checks', () => {
    const stage = confirmed(scoped(begun(small)))
      .answer(2)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r1' });
    const inside = blockOf(gapView(stage.shown(), 'ai-door'), 'details')?.blocks;
    expect(inside?.slice(2)).toEqual([
      { type: 'heading', text: 'Relates to, by our reading' },
      { type: 'list', items: ['A list, LLM02:2025: covers a part of it. A closed door keeps secrets in.'] },
      { type: 'heading', text: 'Bears on in part, through its checks' },
      { type: 'list', items: ['A list: LLM03:2025, through EN-11'] },
    ]);
  });
});
