/** What holds for every view, over the whole catalogue and every state: readable without a card, inert, small, and pressable. */
import { describe, expect, it } from 'vitest';
import { isAboutRoadmap } from '../../../bot/conversation/hear-roadmap.ts';
import { wantedBy } from '../../../bot/conversation/presses.ts';
import type { Action, Block, Press } from '../../../bot/conversation/view.ts';
import { gallery, marked } from './views-gallery.ts';
import type { Hung } from './views-hung.ts';

const hung = gallery();
const states = hung.filter(({ name }) => !/[ →:]/.test(name));

const inside = (blocks: Block[]): Block[] =>
  blocks.flatMap((block) => (block.type === 'details' ? [block, ...inside(block.blocks)] : [block]));
const actionsOf = ({ view }: Hung): Action[] => inside(view.blocks).flatMap((block) => (block.type === 'actions' ? block.actions : []));
const pressesOf = (one: Hung): Press[] => [
  ...actionsOf(one).map(({ press }) => press),
  ...inside(one.view.blocks).flatMap((block) => (block.type === 'choice' ? block.options.flatMap(({ press }) => press ?? []) : [])),
];

const inputs = { name: 'Other', about: '', reason: 'None here.', comment: 'Noted.', person: 'Bob' };
const eventOf = (press: Press, choices: string) => {
  const wanted = wantedBy(press, { ...inputs, choices }, 'event');
  return wanted.kind === 'event' ? wanted.event : null;
};
/** Something to tick, for the presses that send what is ticked. */
const ticked = ({ view }: Hung): string =>
  inside(view.blocks).flatMap((block) => (block.type === 'choice' ? block.options.slice(0, 1).map(({ id }) => id) : []))[0] ?? '';

/** The places in a view at which marked words stand. */
function leaks(value: unknown, at: string[] = []): string[] {
  if (typeof value === 'string') return value.includes('«') ? [at.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => leaks(inner, [...at, field]));
}

