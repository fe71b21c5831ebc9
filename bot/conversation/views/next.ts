/** What AWS itself offers next, why now, what it covers and what it leaves open. */
import type { NextOffer } from '../../../workflows/interview/scoring/next-offers.ts';
import type { Block, View } from '../view.ts';
import { words } from '../words/en.ts';
import { emptyResult } from './result-none.ts';
import { backToCard, resultShown, type Shown, viewOf } from './shown.ts';

export function nextView(shown: Shown): View {
  const result = resultShown(shown);
  if (result === null) return emptyResult(shown);
  const say = words.next;
  const blocks: Block[] = [
    { type: 'title', text: say.title },
    ...(result.next.length === 0 ? [{ type: 'text' as const, text: say.none }] : result.next.flatMap(offerBlocks)),
    { type: 'text', text: result.notThis, subtle: true },
    { type: 'actions', actions: [backToCard(shown)] },
  ];
  return viewOf(shown, blocks, words.gap.typing);
}

function offerBlocks({ name, what, because, covers, leaves, how, note, basis }: NextOffer): Block[] {
  const say = words.next;
  return [
    { type: 'heading', text: name },
    { type: 'text', text: what },
    {
      type: 'facts',
      facts: [
        { name: say.because, value: because.join(' ') },
        { name: say.covers, value: covers },
        { name: say.leaves, value: leaves },
        { name: say.how, value: how },
        ...(note === undefined ? [] : [{ name: say.note, value: note }]),
        { name: say.firm, value: words.common.basis[basis] },
      ],
    },
  ];
}
