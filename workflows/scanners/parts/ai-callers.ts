/** What calls models from inside a network of the account: functions whose role may, and AgentCore runtimes. */
import { z } from 'zod';
import { allows } from '../iam/allows.ts';
import type { Look } from '../look.ts';
import { together } from '../together.ts';
import { principalReads } from './principals.ts';
import { rolesOf } from './roles.ts';

export const callerReads = {
  ...principalReads,
  'lambda:ListFunctions': z.object({
    FunctionArn: z.string(),
    Role: z.string(),
    VpcConfig: z.object({ VpcId: z.string().optional() }).optional(),
  }),
  'bedrock-agentcore-control:ListAgentRuntimes': z.object({ agentRuntimeId: z.string(), agentRuntimeArn: z.string() }),
  'bedrock-agentcore-control:GetAgentRuntime': z.object({
    agentRuntimeArn: z.string(),
    networkConfiguration: z.object({
      networkMode: z.enum(['PUBLIC', 'VPC']),
      networkModeConfig: z.object({ subnets: z.array(z.string()) }).optional(),
    }),
  }),
  'ec2:DescribeSubnets': z.object({ SubnetId: z.string(), VpcId: z.string() }),
};

interface Caller {
  vpc: string;
  arn: string;
}

async function functions(look: Look<typeof callerReads>): Promise<Caller[]> {
  const inside = (await look.list('lambda:ListFunctions')).filter(({ VpcConfig }) => (VpcConfig?.VpcId ?? '') !== '');
  const roles = await rolesOf(look, [...new Set(inside.map(({ Role }) => Role))]);
  const may = (role: string): boolean => {
    const principal = roles.get(role);
    return principal !== undefined && allows(principal, { action: 'bedrock:InvokeModel' }).answer !== 'no';
  };
  return inside.filter(({ Role }) => may(Role)).map(({ FunctionArn, VpcConfig }) => ({ arn: FunctionArn, vpc: VpcConfig?.VpcId ?? '' }));
}

async function runtimes(look: Look<typeof callerReads>): Promise<Caller[]> {
  const all = await look.list('bedrock-agentcore-control:ListAgentRuntimes');
  const found = all.map(async ({ agentRuntimeId, agentRuntimeArn: arn }) => {
    const { networkConfiguration } = await look.get('bedrock-agentcore-control:GetAgentRuntime', { agentRuntimeId });
    const subnets = networkConfiguration.networkModeConfig?.subnets ?? [];
    if (networkConfiguration.networkMode !== 'VPC' || subnets.length === 0) return [];
    const known = await look.list('ec2:DescribeSubnets', { SubnetIds: [...subnets].toSorted() });
    return [...new Set(known.map(({ VpcId }) => VpcId))].map((vpc) => ({ arn, vpc }));
  });
  return (await together(found)).flat();
}

/** Networks with callers, each with the callers' ARNs. */
export async function networksOfCallers(look: Look<typeof callerReads>): Promise<{ vpc: string; callers: readonly string[] }[]> {
  const callers = [...(await functions(look)), ...(await runtimes(look))];
  const vpcs = [...new Set(callers.map(({ vpc }) => vpc))].toSorted();
  return vpcs.map((vpc) => ({
    vpc,
    callers: callers
      .filter((one) => one.vpc === vpc)
      .map(({ arn }) => arn)
      .toSorted(),
  }));
}