describe('every view', () => {
  it('exists for each state of the interview and each activity', () => {
    const values = hung.map(({ stage }) => stage.shown().value);
    expect(new Set(values.filter(({ activity }) => activity === 'active').map(({ interview }) => interview))).toEqual(
      new Set(['intake', 'scoping', 'confirmingScope', 'shortPath', 'asking', 'waitingForColleague', 'reviewing', 'finished']),
    );
    expect(new Set(values.map(({ activity }) => activity))).toEqual(new Set(['active', 'paused', 'lapsed', 'cancelled', 'gone']));
  });

  it('says each title, question and status in its text', () => {
    for (const { name, view } of hung)
      for (const block of view.blocks)
        if (block.type === 'title' || block.type === 'heading')
          for (const span of typeof block.text === 'string' ? [block.text] : block.text) {
            const words =
              typeof span === 'string'
                ? span
                : 'said' in span
                  ? span.said
                  : 'strong' in span
                    ? span.strong
                    : 'open' in span
                      ? span.open
                      : span.name;
            expect(view.text, name).toContain(words);
          }
  });

  it('lists in its text every choice that it offers, with its number', () => {
    for (const { name, view } of hung)
      for (const block of inside(view.blocks))
        if (block.type === 'choice')
          for (const [index, { text }] of block.options.entries()) expect(view.text, name).toContain(`${index + 1}. ${text}`);
  });

  it('says what can be typed where something can be decided', () => {
    for (const { name, view } of states) expect(view.text.split('\n').at(-1), name).toMatch(/\b[Tt]ype\b|Answer with/);
  });

  it("keeps people's words where every renderer makes them inert", () => {
    const isInert = (view: Hung['view'], place: string) => place === 'text' || place.endsWith('.said') || isInputValue(view.blocks, place);
    const found = hung.flatMap(({ name, view }) =>
      leaks(view)
        .filter((place) => !isInert(view, place))
        .map((place) => `${name}: ${place}`),
    );
    expect(found).toEqual([]);
  });

  it('shows the marked words at all, so that the rule above can fail', () => {
    const texts = hung.map(({ view }) => view.text).join('\n');
    for (const words of Object.values(marked)) expect(texts).toContain(words);
  });

  it('says that an account is simulated wherever one is', () => {
    const simulated = hung.filter(({ stage }) => stage.context.accounts.some((one) => one.simulated));
    expect(simulated.length).toBeGreaterThan(10);
    for (const { name, view } of simulated) expect(view.text, name).toContain('is simulated');
  });

  it('carries the version that it was drawn from', () => {
    for (const { name, view } of hung) expect(view.version, name).toBe(7);
  });

  it('has no empty words', () => {
    for (const { name, view } of hung) {
      expect(view.text, name).not.toMatch(/undefined|\[object|NaN|\n\n/);
      for (const line of view.text.split('\n')) expect(line.trim(), name).not.toBe('');
    }
  });

  it('asks for one decision: at most one primary button, and at most one choice', () => {
    for (const one of hung) {
      expect(actionsOf(one).filter(({ style }) => style === 'primary').length, one.name).toBeLessThanOrEqual(1);
      expect(inside(one.view.blocks).filter(({ type }) => type === 'choice').length, one.name).toBeLessThanOrEqual(1);
    }
  });

  it('has unique ids for inputs and folds', () => {
    for (const { name, view } of hung) {
      const ids = inside(view.blocks).flatMap((block) => ('id' in block ? [block.id] : []));
      expect(new Set(ids).size, name).toBe(ids.length);
    }
  });

  it('stays small: a question has at most twelve blocks', () => {
    for (const { name, view } of hung)
      if (view.blocks.some(({ type }) => type === 'choice')) expect(view.blocks.length, name).toBeLessThanOrEqual(12);
  });

  it('fits into a message: fewer than 6000 characters of text', () => {
    for (const { name, view } of hung) expect(view.text.length, name).toBeLessThan(6000);
  });
});

describe('every press', () => {
  it('names its assessment', () => {
    for (const one of hung) for (const press of pressesOf(one)) expect(press.a, `${one.name} ${press.do}`).toBe('as1');
  });

  it('is short enough to travel in a button', () => {
    for (const one of hung) for (const press of pressesOf(one)) expect(JSON.stringify(press).length, one.name).toBeLessThan(500);
  });

  it('is one that the conversation understands', () => {
    for (const one of hung)
      for (const press of pressesOf(one))
        if (!isAboutRoadmap(press))
          expect(wantedBy(press, { ...inputs, choices: ticked(one) }, 'event').kind, `${one.name} ${press.do}`).not.toBe('nonsense');
  });

  it('carries the question and the revision when it touches an answer', () => {
    const touching = new Set(['answer', 'unknown', 'na-save', 'yes']);
    for (const one of hung)
      for (const press of pressesOf(one))
        if (touching.has(press.do)) {
          expect(press.q, one.name).toMatch(/^[cs]:/);
          expect(press.r, one.name).toBeTypeOf('number');
        }
  });

  it('on the card of a state is taken by the chart in that state', () => {
    const refused = states.flatMap((one) =>
      pressesOf(one).flatMap((press) => {
        const event = eventOf(press, ticked(one));
        return event === null || one.stage.takes(event) ? [] : [`${one.name}: ${press.do}`];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('in a panel that changes something is taken by the chart as well', () => {
    const refused = hung
      .filter(({ name }) => name.includes('→'))
      .flatMap((one) =>
        pressesOf(one).flatMap((press) => {
          const event = eventOf(press, ticked(one));
          return event === null || one.stage.takes(event) ? [] : [`${one.name}: ${press.do} ${press.q ?? ''}`];
        }),
      );
    expect(refused).toEqual([]);
  });
});

/** What a person types into a field is theirs to see again; a field shows it as it is. */
function isInputValue(blocks: Block[], place: string): boolean {
  const [, index, field] = place.split('.');
  return field === 'value' && blocks[Number(index)]?.type === 'input';
}
