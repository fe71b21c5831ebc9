/** Functions whose role may call a model, an agent or an endpoint: told by rights, not by names. */
import { z } from 'zod';
import { allows } from '../iam/allows.ts';
import type { Principal } from '../iam/principal.ts';
import type { Look } from '../look.ts';
import { roleReads, rolesOf } from './roles.ts';
import { secretSettings } from './secret-settings.ts';

export const functionReads = {
  ...roleReads,
  'lambda:ListFunctions': z.object({
    FunctionArn: z.string(),
    FunctionName: z.string(),
    Role: z.string(),
    Runtime: z.string().optional(),
    // Of the variables only the names of those that hold a secret; `null` where they could not be told.
    Environment: z
      .object({ Variables: z.record(z.string(), z.string()).optional(), Error: z.object({ ErrorCode: z.string().optional() }).optional() })
      .optional()
      .transform((environment) => (environment?.Error === undefined ? secretSettings(environment?.Variables ?? {}) : null)),
  }),
};

const calls = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:InvokeAgent',
  'bedrock:InvokeInlineAgent',
  'bedrock:InvokeFlow',
  'bedrock:RetrieveAndGenerate',
  'bedrock-agentcore:InvokeAgentRuntime',
  'sagemaker:InvokeEndpoint',
];

export interface AiFunction {
  arn: string;
  name: string;
  runtime: string | null;
  secrets: readonly string[] | null;
  /** What of AI its role may call; `null` where the role is not among those of the account. */
  calls: readonly string[] | null;
}

const callsOf = (role: Principal): string[] => calls.filter((action) => allows(role, { action }).answer !== 'no');

export async function aiFunctions(look: Look<typeof functionReads>): Promise<AiFunction[]> {
  const functions = await look.list('lambda:ListFunctions');
  const roles = await rolesOf(look, [...new Set(functions.map(({ Role }) => Role))]);
  const known = new Map([...roles].map(([arn, role]) => [arn, callsOf(role)]));
  return functions
    .map(({ FunctionArn: arn, FunctionName: name, Role, Runtime, Environment: secrets }) => ({
      arn,
      name,
      runtime: Runtime ?? null,
      secrets,
      calls: known.get(Role) ?? null,
    }))
    .filter(({ calls: may }) => may === null || may.length > 0);
}
