/** AC-26: no identity but administrators holds all rights over AgentCore, or can fetch the tokens of every agent. */
import { defineCheck } from '../check.ts';
import { allows } from '../iam/allows.ts';
import { hasWholeService, isAdministrator, partitionOf } from '../iam/breadth.ts';
import type { Principal } from '../iam/principal.ts';
import { some, type Truth } from '../iam/truth.ts';
import type { Subject } from '../look.ts';
import { principalReads, principalsIn } from '../parts/principals.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

const identities = 'workload-identity-directory/default/workload-identity/*';

/** Rights that hand out tokens or keys, each with a pattern that names all it is for. */
const minting: readonly { action: string; on: string }[] = [
  { action: 'GetWorkloadAccessToken', on: identities },
  { action: 'GetWorkloadAccessTokenForJWT', on: identities },
  { action: 'GetWorkloadAccessTokenForUserId', on: identities },
  { action: 'GetResourceApiKey', on: 'token-vault/default/apikeycredentialprovider/*' },
  { action: 'GetResourceOauth2Token', on: 'token-vault/default/oauth2credentialprovider/*' },
];

/** The whole service counts as wide in one Region too, so every Region that a policy names is asked about. */
function regionsIn({ policies }: Principal): string[] {
  const named = policies.flatMap(({ policy }) =>
    policy.kind === 'policy' ? policy.statements.flatMap(({ resource }) => resource?.patterns.map(({ text }) => text) ?? []) : [],
  );
  return [...new Set(['*', ...named.flatMap((text) => /^arn:[^:]+:bedrock-agentcore:([a-z0-9-]+):/.exec(text)?.[1] ?? [])])];
}

interface Held {
  whole: Truth;
  mints: readonly { action: string; answer: Truth }[];
  unread: readonly string[];
}

function heldBy(principal: Principal): Held {
  const regions = regionsIn(principal);
  const mints = minting.map(({ action, on }) => {
    const answers = regions.map((region) => {
      const resource = `arn:${partitionOf(principal)}:bedrock-agentcore:${region}:${principal.account}:${on}`;
      return allows(principal, { action: `bedrock-agentcore:${action}`, resource }).answer;
    });
    return { action, answer: some(answers) };
  });
  return {
    whole: hasWholeService(principal, 'bedrock-agentcore'),
    mints: mints.filter(({ answer }) => answer !== 'no'),
    unread: [...principal.policies, ...(principal.boundary === null ? [] : [principal.boundary])]
      .filter(({ policy }) => policy.kind === 'unreadable')
      .map(({ name }) => name),
  };
}

type Facts = { kind: 'identity'; held: Held } | { kind: 'account'; looked: number; administrators: number };

export const ac26 = defineCheck({
  id: 'AC-26',
  scope: 'account',
  reads: principalReads,
  why: 'Whoever can fetch the tokens of every agent can act in the name of every person those agents act for, at every service they are connected to.',
  fix: 'Replace "bedrock-agentcore:*" and "bedrock-agentcore:Get*" by the single actions that are needed, and name the workload identity of one agent as the resource.',
  blind: 'Administrators, who may do everything and so this; limits that the organization sets from above; and who may take on a role.',
  equivalents: { awsSample: ['AC-02', 'AC-33'] },
  async collect(look) {
    // Groups are told through their users.
    const principals = await principalsIn(look, ['role', 'user']);
    const administrators = principals.filter((one) => isAdministrator(one) === 'yes');
    const others = principals.filter((one) => !administrators.includes(one)).map((one) => ({ arn: one.arn, held: heldBy(one) }));
    const holders = others.filter(({ held }) => held.whole !== 'no' || held.mints.length > 0 || held.unread.length > 0);
    const found: Subject<Facts>[] = await look.each(
      holders,
      ({ arn }) => arn,
      ({ held }) => ({ kind: 'identity' as const, held }),
    );
    const root = `arn:${look.partition}:iam::${look.account}:root`;
    const account: Facts = { kind: 'account', looked: principals.length, administrators: administrators.length };
    return [...found, { resource: root, facts: account }];
  },
  judge(facts) {
    if (facts.kind === 'account') {
      const { looked, administrators } = facts;
      return pass(
        { identities: looked, administrators },
        ...(administrators === 0 ? [] : [`${administrators} administrators may do everything, and so fetch tokens of agents too.`]),
      );
    }
    const { whole, mints, unread } = facts.held;
    const surely = mints.filter(({ answer }) => answer === 'yes').map(({ action }) => action);
    const shown = { wholeService: whole === 'yes', mints: mints.map(({ action }) => action) };
    if (surely.length > 0) return fail(`This identity can fetch tokens or keys of every agent (${surely.join(', ')}).`, shown);
    if (whole === 'yes') return fail('This identity holds all rights over AgentCore (bedrock-agentcore:*).', shown);
    if (unread.length > 0) return notAssessed(`Not all policies of this identity could be read (${unread.join(', ')}).`, shown);
    return pass(shown, 'Under conditions that we do not weigh, this identity can fetch tokens or keys of every agent.');
  },
});
