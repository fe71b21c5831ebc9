/** Who may act on a thing by the policy that stands on it: every case of `test/cases/iam` about such policies. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { confinedTo, deputyOf, isOutside, isPublic, type Own } from '../../../../workflows/scanners/iam/confine.ts';
import { deniesAll, type Grant, whoMay } from '../../../../workflows/scanners/iam/grants.ts';
import { account, written } from '../../../support/iam-cases.ts';

const read = <T>(file: string, shape: z.ZodType<T>): T =>
  shape.parse(parse(readFileSync(new URL(`../../../cases/iam/${file}.yaml`, import.meta.url), 'utf8')));

const Truth = z.enum(['yes', 'no', 'depends']);
const Expected = z.strictObject({
  who: z.string(),
  public: Truth.default('no'),
  outside: Truth.default('no'),
  pins: z.array(z.enum(['account', 'arn'])).default([]),
});

const inWords = ({ who: { kind, ...rest } }: Grant): string => {
  const { arn, ...others }: Record<string, string> = rest;
  return [kind, arn ?? Object.values(others)[0]].filter((part) => part !== undefined).join(' ');
};

describe('a policy on a thing', () => {
  const cases = read(
    'grants',
    z.array(
      z.strictObject({
        name: z.string(),
        organization: z.string().optional(),
        arn: z.string().optional(),
        policy: z.unknown(),
        ask: z.record(z.string(), z.string()).default({}),
        expect: z.union([z.literal('unreadable'), z.array(Expected)]),
      }),
    ),
  );

  test.each(cases)('lets in: $name', ({ organization, arn, policy, ask, expect: expected }) => {
    const own: Own = organization === undefined ? { account } : { account, organization };
    const grants = whoMay(written('policy', policy), ask);
    if ('kind' in grants) return expect(grants.kind).toBe(expected);
    const seen = grants.map((grant) => {
      const { pinsAccount, pinsArn } = deputyOf(grant, own, arn);
      const pins = [...(pinsAccount ? ['account'] : []), ...(pinsArn ? ['arn'] : [])];
      const confined = grant.who.kind === 'service' ? pins : [];
      return { who: inWords(grant), public: isPublic(grant, own), outside: isOutside(grant, own), pins: confined };
    });
    expect(seen).toEqual(expected);
  });

  test('says what it allows and to what a key is confined', () => {
    const condition = { ArnLike: { 'aws:SourceArn': ['arn:aws:bedrock:*:111122223333:agent/*'] }, StringLike: { 'sts:ExternalId': '*' } };
    const policy = [
      { Sid: 'Agents', Effect: 'Allow', Principal: { Service: 'bedrock.amazonaws.com' }, NotAction: 'iam:*', Condition: condition },
    ];
    const [grant] = whoMay(written('trust', policy)) as Grant[];
    expect(grant).toMatchObject({ where: 'trust / Agents', actions: ['not iam:*'], except: [] });
    expect(confinedTo(grant as Grant, 'AWS:SourceArn')).toEqual(['arn:aws:bedrock:*:111122223333:agent/*']);
    expect(confinedTo(grant as Grant, 'sts:ExternalId')).toBeNull();
    expect(confinedTo(grant as Grant, 'aws:SourceAccount')).toBeNull();
  });
});

describe('a bucket of papers', () => {
  const cases = read('denied', z.array(z.strictObject({ name: z.string(), policy: z.unknown(), expect: Truth })));
  const asked = { action: 's3:*', context: { 'aws:SecureTransport': 'false' } };

  test.each(cases)('denies to all: $name', ({ policy, expect: expected }) => {
    expect(deniesAll(written('policy', policy), { ...asked, resource: 'arn:aws:s3:::papers/*' })).toBe(expected);
  });
});
