/** What must always hold of the texts that people write into agents and firewalls, whatever stands in them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionGroupReads, confirmationRemark } from '../../../workflows/scanners/parts/action-groups.ts';
import { firewallReads } from '../../../workflows/scanners/parts/firewalls.ts';
import { judgeLive, type Remark } from '../../../workflows/scanners/parts/live-agents.ts';

const group = (payload: string) => {
  const answer = { actionGroupId: 'G', actionGroupName: 'orders', actionGroupState: 'ENABLED', apiSchema: { payload } };
  return (
    actionGroupReads['bedrock-agent:GetAgentActionGroup'].parse({ agentActionGroup: answer }).agentActionGroup.apiSchema?.payload ?? null
  );
};

const remarkOn = (payload: string): Remark =>
  confirmationRemark([{ name: 'orders', tool: null, lambda: null, handedBack: false, actions: group(payload) }]);

const method = fc.constantFrom('get', 'head', 'options', 'post', 'put', 'patch', 'delete');
const operation = fc.record({ 'x-requireConfirmation': fc.constantFrom('ENABLED', 'DISABLED', undefined), operationId: fc.string() });
const paths = fc.dictionary(
  fc.string({ minLength: 1 }).map((path) => `/${path}`),
  fc.dictionary(method, operation, { maxKeys: 4 }),
  { maxKeys: 5, noNullPrototype: true },
);

describe('an API description of an agent', () => {
  it('is a list of actions or not understood, whatever its text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const actions = group(text);
        expect(actions === null || Array.isArray(actions)).toBe(true);
      }),
    );
  });

  it('has a problem exactly where an operation that changes something asks nobody', () => {
    fc.assert(
      fc.property(paths, (all) => {
        const unasked = Object.values(all)
          .flatMap((item) => Object.entries(item))
          .some(([name, one]) => ['post', 'put', 'patch', 'delete'].includes(name) && one['x-requireConfirmation'] !== 'ENABLED');
        const { problem, unknown } = remarkOn(JSON.stringify({ openapi: '3.0.0', paths: all }));
        expect([problem !== undefined, unknown]).toEqual([unasked, undefined]);
      }),
    );
  });
});

describe('a live agent', () => {
  const remark = fc.record({
    problem: fc.option(fc.constant('is open'), { nil: undefined }),
    unknown: fc.option(fc.constant('is unclear'), { nil: undefined }),
  });

  it('is as good as the worst version that answers', () => {
    fc.assert(
      fc.property(fc.array(remark, { minLength: 1, maxLength: 6 }), fc.boolean(), (remarks, draftOnly) => {
        const versions = remarks.map((settings, index) => ({ version: String(index + 1), aliases: ['prod'], settings }));
        const { verdict } = judgeLive({ id: 'A', name: 'a', draftOnly, versions }, (settings) => settings);
        const worst = remarks.some(({ problem }) => problem !== undefined)
          ? 'fail'
          : remarks.some(({ unknown }) => unknown !== undefined)
            ? 'not-assessed'
            : 'pass';
        expect(verdict).toBe(worst);
      }),
    );
  });
});

describe('a rule of a web firewall', () => {
  it('is read without a stumble, and limits nothing by words that we do not know', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (Statement) => {
        const { WebACL } = firewallReads['wafv2:GetWebACL'].parse({ WebACL: { ARN: 'a', Rules: [{ Name: 'r', Statement }] } });
        expect(WebACL.Rules[0]?.Statement).toEqual({ rate: false, size: false, bot: false, unseen: false });
      }),
    );
  });
});
