/** The main cards as people read them, in the order of an assessment. The catalogue is a small one, so that every word is here. */
import { describe, expect, it } from 'vitest';
import type { View } from '../../../bot/conversation/view.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { questioningOf } from '../../../workflows/interview/questioning.ts';
import {
  actionsOf,
  answeredAll,
  begun,
  blockOf,
  confirmed,
  handed,
  labelsOf,
  minute,
  type Stage,
  scoped,
  smallCatalogue,
} from './views-stage.ts';

const small = smallCatalogue();
const card = (stage: Stage): View => mainView(stage.shown());

describe('the first card', () => {
  it('shows what was said and marks it as taken from the words', () => {
    const view = card(begun(small, 'Support agent', 'our support agent, it files tickets'));
    expect(view.text).toBe(
      [
        "Support agent: let's see where it stands",
        'First about 10 minutes, then you choose how deep to go. You can stop at any time; nothing is lost.',
        'Name: Support agent (from what you wrote)',
        'What it is: our support agent, it files tickets (from what you wrote)',
        'Owner: @Anna, until you name somebody else',
        'Everything else can wait.',
        'To begin, type "go on". To change the name, type "rename to" and the name.',
      ].join('\n'),
    );
    expect(labelsOf(view)).toEqual(['Start', 'Connect AWS…', 'Change']);
  });

  it('asks for a name first when none was given', () => {
    const view = card(begun(small, 'Your workload'));
    expect(blockOf(view, 'input')).toMatchObject({ id: 'name', required: true });
    expect(labelsOf(view)).toEqual(['Save']);
  });

  it('does not offer the stand-in as a name', () => {
    expect(blockOf(card(begun(small, 'Your workload')), 'input')).not.toHaveProperty('value');
  });
});

describe('the question', () => {
  it('stands alone as text: where we are, the question, why, its choices and how to answer', () => {
    const view = card(begun(small).go({ type: 'start' }).answer(1));
    expect(view.text).toBe(
      [
        'Support agent · Scoping',
        '1 of 5 answered, about 2 min left',
        '✓ How big is the genai? As tall as a genai horse · @Anna, just now',
        'How big is the agentic?',
        'Why this: It tells us how big it is.',
        '1. As small as a agentic mouse',
        '2. As tall as a agentic horse',
        '3. As big as a agentic whale',
        "Answer with a number, or in your own words. You can also type: don't know, ask @colleague, back, pause.",
      ].join('\n'),
    );
  });

  it('is answered with one press that carries the question, the choice and the revision', () => {
    const view = card(begun(small).go({ type: 'start' }));
    expect(blockOf(view, 'choice')?.options[1]?.press).toEqual({ do: 'answer', a: 'as1', q: 's:c1:genai-size', c: 'middle', r: 0 });
  });

  it('offers "not applicable" only where a control is asked about', () => {
    expect(labelsOf(card(begun(small).go({ type: 'start' })))).not.toContain('Not applicable…');
    expect(labelsOf(card(confirmed(scoped(begun(small)))))).toContain('Not applicable…');
  });

  it('says under its fold which control it belongs to and how firm that is', () => {
    const details = blockOf(card(confirmed(scoped(begun(small)))), 'details');
    expect(details?.blocks[0]).toEqual({
      type: 'facts',
      facts: [
        { name: 'A good answer', value: 'Only the three people on the team.' },
        { name: 'Who usually knows', value: 'The team lead' },
        { name: 'Part of', value: 'The door to the model is closed to strangers' },
        { name: 'How firm this is', value: 'The control: in AWS text that we read. Its phase: our own reading.' },
      ],
    });
  });

  it('says under the fold of a scoping question what it decides', () => {
    const details = blockOf(card(begun(small).go({ type: 'start' })), 'details');
    expect(JSON.stringify(details)).toContain('the generative AI scope');
  });

  it('names the component where there are several', () => {
    const stage = begun(small)
      .go({ type: 'describe', components: ['Chat', 'Mail'], intake: {} })
      .go({ type: 'start' });
    expect(card(stage).text).toMatch(/^Support agent · Scoping · Chat\n/);
  });

  it('shows what stands, by whom and since when, to somebody who comes back to it', () => {
    const stage = begun(small).go({ type: 'start' }).answer(1);
    stage.go({ type: 'comment', key: 's:c1:genai-size', comment: { text: 'measured twice' } });
    const view = card(stage.wait(3 * 60 * minute).go({ type: 'back' }));
    expect(view.text).toContain('Answered: As tall as a genai horse · @Anna, 3 h ago · comment: measured twice');
    expect(view.text).toContain('2. As tall as a genai horse (chosen)');
    expect(blockOf(view, 'choice')?.options[0]?.press?.r).toBe(1);
  });

  it('offers to collect the open ones after three that nobody knew', () => {
    const stage = begun(small).go({ type: 'start' }).answer('unknown').answer('unknown');
    expect(labelsOf(card(stage))).not.toContain('Collect them…');
    stage.answer('unknown');
    expect(card(stage).text).toContain('Shall I collect the open ones for somebody who knows?');
    expect(labelsOf(card(stage))).toContain('Collect them…');
  });

  it('says who is waited for, since when and when it comes back', () => {
    const stage = handed(begun(small).go({ type: 'start' })).wait(40 * minute);
    expect(card(stage).text).toContain('Waiting for @Bob (1 question), asked 40 min ago; it comes back to you in 3 days.');
  });
});

