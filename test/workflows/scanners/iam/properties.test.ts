/** What must hold for all policies: Deny only takes, Allow only gives, and neither order nor spelling counts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allows, type Question } from '../../../../workflows/scanners/iam/allows.ts';
import { isOutside, isPublic } from '../../../../workflows/scanners/iam/confine.ts';
import { whoMay } from '../../../../workflows/scanners/iam/grants.ts';
import { fits, generalMember, patternOf } from '../../../../workflows/scanners/iam/pattern.ts';
import { readPolicy } from '../../../../workflows/scanners/iam/policy.ts';
import { account, layersOf, principalWith, type Written, written } from '../../../support/iam-cases.ts';

const actions = ['bedrock:InvokeModel', 'bedrock:*', '*', 's3:GetObject', 's3:Get*', 'bedrock:Invoke?odel', '*:*Model'];
const resources = [
  '*',
  'arn:aws:s3:::papers/a',
  'arn:aws:s3:::papers/*',
  'arn:aws:s3:::*/a',
  'arn:aws:bedrock:*::foundation-model/*',
  'arn:aws:bedrock:eu-west-1::foundation-model/m',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable looks like that.
  'arn:aws:s3:::home/${aws:username}/*',
];
const conditions = [
  {},
  { StringEquals: { 'aws:x': 'a' } },
  { StringNotEquals: { 'aws:x': 'a' } },
  { StringLikeIfExists: { 'aws:x': 'a*' } },
  { Null: { 'aws:x': 'true' } },
  { 'ForAllValues:StringEquals': { 'aws:x': ['a', 'b'] } },
];

const some = (list: readonly string[]) => fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: 3 });
const side = (name: string, list: readonly string[]) =>
  fc.tuple(fc.boolean(), some(list)).map(([negated, chosen]) => ({ [negated ? `Not${name}` : name]: chosen }));
const statementOf = (effect: 'Allow' | 'Deny') =>
  fc
    .tuple(side('Action', actions), side('Resource', resources), fc.constantFrom(...conditions))
    .map(([action, resource, condition]) => ({ Effect: effect, ...action, ...resource, Condition: condition }));
const statement = fc.oneof({ weight: 3, arbitrary: statementOf('Allow') }, statementOf('Deny'));
const policy = fc.oneof({ weight: 9, arbitrary: fc.array(statement, { maxLength: 4 }) }, fc.constant('{'));
const whole: fc.Arbitrary<Written> = fc.record(
  { policies: fc.array(policy, { maxLength: 3 }), boundary: policy, scps: fc.array(fc.array(policy, { maxLength: 2 }), { maxLength: 2 }) },
  { requiredKeys: ['policies'] },
);
const context = fc.constantFrom<NonNullable<Question['context']>>({}, { 'aws:x': null }, { 'aws:x': 'a' }, { 'aws:x': ['b', 'c'] });
const onOne: fc.Arbitrary<Question> = fc.record({
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources.filter((one) => !one.includes('$'))),
  context,
});
const question: fc.Arbitrary<Question> = fc.oneof(onOne, fc.record({ action: fc.constantFrom(...actions), context }));

const rank = { no: 0, depends: 1, yes: 2 };
const answerOf = (rights: Written, asked: Question) => allows(principalWith(rights), asked, layersOf(rights)).answer;
const reversed = <T>(list: readonly T[]): T[] => list.toReversed();
const turned = (one: unknown): unknown => (Array.isArray(one) ? reversed(one) : one);

