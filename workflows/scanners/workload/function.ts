/** What a function uses: role, key, network, and the things that its settings name by their ARN. */
import { z } from 'zod';
import { defineKind, keyNamed, namesArn, networkNamed } from './kind.ts';
import type { Word } from './words.ts';

const names: readonly Word[] = ['role', 'key', 'network', 'secret', 'bucket'];
/** Things that functions are often given the ARN of. */
const settings: readonly Word[] = [
  ...names,
  'agent',
  'flow',
  'knowledge base',
  'guardrail',
  'runtime',
  'gateway',
  'memory',
  'endpoint',
  'function',
];

export const lambdaFunction = defineKind({
  word: 'function',
  names,
  reads: {
    'lambda:ListFunctions': z.object({
      FunctionArn: z.string(),
      Role: z.string().optional(),
      KMSKeyArn: z.string().optional(),
      VpcConfig: z
        .object({
          VpcId: z.string().optional(),
          SubnetIds: z.array(z.string()).optional(),
          SecurityGroupIds: z.array(z.string()).optional(),
        })
        .optional(),
      // Of the variables only the ARNs that stand in them.
      Environment: z
        .object({ Variables: z.record(z.string(), z.string()).optional() })
        .optional()
        .transform((environment) => Object.values(environment?.Variables ?? {}).filter((value) => namesArn(value))),
    }),
  },
  async follow({ look, part, missing }, thing) {
    const [all] = await part(settings, async () => [await look.list('lambda:ListFunctions')]);
    if (all === undefined) return [];
    const one = all.find(({ FunctionArn }) => FunctionArn === thing.arn);
    if (one === undefined) return missing();
    const { VpcId: vpc = '', SubnetIds: subnets, SecurityGroupIds: groups } = one.VpcConfig ?? {};
    return [
      one.Role,
      keyNamed(look, one.KMSKeyArn),
      vpc === '' ? null : look.arn('ec2', `vpc/${vpc}`),
      ...networkNamed(look, { subnets, groups }),
      ...one.Environment,
    ];
  },
});