describe('a proposal', () => {
  const proposed = () => {
    const stage = begun(small).go({ type: 'start' });
    return stage.go({ type: 'propose', key: stage.key(), choices: ['big'], quote: 'it is huge' });
  };

  it('shows what was understood and from which words', () => {
    expect(card(proposed()).text).toContain('I understood: As big as a genai whale, from your words “it is huge”');
  });

  it('asks only for a yes or a no', () => {
    expect(labelsOf(card(proposed()))).toEqual(["Yes, that's it", 'No']);
  });
});

describe('the scope', () => {
  it('says where the workload stands, what decided it and what was assumed', () => {
    expect(card(scoped(begun(small), { 'content-size': 'unknown' })).text).toBe(
      [
        'Support agent is in scope',
        'Generative AI: 3 · Pre-trained model. Size does not matter here.',
        'Agentic: 1 · No agency. Size does not matter here.',
        'Use case: Answers. Size does not matter here.',
        'Target phase: Foundational: zero to prototype. Size does not matter here.',
        'To look at: 1 control, 1 question',
        'What decided it',
        '- Generative AI: How big is the genai? “As small as a genai mouse”',
        '- Agentic: How big is the agentic? “As small as a agentic mouse”',
        '- Use case: How big is the use-case? “As small as a use-case mouse”',
        '- Target phase: How big is the phase? “As small as a phase mouse”',
        'What a single other answer would change',
        '- With “As big as a phase whale” it would be the target phase Enhanced: as many controls as now.',
        'Taken as the stricter answer, because nobody knew',
        '- How big is the content?',
        'Good to know',
        '- Something is odd about it.',
        'Type "yes" when this is right, or "back" to change the last answer.',
      ].join('\n'),
    );
  });

  it('is confirmed as shown: the press carries the digest', () => {
    const stage = scoped(begun(small));
    const { scopeDigest } = questioningOf(small, stage.context);
    expect(actionsOf(card(stage))[0]).toEqual({
      label: "That's right",
      press: { do: 'confirm', a: 'as1', x: scopeDigest },
      style: 'primary',
    });
  });

  it('gives every component its own line', () => {
    const stage = begun(small).go({ type: 'describe', components: ['Chat', 'Mail'], intake: {} });
    expect(blockOf(card(scoped(stage)), 'table')?.rows.map(([first]) => first)).toEqual([[{ said: 'Chat' }], [{ said: 'Mail' }]]);
  });
});

describe('from the first picture to the result', () => {
  it('shows a first score never without its coverage', () => {
    expect(card(answeredAll(confirmed(scoped(begun(small))))).text).toContain(
      'So far: 100 % of the weight in place, 100 % of it looked at',
    );
  });

  it('lists for the review what nobody knew, each with a way to answer it', () => {
    const view = card(
      confirmed(scoped(begun(small)))
        .answer('unknown')
        .go({ type: 'review' }),
    );
    expect(view.text).toContain("Don't know: 1 of 6");
    expect(view.text).toContain('1. Who can open the door to the model?');
    expect(actionsOf(view).find(({ label }) => label === 'Answer 1')?.press).toEqual({ do: 'revisit', a: 'as1', q: 'c:ai-door/q1', r: 1 });
  });

  it('shows the result with score, coverage, heat map in words and what to fix first', () => {
    const stage = confirmed(scoped(begun(small)))
      .answer(2)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r1' });
    expect(card(stage).text).toBe(
      [
        'Support agent · Foundational',
        'Nothing in place: 0 % of the weight in place, 100 % of it looked at',
        'How much of the weight is in place, and how much of it was looked at:',
        'Infrastructure security | Foundational: No control of this catalogue applies here.',
        'Identity and data security | Foundational: No control of this catalogue applies here.',
        'AI application security | Foundational: nothing in place: 0 % (100 % looked at)',
        'Fix first',
        '1. Medium: The door to the model is closed to strangers · small effort → Write down who needs to get in.',
        '- How we know, by weight: stated only 100 %.',
        'Finished by @Anna, just now. It is what people said, at that time; nobody has looked into the account.',
        'You can type: export, export json, list, help.',
      ].join('\n'),
    );
    expect(labelsOf(card(stage))).toEqual([
      'The 1 gap',
      'Make a roadmap',
      'Why 0 %?',
      'The GenAI matrix',
      'The agentic matrix',
      'Export as a report',
      'Export as JSON',
      'Change an answer',
      'Assess again',
      'Assess for Enhanced',
    ]);
  });

  it('puts the picture beside its words when one was drawn', () => {
    const stage = confirmed(scoped(begun(small)))
      .answer(2)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r1' });
    const picture = { png: new Uint8Array([1]), alt: 'the heat map', width: 1, height: 1 };
    expect(blockOf(mainView(stage.shown(), { heatMap: picture }), 'picture')?.picture).toBe(picture);
  });

  it('counts what is so far after a reopening, not what was stored', () => {
    const stage = confirmed(scoped(begun(small)))
      .answer(2)
      .go({ type: 'review' })
      .go({ type: 'finish', resultId: 'r1' });
    const stored = stage.shown().result;
    stage.go({ type: 'reopen' });
    const { provisional } = confirmed(scoped(begun(small)))
      .answer(0)
      .shown();
    expect(mainView(stage.shown({ result: stored, provisional })).text).toContain('As it stands: 100 % of the weight in place');
  });
});