describe('for every principal', () => {
  test('a Deny more never gives', () => {
    const property = fc.property(whole, statementOf('Deny'), onOne, (rights, deny, asked) => {
      const after = answerOf({ ...rights, policies: [...rights.policies, [deny]] }, asked);
      expect(rank[after]).toBeLessThanOrEqual(rank[answerOf(rights, asked)]);
    });
    fc.assert(property, { numRuns: 600 });
  });

  test('a Deny more never turns no into yes, whatever the question', () => {
    const property = fc.property(whole, statementOf('Deny'), question, (rights, deny, asked) => {
      if (answerOf(rights, asked) === 'no') expect(answerOf({ ...rights, policies: [[deny], ...rights.policies] }, asked)).toBe('no');
    });
    fc.assert(property, { numRuns: 600 });
  });

  test('an Allow more never takes', () => {
    const property = fc.property(whole, statementOf('Allow'), question, (rights, allow, asked) => {
      const after = answerOf({ ...rights, policies: [...rights.policies, [allow]] }, asked);
      if (answerOf(rights, asked) === 'yes') expect(after).toBe('yes');
      if (asked.resource !== undefined) expect(rank[after]).toBeGreaterThanOrEqual(rank[answerOf(rights, asked)]);
    });
    fc.assert(property, { numRuns: 600 });
  });

  test('order does not count', () => {
    const property = fc.property(whole, question, (rights, asked) => {
      const other = { ...rights, policies: reversed(rights.policies).map(turned), scps: reversed(rights.scps ?? []).map(reversed) };
      expect(answerOf(other, asked)).toBe(answerOf(rights, asked));
    });
    fc.assert(property, { numRuns: 600 });
  });

  test('a boundary and a service control policy never give', () => {
    const property = fc.property(whole, policy, onOne, (rights, boundary, asked) => {
      const { policies } = rights;
      const bare = rank[answerOf({ policies }, asked)];
      expect(rank[answerOf({ policies, boundary }, asked)]).toBeLessThanOrEqual(bare);
      expect(rank[answerOf({ policies, scps: [[boundary]] }, asked)]).toBeLessThanOrEqual(bare);
    });
    fc.assert(property, { numRuns: 600 });
  });

  test('what may be allowed on one thing may be allowed on something', () => {
    const property = fc.property(whole, onOne, (rights, { resource: _, ...asked }) => {
      const found = resources.some((resource) => answerOf(rights, { ...asked, resource }) !== 'no');
      if (found) expect(answerOf(rights, asked)).not.toBe('no');
    });
    fc.assert(property, { numRuns: 400 });
  });

  test('a policy that cannot be read leaves neither a yes nor a no that it could change', () => {
    const property = fc.property(whole, statementOf('Allow'), statementOf('Deny'), onOne, (rights, allow, deny, asked) => {
      const unread = answerOf({ ...rights, policies: [...rights.policies, '{'] }, asked);
      for (const one of [allow, deny]) {
        const read = answerOf({ ...rights, policies: [...rights.policies, [one]] }, asked);
        if (unread !== 'depends') expect(read).toBe(unread);
      }
    });
    fc.assert(property, { numRuns: 600 });
  });

  test('knowing more of the request never contradicts what was said before', () => {
    const property = fc.property(whole, onOne, context, (rights, asked, more) => {
      const before = answerOf(rights, { ...asked, context: {} });
      if (before !== 'depends') expect(answerOf(rights, { ...asked, context: more })).toBe(before);
    });
    fc.assert(property, { numRuns: 600 });
  });
});

describe('for every document', () => {
  test('as in a URL it says the same as plain', () => {
    const property = fc.property(fc.array(statement, { maxLength: 4 }), (statements) => {
      const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      expect(readPolicy(encodeURIComponent(text))).toEqual(readPolicy(text));
      expect(readPolicy(text)).toEqual(readPolicy(JSON.parse(text)));
      expect(readPolicy(text).kind).toBe('policy');
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('no value at all breaks the reading, and what is no policy is unreadable', () => {
    const property = fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (document) => {
      const read = readPolicy(document);
      expect(read.kind === 'unreadable' ? read.why : read.statements).toBeTruthy();
    });
    fc.assert(property, { numRuns: 600 });
  });
});

describe('for every policy on a thing', () => {
  const withWho = (effect: 'Allow' | 'Deny') =>
    fc
      .tuple(statementOf(effect), fc.constantFrom('*', { AWS: account }, { AWS: '444455556666' }, { Service: 'lambda.amazonaws.com' }))
      .map(([one, who]) => ({ ...one, Principal: who }));
  const on = fc.array(fc.oneof(withWho('Allow'), withWho('Deny')), { maxLength: 4 });
  const worst = (statements: readonly unknown[]) => {
    const grants = whoMay(written('policy', statements));
    if ('kind' in grants) throw new TypeError(grants.why);
    const most = (truths: (keyof typeof rank)[]): number => Math.max(0, ...truths.map((truth) => rank[truth]));
    return { open: most(grants.map((one) => isPublic(one))), outside: most(grants.map((one) => isOutside(one, { account }))) };
  };

  test('a Deny more never opens it, an Allow more never closes it', () => {
    const property = fc.property(on, withWho('Deny'), withWho('Allow'), (statements, deny, allow) => {
      const [before, less, more] = [worst(statements), worst([...statements, deny]), worst([...statements, allow])];
      expect(less.open).toBeLessThanOrEqual(before.open);
      expect(less.outside).toBeLessThanOrEqual(before.outside);
      expect(more.open).toBeGreaterThanOrEqual(before.open);
      expect(more.outside).toBeGreaterThanOrEqual(before.outside);
    });
    fc.assert(property, { numRuns: 600 });
  });
});

describe('for every pattern', () => {
  const text = fc.array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 8 }).map((signs) => signs.join(''));

  test('it fits what a plain reading of it fits', () => {
    const plain = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 8 }).map((signs) => signs.join(''));
    const property = fc.property(text, plain, (pattern, value) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);
      expect(fits(patternOf(pattern, true).code, value)).toBe(expected);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('it fits its own general member, and what fits that fits all', () => {
    const property = fc.property(text, text, (pattern, other) => {
      const [one, wide] = [patternOf(pattern, true).code, patternOf(other, true).code];
      expect(fits(one, generalMember(one))).toBe(true);
      // Long enough for every run of question marks.
      const member = pattern.replaceAll('*', 'ab'.repeat(8)).replaceAll('?', 'b');
      if (fits(wide, generalMember(one))) expect(fits(wide, member)).toBe(true);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
