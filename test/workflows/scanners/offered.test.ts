/** A Region where a service is not offered: nothing can stand there, and it is not a Region in use. */
import { describe, expect, it } from 'vitest';
import { isUsed } from '../../../workflows/scanners/regions.ts';
import { createWire, type Inject } from '../../support/wire.ts';

const noHostOf =
  (...services: string[]): Inject =>
  ({ operation }) =>
    services.includes(operation.split(':')[0] ?? '') ? 'no-host' : null;

const read = async (region: string, inject: Inject) => {
  const { reader } = createWire({ answers: {}, emptyElsewhere: true, inject });
  return { agents: await reader.read('bedrock-agent:ListAgents', region, {}), used: await isUsed(reader, region) };
};

describe('a service whose host does not exist', () => {
  it('has nothing in a Region for which AWS does not name it', async () => {
    const { agents, used } = await read('eu-south-2', noHostOf('bedrock-agent'));
    expect(agents).toEqual({ kind: 'answer', answer: [], partial: false });
    expect(used).toBe(false);
  });

  it('is not assessed in a Region for which AWS names it: the name service may be at fault', async () => {
    const { agents, used } = await read('eu-west-1', noHostOf('bedrock-agent'));
    expect(agents).toMatchObject({ kind: 'unsupported' });
    expect(used).toBe(true);
  });

  it('is not assessed where the question is about one thing, which somebody must have seen', async () => {
    const { reader } = createWire({ answers: {}, inject: noHostOf('bedrock-agent') });
    expect(await reader.read('bedrock-agent:GetAgent', 'eu-south-2', { agentId: 'A' })).toMatchObject({ kind: 'unsupported' });
  });

  it('is not assessed where AWS offers the service everywhere', async () => {
    const { reader } = createWire({ answers: {}, inject: noHostOf('sagemaker') });
    expect(await reader.read('sagemaker:ListModels', 'eu-south-2', {})).toMatchObject({ kind: 'unsupported' });
  });
});
