/**
 * Short ways from a few rights to many. Each is known from public research (Rhino Security Labs, "AWS IAM Privilege Escalation: Methods
 * and Mitigation"; pathfinding.cloud), kept to those that AI workloads meet; the list makes no claim to be whole.
 */
import { type Around, allows } from './allows.ts';
import { partitionOf } from './breadth.ts';
import type { Context } from './condition.ts';
import type { Principal } from './principal.ts';
import { all, type Truth } from './truth.ts';

interface Way {
  name: string;
  /** What it does, to be shown. */
  does: string;
  actions: readonly string[];
  /** The service that must be handed a role. */
  passedTo?: string;
}

const passing = (name: string, does: string, passedTo: string, ...actions: string[]): Way => ({
  name,
  does,
  passedTo,
  actions: ['iam:PassRole', ...actions],
});
const own = (name: string, does: string, ...actions: string[]): Way => ({ name, does, actions });

const ways: readonly Way[] = [
  own('policy-version', 'change a managed policy', 'iam:CreatePolicyVersion'),
  own('default-version', 'bring back an older version of a managed policy', 'iam:SetDefaultPolicyVersion'),
  own('attach-role-policy', 'attach any policy to a role', 'iam:AttachRolePolicy'),
  own('put-role-policy', 'write any policy into a role', 'iam:PutRolePolicy'),
  own('attach-user-policy', 'attach any policy to a user', 'iam:AttachUserPolicy'),
  own('put-user-policy', 'write any policy into a user', 'iam:PutUserPolicy'),
  own('trust-policy', 'let itself into any role', 'iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'),
  own('access-key', 'make keys of any user', 'iam:CreateAccessKey'),
  own('function-code', 'replace the code of any function and so use its role', 'lambda:UpdateFunctionCode'),
  passing('pass-lambda', 'run a function with any role', 'lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:InvokeFunction'),
  passing('pass-ec2', 'start a machine with any role', 'ec2.amazonaws.com', 'ec2:RunInstances'),
  passing('pass-cloudformation', 'build a stack with any role', 'cloudformation.amazonaws.com', 'cloudformation:CreateStack'),
  passing('pass-notebook', 'open a notebook with any role', 'sagemaker.amazonaws.com', 'sagemaker:CreateNotebookInstance'),
  passing('pass-training', 'run a training job with any role', 'sagemaker.amazonaws.com', 'sagemaker:CreateTrainingJob'),
  passing('pass-runtime', 'run an agent with any role', 'bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:CreateAgentRuntime'),
  passing('pass-interpreter', 'run code with any role', 'bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:CreateCodeInterpreter'),
];

export interface Escalation {
  name: string;
  does: string;
  answer: Exclude<Truth, 'no'>;
}

/** All roles, users or policies of the account, where the action takes one. */
function everyone(action: string): string | null {
  if (action === 'sts:AssumeRole' || action === 'iam:PassRole') return 'role/*';
  if (!action.startsWith('iam:')) return null;
  if (action.endsWith('PolicyVersion')) return 'policy/*';
  return /User|AccessKey/.test(action) ? 'user/*' : 'role/*';
}

/** What of these the principal can do with roles, users and policies in general; a right over one named role is not looked at. */
export function escalationsOf(principal: Principal, around: Around = {}): Escalation[] {
  return ways.flatMap(({ name, does, actions, passedTo }) => {
    const answer = all(
      actions.map((action) => {
        const what = everyone(action);
        const resource = what === null ? {} : { resource: `arn:${partitionOf(principal)}:iam::${principal.account}:${what}` };
        const context: Context = passedTo === undefined ? {} : { 'iam:PassedToService': passedTo };
        return allows(principal, { action, ...resource, context }, around).answer;
      }),
    );
    return answer === 'no' ? [] : [{ name, does, answer }];
  });
}
