/** No message exceeds a limit, and no word is lost, whatever the catalogue says and people answer: on both surfaces. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, View } from '../../../bot/conversation/view.ts';
import { mainView } from '../../../bot/conversation/views/main.ts';
import { type AssessmentPanel, panelView } from '../../../bot/conversation/views/panel.ts';
import { visible } from '../../../bot/conversation/visible.ts';
import { messageFaultsOf } from '../../../bot/slack/check-blocks.ts';
import { plain } from '../../../bot/slack/inert.ts';
import { toMessages } from '../../../bot/slack/render.ts';
import { limits as teamsLimits, utf16Bytes } from '../../../bot/teams/limits.ts';
import { toActivity } from '../../../bot/teams/render.ts';
import { splitView } from '../../../bot/teams/split.ts';
import type { Catalogue } from '../../../knowledge/catalogue.ts';
import { bare } from '../../support/hostile.ts';
import { catalogues } from '../../support/random-catalogue.ts';
import { begun, confirmed, type Stage } from '../conversation/views-stage.ts';

/** How many catalogues are drawn. */
const runs = Number(process.env['PLUMBLINE_CARDS'] ?? 6);

const said = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom('<!channel> *all* `x`', '&lt;'.repeat(120), 'word '.repeat(400), '🏴󠁧󠁢󠁳󠁣󠁴󠁿'.repeat(60), '{{DATE(2026-01-01)}}'),
);

type Answer = number | 'unknown' | { reason: string };
const answers = fc.array(fc.oneof<fc.Arbitrary<Answer>[]>(fc.constantFrom(0, 1, 2), fc.constant('unknown'), fc.record({ reason: said })), {
  minLength: 5,
  maxLength: 20,
});

const panels = (stage: Stage): View[] => {
  const shown = stage.shown();
  const keys = Object.keys(shown.context.answers);
  const gaps = shown.provisional?.gaps.slice(0, 2).map(({ control }) => control) ?? [];
  const presses: { do: AssessmentPanel; x?: string; q?: string }[] = [
    ...(['edit', 'collect', 'next', 'open'] as const).map((verb) => ({ do: verb })),
    ...['0', '1'].flatMap((x) => [
      { do: 'answers' as const, x },
      { do: 'gaps' as const, x },
    ]),
    { do: 'why', x: 'whole' },
    { do: 'cell', x: 'whole' },
    ...gaps.map((x) => ({ do: 'gap' as const, x })),
    ...keys.slice(-1).flatMap((q) => (['na', 'colleague', 'comment'] as const).map((verb) => ({ do: verb, q }))),
  ];
  return presses.map((press) => panelView(shown, press.do, { a: 'as1', ...press }, { known: [{ id: 'U1', name: 'Ana' }] }));
};

/** The cards of one assessment from its begin to its result, with answers taken in turn. */
const cardsOf = (catalogue: Catalogue, name: string, about: string, picks: Answer[]): View[] => {
  const stage = begun(catalogue, name.trim() === '' ? 'It' : name.slice(0, 80), about);
  const views = [mainView(stage.shown())];
  stage.go({ type: 'start' });
  for (let turn = 0; turn < 200 && stage.interview !== 'finished'; turn++) {
    views.push(mainView(stage.shown()));
    if (stage.interview === 'confirmingScope') confirmed(stage);
    else if (stage.interview === 'reviewing') {
      views.push(...panels(stage));
      stage.go({ type: 'finish', resultId: 'r1' });
    } else answer(stage, picks[turn % picks.length] ?? 0);
  }
  return [...views, mainView(stage.shown()), ...panels(stage)];
};

const answer = (stage: Stage, pick: Answer): void => {
  const asked = (() => {
    try {
      return stage.key();
    } catch {
      return null;
    }
  })();
  if (asked === null) stage.go(stage.interview === 'shortPath' ? { type: 'go-deeper' } : { type: 'review' });
  else stage.answer(typeof pick === 'object' && asked.startsWith('s:') ? 'unknown' : pick);
};

/** Every text of blocks, each to be found again whole. */
const textsOf = (list: Block[]): string[] =>
  list.flatMap((one): string[] => {
    if (one.type === 'text' || one.type === 'title' || one.type === 'heading' || one.type === 'status') return [plain(one.text)];
    if (one.type === 'list') return one.items.map(plain);
    if (one.type === 'table') return one.rows.flat().map(plain);
    if (one.type === 'facts') return one.facts.map(({ value }) => plain(value));
    if (one.type === 'actions') return one.actions.map(({ label }) => label);
    if (one.type === 'choice') return one.options.flatMap(({ text, hint }) => [text, hint ?? '']);
    if (one.type === 'input') return [one.value ?? ''];
    return one.type === 'details' ? textsOf(one.blocks) : [];
  });

const shownKeys = new Set(['text', 'initial_value', 'title', 'value', 'label']);

const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (typeof inner === 'string' ? (shownKeys.has(key) ? inner : '') : key === 'data' ? '' : wordsOf(inner)))
    .join('');
};

/** Escapes and people's own marks look alike once drawn; a mention of Teams has tags of its own. */
const letters = (text: string): string => bare(visible(text)).replace(/[^\p{L}\p{N}\p{M}]/gu, '');

const lost = (view: View, drawn: unknown): string[] => {
  const seen = letters(wordsOf(drawn).replace(/<\/?at>/g, ''));
  return textsOf(view.blocks).filter((text) => !seen.includes(letters(text)));
};

const whatever = fc.record({ catalogue: catalogues, name: said, about: said, picks: answers });

describe('the cards of any assessment over any catalogue', () => {
  it('fit into messages of Slack, and lose no word', () => {
    fc.assert(
      fc.property(whatever, ({ catalogue, name, about, picks }) => {
        for (const view of cardsOf(catalogue, name, about, picks)) {
          const messages = toMessages(view);
          expect(messages.flatMap(messageFaultsOf)).toEqual([]);
          expect(
            lost(
              view,
              messages.map(({ blocks }) => blocks),
            ),
          ).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });

  it('fit into messages of Teams, and lose no word', () => {
    fc.assert(
      fc.property(whatever, ({ catalogue, name, about, picks }) => {
        for (const view of cardsOf(catalogue, name, about, picks)) {
          const activities = splitView(view, teamsLimits).map((part) => toActivity(part, { mentions: true, people: 'picker' }));
          for (const activity of activities) expect(utf16Bytes(activity)).toBeLessThanOrEqual(teamsLimits.messageBytes);
          expect(lost(view, activities)).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
});
