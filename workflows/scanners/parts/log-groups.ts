/** Log groups by their name. */
import type { z } from 'zod';
import type { Look } from '../look.ts';

/** The one of that name, or `null`: the list is by prefix. */
export async function logGroupOf<T extends z.ZodType<{ logGroupName: string }>>(
  look: Look<{ 'cloudwatch-logs:DescribeLogGroups': T }>,
  name: string,
): Promise<z.output<T> | null> {
  const groups = await look.list('cloudwatch-logs:DescribeLogGroups', { logGroupNamePrefix: name });
  return (groups as z.output<T>[]).find(({ logGroupName }) => logGroupName === name) ?? null;
}
