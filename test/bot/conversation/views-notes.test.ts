/** What is said when something does not go on, and what is shown outside any one assessment. */
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../bot/conversation/refusal.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { lateView, refusedView, whoIsThatView } from '../../../bot/conversation/views/notes.ts';
import { panelView } from '../../../bot/conversation/views/panel.ts';
import {
  guestView,
  keptView,
  movedView,
  nothingOpenView,
  notUnderstoodView,
  notYoursView,
  secretView,
  tooLongView,
} from '../../../bot/conversation/views/plain-notes.ts';
import { helpView, listView } from '../../../bot/conversation/views/start.ts';
import { actionsOf, begun, confirmed, minute, scoped, smallCatalogue } from './views-stage.ts';

const small = smallCatalogue();
const asking = () => begun(small).go({ type: 'start' }).answer(0);
const key = 's:c1:genai-size';

describe('two people who answer the same question', () => {
  const conflict = (yours: Extract<Refusal, { why: 'conflict' }>['yours']) => {
    const shown = asking()
      .wait(2 * minute)
      .shown();
    const answer = shown.context.answers[key];
    if (answer === undefined) throw new Error('Nothing was answered.');
    return refusedView(shown, { why: 'conflict', key, theirs: answer.value, by: answer.by, at: answer.at, yours, rev: answer.rev });
  };

  it('read both answers', () => {
    expect(conflict({ kind: 'choice', choices: ['big'] }).text).toContain(
      'Answered meanwhile: @Anna answered this 2 min ago: As small as a genai mouse. You chose: As big as a genai whale.',
    );
  });

  it('decide with one press, which carries the revision that stands now', () => {
    expect(actionsOf(conflict({ kind: 'choice', choices: ['big'] }))).toEqual([
      { label: 'Use mine', press: { do: 'answer', a: 'as1', q: key, c: 'big', r: 1 } },
      { label: 'Keep theirs', press: { do: 'open', a: 'as1' } },
    ]);
  });

  it('can also insist on not knowing', () => {
    expect(actionsOf(conflict({ kind: 'unknown' }))[0]?.press).toEqual({ do: 'unknown', a: 'as1', q: key, r: 1 });
  });

  it('open the question again where the answer does not fit into a button', () => {
    const view = conflict({ kind: 'choice', choices: ['big', 'small'] });
    expect(view.text).toContain('Yours is not used yet.');
    expect(actionsOf(view).map(({ press }) => press.do)).toEqual(['open', 'revisit']);
  });
});

describe('a refusal', () => {
  it('says who may and how to get there', () => {
    const view = refusedView(asking().shown(), { why: 'only-requester', requester: { id: 'U-anna', name: 'Anna' } });
    expect(view.text).toContain('Only @Anna can do this, because they run the assessment. They can also hand it over');
  });

  it('says the same whether an assessment does not exist or is not yours', () => {
    expect(refusedView(asking().shown(), { why: 'not-yours' })).toEqual(notYoursView());
    expect(JSON.stringify(notYoursView())).not.toContain('Support agent');
  });

  it('offers the way back while it rests', () => {
    const view = refusedView(asking().shown(), { why: 'not-active', activity: 'cancelled' });
    expect(actionsOf(view)[0]?.press).toEqual({ do: 'undo', a: 'as1' });
  });

  it('of an old button leads to the latest card', () => {
    const view = refusedView(asking().shown(), { why: 'moved-on' });
    expect(view.text).toContain('This moved on: Your press belongs to an older card. Nothing was changed.');
    expect(actionsOf(view)).toEqual([{ label: 'Show the latest', press: { do: 'open', a: 'as1' } }]);
  });

  it('of a hidden question names the question', () => {
    expect(refusedView(asking().shown(), { why: 'not-asked-now', key }).text).toContain('“How big is the genai?” is not asked any more');
  });
});

describe('an event that came late', () => {
  it('is shown and can be used by its author', () => {
    const again = { do: 'review', a: 'as1' };
    expect(actionsOf(lateView(asking().shown(), again))[0]).toEqual({ label: 'Use it now', press: again });
  });

  it('that was typed can only be sent again', () => {
    const view = lateView(asking().shown(), { do: 'open', a: 'as1' });
    expect(actionsOf(view).map(({ label }) => label)).toEqual(['Show the latest']);
    expect(view.text).toContain('Send it again to use it.');
  });
});

