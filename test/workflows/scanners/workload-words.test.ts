/** What people write down as belonging to a workload: what is read, what is refused, and that nothing else gets through. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mistakeIn, mostNamed, mostTags, resourcesIn, tagsIn } from '../../../workflows/scanners/workload-words.ts';

const agent = 'arn:aws:bedrock:eu-west-1:111122223333:agent/ABCDEFGHIJ';

describe('tags', () => {
  it.each([
    ['one a line', 'app=support\nteam = Otters ', { app: 'support', team: 'Otters' }],
    ['with commas between them', 'app=support, stage=live;', { app: 'support', stage: 'live' }],
    ['with a sign in the value', 'query=a=b', { query: 'a=b' }],
    ['without a value', 'ours=', { ours: '' }],
    ['that AWS makes itself', 'aws:cloudformation:stack-name=support', { 'aws:cloudformation:stack-name': 'support' }],
    ['twice the same', 'app=support\napp=support', { app: 'support' }],
  ])('are read %s', (_, text, tags) => expect(tagsIn(text)).toEqual({ tags }));

  it.each([
    ['no sign', 'app', { kind: 'no-tag', said: 'app' }],
    ['no key', '=support', { kind: 'no-tag', said: '=support' }],
    ['what no tag holds', 'app=<b>', { kind: 'no-tag', said: 'app=<b>' }],
    ['two values for one key', 'app=a\napp=b', { kind: 'twice', said: 'app' }],
    ['too many of them', Array.from({ length: mostTags + 1 }, (__, at) => `k${at}=v`).join('\n'), { kind: 'too-many-tags' }],
    ['the name of a part that every object has', '__proto__=x', { kind: 'no-tag', said: '__proto__=x' }],
  ])('are refused for %s', (_, text, mistake) => expect(tagsIn(text)).toEqual(mistake));
});

describe('named things', () => {
  it.each([
    ['one a line, once', `${agent}\n ${agent}\narn:aws:s3:::bucket`, [agent, 'arn:aws:s3:::bucket']],
    ['with spaces and commas', `${agent}, arn:aws-us-gov:s3:::bucket`, [agent, 'arn:aws-us-gov:s3:::bucket']],
  ])('are read %s', (_, text, resources) => expect(resourcesIn(text)).toEqual({ resources }));

  it.each([
    ['what is no ARN', 'the otter agent', { kind: 'no-arn', said: 'the' }],
    ['an ARN of another world', 'arn:azure:x:y:1:z', { kind: 'no-arn', said: 'arn:azure:x:y:1:z' }],
    ['an account that is none', 'arn:aws:bedrock:eu-west-1:1:agent/A', { kind: 'no-arn', said: 'arn:aws:bedrock:eu-west-1:1:agent/A' }],
    [
      'too many of them',
      Array.from({ length: mostNamed + 1 }, (__, at) => `arn:aws:s3:::b${at}`).join(' '),
      { kind: 'too-many-resources' },
    ],
  ])('are refused for %s', (_, text, mistake) => expect(resourcesIn(text)).toEqual(mistake));
});

it('whatever is written is refused in words or kept as it must be', () => {
  const parts = ['a', '=', ',', ' ', '\n', ':', 'é', '<', '*', '\u0000', 'arn:aws:s3:::', 'k=v', '__proto__='] as const;
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...parts), maxLength: 60 }), (words) => {
      for (const read of [tagsIn(words), resourcesIn(words)]) if (!('kind' in read)) expect(mistakeIn(read)).toBeNull();
    }),
  );
});
