/** AG-05: the roles of live agents hold no broad or risky rights. */
import { defineCheck } from '../check.ts';
import { allows } from '../iam/allows.ts';
import { isAdministrator, partitionOf } from '../iam/breadth.ts';
import { escalationsOf } from '../iam/escalation.ts';
import type { Answer } from '../iam/layer.ts';
import type { Principal } from '../iam/principal.ts';
import { agentRoleReads, agentRoles, eachRole } from '../parts/roles.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** Rights that must name what they are for, each with a pattern that names all of it. */
const broadRights = (partition: string, account: string, region: string): { action: string; resource: string; what: string }[] => [
  { action: 'bedrock:InvokeModel', resource: `arn:${partition}:bedrock:${region}::foundation-model/*`, what: 'call every model' },
  {
    action: 'bedrock:Retrieve',
    resource: `arn:${partition}:bedrock:${region}:${account}:knowledge-base/*`,
    what: 'search every knowledge base',
  },
  { action: 'lambda:InvokeFunction', resource: `arn:${partition}:lambda:${region}:${account}:function:*`, what: 'start every function' },
  { action: 'iam:PassRole', resource: `arn:${partition}:iam::${account}:role/*`, what: 'pass on every role' },
];

/** Policies of AWS that open a whole service. */
const fullAccess = ({ attached }: Principal): string[] =>
  attached.flatMap(
    (arn) => /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]*FullAccess|AdministratorAccess|PowerUserAccess)$/.exec(arn)?.[1] ?? [],
  );

/** Names of the policies that could not be read and would decide. */
const unreadIn = ({ needs }: Answer): string[] =>
  needs.flatMap(({ kind, where }) => (kind === 'unreadable' || kind === 'not-read' ? [where] : []));

export const ag05 = defineCheck({
  id: 'AG-05',
  scope: 'region',
  reads: agentRoleReads,
  why: 'Whatever the role may do, a prompt that gets the better of the agent may do as well.',
  fix: 'Give the role only the model, knowledge bases and functions that this agent uses, each by its ARN, and take away managed policies that open a whole service.',
  blind:
    'Rights that resources grant to the role in their own policies, limits that the organization sets from above, and whether the agent needs each of the rights that are narrow.',
  equivalents: { prowler: ['bedrock_agent_role_least_privilege'], awsSample: ['BR-08', 'BR-57', 'FS-07'] },
  none: 'No Bedrock agent exists in this Region.',
  collect: async (look) => await eachRole(look, await agentRoles(look), (role) => ({ role })),
  judge({ role }, { account, region }) {
    if (role === null) return notAssessed('The role is not among the roles of this account.');
    const facts = { policies: role.policies.map(({ name }) => name), boundary: role.boundary !== null };
    const rights = broadRights(partitionOf(role), account, region).map(({ what, ...question }) => ({
      what,
      answer: allows(role, question),
    }));
    const escalations = escalationsOf(role);
    const problems = [
      ...(isAdministrator(role) === 'yes' ? ['do everything'] : []),
      ...fullAccess(role).map((name) => `do all that ${name} allows`),
      ...rights.filter(({ answer }) => answer.answer === 'yes').map(({ what }) => what),
      ...escalations.filter(({ answer }) => answer === 'yes').map(({ does }) => does),
    ];
    if (problems.length > 0) return fail(`The role may ${problems.join(', ')}.`, facts);
    const unread = role.policies.filter(({ policy }) => policy.kind === 'unreadable').map(({ name }) => name);
    unread.push(...rights.flatMap(({ answer }) => unreadIn(answer)));
    if (unread.length > 0) return notAssessed(`Not all policies of the role could be read (${[...new Set(unread)].join(', ')}).`, facts);
    const conditional = rights.filter(({ answer }) => answer.answer === 'depends').map(({ what }) => what);
    return pass(
      facts,
      ...(role.boundary === null ? ['The role has no permissions boundary.'] : []),
      ...(conditional.length === 0 ? [] : [`Under conditions that we do not weigh, the role may ${conditional.join(', ')}.`]),
    );
  },
});
