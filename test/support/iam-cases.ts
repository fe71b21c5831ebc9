/** Policies as the IAM cases write them: lists of statements, whole documents, or the text of one. */
import { z } from 'zod';
import type { Around } from '../../workflows/scanners/iam/allows.ts';
import type { NamedPolicy } from '../../workflows/scanners/iam/layer.ts';
import { readPolicy } from '../../workflows/scanners/iam/policy.ts';
import type { Principal } from '../../workflows/scanners/iam/principal.ts';

export const Ask = z.strictObject({
  action: z.string(),
  resource: z.string().optional(),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])).optional(),
}) as z.ZodType<{ action: string; resource?: string; context?: Record<string, string | string[] | null> }>;

export const Written = z.strictObject({
  policies: z.array(z.unknown()),
  boundary: z.unknown().optional(),
  scps: z.array(z.array(z.unknown())).optional(),
  'not-read': z.array(z.enum(['service-control-policies', 'resource-control-policies', 'session-policy', 'resource-policy'])).optional(),
});
export type Written = z.infer<typeof Written> & { path?: string | undefined };

/** A list of statements is the body of a document of 2012. */
export const written = (name: string, policy: unknown): NamedPolicy => ({
  name,
  policy: readPolicy(Array.isArray(policy) ? { Version: '2012-10-17', Statement: policy } : policy),
});

export const account = '111122223333';

export const principalWith = ({ path = '/', policies, boundary }: Written): Principal => ({
  kind: 'role',
  arn: `arn:aws:iam::${account}:role${path}app`,
  account,
  name: 'app',
  path,
  policies: policies.map((policy, index) => written(`policy ${index + 1}`, policy)),
  attached: [],
  boundary: boundary === undefined ? null : written('boundary', boundary),
  trust: null,
  lastUsed: null,
});

export const layersOf = ({ scps = [], 'not-read': notRead = [] }: Written): Around => ({
  scps: scps.map((level, depth) => level.map((policy, index) => written(`scp ${depth + 1}.${index + 1}`, policy))),
  notRead,
});
