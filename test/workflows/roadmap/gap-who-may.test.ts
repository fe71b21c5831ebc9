/** Whoever may not do something with a gap is told who may. */
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../workflows/interview/said.ts';
import type { GapContext } from '../../../workflows/roadmap/gap-context.ts';
import type { GapEvent } from '../../../workflows/roadmap/gap-events.ts';
import { whoMay } from '../../../workflows/roadmap/gap-rights.ts';
import { ada, gapWith, lea, leo, ola, sam, sent, shown } from './gap-scenes.ts';

describe('who may in place of somebody who may not', () => {
  const names = (gap: GapContext, event: GapEvent) => whoMay(gap, event).map(({ name }) => name);
  const decides = (person: Person, gap: GapContext, over: object = {}) =>
    names(gap, sent(person, 'reject', { shown: shown(gap), reason: 'So', ...over }));

  it('are the leads who neither put it up nor own it', () => {
    expect(decides(sam, gapWith())).toEqual([lea, leo].map(({ name }) => name));
    expect(decides(lea, gapWith({ putUp: [lea] }))).toEqual([leo.name]);
    expect(decides(leo, gapWith({ assignee: leo }))).toEqual([lea.name]);
  });

  it('are whoever has it, and the leads where those may too', () => {
    const hers = gapWith({ assignee: ola });
    expect(names(hers, sent(sam, 'give-back', { reason: 'Ill' }, { from: 'tasks' }))).toEqual([ola.name]);
    expect(names(hers, sent(sam, 'assign', { to: sam }, { from: 'tasks' }))).toEqual([ola, lea, leo].map(({ name }) => name));
    expect(names(hers, sent(sam, 'take', {}, { from: 'tasks' }))).toEqual([ola, lea, leo].map(({ name }) => name));
    expect(names(hers, sent(lea, 'take', {}))).toEqual([ola, leo].map(({ name }) => name));
    expect(names(gapWith({ assignee: sam }), sent(ada, 'take', {}, { from: 'tasks' }))).toEqual([sam, lea, leo].map(({ name }) => name));
    const asked = gapWith({ content: { request: { kind: 'deferral', reason: 'Next quarter', until: '2027-03-01' } }, askedBy: sam });
    expect(names(asked, sent(lea, 'take-back', { shown: shown(asked) }))).toEqual([sam.name]);
  });

  it('are nobody where it was refused for what was said, or was not refused', () => {
    expect(decides(lea, gapWith(), { reason: '' })).toEqual([]);
    expect(decides(lea, gapWith())).toEqual([]);
    expect(names(gapWith(), sent(lea, 'approve', { shown: shown(gapWith()), glass: 'Fire' }))).toEqual([]);
  });
});
