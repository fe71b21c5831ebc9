/** AgentCore memories. What a customer's key protects is read only where it is needed: that view asks for the right to decrypt. */
import { z } from 'zod';
import type { Look, Subject } from '../look.ts';

export const memoryListReads = { 'bedrock-agentcore-control:ListMemories': z.object({ id: z.string() }) };

export const memoryArn = (look: Pick<Look<object>, 'arn'>, id: string): string => look.arn('bedrock-agentcore', `memory/${id}`);

/** The reads of a look at each memory, and the look itself. `plain` is the view without anything that is encrypted. */
export const memories = <S extends z.ZodRawShape>(view: 'plain' | 'full', shape: S) => {
  const memory = z.object({ ...shape, arn: z.string() });
  const reads = { ...memoryListReads, 'bedrock-agentcore-control:GetMemory': z.object({ memory }) };
  type Memory = z.output<typeof memory>;
  const collect = async <F>(look: Look<typeof reads>, reduce: (one: Memory) => Promise<F | null> | F | null): Promise<Subject<F>[]> => {
    // The compiler cannot see through a shape that is not known yet.
    const known = look as unknown as Look<{ 'bedrock-agentcore-control:GetMemory': z.ZodType<{ memory: Memory }> }>;
    return await look.each(
      await look.list('bedrock-agentcore-control:ListMemories'),
      ({ id }) => memoryArn(look, id),
      async ({ id }) => {
        const asked = view === 'plain' ? { memoryId: id, view: 'without_decryption' } : { memoryId: id };
        return await reduce((await known.get('bedrock-agentcore-control:GetMemory', asked)).memory);
      },
    );
  };
  return { reads, collect };
};
