/** AC-19: custom code interpreters have no open line to the internet, and a role that reaches little. */
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { allows } from '../iam/allows.ts';
import { isAdministrator } from '../iam/breadth.ts';
import { escalationsOf } from '../iam/escalation.ts';
import type { Principal } from '../iam/principal.ts';
import { roleReads, rolesOf } from '../parts/roles.ts';
import { fail, notAssessed, pass } from '../verdict.ts';

/** Rights that code from outside should have over named things only, each with a pattern that names all of them. */
const wideRights = (partition: string, account: string, region: string): { action: string; resource: string; what: string }[] => [
  { action: 's3:GetObject', resource: `arn:${partition}:s3:::*/*`, what: 'read every bucket' },
  { action: 's3:PutObject', resource: `arn:${partition}:s3:::*/*`, what: 'write to every bucket' },
  {
    action: 'secretsmanager:GetSecretValue',
    resource: `arn:${partition}:secretsmanager:${region}:${account}:secret:*`,
    what: 'read every secret',
  },
  { action: 'sts:AssumeRole', resource: `arn:${partition}:iam::${account}:role/*`, what: 'take on every role' },
  { action: 'lambda:InvokeFunction', resource: `arn:${partition}:lambda:${region}:${account}:function:*`, what: 'start every function' },
];

interface Reach {
  /** What the role may do that is too much. */
  wide: string[];
  /** The same, under conditions. */
  conditional: string[];
  /** Policies that could not be read. */
  unread: string[];
}

function reachOf(role: Principal, partition: string, account: string, region: string): Reach {
  const rights = wideRights(partition, account, region).map(({ what, ...question }) => ({ what, answer: allows(role, question).answer }));
  const escalations = escalationsOf(role);
  return {
    wide: [
      ...(isAdministrator(role) === 'yes' ? ['do everything'] : []),
      ...rights.filter(({ answer }) => answer === 'yes').map(({ what }) => what),
      ...escalations.filter(({ answer }) => answer === 'yes').map(({ does }) => does),
    ],
    conditional: rights.filter(({ answer }) => answer === 'depends').map(({ what }) => what),
    unread: [...role.policies, ...(role.boundary === null ? [] : [role.boundary])]
      .filter(({ policy }) => policy.kind === 'unreadable')
      .map(({ name }) => name),
  };
}

export const ac19 = defineCheck({
  id: 'AC-19',
  scope: 'region',
  reads: {
    'bedrock-agentcore-control:ListCodeInterpreters': z.object({ codeInterpreterId: z.string(), codeInterpreterArn: z.string() }),
    'bedrock-agentcore-control:GetCodeInterpreter': z.object({
      codeInterpreterArn: z.string(),
      executionRoleArn: z.string().optional(),
      networkConfiguration: z.object({ networkMode: z.enum(['PUBLIC', 'SANDBOX', 'VPC']) }),
    }),
    ...roleReads,
  },
  why: 'A code interpreter runs code that a model wrote, perhaps at the word of a stranger. With the internet and a wide role at hand, that code can carry data out.',
  fix: 'Create the code interpreter with network mode "SANDBOX" or "VPC", and give it a role with named buckets only, or none.',
  blind:
    'The code interpreter that AWS provides ready-made, what your outbound rules let through, and rights that resources grant the role by themselves.',
  equivalents: { awsSample: ['AC-15', 'AC-45'], securityHub: ['BedrockAgentCore.7'] },
  none: 'No custom code interpreter exists in this Region.',
  collect: async (look) =>
    await look.each(
      await look.list('bedrock-agentcore-control:ListCodeInterpreters', { type: 'CUSTOM' }),
      ({ codeInterpreterArn }) => codeInterpreterArn,
      async ({ codeInterpreterId }) => {
        const { networkConfiguration, executionRoleArn: arn } = await look.get('bedrock-agentcore-control:GetCodeInterpreter', {
          codeInterpreterId,
        });
        const role = arn === undefined ? undefined : (await rolesOf(look, [arn])).get(arn);
        return {
          mode: networkConfiguration.networkMode,
          hasRole: arn !== undefined,
          reach: role === undefined ? null : reachOf(role, look.partition, look.account, look.region),
        };
      },
    ),
  judge({ mode, hasRole, reach }) {
    const facts = { mode, hasRole };
    if (mode === 'PUBLIC') return fail('The code interpreter has an open line to the internet (network mode PUBLIC).', facts);
    if (reach !== null && reach.wide.length > 0) return fail(`The role of the code interpreter may ${reach.wide.join(', ')}.`, facts);
    if (hasRole && reach === null) return notAssessed('The role of the code interpreter is not among the roles of this account.', facts);
    if (reach !== null && reach.unread.length > 0)
      return notAssessed(`Not all policies of the role could be read (${reach.unread.join(', ')}).`, facts);
    const conditional = reach?.conditional ?? [];
    return pass(
      facts,
      ...(mode === 'SANDBOX'
        ? ['The sandbox still reaches Amazon S3 and resolves names, which can carry data out; a network of your own does not have to.']
        : []),
      ...(conditional.length === 0 ? [] : [`Under conditions that we do not weigh, the role may ${conditional.join(', ')}.`]),
    );
  },
});
