/** What a decision is bound to: the hash of the gap's whole content, as it is shown. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentHash, contentOf, factsHash, type GapContent, shownHash } from '../../../workflows/roadmap/gap-content.ts';
import { gapWith } from './gap-scenes.ts';

describe('what a decision is bound to', () => {
  const { content } = gapWith();
  const other: Partial<Record<keyof GapContent, unknown>> = {
    control: 'x',
    title: 'x',
    workload: 'x',
    label: 'Low',
    priority: 9,
    phase: 'advanced',
    layer: 'ai-application',
    effort: 'L',
    why: ['x'],
    firstStep: 'x',
    services: ['x'],
    tools: ['x'],
    owner: null,
    due: '2027-02-04',
    request: { kind: 'deferral', reason: 'Next quarter', until: '2027-03-01' },
  };

  it.each(Object.entries(other))('is its whole content: another %s is another hash', (name, value) => {
    expect(contentHash({ ...content, [name]: value })).not.toBe(contentHash(content));
  });

  it('is the same whatever the order of its fields', () => {
    expect(contentHash(Object.fromEntries(Object.entries(content).toReversed()) as unknown as GapContent)).toBe(contentHash(content));
  });

  it('is SHA-256 in hex, of which a press carries the first sixteen digits', () => {
    expect(contentHash(content)).toMatch(/^[0-9a-f]{64}$/);
    expect(shownHash(content)).toBe(contentHash(content).slice(0, 16));
    expect(contentHash(content)).not.toBe(createHash('sha256').update(JSON.stringify(content)).digest('hex'));
  });

  it('tells its facts apart by the first eight digits of a hash of their own, whoever is to do it and until when', () => {
    const facts = factsHash({ ...content, why: ['Check A failed.'] });
    expect(facts).toBe(createHash('sha256').update('["Check A failed."]').digest('hex').slice(0, 8));
    expect(factsHash({ ...content, why: ['Check B failed.'] })).not.toBe(facts);
  });

  it('comes from the gap of a result, with its plan, and asks for nothing yet', () => {
    const { request: _, owner, due, workload, tools, ...facts } = content;
    const gap = { ...facts, inherent: 4, status: 'no' as const, knownBy: 'stated' as const };
    expect(contentOf(gap, tools, { workload, owner, due })).toEqual(content);
    expect(contentOf(gap, ['a tool'], { workload, owner: null, due })).toEqual({ ...content, tools: ['a tool'], owner: null });
  });
});