describe('a panel behind an old button', () => {
  it('asks for no reason once the result is made', () => {
    const stage = confirmed(scoped(begun(small)))
      .answer(0)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r1' });
    const view = panelView(stage.shown(), 'na', { do: 'na', q: 'c:ai-door/q1' });
    expect(view.text).toContain('This moved on');
  });

  it('changes nothing while the assessment is paused, and offers to go on', () => {
    const view = panelView(asking().go({ type: 'pause' }).shown(), 'edit', { do: 'edit' });
    expect(actionsOf(view)[0]?.label).toBe('Go on');
  });

  it('changes only the name of a finished one', () => {
    const stage = confirmed(scoped(begun(small)))
      .answer(0)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r1' });
    expect(actionsOf(panelView(stage.shown(), 'edit', { do: 'edit' }))[0]?.press.do).toBe('rename-save');
  });

  it('finds the nearest page when the list has become shorter', () => {
    expect(panelView(asking().shown(), 'answers', { do: 'answers', x: '9' }).text).toContain('1. How big is the genai?');
  });
});

describe('words that are not taken in', () => {
  it('a secret: says that it was not kept and what to do now', () => {
    const view = secretView('an AWS access key id');
    expect(view.text).toContain('This looks like an AWS access key id, so I did not keep it.');
    expect(view.text).toContain('replace the secret');
  });

  it('a long text: says how long it may be', () => {
    expect(tooLongView(9000, 8000).text).toContain('9000 characters; 8000 is the most');
  });

  it('a guest: says whom to ask', () => {
    expect(guestView().text).toContain('Ask somebody of the team here');
  });

  it('unknown words: leads to the help', () => {
    expect(actionsOf(notUnderstoodView())[0]?.press).toEqual({ do: 'help' });
    expect(actionsOf(nothingOpenView())[0]?.press).toEqual({ do: 'help' });
  });

  it('an unknown name is repeated as its own words', () => {
    const view = whoIsThatView(asking().shown(), '<at>everyone</at>');
    expect(JSON.stringify(view.blocks)).toContain('{"said":"<at>everyone</at>"}');
  });
});

describe('a failure of ours', () => {
  it('says that it was kept and will be finished', () => {
    expect(keptView().text).toContain('I kept what you sent but could not finish it. I will, and tell you here.');
  });

  it("repeats the person's words where they are known", () => {
    expect(keptView('we use a proxy').text).toContain('You sent: “we use a proxy”');
  });
});

describe('outside any one assessment', () => {
  it('the help is one screen with the five things that people do most', () => {
    const view = helpView(false);
    const facts = view.blocks.flatMap((block) => (block.type === 'facts' ? block.facts : []));
    expect(facts).toHaveLength(5);
    expect(view.text.split('\n').length).toBeLessThan(12);
  });

  it('the try-out says so on every card', () => {
    expect(mainView(asking().shown({ tryout: true })).text).toContain('This is a try-out on one machine.');
    expect(mainView(asking().shown()).text).not.toContain('try-out');
    expect(helpView(true).text).toContain('This is a try-out on one machine.');
    expect(listView([], true).text).toContain('This is a try-out on one machine.');
  });

  it('the list shows name, state and progress, and opens each', () => {
    const view = listView(
      [{ id: 'as1', name: 'Support agent', state: 'shortPath', asked: 20, answered: 4, at: 'here', home: 'group', may: 'move' }],
      false,
    );
    expect(view.text).toContain('1. Support agent · first picture · 4 of 20 answered');
    expect(actionsOf(view)[0]?.press).toEqual({ do: 'show', a: 'as1' });
  });

  it('an empty list says how to begin', () => {
    expect(listView([], false).text).toContain('Type "assess"');
  });

  it('a card that went on below leaves one line', () => {
    expect(movedView('Support agent', false).text).toBe('Support agent: the card went on below.');
  });
});
