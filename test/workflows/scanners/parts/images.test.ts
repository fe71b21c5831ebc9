/** Where images come from: whose registry, and whether a tenant's list names it. */
import { describe, expect, it } from 'vitest';
import { imageOf, isKnownImage } from '../../../../workflows/scanners/parts/images.ts';

describe('an image', () => {
  it.each([
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/help:1', '111122223333'],
    ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/help:1', '111122223333'],
    ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/help@sha256:abc', '111122223333'],
    ['111122223333.dkr-ecr.us-west-2.on.aws/help', '111122223333'],
  ])('%s is one of a private ECR registry', (name, account) => expect(imageOf(name).account).toBe(account));

  it.each([
    ['ghcr.io/somebody/llm:latest', 'ghcr.io'],
    ['public.ecr.aws/somebody/llm', 'public.ecr.aws'],
    ['somebody/llm', 'docker.io'],
    ['llm:latest', 'docker.io'],
    ['localhost:5000/llm', 'localhost:5000'],
    // A name that only looks like ECR's.
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com.example.org/llm', '111122223333.dkr.ecr.us-east-1.amazonaws.com.example.org'],
  ])('%s is none', (name, host) => expect(imageOf(name)).toEqual({ host, account: null }));

  it('is known where it is our own or comes from AWS, whatever the list says', () => {
    expect(isKnownImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/help', '111122223333', null)).toBe('known');
    expect(isKnownImage('763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6', '111122223333', [])).toBe('known');
  });

  it('is known where the list names its account, its host or its place, and not where it names the beginning of a word', () => {
    const image = '444455556666.dkr.ecr.us-east-1.amazonaws.com/shared/llm:1';
    const judged = (entry: string) => isKnownImage(image, '111122223333', [entry]);
    const named = ['444455556666', '444455556666.dkr.ecr.us-east-1.amazonaws.com', '444455556666.dkr.ecr.us-east-1.amazonaws.com/shared/'];
    expect(named.map(judged)).toEqual(['known', 'known', 'known']);
    expect(['4444', '444455556666.dkr.ecr.us-east-1.amazonaws.com/sha'].map(judged)).toEqual(['strange', 'strange']);
  });

  it('is unknown where nobody keeps a list', () => {
    expect(isKnownImage('ghcr.io/somebody/llm', '111122223333', null)).toBe('unknown');
  });
});
