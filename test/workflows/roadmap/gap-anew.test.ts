/** What a gap is when it is decided anew: as the newest result has it, with a day that is still to come. */
import { describe, expect, it } from 'vitest';
import { applied } from '../../../workflows/roadmap/gap-changes.ts';
import type { GapRequest } from '../../../workflows/roadmap/gap-content.ts';
import type { GapContext } from '../../../workflows/roadmap/gap-context.ts';
import { gapWith, lea, ola, sam, sent } from './gap-scenes.ts';

const acceptance: GapRequest = { kind: 'acceptance', owner: sam, reason: 'No budget', compensating: 'A filter', until: '2027-02-01' };

describe('decided anew', () => {
  const anew = (gap: GapContext, over: object = {}) =>
    applied(gap, sent(lea, 'reconsider', { reason: 'It changed', ...over }, { at: Date.UTC(2028, 2, 1, 9) }));

  it('what was to be done by a day that is over has as many days again as it had at first', () => {
    expect(anew(gapWith()).content.due).toBe('2028-03-31');
    expect(anew(gapWith({ content: { due: '2028-03-01' } })).content.due).toBe('2028-03-01');
    expect(anew(gapWith({ content: { due: '2028-02-29' } })).content.due).not.toBe('2028-02-29');
  });

  it('it is as the newest result has it, for whoever was to do it, with what is asked for', () => {
    const newest = { ...gapWith().content, label: 'Critical' as const, why: ['Check A failed.'], owner: null, due: '', request: null };
    const { content, result, backed } = anew(gapWith({ content: { request: acceptance } }), {
      content: newest,
      result: 'r9',
      backed: true,
    });
    expect({ content, result, backed }).toEqual({
      content: { ...newest, owner: ola, due: '2028-03-31', request: acceptance },
      result: 'r9',
      backed: true,
    });
  });

  it('it stays as it was where the newest result does not have it', () => {
    const { content, result, backed } = anew(gapWith(), { result: 'r9', backed: true });
    expect({ content, result, backed }).toEqual({ content: { ...gapWith().content, due: '2028-03-31' }, result: 'r1', backed: false });
  });
});
